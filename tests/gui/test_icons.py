import csv
import hashlib
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crisisdesk import paths
from crisisdesk.gui.icons import IconSet
from crisisdesk.gui.theme.themes import DARK


def test_an_icon_takes_the_colour_asked_for(qapp: QApplication):
    image = IconSet().pixmap("square-check", "#ff0000", 24).toImage()
    drawn = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250
    ]

    assert drawn
    assert all(color.name() == "#ff0000" for color in drawn)


def test_an_icon_is_drawn_once_for_each_colour_and_size(qapp: QApplication):
    icons = IconSet()

    assert icons.pixmap("x", "#000000", 16) is icons.pixmap("x", "#000000", 16)
    assert icons.pixmap("x", "#000000", 16) is not icons.pixmap("x", "#ffffff", 16)


def test_an_unknown_icon_is_a_mistake_in_the_program(qapp: QApplication):
    with pytest.raises(FileNotFoundError):
        IconSet().icon("no-such-icon", DARK)


def test_every_icon_stands_in_the_provenance_with_its_digest():
    with (paths.resources() / "PROVENANCE.csv").open(encoding="utf-8", newline="") as file:
        known = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    files = [file for file in (paths.resources() / "icons").iterdir() if file.suffix == ".svg"]

    assert len(files) > 60
    assert all(known[f"icons/{file.name}"] == hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def test_every_icon_that_the_window_names_is_there(gui_sources: list[Path]):
    named = set()
    for source in gui_sources:
        text = source.read_text("utf-8")
        named |= set(
            re.findall(
                r'(?:Icon(?:Button|Label)|EmptyState|StatTile)\((?:self\._)?look, "([a-z0-9-]+)"', text
            )
        )

    assert named
    assert all((paths.resources() / "icons" / f"{name}.svg").is_file() for name in named)
