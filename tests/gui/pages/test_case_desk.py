from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.forms.correction import CorrectionDialog
from crisisdesk.gui.pages.case.actions_tab import ActionsTab
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.pages.case.decisions_tab import DecisionsTab
from crisisdesk.gui.pages.case.log_tab import LogTab
from crisisdesk.gui.pages.case.log_table import LogTableTab
from crisisdesk.gui.pages.case.partners_tab import PartnersTab
from crisisdesk.gui.pages.case.tabs import TAB_KEYS, TABS
from crisisdesk.gui.pages.case.timeline import TimelineTab
from crisisdesk.gui.pages.case_desk import CaseDeskPage
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase, PhaseChange, Severity
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.views import Mention
from crisisdesk.services.cases import close_case
from crisisdesk.services.log import log

ENTER = Qt.Key.Key_Return
Write = Callable[[Callable[..., object]], None]


@pytest.fixture
def write(qtbot: QtBot, context: Context) -> Write:
    def run(operation: Callable[..., object]) -> None:
        with qtbot.waitSignal(context.desk.changed):
            context.desk.perform("Test", operation)

    return run


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> CaseDeskPage:
    page = CaseDeskPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(Target("case", "case-1"))
    qtbot.waitUntil(lambda: not context.desk.reading)
    page.activateWindow()
    return page


def entries(context: Context) -> list[LogEntry]:
    with context.desk.workspace.snapshot() as view:
        return view.all(LogEntry, order=LogEntry.entered_at)


def type_keys(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def asked(qtbot: QtBot, page: QWidget, kind: type[QDialog] = AskDialog) -> QDialog:
    """The dialog that opened, with the focus in its first field."""
    qtbot.waitUntil(lambda: any(one.isAncestorOf(focused()) for one in page.findChildren(kind)))
    return page.findChildren(kind)[-1]


def focused() -> QWidget:
    return QApplication.focusWidget() or QWidget()


def test_two_keystrokes_log_an_entry_and_the_focus_stays(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    page.focus_quick_log()
    line = page.log_line.quick.line
    qtbot.keyClicks(line, "Two vessels left port")

    with qtbot.waitSignal(page.log_line.logged):
        qtbot.keyClick(line, ENTER)

    assert [entry.text for entry in entries(context)] == ["Two vessels left port"]
    assert (line.text(), line.hasFocus()) == ("", True)


def test_a_prefix_and_a_mark_make_an_entry_what_it_is(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    type_keys(qtbot, page.log_line.quick.line, "a: !They will wait")

    with qtbot.waitSignal(page.log_line.logged):
        qtbot.keyClick(page.log_line.quick.line, ENTER)

    (entry,) = entries(context)
    assert (entry.kind, entry.text, entry.significant) == ("assessment", "They will wait", True)
    assert entry.assertion is Assertion.ASSESSMENT


def test_a_name_after_an_at_sign_links_the_partner(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    line = page.log_line.quick.line
    type_keys(qtbot, line, "c: @norw")
    qtbot.waitUntil(page.log_line._mentions.popup.isVisible)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.keyClicks(line, "called")

    with qtbot.waitSignal(page.log_line.logged):
        qtbot.keyClick(line, ENTER)

    (entry,) = entries(context)
    assert (entry.text, entry.partner_id) == ("Norway called", "partner-NOR")


@pytest.mark.parametrize(
    "named",
    [
        Partner(id="partner-x", name="Quillon", kind="state"),
        Post(id="post-x", title="Quillon desk officer"),
        Measure(id="measure-x", title="Quillon asset freeze"),
        Transfer(id="transfer-x", title="Quillon radars"),
        Decision(id="decision-x", case_id="case-1", question="Quillon: do we wait?"),
    ],
    ids=lambda one: one.__tablename__,
)
def test_all_five_kinds_of_record_are_linked_beside_a_partner(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write, named: Record
) -> None:
    write(lambda tx: tx.add(named))
    line = page.log_line.quick.line
    for typed in ("@norw", "and @quil"):
        type_keys(qtbot, line, typed)
        qtbot.waitUntil(page.log_line._mentions.popup.isVisible)
        qtbot.keyClick(line, Qt.Key.Key_Tab)

    with qtbot.waitSignal(page.log_line.logged):
        qtbot.keyClick(line, ENTER)

    (entry,) = entries(context)
    with context.desk.workspace.snapshot() as view:
        linked = {entry.partner_id, entry.post_id, *(one.to_key for one in view.all(Mention))}
    assert linked >= {"partner-NOR", named.id}


def test_refused_text_stays_in_the_line(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    write(lambda tx: close_case(tx, "case-1", "Over."))
    line = page.log_line.quick.line
    qtbot.waitUntil(lambda: not line.isEnabled())
    page.log_line.allow("")
    type_keys(qtbot, line, "Late news")
    qtbot.keyClick(line, ENTER)

    qtbot.waitUntil(lambda: "reopen" in page.log_line.quick.refusal)
    assert line.text() == "Late news"


def test_what_is_logged_appears_in_the_time_line(qtbot: QtBot, page: CaseDeskPage, write: Write) -> None:
    tab = page.tab(TimelineTab)
    assert isinstance(tab, LogTab)

    write(lambda tx: log(tx, "case-1", "Talks begin"))

    qtbot.waitUntil(lambda: tab.view.model().rowCount() == 2)
    assert tab.view.model().index(1, 0).data() == "Talks begin"


def test_escalating_asks_for_the_reason_and_keeps_it(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    page.header.buttons["escalate"].setFocus()
    qtbot.keyClick(page.header.buttons["escalate"], Qt.Key.Key_Space)
    dialog = asked(qtbot, page)
    choice = dialog.findChild(QComboBox)
    assert choice is not None
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Shots fired")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").severity is Severity.SERIOUS
        assert "Shots fired" in [change.why for change in view.all(PhaseChange)]


def test_standing_down_without_a_reason_is_refused_in_the_dialog(
    qtbot: QtBot, page: CaseDeskPage, write: Write
) -> None:
    write(lambda tx: setattr(tx.get(CrisisCase, "case-1"), "severity", Severity.ACUTE))
    qtbot.waitUntil(page.header.buttons["stand_down"].isEnabled)
    qtbot.keyClick(page.header.buttons["stand_down"], Qt.Key.Key_Space)
    dialog = asked(qtbot, page)

    qtbot.keyClick(dialog.confirm, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: "Say why" in dialog.refusal)
    assert dialog.isVisible()
    dialog.reject()


def test_a_case_with_open_actions_is_closed_only_with_a_second_reason(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    write(lambda tx: tx.add(Action(title="Call Oslo", case_id="case-1")))
    qtbot.waitUntil(lambda: bool(page.header._head and page.header._head.open_ends["open actions"]))
    qtbot.keyClick(page.header.buttons["close"], Qt.Key.Key_Space)
    dialog = asked(qtbot, page)
    qtbot.keyClicks(focused(), "Over")
    qtbot.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: "Call Oslo" in dialog.refusal)

    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Handed over")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        assert not view.get(CrisisCase, "case-1").is_open


def test_a_correction_stands_beneath_what_it_corrects(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    tab = page.tab(TimelineTab)
    assert isinstance(tab, TimelineTab)
    write(lambda tx: log(tx, "case-1", "Two vessels", record_id="log_entry-1"))
    qtbot.waitUntil(lambda: tab.detail.detail is not None)
    qtbot.keyClick(tab.detail.correct, Qt.Key.Key_Space)
    dialog = asked(qtbot, page, CorrectionDialog)
    assert isinstance(dialog, CorrectionDialog)
    qtbot.waitUntil(lambda: bool(dialog.editors))
    text = focused()
    qtbot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(text, "Three vessels")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Miscounted")
    qtbot.keyClick(focused(), ENTER)

    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    first, second = tab.model.entry(1), tab.model.entry(2)
    assert first is not None
    assert second is not None
    assert (first.text, second.text) == ("Two vessels", "Three vessels")
    assert (first.corrected_by, second.corrects) == (second.id, first.id)


def test_what_depends_on_an_open_action_asks_why_it_is_complete(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    write(lambda tx: [tx.add(Action(id="act-1", case_id="case-1", title="Ask")), tx.flush(),
                      tx.add(Action(id="act-2", case_id="case-1", title="Answer", depends_on_id="act-1"))])  # fmt: skip
    tab = page.tab(ActionsTab)
    assert isinstance(tab, ActionsTab)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    tab.table.stand_on("act-2")
    tab.complete()
    asked(qtbot, page)
    qtbot.keyClicks(focused(), "Sent")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "They wrote first")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        assert "They wrote first" in view.get(Action, "act-2").result


def test_an_action_is_laid_aside_with_a_reminder_by_keyboard(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    write(lambda tx: tx.add(Action(id="act-1", case_id="case-1", title="Ask")))
    tab = page.tab(ActionsTab)
    assert isinstance(tab, ActionsTab)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    aside = next(button for button in tab._steps if "aside" in button.text())
    qtbot.keyClick(aside, Qt.Key.Key_Space)
    asked(qtbot, page)
    qtbot.keyClicks(focused(), "2026-11-24T08:00Z")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "2026-11-26")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        action = view.get(Action, "act-1")
    assert (action.remind_at.day, str(action.resubmit_on)) == (24, "2026-11-26")


def test_a_decision_is_prepared_and_made_by_keyboard_alone(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    tab = page.tab(DecisionsTab)
    assert isinstance(tab, DecisionsTab)
    qtbot.waitUntil(tab.prepare.isEnabled)
    qtbot.keyClick(tab.prepare, Qt.Key.Key_Space)
    asked(qtbot, page)
    for typed in ("Hold the deliveries?", "Hold for a week", "Go on"):
        qtbot.keyClicks(focused(), typed)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)

    page.activateWindow()
    tab.table.setFocus()
    qtbot.waitUntil(tab.table.hasFocus)
    qtbot.keyClick(tab.table, ENTER, Qt.KeyboardModifier.ControlModifier)
    dialog = asked(qtbot, page)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Nothing would be gained")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: "authority" in dialog.refusal)
    qtbot.keyClicks(focused(), "Director")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        (made,) = view.all(Decision)
    assert (made.status, made.outcome, made.authority) == ("decided", "Go on", "Director")


def test_an_entry_is_marked_as_significant_by_a_key(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    tab = page.tab(TimelineTab)
    assert isinstance(tab, TimelineTab)
    write(lambda tx: log(tx, "case-1", "Two vessels"))
    qtbot.waitUntil(lambda: tab.detail.detail is not None)

    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(tab.detail.promote, Qt.Key.Key_Space)

    assert entries(context)[0].significant


def test_an_action_is_completed_with_its_result_by_keys(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    write(lambda tx: tx.add(Action(id="action-1", title="Call Oslo", case_id="case-1")))
    tab = page.tab(ActionsTab)
    assert isinstance(tab, ActionsTab)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, ENTER, Qt.KeyboardModifier.ControlModifier)
    asked(qtbot, page)
    qtbot.keyClicks(focused(), "They agree")
    with qtbot.waitSignal(context.desk.changed):
        qtbot.keyClick(focused(), ENTER)

    with context.desk.workspace.snapshot() as view:
        assert view.get(Action, "action-1").result == "They agree"


def test_overdue_actions_come_first(qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write) -> None:
    now = context.desk.workspace.clock()
    titles = ("Closed", "Later", "Overdue")
    due = (None, now + timedelta(hours=1), now - timedelta(hours=1))

    def add(tx) -> None:
        for title, at in zip(titles, due, strict=True):
            done = {"status": "complete", "result": "Yes", "done_at": now} if title == "Closed" else {}
            tx.add(Action(title=title, case_id="case-1", due_at=at, **done))

    write(add)
    tab = page.tab(ActionsTab)
    assert isinstance(tab, ActionsTab)

    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    assert [tab.model.row(n).cells[1] for n in range(3)] == ["Overdue", "Later", "Closed"]


def test_a_partner_that_must_act_and_cannot_be_reached_comes_first(
    qtbot: QtBot, page: CaseDeskPage, write: Write
) -> None:
    def add(tx) -> None:
        for code in ("DNK", "NOR"):
            tx.add(Involvement(case_id="case-1", partner_id=f"partner-{code}"))
        tx.add(Action(title="Answer", case_id="case-1", partner_id="partner-NOR"))

    write(add)
    tab = page.tab(PartnersTab)
    assert isinstance(tab, PartnersTab)

    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    assert tab.model.row(0).cells[0] == "Norway"
    assert "no channel" in tab.model.index(0, 4).data()


def test_the_past_is_shown_read_only_and_says_so(
    qtbot: QtBot, page: CaseDeskPage, context: Context, write: Write
) -> None:
    tab = page.tab(TimelineTab)
    write(lambda tx: log(tx, "case-1", "Later news"))
    qtbot.waitUntil(lambda: tab.view.model().rowCount() == 2)

    context.desk.look_at(2)

    qtbot.waitUntil(lambda: tab.view.model().rowCount() == 0)
    qtbot.waitUntil(lambda: not page.header.buttons["escalate"].isEnabled())
    assert "the past" in page.header.buttons["escalate"].accessibleDescription()
    assert not page.log_line.quick.line.isEnabled()


def test_a_case_that_was_not_there_then_is_said_to_be_missing(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    context.desk.look_at(1)

    qtbot.waitUntil(lambda: "not in the desk" in page._none.accessibleName())


def test_every_tab_opens_by_its_key_and_reads_only_then(
    qtbot: QtBot, page: CaseDeskPage, context: Context
) -> None:
    assert len(page.made_tabs()) == 1

    for number, kind in enumerate(TABS):
        qtbot.keyClick(page, Qt.Key(ord(TAB_KEYS[number])), Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda kind=kind: isinstance(page.tabs.currentWidget(), kind))

    qtbot.waitUntil(lambda: not context.desk.reading)
    assert len(page.made_tabs()) == len(TABS)


def test_the_log_is_filtered_while_words_are_typed(qtbot: QtBot, page: CaseDeskPage, write: Write) -> None:
    tab = page.tab(LogTableTab)
    assert isinstance(tab, LogTableTab)

    def add(tx) -> None:
        for text in ("Vessel in port", "Talks begin", "Talks end"):
            log(tx, "case-1", text)

    write(add)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)

    type_keys(qtbot, tab.filter.line, "talk")

    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    qtbot.keyClick(tab.filter.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)


def test_a_new_entry_above_leaves_the_chosen_one_chosen(
    qtbot: QtBot, page: CaseDeskPage, write: Write
) -> None:
    tab = page.tab(TimelineTab)
    assert isinstance(tab, TimelineTab)
    write(lambda tx: log(tx, "case-1", "First", record_id="log_entry-1"))
    qtbot.waitUntil(lambda: tab.current_id() == "log_entry-1")

    write(lambda tx: log(tx, "case-1", "Second"))

    qtbot.waitUntil(lambda: tab.model.rowCount() == 3)
    assert tab.current_id() == "log_entry-1"
