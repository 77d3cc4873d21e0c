"""A desk as small as it can be: founded once, copied for each test, with a frozen clock."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from crisisdesk.checks.finding import Finding
from crisisdesk.checks.running import findings
from crisisdesk.model.base import Record
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.values import PartialDate
from crisisdesk.services.cases import open_case
from crisisdesk.services.findings import checks_named
from crisisdesk.services.founding import found
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
R = TypeVar("R", bound=Record)


class SmallDesk:
    """A workspace with short verbs; ``now`` is what its clock shows."""

    def __init__(self, path: Path) -> None:
        self.now = NOON
        self.workspace = Workspace.open(path, clock=lambda: self.now, actor="officer")

    def ago(self, **span: float) -> datetime:
        return NOON - timedelta(**span)

    def day(self, days: int) -> PartialDate:
        """So many days after the day of the founding, or before it."""
        return PartialDate.parse((NOON + timedelta(days=days)).date().isoformat())

    def do(self, operation: Callable[[Transaction], Any]) -> Any:
        return self.workspace.perform("Test", operation).value

    def add(self, *records: Record) -> None:
        def adding(tx: Transaction) -> None:
            for record in records:
                tx.add(record)
                tx.flush()

        self.do(adding)

    def edit(self, record_type: type[Record], record_id: str, **values: Any) -> None:
        def editing(tx: Transaction) -> None:
            record = tx.get(record_type, record_id)
            for name, value in values.items():
                setattr(record, name, value)

        self.do(editing)

    def delete(self, record_type: type[Record], record_id: str) -> None:
        self.do(lambda tx: tx.delete(tx.get(record_type, record_id)))

    def find(self, check: str, case_id: str = "", *, snoozed: bool = False) -> list[Finding]:
        with self.workspace.snapshot() as view:
            return findings(view, case_id, checks_named(check), snoozed=snoozed)

    def reasons(self, check: str) -> str:
        """The reasons of what one check finds, one line each."""
        return "\n".join(one.reason for one in self.find(check))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "founded.cdesk"
    workspace = Workspace.create(path, found, clock=lambda: NOON, actor="officer")

    def settle(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).home_id = "partner-USA"
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        open_case(tx, "Strait", record_id="case-1", theatre="Strait of Maren")

    workspace.perform("Settle", settle)
    workspace.close()
    return path


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Iterator[SmallDesk]:
    path = tmp_path / "small.cdesk"
    shutil.copyfile(founded, path)
    small = SmallDesk(path)
    yield small
    small.workspace.close()
