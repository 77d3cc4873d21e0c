from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from crisisdesk.gui.pages import PAGES
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
        progress=lambda done, _total, _text: told.append(done),
    )

    assert len(files) == len(PAGES) + 1 + len(RECORD_TYPES)
    assert told == list(range(len(files)))
    images = [QImage(str(file)) for file in files]
    assert {(image.width(), image.height()) for image in images} == {(1100, 700)}
    assert len({file.read_bytes() for file in files[: len(PAGES)]}) == len(PAGES)
