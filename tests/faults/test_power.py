"""K2, K3, K4: power cuts with torn sectors, and disks that fail. Kills prove nothing about durability."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw
import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.store import engine
from crisisdesk.store.workspace import Workspace

from .conftest import NOON, rounds
from .power import Disk, Station, cuts, lay

pytestmark = pytest.mark.timeout(900)
COMMITS = 20
SETTINGS = [*engine._WRITING, *engine._SETTINGS]


@dataclass(frozen=True)
class Recorded:
    """A desk, and the statements of so many revisions that the store really sent after it."""

    path: Path
    revisions: tuple[tuple[str, ...], ...]

    @property
    def start(self) -> dict[str, bytes]:
        return {"desk.cdesk": self.path.read_bytes()}


def acts(desk: Workspace) -> Iterator[None]:
    """Revisions as people make them: logged, added, edited, deleted, undone."""
    for number in range(COMMITS // 5):
        desk.perform(
            "Log",
            lambda tx, n=number: tx.add(
                LogEntry(case_id="case-a", text=f"Harbour {n} " * 40, event_time=NOON)
            ),
        )
        yield
        partner = desk.perform("Add", lambda tx, n=number: tx.add(Partner(name=f"Lemuria {n}"))).value.id
        yield
        desk.perform(
            "Rename", lambda tx, n=number: setattr(tx.get(CrisisCase, "case-a"), "title", f"Strait {n}")
        )
        yield
        desk.perform("Delete", lambda tx, i=partner: tx.delete(tx.get(Partner, i)))
        yield
        desk.undo()
        yield


@pytest.fixture(scope="module")
def recorded(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("recorded")
    path = Path(shutil.copy(founded, folder / "desk.cdesk"))
    before = Path(shutil.copy(founded, folder / "before.cdesk"))
    desk = Workspace.open(path, clock=lambda: NOON)
    sent: list[str] = []
    with desk._engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(sent.append)
    revisions = []
    for _ in acts(desk):
        own = [text for text in sent if not text.startswith("--") and not text.startswith("PRAGMA cipher")]
        begun = max(place for place, text in enumerate(own) if text == "BEGIN IMMEDIATE")
        revisions.append(tuple(own[begun : own.index("COMMIT", begun) + 1]))
        sent.clear()
    desk.close()
    assert len(revisions) == COMMITS
    assert all(len(own) > 5 for own in revisions)
    return Recorded(before, tuple(revisions))


def held(path: Path) -> int:
    """Check a desk wholly and return its last revision."""
    desk = Workspace.open(path)
    try:
        report = desk.check()
    finally:
        desk.close()
    assert report.problems == ()
    return report.revisions


def test_the_recorded_statements_make_the_same_desk(recorded: Recorded, tmp_path: Path) -> None:
    path = Path(shutil.copy(recorded.path, tmp_path / "desk.cdesk"))
    disk = Disk()
    station = Station(path, SETTINGS, disk)
    for own in recorded.revisions:
        station.perform(list(own))
    mode = [
        next(iter(station.connection.execute(f"PRAGMA {name}")))[0]
        for name in ("journal_mode", "synchronous")
    ]
    station.close()

    assert mode == ["wal", 2]
    assert disk.counted["sync"] >= COMMITS
    assert held(path) == COMMITS + 1


@pytest.mark.parametrize("checkpoint", [20, 1_000])
@rounds(48, 2)
def test_no_acknowledged_revision_is_lost_by_a_power_cut(
    recorded: Recorded, tmp_path: Path, checkpoint: int, many: int, tally: Counter[str]
) -> None:
    """``many`` is the distance between cuts; the last ones are in the checkpoint at close."""
    seeds = 3 if many < COMMITS else 1
    folder = tmp_path / "run"
    folder.mkdir()
    disk = Disk()
    station = Station(
        Path(shutil.copy(recorded.path, folder / "desk.cdesk")), SETTINGS, disk, checkpoint=checkpoint
    )
    acknowledged = []
    for number, own in enumerate(recorded.revisions, 2):
        station.perform(list(own))
        acknowledged.append((len(disk.ops), number))
    station.close()
    image = tmp_path / "image"
    image.mkdir()
    for place, files in cuts(disk, recorded.start, seeds, many):
        lay(image, files)
        promised = max((number for done, number in acknowledged if done <= place), default=1)
        there = held(image / "desk.cdesk")
        tally.update(cuts=1, lost=max(0, promised - there), beyond=max(0, there - promised))
        assert there >= promised


@rounds(8, 150)
def test_a_power_cut_in_the_recovery_from_a_power_cut_loses_nothing(
    recorded: Recorded, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    folder, image = tmp_path / "run", tmp_path / "image"
    for made in (folder, image):
        made.mkdir()
    disk = Disk()
    station = Station(Path(shutil.copy(recorded.path, folder / "desk.cdesk")), SETTINGS, disk)
    for own in recorded.revisions:
        station.perform(list(own))
    promised, whole = COMMITS + 1, len(disk.ops)
    station.close()
    for seed in range(many):
        first = disk.cut(whole - 1, recorded.start, random.Random(seed))
        lay(image, first)
        second = Disk()
        again = Station(image / "desk.cdesk", SETTINGS, second, checkpoint=5)
        again.perform(["BEGIN IMMEDIATE", "SELECT count(*) FROM revision", "COMMIT"])
        list(again.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        again.close()
        if second.ops:
            lay(image, second.cut(seed % len(second.ops), first, random.Random(seed)))
        tally.update(cuts=1, second=bool(second.ops))
        assert held(image / "desk.cdesk") == promised


def scenario(station: Station, recorded: Recorded, failures: list[int]) -> int:
    """Perform all revisions, each a second time where it failed; return the last that was acknowledged."""
    last = 1
    for number, own in enumerate(recorded.revisions[:6], 2):
        for _ in range(2):
            try:
                station.perform(list(own))
            except apsw.ConstraintError:
                pass  # it was committed though the failure was told: the ids are the caller's own
            except apsw.Error:
                failures.append(number)
                continue
            last = number
            break
        else:
            return last
    return last


@pytest.mark.parametrize(
    ("kind", "for_good"), [(kind, good) for kind in ("write", "sync", "read") for good in (False, True)]
)
@rounds(23, 1)
def test_a_disk_that_fails_is_told_and_nothing_is_lost(  # noqa: PLR0917 - fixtures go by their names
    recorded: Recorded,
    tmp_path: Path,
    kind: str,
    for_good: bool,
    many: int,
    tally: Counter[str],
) -> None:
    """``many`` is the distance between the calls that fail: in the long form each of them does."""
    path = tmp_path / "desk.cdesk"

    def run(fails: tuple[str, int, bool] | None) -> tuple[Disk, int, list[int]]:
        for leftover in tmp_path.iterdir():
            leftover.unlink()
        shutil.copy(recorded.path, path)
        disk, failures = Disk(fails=None), []
        station = Station(path, SETTINGS, disk, checkpoint=20)
        disk.counted.clear()
        disk.fails = fails
        last = scenario(station, recorded, failures)
        disk.fails = None
        station.close()
        return disk, last, failures

    calls = run(None)[0].counted.get(kind, 0)
    assert calls > 10
    for number in range(1, calls + 1, many):
        disk, last, failures = run((kind, number, for_good))
        there = held(path)
        tally.update(faults=disk.failed > 0, told=len(failures), lost=max(0, last - there))
        assert there >= last
        assert for_good or last == 7


def test_the_store_words_a_failing_disk(fresh: Path) -> None:
    desk = Workspace.open(fresh)
    with pytest.raises(UserError, match=r"cannot be read or written \(disk error\)"):
        desk.perform("Fail", lambda tx: (_ for _ in ()).throw(engine.DatabaseError("disk I/O error")))
    desk.close()
