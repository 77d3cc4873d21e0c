from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.channels import Call
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Position
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.model.views import Mention
from crisisdesk.services.conversations import (
    Conversation,
    Promise,
    Recorded,
    Stance,
    Task,
    record_conversation,
)
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
LATER = datetime(2026, 11, 24, 8, tzinfo=UTC)
SAID = Conversation(
    case_id="case-1",
    summary="France will send a frigate.",
    post_id="fr",
    person_id="p",
    tasks=(Task("Send the chart", due_at=LATER, kind="their_ask"),),
    promises=(Promise("One frigate from 1 December", due_on=PartialDate.parse("2026-12-01")),),
    stances=(Stance("Escort of convoys", "supports", "firm"),),
    next_at=LATER,
    marking=Marking("SECRET"),
)


@pytest.fixture
def paris(write: Write) -> None:
    def records(tx) -> None:
        tx.get(Desk, DESK_ID).home_id = "partner-DEU"
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.add(Post(id="fr", title="Director", partner_id="partner-FRA"))
        tx.add(Person(id="p", name="Aline Fabre"))
        tx.add(Position(id="old", partner_id="partner-FRA", issue="escort of convoys", stance="undecided",
                        case_id="case-1", begins_on=PartialDate.parse("2026-11-01")))  # fmt: skip

    write(records)


def record(write: Write, said: Conversation = SAID) -> Recorded:
    found = write(lambda tx: record_conversation(tx, said))
    assert isinstance(found, Recorded)
    return found


@pytest.mark.usefixtures("paris")
def test_one_act_makes_five_linked_records_and_more_in_one_revision(
    workspace: Workspace, write: Write
) -> None:
    before = workspace.news(0).revision
    made = record(write)

    with workspace.snapshot() as view:
        linked = {one.to_key for one in view.all(Mention, Mention.from_key == made.entry_id)}
        assert view.revision == before + 1
        assert set(made.ids) - {made.entry_id} == linked
        assert {view.type_of(one) for one in made.ids} == {
            "call",
            "log_entry",
            "action",
            "commitment",
            "position",
        }
        assert {str(view.lookup(one).marking) for one in made.ids} == {"SECRET"}


@pytest.mark.usefixtures("paris")
def test_one_undo_takes_all_of_it_back(workspace: Workspace, write: Write) -> None:
    record(write)
    workspace.undo()

    with workspace.snapshot() as view:
        assert [view.count(t) for t in (Call, LogEntry, Action, Commitment, Mention)] == [0] * 5
        assert view.get(Position, "old").ends_on is None


@pytest.mark.usefixtures("paris")
def test_a_new_position_ends_the_earlier_one_on_the_same_issue(workspace: Workspace, write: Write) -> None:
    record(write)

    with workspace.snapshot() as view:
        assert str(view.get(Position, "old").ends_on) == "2026-11-22"


@pytest.mark.usefixtures("paris")
def test_promises_go_from_who_gave_them(workspace: Workspace, write: Write) -> None:
    said = Conversation(
        case_id="case-1", summary="Both promised.", post_id="fr",
        promises=(Promise("Ours", ours=True), Promise("Theirs")),
    )  # fmt: skip
    record(write, said)

    with workspace.snapshot() as view:
        found = {one.text: (one.giver_id, one.receiver_id) for one in view.all(Commitment)}
    assert found == {"Ours": ("partner-DEU", "partner-FRA"), "Theirs": ("partner-FRA", "partner-DEU")}


@pytest.mark.usefixtures("paris")
def test_a_call_that_nobody_answered_is_logged_with_its_cause_unknown(
    workspace: Workspace, write: Write
) -> None:
    record(write, Conversation(case_id="case-1", summary="", post_id="fr", result="no_answer"))

    with workspace.snapshot() as view:
        [entry] = view.all(LogEntry)
    assert entry.text == "Director was rung, no answer, cause unknown"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Conversation(case_id="case-1", summary="x"), "with whom"),
        (Conversation(case_id="case-1", summary=" ", post_id="fr"), "what was said"),
    ],
)
@pytest.mark.usefixtures("paris")
def test_a_conversation_says_with_whom_and_what(write: Write, said: Conversation, why: str) -> None:
    with pytest.raises(UserError, match=why):
        record(write, said)
