"""The fault bench. Its short form runs with all tests; the long one with ``pytest tests/faults -m faults``.

Every fault has a fixed seed, so a case that fails can be run again; at the end the bench tells how many there were.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from crisisdesk.store.workspace import Workspace

from ..store.conftest import NOON, PASSPHRASE, found  # noqa: TID252 - tests have no package to name

TOLD = pytest.StashKey[dict[str, Counter[str]]]()
LONG = pytest.mark.faults


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TOLD] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long form out, unless it is asked for by its mark."""
    if "faults" in str(config.option.markexpr):
        return
    long = [item for item in items if item.get_closest_marker("faults")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[str]:
    """Figures of one fault, told at the end of the run."""
    return request.config.stash[TOLD].setdefault(request.node.name, Counter())


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    told = {name: figures for name, figures in config.stash[TOLD].items() if figures}
    if told:
        terminalreporter.section("faults")
    for name, figures in told.items():
        words = ", ".join(f"{many:,} {what}" for what, many in figures.items())
        terminalreporter.write_line(f"{name}: {words}")


def rounds(short: int, long: int) -> pytest.MarkDecorator:
    """Run a test with few faults always, and with many in the long form."""
    return pytest.mark.parametrize(
        "many", [pytest.param(short, id="short"), pytest.param(long, id="long", marks=LONG)]
    )


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
def fresh(founded: Path, tmp_path: Path) -> Path:
    """A desk of its own, in a folder of its own."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(founded, folder / "desk.cdesk"))


def sound(path: Path, passphrase: str | None = None) -> set[str]:
    """Open a desk, check it wholly, and return the ids of its log entries and partners."""
    desk = Workspace.open(path, passphrase=passphrase)
    try:
        assert desk.check().problems == ()
        with desk.snapshot() as view:
            text = "SELECT id FROM partner UNION ALL SELECT id FROM log_entry"
            found = {record_id for (record_id,) in view.sql(text)}
            indexed = {
                i
                for (i,) in view.sql("SELECT id FROM catalogue WHERE record_type IN ('partner', 'log_entry')")
            }
            journaled = {
                i
                for (i,) in view.sql(
                    "SELECT DISTINCT record_id FROM change WHERE record_type IN ('partner', 'log_entry')"
                )
            }
        assert found == indexed
        assert found <= journaled
        return found
    finally:
        desk.close()
