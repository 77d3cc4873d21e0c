"""Backups are whole, thinned by age, and restored without touching what is not theirs."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Partner
from crisisdesk.store.backups import Backup, Plan, backups_in, is_due, make_backup, read_name, thinned
from crisisdesk.store.leftovers import sweep
from crisisdesk.store.restoring import restore
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSPHRASE = 'o\'Brien "quoted" ü 🚢'


def names(path: Path, passphrase: str | None = None) -> set[str]:
    desk = Workspace.open(path, passphrase=passphrase)
    with desk.snapshot() as view:
        found = {partner.name for partner in view.all(Partner)}
    desk.close()
    return found


def backed_up(path: Path, folder: Path) -> Path:
    desk = Workspace.open(path)
    backup = make_backup(desk, folder)
    desk.close()
    return backup.path


def add(desk: Workspace, name: str) -> None:
    desk.perform(f"Add {name}", lambda tx: tx.add(Partner(name=name)))


def test_a_backup_has_what_still_lies_in_the_log(desk: Workspace, tmp_path: Path) -> None:
    add(desk, "Lemuria")

    backup = make_backup(desk, tmp_path / "b")

    assert names(backup.path) == {"Atlantis", "Lemuria"}
    assert [path.name for path in (tmp_path / "b").iterdir()] == [backup.path.name]
    assert read_name(backup.path, desk.path) == backup


def test_a_backup_of_an_encrypted_desk_opens_with_its_passphrase_only(
    encrypted: Path, tmp_path: Path
) -> None:
    desk = Workspace.open(encrypted, passphrase=PASSPHRASE)
    backup = make_backup(desk, tmp_path / "b")
    desk.close()

    with pytest.raises(UserError, match="is encrypted"):
        Workspace.open(backup.path)
    assert names(backup.path, PASSPHRASE) == {"Atlantis"}
    assert b"Atlantis" not in backup.path.read_bytes()


def test_only_what_is_named_as_a_backup_of_this_desk_is_one(tmp_path: Path) -> None:
    desk = tmp_path / "north.cdesk"
    good = "north.20261123T120000Z.r42.1a2b3c4d.cdesk"
    for name in (
        good,
        "south.20261123T120000Z.r42.1a2b3c4d.cdesk",
        "north.20269999T120000Z.r42.1a2b3c4d.cdesk",
        "x",
    ):
        (tmp_path / name).touch()

    assert [backup.path.name for backup in backups_in(tmp_path, desk)] == [good]
    assert backups_in(tmp_path / "none", desk) == []


def each(*hours: float) -> list[Backup]:
    return [Backup(Path(f"{hour}"), NOON - timedelta(hours=hour), 1, "") for hour in sorted(hours)]


def test_backups_are_thinned_by_day_week_and_month() -> None:
    plan = Plan(recent=24, days=3, weeks=3, months=2)
    backups = each(0, 4, 8, 23, 30, 35, 60, 24 * 9, 24 * 10, 24 * 40, 24 * 80)

    dropped = {backup.path.name for backup in thinned(backups, NOON, plan)}

    assert dropped == {"30", "35", f"{24 * 10}", f"{24 * 80}"}


def test_the_newest_backup_stays_however_old_it_is() -> None:
    assert thinned(each(24 * 900), NOON, Plan(days=0, weeks=0, months=0)) == []


@pytest.mark.parametrize(
    ("age", "revision", "due"),
    [(5.0, 2, True), (5.0, 1, False), (3.0, 2, False), (-48.0, 2, True)],
)
def test_a_backup_is_due_when_the_last_is_old_and_something_changed(
    age: float, revision: int, due: bool
) -> None:
    backups = [Backup(Path("a"), NOON - timedelta(hours=age), 1, "aaaaaaaa")]

    assert is_due(backups, NOON, Plan(hours=4), revision, "aaaaaaaa" * 8) is due


def test_what_a_killed_backup_left_is_swept_away(tmp_path: Path) -> None:
    kept = tmp_path / "other.part"
    for leftover in (kept, tmp_path / ".north-1.waiting", tmp_path / "..north-1.waiting-x.part-journal"):
        leftover.touch()

    sweep(tmp_path, "north")
    assert len(list(tmp_path.iterdir())) == 3
    sweep(tmp_path, "north", older=0)

    assert list(tmp_path.iterdir()) == [kept]


def test_a_full_disk_leaves_no_half_backup(desk: Workspace, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("a file in the way")

    with pytest.raises(UserError, match="cannot be made: file exists"):
        make_backup(desk, tmp_path / "b")


def test_restoring_brings_back_the_desk_and_keeps_the_present_one(path: Path, tmp_path: Path) -> None:
    desk = Workspace.open(path)
    backup = make_backup(desk, tmp_path / "b").path
    add(desk, "Lemuria")
    desk.close()

    done = restore(backup, path, passphrase=None, moment=NOON)

    assert names(path) == {"Atlantis"}
    assert done.aside is not None
    assert done.aside.name == "desk.before-20261123T120000Z.cdesk"
    assert names(done.aside) == {"Atlantis", "Lemuria"}


def test_a_stale_log_beside_the_present_desk_is_not_taken_for_the_backups(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path, tmp_path / "b")
    desk = Workspace.open(path)
    add(desk, "Lemuria")
    shutil.copy(path, tmp_path / "copy")
    shutil.copy(f"{path}-wal", tmp_path / "copy-wal")
    desk.close()
    for ending in ("", "-wal"):  # as if the machine had stopped with the log not yet taken in
        shutil.copy(tmp_path / f"copy{ending}", f"{path}{ending}")

    done = restore(backup, path, passphrase=None, moment=NOON)

    assert names(path) == {"Atlantis"}
    assert names(done.aside) == {"Atlantis", "Lemuria"}


def test_a_damaged_backup_touches_nothing(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path, tmp_path / "b")
    content = backup.read_bytes()
    place = content.index(b"Strait closed")
    backup.write_bytes(content[:place] + b"s" + content[place + 1 :])
    before = path.read_bytes()

    with pytest.raises(UserError, match="was not restored, for it is not whole"):
        restore(backup, path, passphrase=None, moment=NOON)

    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*.part"))


def test_a_desk_is_restored_where_none_is_left(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path, tmp_path / "b")
    path.unlink()

    assert restore(backup, path, passphrase=None, moment=NOON).aside is None
    assert names(path) == {"Atlantis"}


def test_a_damaged_desk_is_kept_aside_as_it_is(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path, tmp_path / "b")
    path.write_bytes(b"not a desk")
    Path(f"{path}-wal").write_bytes(b"its log")

    aside = restore(backup, path, passphrase=None, moment=NOON).aside

    assert (aside.read_bytes(), Path(f"{aside}-wal").read_bytes()) == (b"not a desk", b"its log")
    assert names(path) == {"Atlantis"}


def test_a_desk_is_not_restored_over_itself(path: Path) -> None:
    with pytest.raises(UserError, match="is the desk itself"):
        restore(path, path, passphrase=None, moment=NOON)
