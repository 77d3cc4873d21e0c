from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    desk = Workspace.create(tmp_path / "a.cdesk", found, clock=lambda: NOON, actor="officer")
    desk.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    yield desk
    desk.close()


@pytest.fixture
def write(workspace: Workspace) -> Callable[[Callable[[Transaction], object]], object]:
    return lambda operation: workspace.perform("Test", operation).value
