from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY, Desk
from crisisdesk.gui.pages.sanctions import SanctionsPage
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.tables.rows import text_of
from crisisdesk.model.links import Link
from crisisdesk.model.lists import ListAdoption, ScreeningDecision, ScreeningVerdict
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Measure
from crisisdesk.progress import silent
from crisisdesk.services.lists import adopt_lists
from crisisdesk.store.transaction import Transaction

SOUNDS = ("ba", "ko", "ri", "mu", "te", "la", "so", "vi", "ne", "gu")
HARBOUR = "OSSELGARD HARBOUR HOLDING"


def written(folder: Path, names: Iterable[str] = (), *, without: Iterable[int] = ()) -> Path:
    """An invented list in the layout of the OFAC consolidated list, as long as a whole one."""
    named = {9000 + number: name for number, name in enumerate(names)}
    left = {n: f"{_name(n)} WORKS" for n in range(1, 231) if n not in {*without}}
    lines = (f'{n},"{name}",-0- ,"NS-PLC"{",-0- " * 8}\r\n' for n, name in (left | named).items())
    path = folder / "cons_prim.csv"
    path.write_text("".join(lines) + "\x1a", encoding="utf-8", newline="")
    return path


def _name(number: int) -> str:
    return "".join(SOUNDS[int(figure)] for figure in f"{number:04d}").upper()


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SanctionsPage:
    page = SanctionsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


@pytest.fixture
def lists(qtbot: QtBot, page: SanctionsPage, desk: Desk, tmp_path: Path) -> SanctionsPage:
    """The page on its lists tab, one list adopted in two versions."""
    adopt_lists(desk.workspace, "", [written(tmp_path)], silent)
    adopt_lists(desk.workspace, "", [written(tmp_path, [HARBOUR], without=[3, 4])], silent)
    page.open(Target("sanctions", words="lists"))
    settled(qtbot, page, lambda: page.lists.changes.model.rowCount() == 3)
    return page


@pytest.fixture
def screening(qtbot: QtBot, page: SanctionsPage, desk: Desk, tmp_path: Path) -> SanctionsPage:
    """The page on its screening tab, a list adopted and a company of the desk on it."""
    adopt_lists(desk.workspace, "", [written(tmp_path, [HARBOUR])], silent)
    desk.workspace.perform(
        "Add", lambda tx: tx.add(Partner(id="partner-own", name="Osselgard Harbour Holding", kind="company"))
    )
    page.open(Target("sanctions", words="screening"))
    settled(qtbot, page, lambda: page.screening.queue.model.rowCount() == 1)
    return page


def settled(qtbot: QtBot, page: SanctionsPage, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: holds() and not page.context.desk.reading, timeout=10_000)


def column_of(pane: RowPane, place: int) -> list[str]:
    return [text_of(pane.model.row(n).cells[place]) for n in range(pane.model.rowCount())]


def ask(qtbot: QtBot, page: SanctionsPage, name: str) -> None:
    qtbot.keyClicks(page.screening.name, name)
    qtbot.keyClick(page.screening.name, Qt.Key.Key_Return)
    settled(qtbot, page, lambda: page.screening._answers is not None)


# -- lists ------------------------------------------------------------------------------------------------


def test_a_desk_without_lists_says_what_to_do(qtbot: QtBot, page: SanctionsPage):
    page.open(Target("sanctions", words="lists"))

    settled(qtbot, page, page.lists._nothing.isVisible)
    assert not page.lists.lists.isVisible()


def test_the_first_list_is_shown_before_it_is_adopted(qtbot: QtBot, page: SanctionsPage, tmp_path: Path):
    page.open(Target("sanctions", words="lists"))
    settled(qtbot, page, page.lists._nothing.isVisible)

    page.lists.check_files([written(tmp_path)])
    settled(qtbot, page, lambda: page.lists.changes.model.rowCount() == 230)
    assert page.lists.changes.isVisible()

    page.lists.discard()
    assert page.lists._nothing.isVisible()


def test_the_models_are_sound(lists: SanctionsPage, qtmodeltester: ModelTester):
    qtmodeltester.check(lists.lists.versions.model)
    qtmodeltester.check(lists.lists.changes.model)


def test_versions_stand_newest_first_with_what_changed(lists: SanctionsPage):
    assert column_of(lists.lists.versions, 0) == ["2", "1"]
    assert sorted(column_of(lists.lists.changes, 0)) == ["Added", "Removed", "Removed"]
    assert HARBOUR in column_of(lists.lists.changes, 1)


def test_the_first_version_has_nothing_before_it(qtbot: QtBot, lists: SanctionsPage):
    qtbot.keyClick(lists.lists.versions.table, Qt.Key.Key_Down)

    settled(qtbot, lists, lambda: lists.lists.changes.model.rowCount() == 0)
    assert lists.lists._facts.text().startswith("This is the first version")


def test_files_are_checked_before_anything_is_kept(
    qtbot: QtBot, lists: SanctionsPage, desk: Desk, tmp_path: Path
):
    lists.lists.check_files([written(tmp_path, ["NEWCOMER TRADING"])])

    settled(qtbot, lists, lambda: lists.lists._checked is not None)
    assert "NEWCOMER TRADING" in column_of(lists.lists.changes, 1)
    with desk.workspace.snapshot() as view:
        assert view.count(ListAdoption) == 2


def test_adopting_is_one_step_that_undo_takes_back(
    qtbot: QtBot, lists: SanctionsPage, desk: Desk, tmp_path: Path, heard
):
    lists.lists.check_files([written(tmp_path, ["NEWCOMER TRADING"])])
    settled(qtbot, lists, lambda: lists.lists._checked is not None)
    qtbot.keyClick(lists.lists._adopt_button, Qt.Key.Key_Space)

    settled(qtbot, lists, lambda: lists.lists.versions.model.rowCount() == 3)
    assert "2 added, 1 changed, 0 removed" in heard.said[-1]
    desk.undo()
    settled(qtbot, lists, lambda: lists.lists.versions.model.rowCount() == 2)


def test_a_file_that_is_no_list_is_refused_in_one_sentence(
    qtbot: QtBot, lists: SanctionsPage, tmp_path: Path
):
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    lists.lists.check_files([path])

    settled(qtbot, lists, lambda: bool(lists.lists.strip.text))
    assert lists.lists.check.isEnabled()
    assert lists.lists.versions.model.rowCount() == 2


def test_the_version_in_use_is_said_to_be_so(qtbot: QtBot, lists: SanctionsPage, tmp_path: Path):
    lists.lists.check_files([written(tmp_path, [HARBOUR], without=[3, 4])])

    settled(qtbot, lists, lambda: "in use already" in lists.lists.strip.text)
    assert lists.lists._checked is None


def test_words_find_listed_parties(qtbot: QtBot, lists: SanctionsPage):
    lists.lists.which._group.button(0).setFocus()
    qtbot.keyClick(lists.lists.which._group.button(0), Qt.Key.Key_Right)
    qtbot.keyClicks(lists.lists.words, "osselgard")
    qtbot.keyClick(lists.lists.words, Qt.Key.Key_Return)

    settled(qtbot, lists, lambda: column_of(lists.lists.parties, 0) == [HARBOUR])


def test_nothing_is_adopted_in_the_past(qtbot: QtBot, lists: SanctionsPage, desk: Desk):
    desk.look_at(desk._seen)

    settled(qtbot, lists, lambda: not lists.lists.check.isEnabled())
    assert PAST_IS_READ_ONLY.split(";")[0] in lists.lists.check.toolTip()


# -- screening --------------------------------------------------------------------------------------------


def test_a_name_finds_a_party_and_says_why(qtbot: QtBot, screening: SanctionsPage):
    ask(qtbot, screening, "Osselgaard Harbour")

    assert column_of(screening.screening.answers, 1)[0] == HARBOUR
    assert "by the listed name" in screening.screening.hit._score.text()
    assert screening.screening.hit._reasons.count() >= 3


def test_a_name_that_nobody_has_says_so(qtbot: QtBot, screening: SanctionsPage):
    ask(qtbot, screening, "Quillfeather")

    assert screening.screening.answers.model.rowCount() == 0
    assert screening.screening.count.text() == "0 hits, 1 without"


def test_a_date_that_is_none_is_refused_beside_the_line(qtbot: QtBot, screening: SanctionsPage):
    qtbot.keyClicks(screening.screening.birth, "someday")
    qtbot.keyClicks(screening.screening.name, "Osselgard")
    qtbot.keyClick(screening.screening.name, Qt.Key.Key_Return)

    assert screening.screening.strip.text


def test_a_decision_needs_a_reason(qtbot: QtBot, screening: SanctionsPage):
    ask(qtbot, screening, "Osselgard Harbour Holding")
    qtbot.keyClick(screening.screening.hit.keep, Qt.Key.Key_Space)

    settled(qtbot, screening, lambda: "Say why" in screening.screening.hit.strip.text)


def test_a_decision_leaves_the_queue_and_is_kept(qtbot: QtBot, screening: SanctionsPage, desk: Desk):
    screening.screening.show_side("queue")
    hit = screening.screening.hit
    buttons = hit.verdict._group
    qtbot.keyClick(buttons.button(buttons.checkedId()), Qt.Key.Key_Left)
    qtbot.keyClicks(hit.reason, "Another house")
    qtbot.keyClick(hit.reason, Qt.Key.Key_Return)

    settled(qtbot, screening, lambda: screening.screening.queue.model.rowCount() == 0)
    assert column_of(screening.screening.decided, 3) == ["Another house"]
    with desk.workspace.snapshot() as view:
        (one,) = view.all(ScreeningDecision)
        assert (one.verdict, one.subject) == (ScreeningVerdict.FALSE_MATCH, "partner-own")


def test_the_queue_leads_to_the_record_of_a_name(qtbot: QtBot, screening: SanctionsPage, heard):
    screening.screening.show_side("queue")
    qtbot.keyClick(screening.screening.queue.table, Qt.Key.Key_Return)

    assert heard.gone == [Target(record_id="partner-own")]


def test_a_file_of_names_is_screened_at_once(qtbot: QtBot, screening: SanctionsPage, tmp_path: Path):
    path = tmp_path / "names.csv"
    path.write_text("name\nOsselgard Harbour Holding\nQuillfeather\n", encoding="utf-8")

    screening.screening.screen_file(path)

    settled(qtbot, screening, lambda: screening.screening._answers is not None)
    assert screening.screening.count.text() == "2 names, 1 hit, 1 without"


def test_a_company_of_a_listed_owner_is_told_as_indicative(qtbot: QtBot, screening: SanctionsPage) -> None:
    def own(tx: Transaction) -> None:
        tx.add(Partner(id="partner-pier", name="Pier Services", kind="company"))
        tx.add(Link(from_id="partner-own", to_id="partner-pier", kind="owns", percent=75))
        tx.add(Measure(title="Freeze", target_id="partner-own", list_name="ofac-non-sdn", list_key="9000"))

    screening.context.desk.workspace.perform("Own", own)
    tab = screening.screening
    settled(qtbot, screening, lambda: tab.owned.model.rowCount() == 1)
    tab.show_side("owned")

    texts = [text_of(tab.owned.model.index(0, n).data()) for n in range(3)]
    assert texts[:2] == ["Would be taken", "Pier Services"]
    assert not tab.hit.isVisible()
