"""Adjust a transfer: choose the verb, say why, see what speaks against it, and order it all the same with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.transfer.adjust_form import AdjustForm, Choices, read_choices
from crisisdesk.gui.pages.transfer.asked import give_room
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, row
from crisisdesk.services.adjustment_doubts import SERIOUS
from crisisdesk.services.adjustments import Doubt, doubts, issue

_PAUSE_MS = 200
_WIDE, _HIGH, _SIDE = 900, 640, 320
_USUAL = "hold"
_BACK, _NO_WAY_BACK = "It can be taken back.", "It cannot be taken back."
_NONE = "Nothing speaks against it."


def ask_adjustment(context: Context, window: QWidget, transfer_id: str, verb: str = _USUAL) -> None:
    """Read what can be chosen, and show the dialog; ``verb`` is chosen at first."""

    def shown(choices: Choices) -> None:
        dialog = AdjustDialog(context, window, choices)
        dialog.form.choose(verb)
        dialog.open()
        give_room(dialog)

    context.desk.fetch(lambda view: read_choices(view, transfer_id), shown)


class AdjustDialog(QDialog):
    """Stays open until the order is written; what speaks against it is told while it is filled in."""

    def __init__(self, context: Context, window: QWidget | None, choices: Choices) -> None:
        super().__init__(window)
        self._was_focused = QGuiApplication.focusObject()
        self.context, self.transfer = context, choices.transfer
        self.found: tuple[Doubt, ...] = ()
        self.setWindowTitle("Adjust a transfer")
        self.setAccessibleName(f"Adjust {choices.transfer.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = AdjustForm(choices)
        self.form.setProperty("part", "clear")
        self._about = selectable("", "muted")
        self._doubts: QVBoxLayout = column(spacing=8)
        self.despite = QLineEdit()
        self.despite.setAccessibleName("Why it is ordered all the same")
        self.despite.setPlaceholderText("Why it is ordered all the same")
        self._despite = label("Ordered all the same, becaus&e")
        self._despite.setBuddy(self.despite)
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self.confirm = push_button("Order &it", self.send, primary=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._weigh)
        self.form.changed.connect(self._pause.start)
        self._lay()
        self._weigh()
        self.form.verb.setFocus()

    @property
    def refusal(self) -> str:
        """Why it was not ordered, or nothing."""
        return self._refusal.text() if not self._refusal.isHidden() else ""

    def send(self) -> None:
        """Order it as it is filled in."""
        if not self.confirm.isEnabled():
            return
        try:
            order = self.form.order(self.despite.text().strip())
        except UserError as refusal:
            self.refuse(str(refusal))
            return
        self.confirm.setEnabled(False)
        transfer_id = self.transfer.id
        self.context.desk.perform(
            "Adjust a transfer",
            lambda tx: issue(tx, transfer_id, order),
            lambda _done: self.accept(),
            self.refuse,
        )

    def refuse(self, sentence: str) -> None:
        """Say why it was not ordered; all that was typed stays."""
        self._refusal.setText(sentence)
        self._refusal.show()
        self.setAccessibleDescription(sentence)
        self.confirm.setEnabled(True)

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter orders it from any line; in the justification Ctrl+Enter does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.send()
        else:
            super().keyPressEvent(event)

    def _weigh(self) -> None:
        """Ask what speaks against the order as it stands; while it cannot be read, nothing is asked."""
        verb = self.form.chosen
        back = "" if verb.reversible is None else _BACK if verb.reversible else _NO_WAY_BACK
        self._about.setText(
            " ".join(filter(None, (f"{verb.description.rstrip('.')}.", back, f"Source: {verb.source}.")))
        )
        try:
            order = self.form.order()
        except UserError:
            return
        transfer_id = self.transfer.id
        self.context.desk.fetch(
            lambda view: doubts(view, transfer_id, order),
            self._tell,
            key=(self, "doubts"),
            refused=self.refuse,
        )

    def _tell(self, found: Sequence[Doubt]) -> None:
        self.found = tuple(found)
        while (item := self._doubts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for doubt in found:
            self._doubts.addWidget(self._line("bad" if doubt.gravity == SERIOUS else "warn", doubt.sentence))
        if not found:
            self._doubts.addWidget(self._line("good", _NONE))
        serious = any(doubt.gravity == SERIOUS for doubt in found)
        self.despite.setVisible(serious)
        self._despite.setVisible(serious)

    def _line(self, tone: Tone, text: str) -> QWidget:
        line = QWidget()
        icon = IconLabel(self.context.look, TONE_ICONS[tone], tone, 16)
        box = row(icon, selectable(text))
        box.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        box.setStretch(1, 1)
        line.setLayout(box)
        return line

    def _lay(self) -> None:
        scroll = _scrolling("The order", self.form)
        told = column(label("What it does", "strong"), self._about, spacing=8)
        told.addSpacing(8)
        told.addWidget(label("What speaks against it", "strong"))
        told.addLayout(self._doubts)
        told.addStretch(1)
        inside = QWidget()
        inside.setProperty("part", "clear")
        inside.setLayout(told)
        side = QWidget()
        side.setLayout(column(_scrolling("What speaks against it", inside), self._despite, self.despite))
        side.setFixedWidth(_SIDE)
        parts = row(scroll, side, spacing=24)
        parts.setStretch(0, 1)
        transfer = self.transfer
        name = " · ".join(filter(None, (transfer.number, transfer.title)))
        box = column(label("Adjust", "heading"), label(name, "muted", wrap=True), margins=(24, 20, 24, 16))
        box.addLayout(parts, 1)
        box.addWidget(self._refusal)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.confirm))
        self.setLayout(box)
        self.resize(_WIDE, _HIGH)


def _scrolling(name: str, inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setAccessibleName(name)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setWidget(inside)
    return made
