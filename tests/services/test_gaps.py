from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import methodcaller

import pytest

from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.templates import TemplateLink, TemplatePartner
from crisisdesk.model.values import PartialDate
from crisisdesk.services.gaps import TITLES, find_gaps, gaps_json
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Write = Callable[[Callable[[Transaction], object]], object]


@pytest.fixture
def add(write: Write) -> Callable[..., None]:
    def adding(*records: Record) -> None:
        for record in records:  # one by one: later ones refer to earlier ones
            write(methodcaller("add", record))

    return adding


@pytest.fixture
def japan(write: Write, add: Callable[..., None]) -> None:
    """Japan holds an open action and is reached through one attaché alone."""
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", "partner-USA"))
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))
    add(
        Action(id="action-1", title="Call Tokyo", case_id="case-1", owner_id=None, partner_id="partner-JPN"),
        Post(id="post-1", title="Defence attaché Tokyo", partner_id="partner-JPN"),
        Person(id="person-1", name="A. Sato"),
        Incumbency(id="inc-1", post_id="post-1", person_id="person-1"),
        Channel(id="channel-1", kind="phone", address="+81 3 5550 0100", post_id="post-1"),
    )


def deputy(title: str = "Deputy attaché Tokyo") -> tuple[Post, Channel]:
    return (
        Post(id="post-2", title=title, partner_id="partner-JPN"),
        Channel(id="channel-2", kind="mobile", address="+81 90 5550 0101", post_id="post-2"),
    )


def delete(record_type: type[Record], record_id: str, tx: Transaction) -> None:
    tx.delete(tx.get(record_type, record_id))


def found(workspace: Workspace, kind: str = "") -> list[Finding]:
    with workspace.snapshot() as view:
        return [one for one in find_gaps(view, "case-1") if not kind or one.check == f"N3:{kind}"]


def kinds(workspace: Workspace) -> list[str]:
    return [one.check for one in found(workspace)]


@pytest.mark.usefixtures("japan")
def test_a_partner_that_loses_its_only_attache_is_a_gap_until_a_deputy_has_a_channel(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    assert kinds(workspace) == ["N3:one_person"]
    for record_type, name in ((Channel, "channel-1"), (Incumbency, "inc-1"), (Post, "post-1")):
        write(partial(delete, record_type, name))
    (gap,) = found(workspace)
    assert gap.check == "N3:missing"
    assert "“Call Tokyo”" in gap.reason
    assert "action-1" in gap.evidence

    add(*deputy())

    assert found(workspace, "missing") == []
    assert not any("Call Tokyo" in one.reason for one in found(workspace))


@pytest.mark.usefixtures("japan")
def test_an_attache_who_has_left_leaves_a_vacant_post(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    write(lambda tx: setattr(tx.get(Incumbency, "inc-1"), "ends_on", PartialDate.parse("2026-11-20")))
    (gap,) = found(workspace)
    assert gap.check == "N3:vacant_post"
    assert "Defence attaché Tokyo is vacant" in gap.reason
    assert "Call Tokyo" in gap.reason

    add(*deputy())

    assert kinds(workspace) == ["N3:one_person"]


@pytest.mark.usefixtures("japan")
def test_a_second_contact_takes_the_weight_off_one_person(
    workspace: Workspace, add: Callable[..., None]
) -> None:
    assert "“A. Sato” (Defence attaché Tokyo)" in found(workspace)[0].reason

    add(*deputy())

    assert found(workspace) == []


@pytest.mark.usefixtures("japan")
def test_a_late_task_makes_the_gap_critical(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Action, "action-1"), "due_at", NOON - timedelta(hours=1)))
    write(lambda tx: setattr(tx.get(Channel, "channel-1"), "status", "severed"))

    assert [(one.check, one.gravity) for one in found(workspace)] == [("N3:missing", Gravity.CRITICAL)]


@pytest.mark.usefixtures("japan")
def test_details_past_their_day_of_verification_are_no_contact(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Channel, "channel-1"), "verify_by", PartialDate.parse("2026-11-01")))

    assert "is no longer verified (01 NOV 26)" in found(workspace, "missing")[0].reason


@pytest.mark.usefixtures("japan")
def test_a_channel_below_the_marking_of_the_task_is_told(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Action, "action-1"), "marking", Marking("SECRET")))
    assert found(workspace, "low_marking") == []

    write(lambda tx: setattr(tx.get(Channel, "channel-1"), "limit", Marking("UNCLASSIFIED")))

    assert kinds(workspace) == ["N3:low_marking"]


@pytest.mark.usefixtures("japan")
def test_a_partner_reached_only_through_another_is_told_with_whom(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    write(lambda tx: tx.delete(tx.get(Channel, "channel-1")))
    add(
        Channel(id="channel-9", kind="phone", address="+82 2", partner_id="partner-KOR"),
        Link(from_id="partner-KOR", to_id="partner-JPN", kind="consults"),
    )

    assert "reach each other only through South Korea" in found(workspace, "third_party")[0].reason


@pytest.mark.usefixtures("japan")
def test_a_link_is_quiet_beyond_its_rhythm_until_a_call_is_answered(
    workspace: Workspace, add: Callable[..., None]
) -> None:
    add(
        Link(from_id="partner-USA", to_id="partner-JPN", kind="consults", rhythm_days=2, used_at=NOON - timedelta(days=3))
    )  # fmt: skip
    assert "201200Z NOV 26" in found(workspace, "quiet")[0].reason

    add(Call(at=NOON - timedelta(hours=1), channel_id="channel-1", result="answered"))

    assert found(workspace, "quiet") == []


@pytest.mark.usefixtures("japan")
def test_a_red_line_needs_a_line_that_is_not_severed(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    add(RedLine(text="No mines", case_id="case-1", issuer_id="partner-USA", addressee_id="partner-RUS"))
    assert "“No mines”" in found(workspace, "missing")[0].reason

    add(Hotline(id="h-1", name="Line", from_id="partner-USA", to_id="partner-RUS", status="active"))
    assert found(workspace, "missing") == []

    write(lambda tx: setattr(tx.get(Hotline, "h-1"), "status", "severed"))
    assert len(found(workspace, "missing")) == 1


@pytest.mark.usefixtures("japan")
def test_a_line_that_misses_its_tests_again_and_again_is_dead(
    workspace: Workspace, add: Callable[..., None]
) -> None:
    add(
        RedLine(text="No mines", case_id="case-1", issuer_id="partner-USA", addressee_id="partner-RUS"),
        Hotline(id="h-1", name="Line", from_id="partner-USA", to_id="partner-RUS", status="active"),
        *(Call(at=NOON - timedelta(hours=at), hotline_id="h-1", result="no_answer") for at in range(1, 4)),
    )

    assert len(found(workspace, "missing")) == 1


@pytest.mark.usefixtures("japan")
def test_what_the_template_expects_is_asked_for(workspace: Workspace, add: Callable[..., None]) -> None:
    add(
        TemplatePartner(case_id="case-1", task="Host of talks", role="mediator"),
        TemplateLink(case_id="case-1", why="They talk", from_role="affected", to_role="affected"),
        Involvement(case_id="case-1", partner_id="partner-POL", role="affected"),
        Involvement(case_id="case-1", partner_id="partner-SWE", role="affected"),
    )
    assert "in the role “mediator”" in found(workspace, "unfilled_role")[0].reason
    (gap,) = (one for one in found(workspace, "missing") if "They talk" in one.reason)
    assert set(gap.partners) == {"partner-POL", "partner-SWE"}

    add(Link(from_id="partner-SWE", to_id="partner-POL", kind="consults"))

    assert not any("They talk" in one.reason for one in found(workspace, "missing"))


@pytest.mark.usefixtures("japan")
def test_partners_whose_actions_hang_together_are_to_talk(
    workspace: Workspace, add: Callable[..., None]
) -> None:
    add(
        *(Channel(kind="phone", address=f"+{code}", partner_id=f"partner-{code}") for code in ("KOR", "USA")),
        Action(title="Escort", case_id="case-1", partner_id="partner-KOR", depends_on_id="action-1"),
    )

    (gap,) = found(workspace, "third_party")
    assert gap.reason.endswith("Japan and South Korea reach each other only through us.")


@pytest.mark.usefixtures("japan")
def test_two_on_one_task_and_a_task_with_none_are_told(
    workspace: Workspace, add: Callable[..., None]
) -> None:
    add(
        Partner(id="p-x", name="Vardal"),
        Channel(kind="phone", address="+99", partner_id="p-x"),
        Action(title="Call Tokyo", case_id="case-1", partner_id="p-x"),
        Action(title="Ask the pilots", case_id="case-1"),
    )

    assert {"N3:two_on_one", "N3:no_owner"} <= set(kinds(workspace))


@pytest.mark.usefixtures("japan")
def test_gaps_are_told_as_findings_are(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        (one,) = gaps_json(view, "Strait")
        with pytest.raises(UserError):
            gaps_json(view, "No such case")

    assert set(one) >= {"check", "gravity", "reason", "records", "proposed"}
    assert one["name"] == TITLES["one_person"]


@pytest.mark.usefixtures("japan")
def test_a_vacant_post_beside_a_line_is_still_told(
    workspace: Workspace, write: Write, add: Callable[..., None]
) -> None:
    add(Hotline(id="h-1", name="Line", from_id="partner-USA", to_id="partner-JPN", status="active"))
    write(lambda tx: setattr(tx.get(Post, "post-1"), "status", "vacant"))

    (gap,) = found(workspace, "vacant_post")
    assert gap.reason == "Japan holds “Call Tokyo”, and Defence attaché Tokyo is vacant."
