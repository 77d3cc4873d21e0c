"""Correcting a log entry: a new entry that says why, beside the first, which stays readable."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.editors import Means, editor_for
from crisisdesk.gui.forms.material import Material, read_material
from crisisdesk.gui.forms.prose import ProseEditor
from crisisdesk.gui.forms.sections import FieldGrid
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import field_named
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.services.log import correct
from crisisdesk.store.transaction import Transaction

_FIELDS = ("text", "correction_reason", "event_time", "holds_until")


class CorrectionDialog(QDialog):
    """Text, event time and the reason of a correction; of an assumption also until when it holds."""

    def __init__(self, context: Context, parent: QWidget | None, entry_id: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Correct log entry")
        self._context, self._entry_id = context, entry_id
        self._was_focused = QGuiApplication.focusObject()
        self.editors: dict[str, Editor] = {}
        self.strip = MessageStrip(context.look)
        told = "The first entry stays readable. The correction takes over its partner, source, grade and marking."
        save = push_button("&Save correction", self.save, primary=True)
        save.setDefault(True)
        self._box = column(self.strip, label(told, "muted", wrap=True), spacing=8, margins=(16, 12, 16, 12))
        self._box.addLayout(row(None, push_button("&Cancel", self.reject), save))
        self.setLayout(self._box)
        self.setMinimumWidth(560)
        context.desk.fetch(
            lambda view: read_material(view, LogEntry, entry_id), self._fill, refused=self._refuse
        )

    def _fill(self, material: Material) -> None:
        means = Means(self._context, material)
        assumed = material.texts["assertion"] == Assertion.ASSUMPTION
        for name in _FIELDS:
            if name == "holds_until" and not assumed:
                continue
            editor = self.editors[name] = editor_for(field_named(LogEntry, name), means)
            editor.put("" if name == "correction_reason" else material.texts[name])
            if isinstance(editor, ProseEditor):
                editor.confirmed.connect(self.save)
        grid = FieldGrid(list(self.editors.values()), {}, "sc", as_given=True)
        self._box.insertWidget(2, grid, 1)
        grid.show()  # a layout shows later what is added to it, and the focus would stay on Cancel until then
        self.editors["text"].setFocus()

    def save(self) -> None:
        """Write the correction."""
        if not self.editors or not all(editor.check(whole=True) for editor in self.editors.values()):
            return
        why = self.editors["correction_reason"]
        if not why.text.strip():
            why.refuse("Say why the entry is corrected; the reason is kept with it.")
            why.setFocus()
            return
        self._context.desk.perform(
            "Correct log entry",
            partial(_correct, entry_id=self._entry_id, texts={n: e.text for n, e in self.editors.items()}),
            lambda _entry_id: self.accept(),
            self._refuse,
        )

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "bad")


def _correct(tx: Transaction, *, entry_id: str, texts: dict[str, str]) -> str:
    entry = correct(
        tx,
        entry_id,
        field_named(LogEntry, "text").read(texts["text"]),
        field_named(LogEntry, "correction_reason").read(texts["correction_reason"]),
        event_time=_moment(texts, "event_time"),
        holds_until=_moment(texts, "holds_until"),
    )
    tx.summary = f"Correct log entry “{entry}”"
    return entry.id


def _moment(texts: dict[str, str], name: str) -> datetime | None:
    """A moment as typed; none where nothing stands there, and the entry keeps its own."""
    typed = texts.get(name, "").strip()
    return field_named(LogEntry, name).read(typed) if typed else None
