"""Every part that can take the focus has a name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.look import Look
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.chip import ChipBar
from crisisdesk.gui.widgets.command_palette import CommandPalette
from crisisdesk.gui.widgets.help_viewer import HelpViewer
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.notice_list import NoticeList, Notices
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.gui.widgets.quick_log import QuickLog
from crisisdesk.gui.widgets.rail import Place, Rail
from crisisdesk.gui.widgets.record_combo import RecordCombo
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.shortcut_sheet import ShortcutSheet
from crisisdesk.gui.widgets.stat_tile import StatTile
from crisisdesk.gui.widgets.time_bar import TimeBar


def a_strip(look: Look) -> QWidget:
    strip = MessageStrip(look)
    strip.say("Done.", "good", "Show", print)
    return strip


def a_chip_bar(look: Look) -> QWidget:
    bar = ChipBar(look)
    bar.show_chips([("a", "A"), ("b", "B")])
    return bar


PARTS: dict[str, Callable[[Look], QWidget]] = {
    "rail": lambda look: Rail(look, [Place("now", "Now", "gauge")]),
    "time bar": lambda look: TimeBar(look, str),
    "quick log": QuickLog,
    "segments": lambda _look: SegmentedControl("View", [("a", "A"), ("b", "B")]),
    "tile": lambda look: StatTile(look, "Due", "clock"),
    "strip": a_strip,
    "chips": a_chip_bar,
    "notices": lambda look: NoticeList(look, Notices()),
    "progress": lambda _look: ProgressStrip(),
    "combo": lambda look: RecordCombo(look, lambda _text: [], "Partner"),
    "help": lambda look: HelpViewer(look, paths.resources() / "help"),
    "shortcuts": lambda _look: ShortcutSheet([], None),
    "table": lambda look: TableView(look, "Cases", RowTableModel([Column("a", "A")]), {}, "a"),
    "network": NetworkView,
    "palette": lambda look: CommandPalette(look, QWidget(), []),
}


@pytest.mark.parametrize("part", PARTS)
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, look: Look, part: str):
    widget = PARTS[part](look)
    qtbot.addWidget(widget)

    takers = [
        child
        for child in (widget, *widget.findChildren(QWidget))
        if child.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not child.focusProxy()
        and not isinstance(child.parent(), QAbstractScrollArea)
    ]
    for taker in takers:
        accessible = QAccessible.queryAccessibleInterface(taker)
        assert accessible.text(QAccessible.Text.Name), taker
