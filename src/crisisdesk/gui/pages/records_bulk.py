"""One field of many records at once, with a preview of what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.editors import Means, editor_for
from crisisdesk.gui.forms.material import Material, read_material
from crisisdesk.gui.forms.saving import KEPT_BY_VERBS
from crisisdesk.gui.forms.shown import UNKNOWN, read_words, shown, typed
from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

COLUMNS = (
    Column("record", "Record", 240, "strong"),
    Column("before", "Now", 216),
    Column("after", "Then", 200),
)
SIZE = (720, 560)
_LISTED = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change: a row for each of the first few hundred records, and how many change of how many."""

    rows: tuple[Row, ...]
    changing: int
    of: int


def editable_fields(record_type: type[Record]) -> list[Field]:
    """The fields that can be changed in many records at once."""
    kept = KEPT_BY_VERBS.get(record_type.__tablename__, {})
    allowed = record_type.__mutable__ if record_type.__append_only__ else None
    return [
        f for f in fields_of(record_type) if f.name not in kept and (allowed is None or f.name in allowed)
    ]


def read_preview(
    view: Snapshot, record_type: type[Record], f: Field, ids: Sequence[str], text: str
) -> Preview:
    """What the records hold now, and what they would hold."""
    found = view.rows(record_type, ["id", f.name], ids)
    changing = [(i, raw) for i, raw in found if typed(f, raw) != text]
    listed = changing[:_LISTED]
    captions = view.captions(i for i, _ in listed)
    rows = [{f.name: raw} for _, raw in listed]
    references = [text] if f.kind == "reference" else []
    words = read_words(view, [f], [*rows, *({f.name: i} for i in references)])
    after = _then(f, text, words.captions, words.labels)
    shown_rows = tuple(Row(i, (captions.get(i, i), shown(f, raw, words), after)) for i, raw in listed)
    return Preview(shown_rows, len(changing), len(found))


def _then(f: Field, text: str, captions: object, labels: object) -> str:
    names = captions if isinstance(captions, dict) else {}
    terms = labels if isinstance(labels, dict) else {}
    if not text:
        return UNKNOWN
    return str(names.get(text) or terms.get((f.vocabulary, text)) or text)


def set_in_all(tx: Transaction, record_type: type[Record], f: Field, ids: Sequence[str], text: str) -> int:
    """Set one field in all these records, in one act; returns how many changed."""
    changed = 0
    for record_id in ids:
        record = tx.get(record_type, record_id)
        before = getattr(record, f.name)
        tx.set_field(record, f.name, text)
        changed += before != getattr(record, f.name)
    words = record_type.__label__ if changed == 1 else record_type.__plural__
    tx.summary = f"Edit {changed} {words.lower()}: {f.label.lower()}"
    return changed


class BulkEditDialog(QDialog):
    """Choose a field, give its value, see what changes, apply."""

    applied = Signal(int)

    def __init__(
        self, context: Context, parent: QWidget, record_type: type[Record], ids: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = (record_type.__label__ if len(ids) == 1 else record_type.__plural__).lower()
        self.setWindowTitle(f"Edit {len(ids):,} {words} together")
        self._context, self._type, self._ids = context, record_type, list(ids)
        self._fields = editable_fields(record_type)
        self._material: Material | None = None
        self.editor: Editor | None = None
        self.strip = MessageStrip(context.look)
        self.choice = QComboBox()
        self.choice.addItems([f.label for f in self._fields])
        self.choice.setAccessibleName("Field")
        self.choice.activated.connect(lambda _place: self._take_field())
        caption = label("&Field")
        caption.setBuddy(self.choice)
        self._value = label("&Value")
        self._told = label("", "muted")
        self.model = RowTableModel(COLUMNS, self)
        table = TableView(context.look, "What changes", self.model, {}, "bulk")
        self.apply = push_button("&Apply", self.write, primary=True)
        self.apply.setDefault(True)
        self._box = column(self.strip, caption, self.choice, self._value, spacing=6, margins=(16, 12, 16, 12))
        self._box.addWidget(self._told)
        self._box.addWidget(table, 1)
        self._box.addLayout(row(None, push_button("&Cancel", self.reject), self.apply))
        self.setLayout(self._box)
        self.resize(*SIZE)
        context.desk.fetch(lambda view: read_material(view, record_type), self._fill)

    def choose(self, name: str) -> None:
        """Take another field."""
        self.choice.setCurrentIndex([f.name for f in self._fields].index(name))
        self._take_field()

    def _fill(self, material: Material) -> None:
        self._material = material
        self._take_field()
        self.choice.setFocus()

    def _take_field(self) -> None:
        if self._material is None or not self._fields:
            return
        if self.editor is not None:
            self._box.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        f = self._fields[self.choice.currentIndex()]
        self.editor = editor_for(f, Means(self._context, self._material))
        self.editor.put("no" if f.kind == "boolean" else "")
        self._value.setBuddy(self.editor.target)
        self.editor.edited.connect(self._look_ahead)
        self.editor.finished.connect(self._look_ahead)
        self._box.insertWidget(4, self.editor)
        self._look_ahead()

    def _look_ahead(self) -> None:
        editor = self.editor
        if editor is None or editor.problem():
            self._show(Preview((), 0, len(self._ids)))
            return
        f, ids, text = editor.field, self._ids, _canonical(editor)
        self._context.desk.fetch(
            lambda view: read_preview(view, self._type, f, ids, text), self._show, key=("preview", id(self))
        )

    def _show(self, preview: Preview) -> None:
        self.model.show(ListSource(COLUMNS, preview.rows))
        same = preview.of - preview.changing
        told = f"{preview.changing:,} of {preview.of:,} change" + (
            f", {same:,} have this value already" if same else ""
        )
        self._told.setText(told + ".")
        self.apply.setText(f"&Apply to {preview.changing:,}")
        self.apply.setEnabled(preview.changing > 0)

    def write(self) -> None:
        """Write it as one act."""
        editor = self.editor
        if editor is None or not editor.check(whole=True):
            return
        operation = partial(
            set_in_all, record_type=self._type, f=editor.field, ids=self._ids, text=editor.text.strip()
        )
        self._context.desk.perform(
            f"Edit {self._type.__plural__.lower()}", operation, self._tell, self._refuse
        )

    def _tell(self, changed: int) -> None:
        words = (self._type.__label__ if changed == 1 else self._type.__plural__).lower()
        self._context.notify(f"Changed {changed:,} {words}", "good", True)
        self.applied.emit(changed)
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "bad")


def _canonical(editor: Editor) -> str:
    """The typed text as the value writes itself, so that it can be compared with what is there."""
    text, f = editor.text.strip(), editor.field
    return typed_again(f, text) if text else ""


def typed_again(f: Field, text: str) -> str:
    """A text as a form would show its value."""
    raw = f.write(f.read(text))
    return typed(f, raw if f.kind != "boolean" else raw == "yes")
