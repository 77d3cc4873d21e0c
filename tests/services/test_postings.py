from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.posts import Accreditation, Incumbency, Person, Post
from crisisdesk.services.accrediting import (
    accredit,
    answer_agrement,
    declare_persona_non_grata,
    request_agrement,
    unanswered_expulsions,
)
from crisisdesk.services.calls import calls
from crisisdesk.services.postings import deputy_chain, designate, set_deputy, succession, take_up, vacate
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


@pytest.fixture(autouse=True)
def posts(write: Write) -> None:
    def records(tx) -> None:
        for name, home, host in (("ours", "DEU", "JPN"), ("theirs", "JPN", "DEU"), ("deputy", "DEU", "JPN")):
            tx.add(Post(id=name, title=name, partner_id=f"partner-{home}", host_id=f"partner-{host}"))
        for name in "abc":
            tx.add(Person(id=name, name=name.upper()))

    write(records)


def holders(workspace: Workspace, post_id: str = "ours") -> list[str]:
    with workspace.snapshot() as view:
        return [one.person_id for one in succession(view, post_id) if one.current]


def entries(workspace: Workspace) -> str:
    with workspace.snapshot() as view:
        return "\n".join(one.text for one in view.all(LogEntry))


def test_a_successor_follows_the_day_after_the_holder_leaves(workspace: Workspace, write: Write) -> None:
    write(lambda tx: designate(tx, "ours", "a", begins_on=date(2025, 1, 1)))
    write(lambda tx: designate(tx, "ours", "b", case_id="case-1"))

    with workspace.snapshot() as view:
        found = [(one.person_id, str(one.ends_on or "")) for one in succession(view, "ours")]
        assert view.get(Post, "ours").status == "filled"
    assert found == [("a", "2026-11-22"), ("b", "")]
    assert "B is designated to “ours” from 2026-11-23." in entries(workspace)


def test_somebody_acting_ends_no_incumbency(workspace: Workspace, write: Write) -> None:
    write(lambda tx: designate(tx, "ours", "a", begins_on=date(2025, 1, 1)))
    write(lambda tx: designate(tx, "ours", "b", acting=True))

    assert holders(workspace) == ["a", "b"]


def test_a_nominee_holds_nothing_before_taking_up_the_post(workspace: Workspace, write: Write) -> None:
    made = write(lambda tx: designate(tx, "ours", "a", status="nominated"))
    before = holders(workspace)
    write(lambda tx: take_up(tx, made.id))

    assert (before, holders(workspace)) == ([], ["a"])


def test_a_post_that_everybody_left_is_vacant_and_on_the_board(workspace: Workspace, write: Write) -> None:
    write(lambda tx: designate(tx, "ours", "a", begins_on=date(2025, 1, 1)))
    write(lambda tx: vacate(tx, "ours", why="End of tour", case_id="case-1"))

    with workspace.snapshot() as view:
        [line] = calls(view)
    assert (line.state, holders(workspace)) == ("vacant", [])
    assert entries(workspace).endswith("the post is vacant. Reason: End of tour")
    with pytest.raises(UserError, match="Nobody is on record"):
        write(lambda tx: vacate(tx, "ours"))


def test_a_deputy_chain_has_no_circle(workspace: Workspace, write: Write) -> None:
    write(lambda tx: set_deputy(tx, "ours", "deputy"))
    write(lambda tx: set_deputy(tx, "deputy", "theirs"))

    with workspace.snapshot() as view:
        assert [one.post_id for one in deputy_chain(view, "ours")] == ["deputy", "theirs"]
    with pytest.raises(UserError, match="deputise for each other"):
        write(lambda tx: set_deputy(tx, "theirs", "ours"))


def accredited(write: Write, post_id: str, person_id: str, host: str) -> str:
    write(lambda tx: designate(tx, post_id, person_id, begins_on=date(2025, 1, 1)))
    key = write(lambda tx: request_agrement(tx, post_id, person_id, host, note_verbale="12/26").id)
    write(lambda tx: answer_agrement(tx, key, given=True))
    write(lambda tx: accredit(tx, key))
    return str(key)


def test_an_expulsion_empties_the_post_and_is_answered_by_the_other_side(
    workspace: Workspace, write: Write
) -> None:
    first = accredited(write, "ours", "a", "partner-JPN")
    second = accredited(write, "theirs", "b", "partner-DEU")
    expel = partial(declare_persona_non_grata, case_id="case-1")

    write(lambda tx: expel(tx, first))
    with workspace.snapshot() as view:
        open_ones = [one.person for one in unanswered_expulsions(view)]
    write(lambda tx: expel(tx, second, answers_id=first, leave_by=date(2026, 11, 30)))

    assert open_ones == ["A"]
    assert (holders(workspace), holders(workspace, "theirs")) == ([], ["b"])
    with workspace.snapshot() as view:
        assert unanswered_expulsions(view) == []
        assert view.get(Accreditation, second).answers_id == first
        assert view.all(Incumbency, Incumbency.post_id == "ours")[0].status == "expelled"
    assert "to leave by 2026-11-30, in answer to the expulsion of A (“ours”)." in entries(workspace)


def test_a_holder_accredited_from_elsewhere_keeps_the_post(workspace: Workspace, write: Write) -> None:
    write(lambda tx: designate(tx, "ours", "a"))
    key = write(lambda tx: request_agrement(tx, "ours", "a", "partner-KOR", resident=False).id)
    write(lambda tx: declare_persona_non_grata(tx, key))

    assert holders(workspace) == ["a"]


def test_an_agrement_is_asked_and_answered_once(write: Write) -> None:
    key = write(lambda tx: request_agrement(tx, "ours", "a", "partner-JPN").id)
    with pytest.raises(UserError, match="nominated to Japan"):
        write(lambda tx: request_agrement(tx, "ours", "a", "partner-JPN"))
    write(lambda tx: answer_agrement(tx, key, given=False))

    with pytest.raises(UserError, match="answered already"):
        write(lambda tx: answer_agrement(tx, key, given=True))


def test_an_answer_comes_from_the_other_side(write: Write) -> None:
    first = accredited(write, "ours", "a", "partner-JPN")
    other = accredited(write, "deputy", "c", "partner-JPN")
    write(lambda tx: declare_persona_non_grata(tx, first))

    with pytest.raises(UserError, match="same state"):
        write(lambda tx: declare_persona_non_grata(tx, other, answers_id=first))
