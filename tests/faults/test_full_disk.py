"""D1-D5: a full disk, short writes, a folder that is gone, names that no disk takes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.services.exporting import export_records
from crisisdesk.settings import Settings
from crisisdesk.store import reserve
from crisisdesk.store.backups import make_backup
from crisisdesk.store.workspace import Workspace

from ..store.conftest import found  # noqa: TID252 - tests have no package to name
from .conftest import NOON, sound

MEGABYTE = 1024 * 1024


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    try:
        mounted = (
            sys.platform == "linux"
            and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        )
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def desk(small: Path, founded: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(Path(shutil.copy(founded, small / "desk.cdesk")), clock=lambda: NOON)
    workspace.perform(
        "Log", lambda tx: tx.add(LogEntry(id="entry-1", case_id="case-a", text="First", event_time=NOON))
    )
    yield workspace
    workspace.close()


def fill(folder: Path, name: str = "filler") -> None:
    with (folder / name).open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


def log(desk: Workspace, size: int) -> None:
    desk.perform(
        "Log",
        lambda tx: tx.add(LogEntry(id="entry-2", case_id="case-a", text="Long " * size, event_time=NOON)),
    )


def test_a_full_disk_is_named_and_the_same_entry_saves_when_there_is_room(
    small: Path, desk: Workspace
) -> None:
    fill(small)

    with pytest.raises(
        UserError, match=rf"The disk is full \({small}\); nothing of this was saved"
    ) as refusal:
        log(desk, 20_000)
    assert "Make room" in str(refusal.value)
    with desk.snapshot() as view:
        assert view.get(LogEntry, "entry-1").text == "First"
        assert view.find(LogEntry, "entry-2") is None

    (small / "filler").unlink()
    log(desk, 20_000)
    assert desk.check().ok


def test_the_reserve_lets_the_same_entry_be_saved_and_others_be_deleted(
    small: Path, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "_PLENTY", 1)
    assert reserve.hold(desk.path, MEGABYTE)
    fill(small)

    with pytest.raises(UserError, match="A reserve was given up: what you did can be done again now"):
        log(desk, 20_000)

    log(desk, 20_000)
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-x", name="Lemuria")))
    desk.perform("Delete", lambda tx: tx.delete(tx.get(Partner, "partner-x")))
    assert desk.check().ok


def test_a_reserve_is_not_what_fills_a_disk(small: Path, desk: Workspace) -> None:
    assert not reserve.hold(desk.path)
    assert {path.name for path in small.iterdir()} == {"desk.cdesk", "desk.cdesk-wal", "desk.cdesk-shm"}


def test_a_backup_on_a_full_disk_leaves_the_last_one_and_no_orphan(
    small: Path, founded: Path, tmp_path: Path
) -> None:
    source = Workspace.open(Path(shutil.copy(founded, tmp_path / "desk.cdesk")), clock=lambda: NOON)
    before = make_backup(source, small / "b").path
    content = before.read_bytes()
    source.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))
    fill(small)

    with pytest.raises(UserError, match=rf"The disk is full \({small}\)"):
        make_backup(source, small / "b")

    source.close()
    assert [path.name for path in (small / "b").iterdir()] == [before.name]
    assert before.read_bytes() == content
    (small / "filler").unlink()
    assert sound(before)


@pytest.mark.parametrize("pieces", [1, 500], ids=["one piece", "many pieces"])
def test_a_file_on_a_full_disk_stays_as_it_was(small: Path, pieces: int) -> None:
    target = small / "brief.pdf"
    paths.write_file(target, b"good" * 1_000)
    fill(small)

    with pytest.raises(UserError, match=rf"the disk {small} is full. What was there before is untouched"):
        paths.write_file(target, [b"x" * (8 * MEGABYTE // pieces)] * pieces)

    assert target.read_bytes() == b"good" * 1_000
    assert {path.name for path in small.iterdir()} == {"brief.pdf", "filler"}


def test_preferences_and_exports_on_a_full_disk_stay_as_they_were(small: Path, desk: Workspace) -> None:
    settings = Settings(small / "settings.json")
    settings["look.theme"] = "dark"
    settings.save()
    with desk.snapshot() as view:
        content = export_records(view, "csv", record_type=Partner).content
    paths.write_file(small / "out.csv", content)
    fill(small)

    settings["look.words"] = "x" * MEGABYTE
    settings.save()
    with pytest.raises(UserError, match="is full"):
        paths.write_file(small / "out.csv", content * 5_000)

    assert dict(Settings.load(small / "settings.json")) == {"look.theme": "dark"}
    assert (small / "out.csv").read_bytes() == content


def test_a_short_write_is_written_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.fdopen

    class Short:
        def __init__(self, file) -> None:
            self._file = file

        def __enter__(self):
            return self

        def __exit__(self, *_) -> None:
            self._file.close()

        def write(self, content: memoryview) -> int:
            return self._file.write(content[:8192])

        def fileno(self) -> int:
            return self._file.fileno()

    monkeypatch.setattr(os, "fdopen", lambda *args, **options: Short(opened(*args, **options)))
    paths.write_file(tmp_path / "a", b"x" * 100_000)

    assert (tmp_path / "a").stat().st_size == 100_000


def test_a_folder_that_is_gone_is_said(fresh: Path, tmp_path: Path) -> None:
    desk = Workspace.open(fresh)
    fresh.parent.rename(tmp_path / "elsewhere")

    with pytest.raises(UserError, match="cannot be written: no such file"):
        paths.write_file(fresh, b"x")
    with pytest.raises(UserError, match="There is no file"):
        Workspace.open(fresh)

    desk.close()


@pytest.mark.parametrize("name", ["n" * 300 + ".cdesk", "ü" * 200 + ".cdesk"])
def test_a_name_too_long_for_the_disk_is_one_sentence(tmp_path: Path, name: str) -> None:
    for step in (
        lambda: Workspace.create(tmp_path / name, found),
        lambda: Workspace.open(tmp_path / name),
        lambda: paths.write_file(tmp_path / name, b"x"),
    ):
        with pytest.raises(UserError) as refusal:
            step()
        assert "too long" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["Krise «Süd» №1 海峡.cdesk", "a b%20?#&.cdesk", "n" * 234 + ".cdesk"])
def test_a_name_that_the_disk_takes_works_for_all(tmp_path: Path, name: str) -> None:
    desk = Workspace.create(tmp_path / name, found, clock=lambda: NOON)
    backup = make_backup(desk, tmp_path / "b")
    desk.close()

    assert sound(tmp_path / name) == sound(backup.path)
