import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.look import Look
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Heard:
    """What a page asked of its window."""

    gone: list[Target] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    created: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "a.cdesk"
    workspace = Workspace.create(path, found, clock=lambda: NOON, actor="officer")
    workspace.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    workspace.close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, founded: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "a.cdesk"
    shutil.copyfile(founded, path)
    desk = Desk(Workspace.open(path, clock=lambda: NOON, actor="officer"))
    yield desk
    desk.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def context(desk: Desk, look: Look, heard: Heard) -> Context:
    return Context(
        desk=desk,
        look=look,
        memory={},
        go=heard.gone.append,
        edit=heard.edited.append,
        create=lambda record_type, given: heard.created.append((record_type, given)),
        notify=lambda text, _tone, _undo: heard.said.append(text),
    )
