"""Joining two records: each field beside the other's, and which of them stays."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QScrollArea, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.calls.record_rows import choice, fitting
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import Record, shorten
from crisisdesk.services.joining import BOTH, GONE, KEEP, FieldReview, Review, join, review
from crisisdesk.store.snapshot import Snapshot

SIZE = (920, 600)
_LONGEST = 300
_HINT = "Ctrl+Enter joins them; one undo brings both back."


def ask_join(context: Context, window: QWidget, keep_id: str, gone_id: str) -> None:
    """Open the review of two records."""

    def show(found: Review) -> None:
        JoinDialog(context, window, found).open()

    context.desk.fetch(lambda view: read_review(view, keep_id, gone_id), show, key="join", now=True)


def read_review(view: Snapshot, one_id: str, other_id: str) -> Review:
    """Review two records; the one that more refers to is proposed to stay."""
    found, turned = review(view, one_id, other_id), review(view, other_id, one_id)
    return turned if _weight(found) > _weight(turned) else found


def _weight(found: Review) -> int:
    return sum(count for _, count in found.referring)


class JoinDialog(QDialog):
    """The fields in which the two differ, with a choice each; what refers to the one that goes goes over."""

    def __init__(self, context: Context, window: QWidget | None, found: Review) -> None:
        super().__init__(window)
        self._context, self._found = context, found
        self._was_focused = QGuiApplication.focusObject()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Join two records")
        self._heading, self._about = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self.swap = push_button("&Swap: keep the other", self._swap)
        self.confirm = push_button("&Join", self.send, primary=True)
        self.choices: dict[str, QComboBox] = {}
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("Fields in which they differ")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = column(self._heading, self._about, self._scroll, self._refusal, margins=(24, 24, 24, 16))
        whole.setStretch(2, 1)
        whole.addLayout(
            row(label(_HINT, "small"), None, self.swap, push_button("Cancel", self.reject), self.confirm)
        )
        self.setLayout(whole)
        self.resize(fitting(self, SIZE))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        self._show(found)

    @property
    def refusal(self) -> str:
        """Why they were not joined, or nothing."""
        return self._refusal.text()

    def send(self) -> None:
        """Join them by the choices."""
        if not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        wanted = {name: str(combo.currentData()) for name, combo in self.choices.items()}
        operation = partial(join, keep_id=self._found.keep_id, gone_id=self._found.gone_id, choices=wanted)
        self._context.desk.perform(f"Join “{self._found.gone}”", operation, self._joined, self._refuse)

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _swap(self) -> None:
        """Let the other one stay."""
        keep_id, gone_id = self._found.gone_id, self._found.keep_id
        self._context.desk.fetch(
            lambda view: review(view, keep_id, gone_id), self._show, key=(self, "review"), now=True
        )

    def _show(self, found: Review) -> None:
        self._found = found
        heading = f"Keep “{found.keep}” and let “{found.gone}” go into it"
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        referring = ", ".join(f"{name.lower()} ({count:,})" for name, count in found.referring)
        same = sum(not one.differs for one in found.fields)
        moves = (
            f"What refers to the one that goes will refer to the one that stays: {referring}."
            if referring
            else ""
        )
        self._about.setText(" ".join(filter(None, (moves, f"{same:,} fields say the same."))))
        self.choices = {}
        inside = QWidget()
        inside.setLayout(self._grid([one for one in found.fields if one.differs]))
        self._scroll.setWidget(inside)
        first = next(iter(self.choices.values()), None)
        (first or self.confirm).setFocus()

    def _grid(self, fields: list[FieldReview]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, words in enumerate(("Field", "The one that stays", "The one that goes", "Keep")):
            grid.addWidget(label(words, "small"), 0, place)
        for number, one in enumerate(fields, 1):
            options = [(KEEP, "Of the one that stays"), (GONE, "Of the one that goes")]
            if one.kept and one.gone:
                options.append((BOTH, "Both"))
            combo = choice(f"{one.label}: which to keep", options, one.proposed, 200)
            self.choices[one.name] = combo
            kept, gone = (selectable(shorten(text, _LONGEST) or "empty") for text in (one.kept, one.gone))
            for place, widget in enumerate((label(one.label, "strong", wrap=True), kept, gone, combo)):
                grid.addWidget(widget, number, place, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(fields) + 1, 1)
        return grid

    def _joined(self, kept: Record) -> None:
        del kept
        self.accept()
        self._context.notify(f"“{self._found.gone}” was joined with “{self._found.keep}”.", "good", True)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.show()
        self.confirm.setEnabled(True)
        self.setAccessibleDescription(sentence)
