from pytestqt.qtbot import QtBot

from crisisdesk.gui.rule_pack import RulePackDialog, rows_of
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.vocabulary import Term
from crisisdesk.services.rule_pack import Edition, Newer, compare_rules

WATCH = "term-case_phase-watch"


def an_edition(session: DeskSession) -> Edition:
    """A desk that lacks a word, and where one reads otherwise here and in the program."""
    with session.desk.workspace.snapshot() as view:
        held = view.get(Term, WATCH)
    new = Term(id="term-x-y", vocabulary="x", code="y", label="A new word")
    newer = (
        Newer(held, "label", "Label", "Ours", "Theirs", True),
        Newer(held, "label", "Label", "Old", "New", False),
    )
    return Edition((new,), newer, ())


def test_each_line_says_whether_it_changes_or_stays(session: DeskSession) -> None:
    rows = rows_of(an_edition(session))
    assert [text_of(row.cells[0]) for row in rows] == ["New", "Changes", "Stays"]


def test_taking_over_closes_the_dialog_and_tells(qtbot: QtBot, session: DeskSession) -> None:
    dialog = RulePackDialog(session, an_edition(session))
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        dialog.take.click()

    with session.desk.workspace.snapshot() as view:
        assert compare_rules(view).is_current


def test_a_desk_that_has_all_of_it_is_told_so(qtbot: QtBot, session: DeskSession) -> None:
    session.window.do("rules")
    qtbot.waitUntil(lambda: not session.desk.reading)
    assert not session.window.findChildren(RulePackDialog)
