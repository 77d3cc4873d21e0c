"""Several programs and several threads on one desk: nobody waits who only reads, nothing is lost."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

WRITER = """
import sys
from pathlib import Path
from crisisdesk.model.partners import Partner
from crisisdesk.store.workspace import Workspace

desk = Workspace.open(Path(sys.argv[1]), actor="other")
for n in range(200):
    desk.perform("Add", lambda tx: tx.add(Partner(id=f"other-{n}", name=f"Other {n}")))
desk.close()
"""


def test_two_programs_lose_nothing_and_hear_of_each_other(path: Path) -> None:
    desk = Workspace.open(path)
    other = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])

    for n in range(200):
        desk.perform("Add", lambda tx, n=n: tx.add(Partner(id=f"own-{n}", name=f"Own {n}")))

    assert other.wait(60) == 0
    heard = desk.news(1)
    assert {change.record_id for change in heard.changes} == {
        f"{who}-{n}" for who in ("own", "other") for n in range(200)
    }
    assert heard.touches("partner")
    assert desk.check().problems == ()
    desk.close()


def test_no_news_is_nothing(desk: Workspace) -> None:
    assert not desk.news(1)
    assert desk.news(1).revision == 1


def test_a_desk_that_another_program_holds_says_so_and_goes_on_after(desk: Workspace) -> None:
    other = sqlite.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(UserError, match="is being written by another program; nothing was changed"):
        desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))
    with desk.snapshot() as view:  # a reader does not wait
        assert view.count(Partner) == 1

    other.execute("ROLLBACK")
    other.close()
    desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))


def test_a_reader_sees_one_state_however_long_it_reads(desk: Workspace) -> None:
    with desk.snapshot() as view:
        assert view.count(Partner) == 1
        desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))
        assert (view.count(Partner), view.revision) == (1, 1)


def test_writers_of_many_threads_take_turns(desk: Workspace) -> None:
    def write(who: int) -> None:
        for n in range(20):
            desk.perform("Add", lambda tx, n=n: tx.add(Partner(id=f"p-{who}-{n}", name="x")))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with desk.snapshot() as view:
        assert (view.count(Partner), view.revision) == (81, 81)
    assert desk.check().ok


def test_many_threads_look_at_many_pasts(desk: Workspace) -> None:
    for n in range(2, 8):
        desk.perform("Rename", lambda tx, n=n: setattr(tx.get(CrisisCase, "case-a"), "title", f"Title {n}"))
    seen: dict[tuple[int, int], str] = {}

    def look(who: int) -> None:
        for n in range(2, 8):
            with desk.snapshot(at=n) as view, desk.snapshot(at=2 + who) as second:
                seen[who, n] = view.get(CrisisCase, "case-a").title + second.get(CrisisCase, "case-a").title

    threads = [threading.Thread(target=look, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == {(who, n): f"Title {n}Title {2 + who}" for who in range(4) for n in range(2, 8)}


def test_cancelling_leaves_nothing(desk: Workspace) -> None:
    def long(tx: Transaction) -> None:
        for n in range(100):
            tx.add(Partner(name=f"P {n}"))
            if n == 50:
                raise CancelledError

    with pytest.raises(CancelledError):
        desk.perform("Import", long)
    with desk.snapshot() as view:
        assert (view.count(Partner), view.revision) == (1, 1)
