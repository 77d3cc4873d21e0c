import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from crisisdesk.exchange.bundles.reading import read_bundle
from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.sanctions import read_list
from crisisdesk.network.formats import gexf, graphml
from crisisdesk.progress import silent
from crisisdesk.services.bundles.comparing import compare
from crisisdesk.services.bundles.gathering import pack
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.services.log import log
from crisisdesk.services.networks import export_network
from crisisdesk.store.keys import read_key_file
from crisisdesk.store.workspace import Workspace

from . import mutations

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Read = Callable[[Path], object]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exercise desk with one case."""
    path = tmp_path_factory.mktemp("founded") / "a.cdesk"
    desk = Workspace.create(path, partial(found, exercise=True), clock=lambda: NOON)
    desk.perform("Open case", lambda tx: open_case(tx, "Strait closed", record_id="case-1"))
    desk.perform("Log", lambda tx: log(tx, "case-1", "Mines reported"))
    desk.close()
    return path


@pytest.fixture(scope="session")
def desk(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One desk into which everything is tried; nothing that comes in is kept."""
    workspace = Workspace.open(Path(shutil.copy(founded, tmp_path_factory.mktemp("desk") / "b.cdesk")))
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def sound(founded: Path) -> dict[str, tuple[str, bytes]]:
    """A sound file of each format, with the name that it goes by."""
    lists = mutations.DATA / "sanctions"
    files = {
        name: (name, (lists / name).read_bytes()) for name in ("un.xml", "eu.csv", "ofac_sdn_advanced.xml")
    }
    workspace = Workspace.open(founded)
    with workspace.snapshot() as view:
        files["bundle"] = ("x.cbundle", pack(view, "case-1", salt=bytes(16), key="k").content)
        files["gexf"] = ("x.gexf", export_network(view, fmt="gexf"))
        files["graphml"] = ("x.graphml", export_network(view, fmt="graphml"))
    workspace.close()
    return files | {
        "csv": ("people.csv", mutations.csv_file()),
        "json": ("x.json", mutations.json_file()),
        "vcard": ("x.vcf", mutations.vcard_file()),
        "ics": ("x.ics", mutations.calendar_file()),
        "xlsx": ("ConList.xlsx", mutations.workbook_file()),
        "desk": ("x.cdesk", founded.read_bytes()),
        "key": ("key.txt", mutations.key_file()),
    }


@pytest.fixture
def reader(desk: Workspace) -> Callable[[str], Read]:
    """What reads a format, in the way of the program itself."""

    def bundle(path: Path) -> None:
        found = read_bundle(path, "k")
        with desk.snapshot() as view:
            compare(view, found)

    readers: dict[str, Read] = {
        **dict.fromkeys(("csv", "json", "vcard", "ics"), lambda path: import_file(desk, path, dry_run=True)),
        **dict.fromkeys(
            ("un.xml", "eu.csv", "ofac_sdn_advanced.xml", "xlsx"), lambda path: read_list([path], silent)
        ),
        "bundle": bundle,
        "gexf": lambda path: gexf.read(path.read_bytes()),
        "graphml": lambda path: graphml.read(path.read_bytes()),
        "desk": _open,
        "key": read_key_file,
    }
    return readers.__getitem__


def _open(path: Path) -> None:
    try:
        workspace = Workspace.open(path)
        try:
            with workspace.snapshot() as view:
                view.search("strait")
            workspace.check()
        finally:
            workspace.close()
    finally:
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).unlink()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long form out, unless it is asked for by its mark."""
    if "faults" in str(config.option.markexpr):
        return
    long = [item for item in items if item.get_closest_marker("faults")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("faults")]
