from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.drawing.characters import honest
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.records import RecordPage
from crisisdesk.gui.pages.records_query import Condition
from crisisdesk.model.base import Record
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.transaction import Transaction

NAUGHTY = ("<img src=x>", "{{7*7}} %s &amp; &Name", "=cmd()|'!A1", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "الْعَرَبِيَّة", "\u202etest", "a" * 1900)  # fmt: skip
every_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.__tablename__)


def opened(qtbot: QtBot, context: Context, record_type: type[Record] = Partner) -> RecordPage:
    page = RecordPage(context, record_type)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.count.text() not in {"", "reading …"})
    return page


def shown(page: RecordPage, column: str = "name") -> list[str]:
    place = [c.id for c in page.columns].index(column)
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def add(context: Context, *records: Record) -> None:
    def write(tx: Transaction) -> None:
        for record in records:
            tx.add(record)

    context.desk.perform("Add", write)


@every_type
def test_every_type_has_its_page(qtbot: QtBot, context: Context, record_type: type[Record]) -> None:
    page = opened(qtbot, context, record_type)

    with context.desk.workspace.snapshot() as view:
        assert page.model.rowCount() == view.count(record_type)


def test_typing_filters_and_counts_the_hits(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    qtbot.keyClicks(page.line, "oslo")

    qtbot.waitUntil(lambda: page.count.text().startswith("1 of"))
    assert shown(page) == ["Norway"]


def test_no_hits_offers_to_clear_the_filter(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    qtbot.keyClicks(page.line, "zzyzx")
    qtbot.waitUntil(lambda: page.list.currentWidget() is page.list.no_hits)

    page.list.no_hits.findChild(QPushButton).click()

    qtbot.waitUntil(lambda: page.list.currentWidget() is page.table)
    assert page.line.text() == ""


def test_a_filter_finds_what_a_reference_says(qtbot: QtBot, context: Context) -> None:
    add(context, Post(title="Duty officer", partner_id="partner-NOR"))
    page = opened(qtbot, context, Post)

    qtbot.keyClicks(page.line, "norway duty")

    qtbot.waitUntil(lambda: shown(page, "title") == ["Duty officer"])


def test_a_condition_is_a_chip_that_can_be_removed(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    page._ask(page.query.with_condition(Condition("kind", "state")))
    qtbot.waitUntil(page.chips.isVisible)
    assert page.chips._chips[0].accessibleName() == "Kind: State"

    qtbot.keyClick(page.chips._chips[0], Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: not page.query.conditions and page.chips.isHidden())


def test_the_filter_picker_offers_values_with_their_numbers(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    picker = page.pick_filter()
    qtbot.waitUntil(lambda: picker.picker.model.rowCount() > 0)
    qtbot.keyClicks(picker.picker.line, "kind: state")

    qtbot.keyClick(picker.picker.line, Qt.Key.Key_Return)

    assert page.query.conditions == (Condition("kind", "state"),)


def test_a_header_sorts_by_value_and_keeps_the_selection(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    qtbot.waitUntil(lambda: page.table.current_id != "")
    page.table.stand_on("partner-NOR")
    place = [c.id for c in page.columns].index("name")

    page.table.sortByColumn(place, Qt.SortOrder.DescendingOrder)

    qtbot.waitUntil(lambda: shown(page)[0].startswith("Z"))
    qtbot.waitUntil(lambda: page.table.current_id == "partner-NOR")


def test_the_order_is_remembered(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: shown(page)[0].startswith("Z"))

    again = opened(qtbot, context)

    assert shown(again)[0].startswith("Z")


def test_what_somebody_else_adds_appears(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    before = page.model.rowCount()

    add(context, Partner(name="Aaland"))

    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    assert "Aaland" in shown(page)


def test_delete_takes_away_at_once_and_undo_brings_back(qtbot: QtBot, context: Context) -> None:
    add(context, Partner(id="partner-x", name="Aaaland"))
    page = opened(qtbot, context)
    page.open(Target(record_id="partner-x"))
    qtbot.waitUntil(lambda: page.table.current_id == "partner-x")
    page.table.setFocus()

    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Aaaland" not in shown(page))
    context.desk.undo()

    qtbot.waitUntil(lambda: "Aaaland" in shown(page))


def test_a_refused_deletion_is_said_above_the_list(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    page.acts.delete(["partner-NOR"])

    qtbot.waitUntil(lambda: "refers to it" in page.strip.text)


def test_n_makes_and_enter_edits(qtbot: QtBot, context: Context, heard) -> None:
    page = opened(qtbot, context)
    page.table.setFocus()
    page.table.stand_on("partner-NOR")

    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert heard.edited == ["partner-NOR"]
    assert heard.created == [("partner", {}), ("partner", {})]


def test_rows_are_copied_as_a_spreadsheet_takes_them(qtbot: QtBot, context: Context, heard) -> None:
    add(context, Partner(id="partner-x", name="=1+1"))
    page = opened(qtbot, context)
    page.open(Target(record_id="partner-x"))
    qtbot.waitUntil(lambda: page.table.current_id == "partner-x")

    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: heard.said == ["Copied 1 rows"])
    assert QGuiApplication.clipboard().text().split("\n")[1].startswith("'=1+1\t")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_holds_what_is_seen(
    qtbot: QtBot, context: Context, heard, tmp_path: Path, form: str
) -> None:
    page = opened(qtbot, context)
    qtbot.keyClicks(page.line, "oslo")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    page.acts.export(tmp_path / f"seen.{form}")

    qtbot.waitUntil(lambda: heard.said == [f"Wrote 1 rows to seen.{form}"])
    assert (tmp_path / f"seen.{form}").stat().st_size > 50


def test_a_view_comes_back_by_its_name(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    page._ask(page.query.with_condition(Condition("kind", "state")))
    page.keep_view("States")
    page.clear_filter()

    page.take_view("States")

    assert page.query.conditions == (Condition("kind", "state"),)
    assert page.views.names() == ["States"]


def test_a_link_with_a_field_narrows_to_it(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    page.open(Target("records:partner", "", "partner", "kind=state"))

    qtbot.waitUntil(lambda: page.count.text().startswith("2") and " of " in page.count.text())


def test_a_record_outside_the_filter_is_shown_all_the_same(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    qtbot.keyClicks(page.line, "oslo")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    page.open(Target(record_id="partner-FRA"))

    qtbot.waitUntil(lambda: page.table.current_id == "partner-FRA")


def test_nothing_can_be_made_in_the_past(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    context.desk.look_at(1)

    assert not page.new.isEnabled()
    assert "the past" in page.new.toolTip()


def test_hostile_captions_are_shown_as_they_are(qtbot: QtBot, context: Context) -> None:
    add(context, *(Person(name=name) for name in NAUGHTY))
    page = opened(qtbot, context, Person)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(NAUGHTY))
    with context.desk.workspace.snapshot() as view:
        kept = {honest(person.name) for person in view.all(Person)}

    assert set(shown(page)) == kept
    page.grab()


def test_the_filter_takes_anything(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    for typed in ('"', "'; DROP", "a OR b*", "NEAR(", "%_%", *NAUGHTY):
        page.line.setText(typed)
        page._take_words()
        qtbot.wait(1)

    page.clear_filter()
    qtbot.waitUntil(lambda: page.list.currentWidget() is page.table)


def test_its_model_is_a_proper_one(qtbot: QtBot, context: Context, qtmodeltester: ModelTester) -> None:
    page = opened(qtbot, context)

    qtmodeltester.check(page.model)


def test_the_detail_can_be_hidden_and_stays_so(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    qtbot.keyClick(page.table, Qt.Key.Key_F7)

    assert page.detail.isHidden()
    assert opened(qtbot, context).detail.isHidden()


def test_the_detail_shows_where_somebody_stands(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    page.open(Target(record_id="partner-NOR"))

    qtbot.waitUntil(lambda: page.detail._title.text() == "Norway")
    assert page.detail._id.text() == "partner-NOR"


def test_unread_rows_show_dots_until_they_come(qtbot: QtBot, context: Context) -> None:
    add(context, *(Partner(name=f"Aaa {n:04}") for n in range(600)))
    page = opened(qtbot, context)
    qtbot.waitUntil(lambda: page.model.rowCount() > 600)

    assert page.model.row(500).cells[0] == "…"

    qtbot.waitUntil(lambda: page.model.row(500).cells[0] != "…")
    assert page.table.rowAt(QPoint(5, 5).y()) == 0
