"""A contact out of pasted text: what was read stands beside the text, and is kept when somebody has looked at it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from crisisdesk.errors import UserError
from crisisdesk.exchange.cards import Way
from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.alike import Alike, read_alike
from crisisdesk.gui.forms.dialog import create_record
from crisisdesk.gui.forms.references import ReferenceEditor
from crisisdesk.gui.pages.calls.record_rows import (
    FormRow,
    Rows,
    choice,
    choose,
    chosen,
    fitting,
    set_order,
    typed,
    typed_line,
)
from crisisdesk.gui.pages.case.words import read_words
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import field_named
from crisisdesk.model.posts import Person, Post
from crisisdesk.services.pasted_contacts import Contact, Kept, Proposed, add_contact, read_pasted
from crisisdesk.store.snapshot import Snapshot

SIZE = (960, 620)
PAUSE_MS = 250
_ASK = "Paste a vCard or the lines under a mail. Nothing is written before you have looked."


@dataclass(frozen=True, slots=True)
class Found:
    """What was read out of a text, or why nothing was; and somebody who is called almost the same."""

    proposed: Proposed | None
    refusal: str = ""
    alike: Alike | None = None


def read_text(view: Snapshot, text: str) -> Found:
    """Read the text, and look for the person in the desk."""
    try:
        proposed = read_pasted(view, text)
    except UserError as refused:
        return Found(None, str(refused))
    return Found(proposed, alike=read_alike(view, Person, proposed.card.name))


def ask_pasted(context: Context, window: QWidget) -> None:
    """Open the dialog with what is on the clipboard, where that looks like a contact."""

    def show(kinds: tuple[tuple[str, str], ...]) -> None:
        dialog = PasteDialog(context, window, kinds)
        text = QGuiApplication.clipboard().text()
        if "@" in text or "BEGIN:VCARD" in text.upper():
            dialog.text.setPlainText(text)
        dialog.open()

    context.desk.fetch(
        lambda view: read_words(view, "channel_kind").all("channel_kind"), show, key="paste contact", now=True
    )


class PasteDialog(QDialog):
    """The text at the left, the contact at the right; everything read can be corrected before it is added."""

    def __init__(self, context: Context, window: QWidget | None, kinds: tuple[tuple[str, str], ...]) -> None:
        super().__init__(window)
        self._context, self._kinds = context, kinds
        self._was_focused = QGuiApplication.focusObject()
        self._alike: Alike | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Paste a contact")
        self.setAccessibleName("Paste a contact")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Pasted text")
        self.text.setPlaceholderText(_ASK)
        self.text.setTabChangesFocus(True)
        self._add_fields()
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self._cancel = push_button("Cancel", self.reject)
        self.confirm = push_button("&Add contact", self.send, primary=True)
        self._lay_out()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._read)
        self.text.textChanged.connect(self._pause.start)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        self.ways.grown.connect(self._order)
        self._order()
        self.resize(fitting(self, SIZE))
        self.text.setFocus()

    @property
    def refusal(self) -> str:
        """Why nothing was read or added, or nothing."""
        return self._refusal.text()

    def send(self) -> None:
        """Add the contact as it stands in the fields."""
        if not self.confirm.isEnabled():
            return
        problem = self.partner.problem()
        if problem:
            self._refuse(problem)
            return
        self.confirm.setEnabled(False)
        contact = self._contact()
        self._context.desk.perform(
            f"Add contact {contact.name}", partial(add_contact, contact=contact), self._added, self._refuse
        )

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    # -- reading ------------------------------------------------------------------------------------------

    def _read(self) -> None:
        text = self.text.toPlainText()
        if text.strip():
            self._context.desk.fetch(
                lambda view: read_text(view, text), self._show, key=(self, "text"), now=True
            )

    def _show(self, found: Found) -> None:
        if found.proposed is None:
            self._refuse(found.refusal)
            return
        self._refusal.hide()
        self._refusal.setText("")
        card, office = found.proposed.card, found.proposed.office
        for field, value in (
            (self.name, card.name),
            (self.rank, card.rank),
            (self.original, card.name_original),
            (self.title, office.title),
            (self.city, office.city),
            (self.notes, "; ".join(filter(None, (card.address, card.website, card.note)))),
        ):
            field.setText(value)
        if found.proposed.partner_id:
            self.partner.put(found.proposed.partner_id, found.proposed.partner)
        else:
            self.partner.put("", "")
            self.partner.picker.line.setText(office.organisation)
        self._show_ways(office.ways)
        self._alike = found.alike
        self.same.setVisible(found.alike is not None)
        self.same.setChecked(False)
        self._warning.setVisible(found.alike is not None)
        if found.alike is not None:
            self._warning.setText(found.alike.sentence)
            self.same.setText(f"It is the same: add the office to {found.alike.caption.replace('&', '&&')}")

    def _show_ways(self, ways: tuple[Way, ...]) -> None:
        while len(self.ways.rows) <= len(ways):
            self.ways.add()
        for number, one in enumerate(self.ways.rows):
            way = ways[number] if number < len(ways) else Way("phone", "")
            kind = one.fields[0]
            one.text.setText(way.address)
            choose(kind, way.kind)

    def _contact(self) -> Contact:
        same = self._alike.id if self._alike is not None and self.same.isChecked() else ""
        return Contact(
            name=typed(self.name),
            rank=typed(self.rank),
            name_original=typed(self.original),
            title=typed(self.title),
            partner_id=self.partner.text,
            city=typed(self.city),
            ways=tuple(Way(chosen(one.fields[0]), one.said) for one in self.ways.filled()),
            notes=typed(self.notes),
            person_id=same,
        )

    def _added(self, kept: Kept) -> None:
        name = typed(self.name) or "the contact"
        self.accept()
        count = len(kept.channel_ids)
        self._context.notify(
            f"Added {name} with the post and {count} channels, not verified yet.", "good", True
        )

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.show()
        self.confirm.setEnabled(True)
        self.setAccessibleDescription(sentence)

    # -- building -----------------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        self.name, self.rank = typed_line("Name"), typed_line("Rank or title")
        self.original = typed_line("Name in original script")
        self.title, self.city = typed_line("Post"), typed_line("City")
        self.notes = typed_line("Notes")
        self.partner = ReferenceEditor(self._context, field_named(Post, "partner_id"), self._create)
        self.ways = Rows(self._way_row)
        self._warning = label("", wrap=True)
        self._warning.setProperty("tone", "warn")
        self._warning.hide()
        self.same = QCheckBox("")
        self.same.hide()

    def _create(self, record_type: str, words: str, then: Callable[[str, str], None]) -> None:
        create_record(self._context, self, record_type, {"name": words}, then)

    def _way_row(self) -> FormRow:
        address = typed_line("Number or address")
        return FormRow(choice("Kind of channel", self._kinds, "phone", 168), address, text=address)

    def _order(self) -> None:
        set_order(
            [
                self.text, self.rank, self.name, self.original, self.same, self.title, self.partner.picker.line,
                self.city, *self.ways.fields, self.notes, self._cancel, self.confirm,
            ]
        )  # fmt: skip

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        parts: tuple[tuple[str, QWidget], ...] = (
            ("&Rank or title", self.rank),
            ("&Name", self.name),
            ("Original &script", self.original),
            ("&Post", self.title),
            ("&Organisation", self.partner),
            ("&City", self.city),
            ("C&hannels", self.ways),
            ("No&tes", self.notes),
        )
        for number, (words, field) in enumerate(parts):
            caption = label(words)
            caption.setBuddy(self.ways.rows[0].text if field is self.ways else field)
            caption.setMinimumHeight(self.name.sizeHint().height())
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, number, 1)
        inside = QWidget()
        right = column(self._warning, self.same, spacing=8)
        right.addLayout(grid)
        right.addStretch(1)
        inside.setLayout(right)
        scroll = QScrollArea()
        scroll.setAccessibleName("What was read")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        both = row(self.text, scroll, spacing=16)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        whole = column(
            label("Paste a contact", "heading"), label(_ASK, "muted", wrap=True), margins=(24, 24, 24, 16)
        )
        whole.addLayout(both, 1)
        whole.addWidget(self._refusal)
        whole.addLayout(row(label("Ctrl+Enter adds it.", "small"), None, self._cancel, self.confirm))
        self.setLayout(whole)
