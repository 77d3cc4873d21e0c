"""P9: a table of a million rows, against a bare ``QTableView`` over a trivial model in the same run.

Both show eight columns at 1366x768 and draw the same frames: the first, sixty turns of the wheel, sixty jumps
anywhere, each a whole repaint. Prints one JSON value: milliseconds of both (median), and ours divided by the
bare one's, which wears no style sheet. Run it with ``QT_QPA_PLATFORM=offscreen``.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QTableView

from crisisdesk.gui.look import Look
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.theme.themes import LIGHT

COLUMNS = (
    Column("serial", "Serial", 90, "number"),
    Column("at", "Event time", 150, "moment"),
    Column("text", "What happened", 420, "strong"),
    Column("kind", "Kind", 110, "muted"),
    Column("state", "State", 120, "status"),
    Column("marking", "Marking", 140, "marking"),
    Column("partner", "Partner", 140),
    Column("grade", "Grade", 60),
)
TONES = ("good", "warn", "bad", "info")
GOALS = {"show_ms": 700.0, "wheel_ms": 16.0, "jump_p99_ms": 20.0}


class Entries:
    """A million made-up entries, each written when it is asked for."""

    def __init__(self, total: int) -> None:
        self.total = total

    def page(self, first: int, count: int) -> Sequence[Row]:
        return [self._row(number) for number in range(first, min(first + count, self.total))]

    def sort(self, column_id: str, *, descending: bool) -> None:
        """The order of made-up rows means nothing."""

    def place(self, row_id: str) -> int | None:
        return int(row_id)

    def _row(self, number: int) -> Row:
        tone = TONES[number % 4]
        state = Cell(("kept", "due", "overdue", "noted")[number % 4], tone)  # type: ignore[arg-type]  # tones by number
        text = f"Entry {number}: harbour {number % 977} closed to flag {number % 31}"
        cells = (
            str(number),
            f"{number % 28 + 1:02}1312Z NOV 26",
            text,
            "Event",
            state,
            "SECRET",
            "Norway",
            "B2",
        )
        return Row(str(number), cells)


class Bare(QAbstractTableModel):
    """The least a model can do."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return self._total

    def columnCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return len(COLUMNS)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return f"Cell {index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def measure(total: int, frames: int) -> dict[str, object]:
    """The bare table first, while the program wears nothing: a style sheet would slow it, too."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    bare = _timed(app, lambda: _bare(total), frames)
    look = Look(app, LIGHT)
    return _report(bare, _timed(app, lambda: _ours(look, total), frames))


def _timed(app: QApplication, make: Callable[[], QTableView], frames: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"show": [], "wheel": [], "jump": []}
    for _ in range(5):
        started = time.perf_counter()
        view = make()
        view.resize(1366, 768)
        view.show()
        app.processEvents()
        view.grab()
        times["show"].append((time.perf_counter() - started) * 1000)
    chance = random.Random(7)
    bar = view.verticalScrollBar()
    for number in range(frames):
        times["wheel"].append(_frame(view, number * 90))
        times["jump"].append(_frame(view, int(chance.random() * bar.maximum())))
    return times


def _bare(total: int) -> QTableView:
    view = QTableView()
    view.setModel(Bare(total))
    view.model().setParent(view)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    return view


def _ours(look: Look, total: int) -> QTableView:
    model = RowTableModel(COLUMNS)
    view = TableView(look, "Entries", model, {}, "bench")
    model.setParent(view)
    model.show(Entries(total))
    return view


def _frame(view: QTableView, place: int) -> float:
    """One whole repaint; a window that is not on the screen paints nothing, and must not count."""
    picture = QPixmap(view.viewport().size())
    started = time.perf_counter()
    view.verticalScrollBar().setValue(place)
    view.viewport().render(picture)
    spent = (time.perf_counter() - started) * 1000
    assert spent > 0.2, "nothing was painted"
    return spent


def _report(bare: dict[str, list[float]], ours: dict[str, list[float]]) -> dict[str, object]:
    floor = {name: statistics.median(values) for name, values in bare.items()}
    got = {name: statistics.median(values) for name, values in ours.items()}
    worst = sorted(ours["jump"])[int(len(ours["jump"]) * 0.99)]
    return {
        "goal": "P9",
        "bare_ms": {name: round(value, 2) for name, value in floor.items()},
        "ours_ms": {name: round(value, 2) for name, value in got.items()} | {"jump_p99": round(worst, 2)},
        "ratio": {name: round(got[name] / floor[name], 2) for name in got},
        "met": {
            "show": got["show"] <= GOALS["show_ms"],
            "wheel": got["wheel"] <= GOALS["wheel_ms"],
            "jump": worst <= GOALS["jump_p99_ms"],
        },
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--frames", type=int, default=60)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.rows, arguments.frames), indent=2))
