"""Every record type lives: made by keyboard with what it must have, shown, edited, and taken back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.record_form import RecordForm
from crisisdesk.gui.forms.saving import MADE_ELSEWHERE
from crisisdesk.gui.pages.records import RecordPage
from crisisdesk.model.base import Record, field_named, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.model.records import RECORD_TYPES, record_type_named
from crisisdesk.store.transaction import Transaction

MADE_HERE = [t for t in RECORD_TYPES if t.__tablename__ not in MADE_ELSEWHERE]
WORDS = {"integer": "1", "number": "1.5", "moment": "231312Z NOV 26", "date": "2026-12-25", "share": "5", "grade": "B2"}  # fmt: skip
ALSO: dict[str, tuple[str, ...]] = {
    "channel": ("post_id",),
    "call": ("post_id",),
    "participant": ("engagement_id",),
    "template_partner": ("template_id",),
    "template_link": ("template_id",),
}
"""What a type asks for beyond its required fields."""


def needed(record_type: type[Record]) -> list[Field]:
    also = ALSO.get(record_type.__tablename__, ())
    return [f for f in fields_of(record_type) if f.required or f.name in also]


def seed(tx: Transaction, record_type: type[Record], record_id: str) -> str:
    """A record that a reference of the tested type can point to."""
    if tx.type_of(record_id) is None:
        values: dict[str, Any] = {f.name: value(tx, f, record_id) for f in needed(record_type)}
        tx.add(record_type(id=record_id, **values))
        tx.flush()
    return record_id


def value(tx: Transaction, f: Field, owner: str) -> Any:
    match f.kind:
        case "reference":
            return seed(tx, record_type_named(f.references), f"{f.references}-seed-{f.name}")
        case "term":
            text = "SELECT code FROM term WHERE vocabulary = ? LIMIT 1"
            return tx.sql(text, f.vocabulary).scalar()
        case "choice":
            return f.read(f.choices[0])
    return f.read(WORDS.get(f.kind, "14 EUR" if f.kind == "money" else f"Seed {owner} {f.name}"))


def type_into(qtbot: QtBot, context: Context, editor: Editor) -> None:
    """Fill in a field by its keys alone."""
    f, target = editor.field, editor.target
    target.setFocus(Qt.FocusReason.TabFocusReason)
    match f.kind:
        case "reference":
            with context.desk.workspace.snapshot() as view:
                name = f"{f.references}-seed-{f.name}"
                words = view.captions([name])[name]
            qtbot.keyClicks(target, words[:40])
            qtbot.waitUntil(lambda: bool(editor.picker.popup.isVisible() and editor.picker.model.rowCount()))
            qtbot.waitUntil(lambda: editor.picker.model.entry(0).title == words)
            qtbot.keyClick(target, Qt.Key.Key_Tab)
        case "term":
            qtbot.keyClick(target, Qt.Key.Key_Down)
            qtbot.keyClick(target, Qt.Key.Key_Return)
        case "choice":
            assert isinstance(target, QComboBox)
            qtbot.keyClick(target, Qt.Key.Key_Home)
        case "boolean":
            assert isinstance(target, QCheckBox)
            qtbot.keyClick(target, Qt.Key.Key_Space)
        case _:
            qtbot.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            qtbot.keyClicks(target, WORDS.get(f.kind, "14 EUR" if f.kind == "money" else f"Typed {f.name}"))


def seeded(tx: Transaction, record_type: type[Record]) -> None:
    for f in needed(record_type):
        if f.kind == "reference":
            value(tx, f, "tested")


@pytest.mark.parametrize("record_type", MADE_HERE, ids=lambda t: t.__tablename__)
def test_it_is_made_by_keyboard_shown_and_taken_back(
    qtbot: QtBot, context: Context, record_type: type[Record]
) -> None:
    context.desk.workspace.perform("Seed", lambda tx: seeded(tx, record_type))
    page, form = RecordPage(context, record_type), RecordForm(context, record_type)
    for widget in (page, form):
        qtbot.addWidget(widget)
        widget.show()
    qtbot.waitUntil(lambda: bool(form.editors) and page.count.text()[:1].isdigit())
    before = page.model.rowCount()

    for f in needed(record_type):
        type_into(qtbot, context, form.editors[f.name])
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    context.desk.undo()

    qtbot.waitUntil(lambda: page.model.rowCount() == before)
    assert saved.args[0].startswith(record_type.__tablename__)


EDITED = [
    t for t in MADE_HERE if not t.__append_only__ and any(f.kind in {"text", "prose"} for f in fields_of(t))
]


@pytest.mark.parametrize("record_type", EDITED, ids=lambda t: t.__tablename__)
def test_it_is_edited_by_keyboard(qtbot: QtBot, context: Context, record_type: type[Record]) -> None:
    made = context.desk.workspace.perform("Seed", lambda tx: seed(tx, record_type, "edited-1")).value
    form = RecordForm(context, record_type, made)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: bool(form.editors))
    free = (f.name for f in fields_of(record_type) if f.kind in {"text", "prose"})
    name = next(name for name in free if name != "number")  # a number has a form of its own

    target = form.editors[name].target
    form._reveal([name])
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(target, "Other words")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    with context.desk.workspace.snapshot() as view:
        assert getattr(view.get(record_type, made), field_named(record_type, name).name) == "Other words"
