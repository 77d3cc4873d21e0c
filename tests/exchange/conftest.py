import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.services.founding import found
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Take = Callable[..., Report]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "founded.cdesk"
    Workspace.create(path, partial(found, exercise=True), clock=lambda: NOON).close()
    return path


@pytest.fixture
def workspace(founded: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = Path(shutil.copy(founded, tmp_path / "a.cdesk"))
    desk = Workspace.open(path, clock=lambda: NOON, actor="officer")
    yield desk
    desk.close()


@pytest.fixture
def take(workspace: Workspace, tmp_path: Path) -> Take:
    """Import a text or bytes as a file with a name."""

    def taking(content: str | bytes, name: str = "people.csv", **options: object) -> Report:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return import_file(workspace, path, **options)

    return taking
