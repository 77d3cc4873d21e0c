"""PySide6 6.12.0 takes references from None and so kills Python 3.11: no update may pick it."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crisisdesk.errors import UserError
from crisisdesk.gui.qtversion import refuse_broken_qt

ROOT = Path(__file__).resolve().parents[1]


def pinned_qt(file: str) -> str:
    """The version of Qt that this file pins exactly."""
    text = (ROOT / file).read_text(encoding="utf-8")
    pins = re.findall(r"^pyside6-essentials(\S+)", text, re.IGNORECASE | re.MULTILINE)
    assert len(pins) == 1, f"{file} names Qt {len(pins)} times"
    assert re.fullmatch(r"==\d+\.\d+\.\d+", pins[0]), f"{file} does not pin Qt exactly: {pins[0]}"
    return pins[0].removeprefix("==")


def test_calls_that_return_nothing_take_no_reference_from_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(1000):
        label.setText(str(number))

    assert sys.getrefcount(None) > before - 500


def test_qt_is_pinned_exactly_and_below_the_broken_version() -> None:
    wished, locked = pinned_qt("requirements.in"), pinned_qt("requirements.txt")

    assert wished == locked == version("PySide6-Essentials") == version("shiboken6")
    assert tuple(map(int, locked.split("."))) < (6, 12)


@pytest.mark.parametrize("qt", ["6.12.0", "6.12.1", "6.13.0", "7.0.0"])
def test_the_window_refuses_a_qt_that_would_crash_it(qt: str) -> None:
    with pytest.raises(UserError, match=rf"PySide6 {re.escape(qt)} makes Python 3\.11 crash"):
        refuse_broken_qt(qt, (3, 11))


@pytest.mark.parametrize(("qt", "python"), [("6.11.3", (3, 11)), ("6.8.3", (3, 11)), ("6.12.0", (3, 12))])
def test_the_window_accepts_a_qt_that_is_sound(qt: str, python: tuple[int, int]) -> None:
    refuse_broken_qt(qt, python)
