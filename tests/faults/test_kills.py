"""K1, K5, K6, K7, S2: whatever is killed, at whatever instant, what was acknowledged is there and nothing is half."""

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.model.lists import ListAdoption
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.services.cases import open_case
from crisisdesk.services.exporting import export_records
from crisisdesk.services.founding import found
from crisisdesk.settings import Settings
from crisisdesk.store import migrate
from crisisdesk.store.backups import backups_in, make_backup
from crisisdesk.store.engine import SCHEMA_VERSION
from crisisdesk.store.leftovers import sweep
from crisisdesk.store.rekeying import change_key
from crisisdesk.store.repairing import repair
from crisisdesk.store.restoring import restore
from crisisdesk.store.workspace import Workspace

from ..services.listed import adopt, rows  # noqa: TID252 - tests have no package to name
from .conftest import rounds, sound
from .victims import killed, time_of

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="children are forked"),
    pytest.mark.timeout(900),
]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSPHRASE = "four words of passphrase"
STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"

def upgrade():
    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), nullable=True))
    op.get_bind().exec_driver_sql("UPDATE partner SET name = 'renamed'")
"""


@pytest.fixture(scope="session")
def filled(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with some hundred entries, so that a copy of it takes its time."""
    path = Path(shutil.copy(founded, tmp_path_factory.mktemp("filled") / "desk.cdesk"))
    desk = Workspace.open(path, clock=lambda: NOON)

    def fill(tx) -> None:
        for number in range(400):
            tx.add(Partner(name=f"Partner {number}", id=f"partner-{number}"))
            tx.add(LogEntry(case_id="case-a", text=f"Entry {number} " * 20, event_time=NOON))

    desk.perform("Fill", fill)
    desk.close()
    return path


@pytest.fixture
def many_entries(filled: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(filled, folder / "desk.cdesk"))


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A desk as people have it, with its countries and vocabularies, and one case."""
    path = tmp_path / "served.cdesk"
    desk = Workspace.create(path, found, clock=lambda: NOON)
    desk.perform("Open", lambda tx: open_case(tx, "Strait", record_id="case-a"))
    desk.close()
    return path


def writes_entries(path: Path, passphrase: str | None = None) -> Callable[[Callable[[str], None]], None]:
    """Log, edit and undo without end; what was returned from the store is acknowledged."""

    def job(acknowledge: Callable[[str], None]) -> None:
        desk = Workspace.open(path, passphrase=passphrase, clock=lambda: NOON)
        while True:
            entry = desk.perform(
                "Log", lambda tx: tx.add(LogEntry(case_id="case-a", text="Harbour closed", event_time=NOON))
            )
            acknowledge(entry.value.id)
            partner = desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria"))).value.id
            acknowledge(partner)
            desk.perform("Rename", lambda tx, i=partner: setattr(tx.get(Partner, i), "name", "Mu"))

    return job


@rounds(8, 250)
def test_no_acknowledged_entry_is_lost_by_a_kill(fresh: Path, many: int, tally: Counter[str]) -> None:
    there: set[str] = set()
    for seed in range(many):
        told = killed(writes_entries(fresh), seed, words=20, within=0.02)
        before, there = there, sound(fresh)
        tally.update(kills=1, acknowledged=len(told), lost=len(({*told} | before) - there))
        assert {*told} | before <= there


@rounds(2, 40)
def test_no_acknowledged_entry_of_an_encrypted_desk_is_lost(
    founded_encrypted: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    secret = 'o\'Brien "quoted" ü 🚢'
    path = Path(shutil.copy(founded_encrypted, tmp_path / "desk.cdesk"))
    there: set[str] = set()
    for seed in range(many):
        told = killed(writes_entries(path, secret), seed, words=20, within=0.02)
        before, there = there, sound(path, secret)
        tally.update(kills=1, acknowledged=len(told), lost=len(({*told} | before) - there))
        assert {*told} | before <= there


@rounds(4, 50)
def test_a_killed_migration_leaves_old_or_new(
    many_entries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, tally: Counter[str]
) -> None:
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    scripts = Path(shutil.copytree(paths.migrations(), tmp_path / "migrations"))
    (scripts / "versions" / "0002_mood.py").write_text(STEP, encoding="utf-8")
    import alembic.command  # noqa: F401, PLC0415 - children need not load it each time

    def tried(path: Path) -> Path:
        folder = tmp_path / "try"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return Path(shutil.copy(many_entries, folder / path.name))

    whole = time_of(lambda _: migrate.bring_up_to_date(tried(many_entries), None, scripts=scripts))
    for seed in range(many):
        path = tried(many_entries)
        killed(
            lambda _, path=path: migrate.bring_up_to_date(path, None, scripts=scripts),
            seed,
            words=0,
            within=whole,
        )
        state = renewed(path)
        kept = list(path.parent.glob("*.format-1.cdesk"))
        tally.update(kills=1, old=state == "old", new=state == "new")
        assert state in {"old", "new"}
        assert state == "old" or kept
        assert all(sound(one) for one in kept)


def renewed(path: Path) -> str:
    """Whether a file is of the old format, of the new one, or in between."""
    import sqlcipher3.dbapi2 as sqlite  # noqa: PLC0415 - the store's own driver, for a look behind it

    connection = sqlite.connect(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        step = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        columns = {row[1] for row in connection.execute("PRAGMA table_info('case')")}
        names = connection.execute("SELECT count(*) FROM partner WHERE name = 'renamed'").fetchone()[0]
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
        strays = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name LIKE '_alembic_tmp%'"
        ).fetchone()[0]
    finally:
        connection.close()
    state = (version - SCHEMA_VERSION, step, "mood" in columns, names > 0, whole, strays)
    return {(0, "0001", False, False, "ok", 0): "old", (1, "0002", True, True, "ok", 0): "new"}.get(
        state, str(state)
    )


@rounds(4, 50)
def test_a_killed_backup_leaves_the_last_good_one_and_is_swept(
    many_entries: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    folder = tmp_path / "b"

    def job(_acknowledge: object) -> None:
        desk = Workspace.open(many_entries, clock=lambda: NOON)
        make_backup(desk, folder)
        desk.close()

    whole = time_of(job)
    for seed in range(many):
        killed(job, seed, words=0, within=whole)
        sweep(folder, many_entries.stem, older=0)
        found = backups_in(folder, many_entries)
        tally.update(kills=1, broken=sum(len(sound(one.path)) < 800 for one in found))
        assert {path.name for path in folder.iterdir()} == {one.path.name for one in found}
        assert found
    assert len(sound(many_entries)) >= 800


@rounds(4, 50)
def test_a_killed_restore_leaves_the_old_desk_or_the_backup(
    many_entries: Path, founded: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    entries = sound(many_entries)
    few = sound(Path(shutil.copy(founded, tmp_path / "few.cdesk")))

    def job(_acknowledge: object) -> None:
        restore(many_entries, path, passphrase=None, moment=NOON)

    path = tmp_path / "t.cdesk"
    shutil.copy(founded, path)
    whole = time_of(job)
    for seed in range(many):
        folder = tmp_path / f"t{seed}"
        folder.mkdir()
        path = Path(shutil.copy(founded, folder / "t.cdesk"))
        killed(job, seed, words=0, within=whole)
        there = sound(path)
        tally.update(kills=1, old=there == few, new=there == entries)
        assert there in (few, entries)
        assert all(sound(aside) == few for aside in folder.glob("t.before-*.cdesk"))
        shutil.rmtree(folder)


@rounds(2, 30)
def test_a_killed_change_of_key_leaves_the_old_key_or_the_new(
    many_entries: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    change_key(many_entries, None, PASSPHRASE)
    keys = (PASSPHRASE, "another passphrase")

    def job(_acknowledge: object) -> None:
        change_key(path, *keys)

    path = Path(shutil.copy(many_entries, tmp_path / "t.cdesk"))
    whole = time_of(job)
    for seed in range(many):
        path = Path(shutil.copy(many_entries, tmp_path / "t.cdesk"))
        killed(job, seed, words=0, within=whole)
        opened = [number for number, key in enumerate(keys) if opens(path, key)]
        tally.update(kills=1, old=opened == [0], new=opened == [1])
        assert len(opened) == 1
        assert len(sound(path, keys[opened[0]])) >= 800


def opens(path: Path, passphrase: str) -> bool:
    try:
        Workspace.open(path, passphrase=passphrase).close()
    except UserError:
        return False
    return True


@rounds(2, 40)
def test_a_killed_repair_leaves_the_desk_repairable(
    many_entries: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    import sqlcipher3.dbapi2 as sqlite  # noqa: PLC0415 - to break the index behind the store's back

    connection = sqlite.connect(many_entries, isolation_level=None)
    connection.execute("DELETE FROM catalogue WHERE number % 3 = 0")
    connection.close()

    def job(_acknowledge: object) -> None:
        repair(path, passphrase=None, moment=NOON)

    path = Path(shutil.copy(many_entries, tmp_path / "t.cdesk"))
    whole = time_of(job)
    for seed in range(many):
        folder = tmp_path / f"t{seed}"
        folder.mkdir()
        path = Path(shutil.copy(many_entries, folder / "t.cdesk"))
        killed(job, seed, words=0, within=whole)
        done = repair(path, passphrase=None, moment=NOON.replace(hour=13))
        tally.update(kills=1, repaired=done.copy is None)
        assert done.after.ok
        shutil.rmtree(folder)


@rounds(3, 50)
def test_a_killed_adoption_of_a_list_is_whole_or_has_not_happened(
    fresh: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    def job(acknowledge: Callable[[str], None]) -> None:
        desk = Workspace.open(fresh, clock=lambda: NOON)
        adopt(desk, tmp_path, rows(names, count=1_000))
        acknowledge(names[0])
        desk.close()

    names = ["FIRST NAME"]
    whole = time_of(job)
    for seed in range(many):
        names = [f"NAME {seed}"]
        told = killed(job, seed, words=0, within=whole)
        sound(fresh)
        desk = Workspace.open(fresh)
        with desk.snapshot() as view:
            adoptions = view.all(ListAdoption, order=ListAdoption.number)
            parties = " ".join(
                party.party for one in adoptions[-1:] for party in view.library.parties(one.version)
            )
        desk.close()
        tally.update(kills=1, adopted=names[0] in parties, lost=bool(told) and names[0] not in parties)
        assert len(adoptions) >= len(told)
        assert not told or names[0] in parties


@rounds(4, 50)
def test_killed_exports_and_preferences_are_old_or_new(
    many_entries: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    target, settings = tmp_path / "out.json", tmp_path / "settings.json"

    def job(_acknowledge: object) -> None:
        desk = Workspace.open(many_entries)
        with desk.snapshot() as view:
            content = export_records(view, "json", record_type=Partner).content
        for number in range(10):
            paths.write_file(target, content)
            chosen = Settings.load(settings)
            chosen["words"], chosen["more"] = ["x" * 50] * 2_000, [os.getpid(), number]
            chosen.save()

    whole = time_of(job)
    for seed in range(many):
        killed(job, seed, words=0, within=whole)
        tally.update(kills=1)
        assert json.loads(target.read_text())
        assert len(json.loads(settings.read_text())["words"]) == 2_000


@rounds(1, 25)
def test_the_last_good_brief_opens_after_a_kill(
    served: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    from pypdf import PdfReader  # noqa: PLC0415 - see below

    from crisisdesk.services.briefs import make_brief  # noqa: PLC0415 - loads all that draws

    target = tmp_path / "brief.pdf"

    def job(_acknowledge: object) -> None:
        desk = Workspace.open(served, clock=lambda: NOON)
        paths.write_file(target, make_brief(desk, "case-a").pdf)

    whole = time_of(job)
    for seed in range(many):
        killed(job, seed, words=0, within=whole)
        tally.update(kills=1)
        assert len(PdfReader(target).pages) >= 1
