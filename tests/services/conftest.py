import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one case, to be copied: founding one takes its time."""
    path = tmp_path_factory.mktemp("founded") / "a.cdesk"
    desk = Workspace.create(path, found, clock=lambda: NOON, actor="officer")
    desk.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    desk.close()
    return path


@pytest.fixture
def workspace(founded: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = Path(shutil.copy(founded, tmp_path / "a.cdesk"))
    desk = Workspace.open(path, clock=lambda: NOON, actor="officer")
    yield desk
    desk.close()


@pytest.fixture
def write(workspace: Workspace) -> Callable[[Callable[[Transaction], object]], object]:
    return lambda operation: workspace.perform("Test", operation).value
