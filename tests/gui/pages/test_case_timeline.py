from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.entries import Day, EntryFilter, LogRead, read_log
from crisisdesk.gui.pages.case.entry_store import EntryStore
from crisisdesk.gui.pages.case.timeline_model import TimelineModel, spoken
from crisisdesk.services.log import correct, log
from crisisdesk.store.transaction import Transaction

Read = Callable[..., LogRead]


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def a_log(tx: Transaction) -> None:
    log(tx, "case-1", "Vessel seen", record_id="log_entry-1", event_time=at(21, 9))
    log(tx, "case-1", "Decided to wait", record_id="log_entry-2", kind="decision", event_time=at(22, 9))
    log(tx, "case-1", "Talks", record_id="log_entry-3", event_time=at(22, 10), significant=True)
    correct(
        tx,
        "log_entry-1",
        "Two vessels seen",
        "New report",
        record_id="log_entry-4",
        event_time=at(22, 8),
    )


@pytest.fixture
def read(context: Context) -> Read:
    context.desk.workspace.perform("Log", a_log)

    def run(wanted: EntryFilter | None = None, **more: object) -> LogRead:
        with context.desk.workspace.snapshot() as view:
            return read_log(view, "case-1", wanted or EntryFilter(), **more)

    return run


def test_entries_stand_newest_first_under_their_days(read: Read) -> None:
    lines = read().lines
    assert [line for line in lines if isinstance(line, Day)] == [
        Day(at(22, 0).date(), 2),
        Day(at(21, 0).date(), 2),
    ]


def test_a_correction_stands_right_after_what_it_corrects_whenever_it_was(read: Read) -> None:
    assert read().ids == ("log_entry-3", "log_entry-2", "log_entry-1", "log_entry-4")


def test_filters_narrow_by_kind_significance_and_words(read: Read) -> None:
    assert read(EntryFilter(kind="decision")).ids == ("log_entry-2",)
    assert read(EntryFilter(significant=True)).ids == ("log_entry-3",)
    assert read(EntryFilter(words="vess see")).ids == ("log_entry-1", "log_entry-4")
    assert read(EntryFilter(words="?!")).ids == ()


def test_a_table_keeps_the_order_that_was_asked_for(read: Read) -> None:
    ids = read(order="text", descending=False, by_day=False).ids
    assert ids == ("log_entry-2", "log_entry-3", "log_entry-4", "log_entry-1")


def test_all_that_is_drawn_of_an_entry_is_also_said(read: Read) -> None:
    words = spoken(read().rows["log_entry-4"])
    assert "corrects an earlier entry: New report" in words
    assert "220800Z NOV 26" in words


def test_the_model_of_the_time_line_is_a_sound_one(
    qtbot: QtBot, qtmodeltester: ModelTester, context: Context, read: Read
) -> None:
    parent = QObject()
    store = EntryStore(context, by_day=True, parent=parent)
    model = TimelineModel(store, parent)
    store.reordered.connect(model.renew)
    with qtbot.waitSignal(store.reordered):
        store.read("case-1", EntryFilter())
    qtmodeltester.check(model)


def test_entries_out_of_sight_are_read_when_they_are_looked_at(qtbot: QtBot, context: Context) -> None:
    def many(tx: Transaction) -> None:
        for number in range(200):
            log(tx, "case-1", f"Entry {number}", record_id=f"log_entry-{number}", event_time=at(20, 1))

    context.desk.workspace.perform("Log", many)
    parent = QObject()
    store = EntryStore(context, by_day=True, parent=parent)
    with qtbot.waitSignal(store.reordered):
        store.read("case-1", EntryFilter())
    assert store.log is not None
    last = store.log.ids[-1]
    assert store.row(last) is None

    qtbot.waitUntil(lambda: store.row(last) is not None)
