"""The fields of an adjustment: which there are, and which of them a verb wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.transfer.delivery_acts import number
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.adjustments import Order, Verb, verbs
from crisisdesk.store.snapshot import Snapshot

Field = QLineEdit | QPlainTextEdit | QComboBox
Options = Sequence[tuple[str, str]]
STATUSES = (
    ("in_force", "In force now"),
    ("proposed", "Proposed"),
    ("in_clearance", "In clearance"),
    ("approved", "Approved"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for one transfer: verbs, reasons, posts, partners, its items, kinds of changes."""

    transfer: Transfer
    verbs: tuple[Verb, ...]
    words: Words
    posts: Options
    partners: Options
    items: Options


def read_choices(view: Snapshot, transfer_id: str) -> Choices:
    """Read what can be chosen.

    Raises:
        UserError: There is no such transfer.
    """
    items = view.all(TransferItem, TransferItem.transfer_id == transfer_id, order=TransferItem.line)
    return Choices(
        view.get(Transfer, transfer_id),
        verbs(view),
        read_words(view, "adjustment_reason", "loa_change"),
        [(one.id, one.title) for one in view.all(Post, order=Post.title)],
        [(one.id, one.name) for one in view.all(Partner, order=Partner.name)],
        [(one.id, one.description) for one in items],
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its id, its caption with a mnemonic, an example, and the verbs that want it (empty for all).

    ``options`` names the choices; ``prose`` is several lines.
    """

    id: str
    caption: str
    example: str = ""
    options: str = ""
    prose: bool = False
    verbs: frozenset[str] = frozenset()


_DAY = "Such as 2026-12-31"
_ONWARD = frozenset({"divert", "tpt", "reexport_auth"})
FIELDS = (
    Asked("change", "What it &changes", "In one line"),
    Asked("to_partner_id", "New recipien&t", options="partners", verbs=_ONWARD),
    Asked("item_id", "&Item", options="items", verbs=frozenset({"divert", "inspect"})),
    Asked("quantity", "&Quantity", "Empty for all that is left", verbs=frozenset({"divert"})),
    Asked("signer", "Si&gned by", verbs=frozenset({"emergency_determination"})),
    Asked("metric", "&Measured by", verbs=frozenset({"condition"})),
    Asked("target", "Target", verbs=frozenset({"condition"})),
    Asked("due_on", "Met b&y", _DAY, verbs=frozenset({"condition"})),
    Asked("planned_on", "Planned &for", _DAY, verbs=frozenset({"inspect"})),
    Asked("change_kind", "&Kind of change", options="loa_change", verbs=frozenset({"amend"})),
    Asked("number", "&Number", "A1 or M1", verbs=frozenset({"amend"})),
    Asked("value", "V&alue", "Such as USD 2500000", verbs=frozenset({"amend", "divert", "tpt"})),
    Asked("reason", "&Reason", options="reason"),
    Asked("authority", "A&uthority", "Law, regulation or decision"),
    Asked("status", "&State", options="status"),
    Asked("begins_on", "From", "Empty for today"),
    Asked("trigger", "&Justification", "What gives cause", prose=True),
    Asked("effect", "&Expected effect"),
    Asked("consultation", "&Partners consulted"),
    Asked("reversal", "Re&versal test", "What must be true for it to be taken back"),
    Asked("reversal_owner_id", "Reversal &owner", options="posts"),
    Asked("review_on", "Revie&w on", _DAY),
)
_DATES = frozenset({"due_on", "planned_on", "begins_on", "review_on"})


class AdjustForm(QWidget):
    """The fields; those that the verb does not want are out of sight, and say nothing."""

    changed = Signal()

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.choices = choices
        self.verb = QComboBox()
        self.verb.setAccessibleName("Adjustment")
        self.verb.setMaxVisibleItems(len(choices.verbs))
        for place, verb in enumerate(choices.verbs):
            self.verb.addItem(mnemonic_safe(verb.label), verb.code)
            self.verb.setItemData(place, verb.description, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.fields: dict[str, Field] = {}
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow("A&djustment", self.verb)
        for asked in FIELDS:
            field = self.fields[asked.id] = self._made(asked)
            field.setAccessibleName(asked.caption.replace("&", ""))
            self._form.addRow(asked.caption, field)
        self.setLayout(self._form)
        self._suggested = ""
        self.verb.currentIndexChanged.connect(lambda _place: self._take_verb())
        self._take_verb()

    @property
    def chosen(self) -> Verb:
        """The verb that is chosen."""
        return self.choices.verbs[self.verb.currentIndex()]

    def order(self, despite: str = "") -> Order:
        """What is filled in, as an order.

        Raises:
            UserError: A day, an amount or a number cannot be read.
        """
        said = {asked.id: self._said(asked.id) for asked in FIELDS if self._wanted(asked)}
        known: dict[str, Any] = {name: _read(name, text) for name, text in said.items() if text}
        return Order(verb=self.chosen.code, despite=despite, **known)

    def put(self, name: str, text: str) -> None:
        """Fill a field in; of a choice, the option with this value."""
        field = self.fields[name]
        match field:
            case QLineEdit():
                field.setText(text)
            case QPlainTextEdit():
                field.setPlainText(text)
            case _:
                field.setCurrentIndex(max(0, field.findData(text)))

    def choose(self, code: str) -> None:
        """Choose a verb by its code."""
        self.verb.setCurrentIndex(max(0, self.verb.findData(code)))

    def _take_verb(self) -> None:
        verb = self.chosen
        for asked in FIELDS:
            self._form.setRowVisible(self.fields[asked.id], self._wanted(asked))
        if self._said("authority") in {"", self._suggested}:
            self.put("authority", verb.authority)
            self._suggested = verb.authority
        self.changed.emit()

    def _wanted(self, asked: Asked) -> bool:
        return not asked.verbs or self.chosen.code in asked.verbs

    def _said(self, name: str) -> str:
        field = self.fields[name]
        match field:
            case QLineEdit():
                return field.text().strip()
            case QPlainTextEdit():
                return field.toPlainText().strip()
        return str(field.currentData() or "")

    def _made(self, asked: Asked) -> Field:
        if asked.options:
            return self._choice(asked)
        if asked.prose:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setPlaceholderText(asked.example)
            text.textChanged.connect(self.changed)
            return text
        line = QLineEdit()
        line.setPlaceholderText(asked.example)
        line.textChanged.connect(lambda _text: self.changed.emit())
        return line

    def _choice(self, asked: Asked) -> QComboBox:
        choice = QComboBox()
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(16)
        for value, caption in self._options()[asked.options]:
            choice.addItem(mnemonic_safe(caption), value)
        choice.currentIndexChanged.connect(lambda _place: self.changed.emit())
        return choice

    def _options(self) -> Mapping[str, Options]:
        choices = self.choices
        none = (("", "Nobody named"),)
        return {
            "partners": [*none, *choices.partners],
            "posts": [*none, *choices.posts],
            "items": [("", "All that is not delivered"), *choices.items],
            "reason": [("", "Choose a reason"), *choices.words.all("adjustment_reason")],
            "loa_change": choices.words.all("loa_change"),
            "status": STATUSES,
        }


def _read(name: str, text: str) -> object:
    if name in _DATES:
        return PartialDate.parse(text)
    if name == "value":
        return Money.parse(text)
    return number(text) if name == "quantity" else text
