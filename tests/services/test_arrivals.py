"""What is said of a desk on opening: the clock, the copies beside it, the backups."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisisdesk.model.partners import Partner
from crisisdesk.services.arrivals import backup_warning, warnings_at_open
from crisisdesk.services.backups import back_up_when_due, kept_backups
from crisisdesk.store.backups import Backup, Plan, backups_in
from crisisdesk.store.witness import Witness, seen_in
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / "seen")


def warned(desk: Workspace, witness: Witness, newest: Backup | None = None) -> list[str]:
    with desk.snapshot() as view:
        return warnings_at_open(view, desk.path, witness, newest)


def add(desk: Workspace) -> None:
    desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))


def test_of_a_desk_as_it_was_left_nothing_is_said(workspace: Workspace, witness: Witness) -> None:
    with workspace.snapshot() as view:
        witness.note(workspace.path, seen_in(view))
    add(workspace)

    assert warned(workspace, witness) == []


@pytest.mark.parametrize(("back", "told"), [(timedelta(minutes=1), False), (timedelta(days=1), True)])
def test_a_clock_that_was_set_back_is_said(
    workspace: Workspace, witness: Witness, back: timedelta, told: bool
) -> None:
    workspace.clock = lambda: NOON - back

    said = " ".join(warned(workspace, witness))

    assert ("says 221200Z NOV 26, but the newest entry was made at 231200Z NOV 26" in said) == told


def test_entries_made_with_a_wrong_clock_stay_in_their_order(workspace: Workspace) -> None:
    workspace.clock = lambda: NOON + timedelta(days=3650)
    add(workspace)
    workspace.clock = lambda: NOON - timedelta(days=1)
    add(workspace)

    with workspace.snapshot() as view:
        ids = [revision.id for revision in view.history()]
    assert ids == sorted(ids, reverse=True)
    assert workspace.check().ok


@pytest.mark.parametrize(
    "name", ["a (conflicted copy 2026-11-23).cdesk", "a.sync-conflict-20261123-101500-ABC.cdesk"]
)
def test_a_conflict_copy_beside_the_desk_is_named(workspace: Workspace, witness: Witness, name: str) -> None:
    workspace.path.with_name(name).touch()

    assert f"lies “{name}”: the folder is synced" in warned(workspace, witness)[0]


def test_a_backup_that_knows_more_than_the_desk_is_said(workspace: Workspace, witness: Witness) -> None:
    newest = Backup(workspace.path.with_name("b.cdesk"), NOON, 99, "")

    assert "but its backup b.cdesk has 99" in warned(workspace, witness, newest)[0]


def test_a_note_that_cannot_be_read_is_none(workspace: Workspace, witness: Witness, tmp_path: Path) -> None:
    with workspace.snapshot() as view:
        witness.note(workspace.path, seen_in(view))
    [note] = (tmp_path / "seen").iterdir()
    for content in (b"", b"[", b"[]", b'{"revision": "x"}', b"\xff"):
        note.write_bytes(content)
        assert witness.last(workspace.path) is None


def test_backups_come_when_due_and_older_ones_are_thinned_out(workspace: Workspace) -> None:
    plan = Plan(hours=4, recent=0, days=2, weeks=0, months=0)
    for hours in range(0, 24 * 4, 4):
        workspace.clock = lambda hours=hours: NOON + timedelta(hours=hours)
        add(workspace)
        assert back_up_when_due(workspace, plan) is not None
        assert back_up_when_due(workspace, plan) is None

    folder = plan.folder_of(workspace.path)
    assert len(backups_in(folder, workspace.path)) == 2
    assert [kept.fault for kept in kept_backups(workspace, plan)] == ["", ""]


def test_a_spoilt_backup_is_listed_as_such(workspace: Workspace) -> None:
    backup = back_up_when_due(workspace, Plan())
    backup.path.write_bytes(b"x" * 5000)

    [kept] = kept_backups(workspace, Plan())

    assert kept.entries is None
    assert "not a desk file" in kept.fault


def test_an_old_backup_of_a_desk_that_went_on_is_said(workspace: Workspace) -> None:
    old = Backup(Path("b"), NOON - timedelta(days=3), 1, "")
    with workspace.snapshot() as view:
        assert "The newest backup is of 201200Z NOV 26" in backup_warning(view, old)
        assert backup_warning(view, Backup(Path("b"), NOON - timedelta(days=3), view.revision, "")) == ""
        assert backup_warning(view, None) == ""
