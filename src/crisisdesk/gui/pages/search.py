"""Search over everything the desk holds, while it is typed."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QStackedWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.search_completer import OperatorCompleter
from crisisdesk.gui.pages.search_list import ResultDelegate, ResultModel
from crisisdesk.gui.pages.search_results import More, Result, Results, search_all
from crisisdesk.gui.plain import label, mnemonic_safe
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import column, row
from crisisdesk.store.snapshot import Snapshot

PAUSE_MS = 80
CHIPS = 8
_START = (
    "Type a name, a codename, a number or words of a log entry. Beginnings of words are enough, accents and scripts "
    "are folded (Shevchenko finds Шевченко), and words in quotation marks are looked for as they stand. "
    "Narrow by type:partner, in:strait (a case) or partner:NOR."
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LENT = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchPage(Page):
    """One line, results by kind below it. The arrow keys move in the results while the typing goes on in the line."""

    key, title, help = "search", "Search", "search"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kind = ""
        self.line = QLineEdit()
        self.line.setAccessibleName("Search the desk")
        self.line.setPlaceholderText("Search everything in this desk")
        self.line.setClearButtonEnabled(True)
        self._completer = OperatorCompleter(self.line)
        self.line.setCompleter(self._completer)
        self._said = label("", "muted")
        self._chips: list[QPushButton] = []
        self._chip_row = row(None, spacing=8)
        self.model = ResultModel(self)
        self.list = QListView()
        self.list.setAccessibleName("Results")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultDelegate(context.look, self.model, self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._start = EmptyState(context.look, "search", _START)
        self._none = EmptyState(context.look, "search", "Nothing fits.", "Clear", self.line.clear)
        self._stack = QStackedWidget()
        for widget in (self._start, self.list, self._none):
            self._stack.addWidget(widget)
        head = row(self.line, self._said, spacing=16)
        head.setStretch(0, 1)
        top = column(spacing=8, margins=(16, 16, 16, 8))
        top.addLayout(head)
        top.addLayout(self._chip_row)
        box = column(self._stack, spacing=0)
        box.insertLayout(0, top)
        self.setLayout(box)
        self.setFocusProxy(self.line)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(lambda: self._open(self.list.currentIndex().row()))
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        context.look.changed.connect(self.list.doItemsLayout)

    def open(self, target: Target) -> None:
        """Search for the words of a link."""
        if target.words:
            self._kind = target.record_type
            self.line.setText(target.words)
            self._pause.start(0)
        self.line.setFocus()
        self.line.selectAll()

    def focus_search(self) -> bool:
        """Put the cursor in the line."""
        self.line.setFocus()
        self.line.selectAll()
        return True

    def refresh(self) -> None:
        """Search for what stands in the line."""
        typed, kind = self.line.text(), self._kind
        if not typed.strip():
            self._show(Results("", (), ()))
            return
        self.context.desk.fetch(
            lambda view: search_all(view, typed, kind), self._show, key=(self, "search"), refused=self._refuse
        )

    def choose_kind(self, kind: str) -> None:
        """Show hits of one kind only, or of all for an empty name."""
        self._kind = kind
        self.refresh()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lend the arrows to the list; Enter opens in the list, too; Escape clears, then leaves the list."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if watched is self.line and key in _LENT:
            self.list.keyPressEvent(event)
        elif watched is self.line and key == Qt.Key.Key_Escape:
            self.choose_kind("")
            self.line.clear()
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._open(self.list.currentIndex().row(), apart=True)
        elif watched is self.list and key in _ENTER:
            self._open(self.list.currentIndex().row())
        elif watched is self.list and (
            key == Qt.Key.Key_Escape
            or (key == Qt.Key.Key_Up and self.list.currentIndex().row() <= self.model.first())
        ):
            self.line.setFocus()
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        if not text:
            self._kind = ""
        if text.lower().endswith("in:"):
            self.context.desk.fetch(_case_titles, self._completer.offer_cases, key=(self, "cases"))
        self._pause.start()

    def _show(self, found: Results) -> None:
        if found.typed and found.typed != self.line.text():
            return  # somebody typed on; the next answer is under way
        stood = self.list.currentIndex().row()
        same = self.list.currentIndex().data() if stood >= 0 else None
        self.model.show(found.lines)
        first = self.model.first()
        if 0 <= stood < self.model.rowCount() and self.model.index(stood).data() == same:
            first = stood
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first))
        self._show_chips(found)
        page: QWidget = self._start
        if found.typed.strip():
            page = self.list if found.lines else self._none
            self._none.say(f"Nothing fits “{found.typed.strip()[:60]}”. {_hint(self._kind)}")
        self._stack.setCurrentWidget(page)
        self._said.setText(_said(found))

    def _show_chips(self, found: Results) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for old in self._chips:
            self._chip_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        chips = [("", "All", "")] if found.counts else []
        chips += list(found.counts[:CHIPS])
        self._chips = [self._chip(*chip) for chip in chips]
        for place, chip in enumerate(self._chips):
            self._chip_row.insertWidget(place, chip)
        if had_focus:
            self.line.setFocus()

    def _chip(self, kind: str, caption: str, count: str) -> QPushButton:
        made = QPushButton(mnemonic_safe(f"{caption}  {count}".strip()))
        made.setCheckable(True)
        made.setChecked(kind == self._kind)
        if made.isChecked():
            made.setIcon(self.context.look.icon("check", 16))
        made.setAutoDefault(False)
        made.setAccessibleName(f"Only {caption.lower()}: {count}" if kind else "All kinds")
        made.clicked.connect(partial(self.choose_kind, kind))
        return made

    def _refuse(self, sentence: str) -> None:
        """Say in the place of the results what the line cannot mean."""
        self._said.setText("")
        self._none.say(sentence)
        self._stack.setCurrentWidget(self._none)

    def _open(self, number: int, *, apart: bool = False) -> None:
        if not 0 <= number < self.model.rowCount():
            return
        match self.model.line(number):
            case Result(id=record_id):
                self.context.go(Target(record_id=record_id, apart=apart))
            case More(kind=kind):
                self.choose_kind(kind)


def _case_titles(view: Snapshot) -> list[str]:
    return [
        title for (title,) in view.sql("SELECT caption FROM catalogue WHERE record_type = 'case' LIMIT 200")
    ]


def _hint(kind: str) -> str:
    return "Other kinds may: choose All." if kind else "Try fewer words, or only their beginnings."


def _said(found: Results) -> str:
    if not found.typed.strip():
        return ""
    kinds = len(found.counts)
    return f"{kinds} kind{'' if kinds == 1 else 's'} of record" if found.lines else "no hits"
