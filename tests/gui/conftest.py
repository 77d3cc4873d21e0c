from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crisisdesk.gui.look import Look
from crisisdesk.gui.theme.themes import LIGHT

HERE = Path(__file__).resolve().parent
GUI = Path(__file__).resolve().parents[2] / "src" / "crisisdesk" / "gui"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so for each window that it shows; it says nothing about our code.
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, LIGHT)


@pytest.fixture
def gui_sources() -> list[Path]:
    return sorted(GUI.rglob("*.py"))
