import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crisisdesk.errors import UserError
from crisisdesk.gui.desk import Desk
from crisisdesk.model.partners import Partner
from crisisdesk.model.vocabulary import Term
from crisisdesk.progress import Progress
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace


def found(tx: Transaction) -> None:
    tx.add(Term(vocabulary="partner_kind", code="state", label="State"))


def add(name: str):
    return lambda tx: tx.add(Partner(name=name))


def names(view) -> list[str]:
    return [partner.name for partner in view.all(Partner)]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Workspace.create(tmp_path / "a.cdesk", found))
    yield desk
    desk.close()


def test_what_is_written_comes_back_as_one_change_set(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.changed) as told:
        desk.perform("Add partner", add("Norway"))

    assert told.args[0].touches("partner")
    assert told.args[0].summary == "Add partner"


def test_a_reader_gets_the_newest_answer_only(qtbot: QtBot, desk: Desk) -> None:
    got: list[str] = []

    desk.fetch(lambda view: "old", got.append, key="page")
    desk.fetch(lambda view: "new", got.append, key="page")

    qtbot.waitUntil(lambda: got == ["new"])


def test_a_refusal_arrives_as_a_sentence(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.refused) as refused:
        desk.perform("Add partner", add(""))

    assert refused.args == ["Name must not be empty."]


def test_the_past_is_read_and_not_written(qtbot: QtBot, desk: Desk) -> None:
    got: list[list[str]] = []
    with qtbot.waitSignal(desk.changed):
        desk.perform("Add partner", add("Norway"))

    desk.look_at(1)
    desk.fetch(names, got.append)
    with qtbot.waitSignal(desk.refused) as refused:
        desk.perform("Add partner", add("Spain"))

    qtbot.waitUntil(lambda: got == [[]])
    assert "the past" in refused.args[0]


def test_what_another_program_writes_is_told(qtbot: QtBot, desk: Desk) -> None:
    other = Workspace.open(desk.workspace.path)

    with qtbot.waitSignal(desk.changed, timeout=5000) as told:
        other.perform("Add partner elsewhere", add("Norway"))

    other.close()
    assert told.args[0].touches("partner")


def test_a_cancelled_job_stays_cancelled_and_leaves_nothing(qtbot: QtBot, desk: Desk) -> None:
    def job(workspace: Workspace, progress: Progress) -> None:
        def write(tx: Transaction) -> None:
            for number in range(1_000_000):
                progress(number, 0, "Adding partners")
                tx.add(Partner(name=f"Partner {number}"))

        workspace.perform("Add partners", write)

    desk.progressed.connect(lambda *_: desk.cancel())
    with qtbot.waitSignal(desk.refused) as refused:
        desk.run(job, lambda _: None)

    with desk.workspace.snapshot() as view:
        assert names(view) == []
    assert "Cancelled" in refused.args[0]


def test_undo_says_what_it_took_back(qtbot: QtBot, desk: Desk) -> None:
    said: list[str] = []
    desk.perform("Add partner", add("Norway"))

    desk.undo(said.append)

    qtbot.waitUntil(lambda: said == ["Add partner"])


def test_a_bug_in_a_reader_is_not_swallowed(qtbot: QtBot, desk: Desk) -> None:
    def broken(view) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        desk.fetch(broken, print)
        qtbot.waitUntil(lambda: len(caught) == 1)

    assert caught[0][0] is ZeroDivisionError


def test_a_refused_operation_can_be_answered_by_its_page(qtbot: QtBot, desk: Desk) -> None:
    heard: list[str] = []

    def refuse(tx: Transaction) -> None:
        raise UserError("Not today.")

    desk.perform("Try", refuse, refused=heard.append)

    qtbot.waitUntil(lambda: heard == ["Not today."])


def test_garbage_is_collected_in_the_windows_thread_only(desk: Desk) -> None:
    assert not gc.isenabled()

    desk.close()

    assert gc.isenabled()
