from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from crisisdesk.gui.pages import PAGES
from crisisdesk.gui.pages.case.tabs import TABS
from crisisdesk.gui.screenshots import take
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.slow
def test_every_place_is_pictured_in_the_size_asked_for(qapp, desk_file: Path, tmp_path: Path):
    told: list[int] = []

    files = take(
        Workspace.open(desk_file, clock=lambda: NOON),
        tmp_path / "pictures",
        size=(1100, 700),
        theme="dark",
        record_types=RECORD_TYPES[:4],
        progress=lambda done, _total, _text: told.append(done),
    )

    places = {_place(file) for file in files}
    assert places == set(range(1, len(told) + 1))
    assert told == list(range(len(told)))
    assert len(told) >= len(PAGES) + 1 + 4
    assert len([file for file in files if "-case-" in file.name]) >= len(TABS)
    images = [QImage(str(file)) for file in files]
    assert {(image.width(), image.height()) for image in images} == {(1100, 700)}
    firsts = {_place(file): file.read_bytes() for file in reversed(files) if _place(file) <= len(PAGES)}
    assert len(set(firsts.values())) == len(PAGES)


def _place(file: Path) -> int:
    """The number of the place that a picture is of; its parts have the same one."""
    return int(file.name.partition("-")[0])
