from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.services.call_sheet import CallSheet, call_sheet, sheet_json
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
SECRET = Marking("SECRET")


@pytest.fixture
def paris(write: Write) -> None:
    """A director in Paris with an open telephone; our state is Germany."""

    def records(tx) -> None:
        tx.get(Desk, DESK_ID).home_id = "partner-DEU"
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.add(Post(id="fr", title="Director", partner_id="partner-FRA", hours="Mon-Fri 0900-1700"))
        tx.flush()
        tx.add(Person(id="p", name="Aline Fabre", pronunciation="fahbr"))
        tx.add(Channel(id="tel", kind="phone", address="+33 1", post_id="fr", limit=Marking("UNCLASSIFIED")))
        tx.flush()
        tx.add(Incumbency(post_id="fr", person_id="p"))

    write(records)


def sheet(workspace: Workspace, **more: str) -> CallSheet:
    with workspace.snapshot() as view:
        return call_sheet(view, "fr", "case-1", **more)


@pytest.mark.usefixtures("paris")
def test_the_sheet_says_who_is_called_how_the_name_is_spoken_and_what_time_it_is_there(
    workspace: Workspace,
) -> None:
    found = sheet(workspace)

    assert (found.person, found.pronunciation, found.state) == ("Aline Fabre", "fahbr", "in_hours")
    assert found.local_time is not None
    assert found.local_time.isoformat() == "2026-11-23T13:00:00+01:00"
    assert sheet_json(found)["local_time"] == "2026-11-23T13:00+01:00"


@pytest.mark.usefixtures("paris")
def test_the_last_three_contacts_are_shown_and_no_test_of_a_line(workspace: Workspace, write: Write) -> None:
    for day in range(10, 15):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        write(lambda tx, at=at: tx.add(Call(post_id="fr", at=at, result="answered", subject=f"Day {at.day}")))
    write(lambda tx: tx.add(Call(post_id="fr", kind="test", result="answered")))

    assert [one.summary for one in sheet(workspace).contacts] == ["Day 14", "Day 13", "Day 12"]


@pytest.mark.usefixtures("paris")
def test_asks_and_commitments_are_shown_both_ways(workspace: Workspace, write: Write) -> None:
    def records(tx) -> None:
        for kind in ("our_ask", "their_ask"):
            tx.add(Action(title=kind, kind=kind, partner_id="partner-FRA", case_id="case-1"))
        tx.add(Commitment(text="Ours", giver_id="partner-DEU", receiver_id="partner-FRA"))
        tx.add(Commitment(text="Theirs", giver_id="partner-FRA", receiver_id="partner-DEU"))
        tx.add(Commitment(text="Other", giver_id="partner-FRA", receiver_id="partner-JPN"))

    write(records)
    found = sheet(workspace)

    assert [one.text for one in (*found.our_asks, *found.their_asks)] == ["our_ask", "their_ask"]
    assert [one.text for one in (*found.we_promised, *found.they_promised)] == ["Ours", "Theirs"]


@pytest.mark.usefixtures("paris")
def test_what_is_marked_above_the_channel_must_not_be_raised(workspace: Workspace, write: Write) -> None:
    def records(tx) -> None:
        line = RedLine(
            id="line", text="No closure", issuer_id="partner-DEU", case_id="case-1", marking=SECRET
        )
        tx.add(line)
        tx.add(RedLine(id="open", text="No mines", addressee_id="partner-FRA", case_id="case-1"))

    write(records)
    found = sheet(workspace)

    assert {one.record_id: bool(one.barred) for one in found.red_lines} == {"line": True, "open": False}
    assert [one.barred for one in found.not_to_raise] == [
        "marked above what the channel may carry (UNCLASSIFIED)"
    ]
    assert found.marking.level == "SECRET"


@pytest.mark.usefixtures("paris")
def test_what_is_not_released_to_the_listener_must_not_be_raised(workspace: Workspace, write: Write) -> None:
    def records(tx) -> None:
        tx.add(Channel(id="safe", kind="secure_voice", address="operator", post_id="fr", limit=SECRET))
        for code in ("GBR", "FRA"):
            mark = Marking("SECRET", release=("USA", code))
            tx.add(Action(id=code, title=code, kind="our_ask", partner_id="partner-FRA", marking=mark))

    write(records)
    found = sheet(workspace, channel_id="safe")

    assert [(one.record_id, one.barred) for one in found.not_to_raise] == [("GBR", "not released to FRA")]


@pytest.mark.usefixtures("paris")
def test_a_channel_of_another_post_is_refused(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Post(id="uk", title="Other")))
    write(lambda tx: tx.add(Channel(id="other", kind="phone", address="+44 1", post_id="uk")))

    with pytest.raises(UserError, match="does not lead to"):
        sheet(workspace, channel_id="other")
