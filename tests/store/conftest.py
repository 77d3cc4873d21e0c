import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.fields import Field
from crisisdesk.model.partners import Partner
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.rows import row_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSPHRASE = 'o\'Brien "quoted" ü 🚢'
SAMPLES = {
    "integer": "1", "number": "1.5", "moment": "2026-11-23", "date": "2026-11", "money": "USD 5", "share": "5 %",
    "grade": "B2", "marking": "SECRET", "boolean": "yes",
}  # fmt: skip


def found(tx: Transaction) -> None:
    tx.add(Desk(id="desk", name="Test desk"))
    for f in {f for record_type in RECORD_TYPES for f in fields_of(record_type) if f.vocabulary}:
        if f.facts.default and tx.type_of(f"term-{f.vocabulary}-{f.facts.default}") is None:
            code = f.facts.default
            tx.add(Term(id=f"term-{f.vocabulary}-{code}", vocabulary=f.vocabulary, code=code, label=code))
            tx.flush()
    tx.add(
        Term(id="term-phase-acute", vocabulary="case_phase", code="acute", label="Acute phase", position=2)
    )
    tx.flush()
    tx.add(Partner(id="partner-a", name="Atlantis"))
    tx.add(CrisisCase(id="case-a", title="Strait closed"))


def sample(f: Field) -> str:
    if f.references:
        return f"{f.references}-first"
    return f.choices[0] if f.choices else SAMPLES.get(f.kind, "text")


def minimal(record_type: type[Record]) -> dict[str, object]:
    """A row with all that is required; references lead to the first record of their type."""
    values = {f.name: f.read(sample(f)) for f in fields_of(record_type) if f.required}
    return row_of(record_type(id=f"{record_type.__tablename__}-first", **values))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "desk.cdesk"
    Workspace.create(path, found, clock=lambda: NOON, actor="officer").close()
    return path


@pytest.fixture(scope="session")
def founded_encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "secret.cdesk"
    Workspace.create(path, found, passphrase=PASSPHRASE, clock=lambda: NOON).close()
    return path


@pytest.fixture
def path(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(founded, tmp_path / "desk.cdesk"))


@pytest.fixture
def encrypted(founded_encrypted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(founded_encrypted, tmp_path / "secret.cdesk"))


@pytest.fixture
def desk(path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(path, clock=lambda: NOON, actor="officer", patience=0.05)
    yield workspace
    workspace.close()


@pytest.fixture
def full(desk: Workspace) -> Workspace:
    """A desk with one record of every type."""

    def fill(tx: Transaction) -> None:
        for record_type in RECORD_TYPES:
            if record_type is not Desk:
                tx.add_rows(record_type, [minimal(record_type)])

    desk.perform("Fill", fill)
    return desk


@pytest.fixture(scope="session")
def contents() -> Callable[[Snapshot], dict[str, list[tuple[object, ...]]]]:
    """Every row of every table that a view sees, and every word of its search index with its place."""

    def read(view: Snapshot) -> dict[str, list[tuple[object, ...]]]:
        names = [*type_by_table(), "revision", "change", "catalogue", "content"]
        tables = {name: sorted(map(tuple, view.sql(f'SELECT * FROM "{name}"')), key=repr) for name in names}
        view.sql("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, instance)")
        tables["search"] = sorted(map(tuple, view.sql("SELECT doc, col, offset, term FROM temp.word")))
        view.sql("DROP TABLE temp.word")
        return tables

    return read
