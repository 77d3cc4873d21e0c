import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.__main__ import main
from crisisdesk.services.founding import found
from crisisdesk.store.workspace import Workspace

NOW = "2026-11-23T12:00:00Z"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out, self.err
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exercise desk as it is made, to be copied: founding one takes its time."""
    path = tmp_path_factory.mktemp("founded") / "founded.cdesk"
    Workspace.create(path, partial(found, exercise=True), actor="founder").close()
    return path


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(founded, tmp_path / "north.cdesk"))


@pytest.fixture
def bare(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Run]:
    """Run the program in this process, with no desk named and no key."""
    for name in (
        "CRISISDESK_DESK",
        "CRISISDESK_KEY",
        "CRISISDESK_NOW",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "QT_QPA_PLATFORM",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CRISISDESK_ACTOR", "A. Officer")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def run(bare: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program on a fresh desk."""
    monkeypatch.setenv("CRISISDESK_DESK", str(desk))
    return bare


@pytest.fixture
def case(run: Run) -> str:
    return run("add", "case", "title=Strait closed", "codename=HALYARD", "--json").json["id"]
