"""Forms in a dialog of their own: what ``Context.edit`` and ``Context.create`` open."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.correction import CorrectionDialog
from crisisdesk.gui.forms.record_form import RecordForm
from crisisdesk.gui.forms.saving import MADE_ELSEWHERE
from crisisdesk.gui.widgets.parts import column
from crisisdesk.model.base import Record, caption_fields
from crisisdesk.model.log import LogEntry
from crisisdesk.model.records import record_type_named
from crisisdesk.store.snapshot import Snapshot

SIZE = (720, 640)


class RecordDialog(QDialog):
    """The form of a record, or of a new one. It closes when it is saved or left; the focus goes back."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        record_type: type[Record],
        record_id: str = "",
        given: Mapping[str, str] | None = None,
        *,
        caption: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._was_focused = context, QGuiApplication.focusObject()
        word = record_type.__label__.lower()
        title = f"Edit {word} “{honest(caption)}”" if record_id else f"New {word}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.form = RecordForm(context, record_type, record_id, given, self._create)
        self.form.saved.connect(lambda _id, _caption: self.accept())
        self.form.left.connect(self.reject)
        self.setLayout(column(self.form, spacing=0))
        self.resize(*SIZE)

    def reject(self) -> None:
        """Close without saving; the draft stays."""
        self.form.tell_draft()
        super().reject()

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _create(self, record_type: str, words: str, then: Callable[[str, str], None]) -> None:
        """Make a record that a reference misses, in a dialog above this one."""
        made = record_type_named(record_type)
        names = [f.name for f in caption_fields(made) if f.kind in {"text", "prose"}]
        create_record(self._context, self, record_type, {names[0]: words} if names else {}, then)


def create_record(
    context: Context,
    parent: QWidget | None,
    record_type: str,
    given: Mapping[str, str] | None = None,
    then: Callable[[str, str], None] | None = None,
) -> RecordDialog | None:
    """Open the form of a new record with some fields given (by name, as text); ``then`` gets its id and caption.

    A type of which no record is made by hand is refused with its reason.
    """
    made = record_type_named(record_type)
    reason = MADE_ELSEWHERE.get(made.__tablename__)
    if reason:
        context.notify(reason, "warn", False)
        return None
    dialog = RecordDialog(context, parent, made, given=given)
    if then is not None:
        dialog.form.saved.connect(then)
    dialog.open()
    return dialog


def edit_record(context: Context, parent: QWidget | None, record_id: str) -> None:
    """Open the form of a record; of a log entry the form that corrects it, of what is never edited the reason."""

    def read(view: Snapshot) -> tuple[type[Record], str]:
        record = view.lookup(record_id)
        return type(record), view.captions([record_id]).get(record_id, record_id)

    def show(found: tuple[type[Record], str]) -> None:
        record_type, caption = found
        if record_type is LogEntry:
            CorrectionDialog(context, parent, record_id).open()
        elif record_type.__append_only__:
            words = f"A {record_type.__label__.lower()} is never edited; it stays as it was written."
            context.notify(words, "warn", False)
        else:
            RecordDialog(context, parent, record_type, record_id, caption=caption).open()

    context.desk.fetch(read, show, key=("edit", record_id))
