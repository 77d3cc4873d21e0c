"""Q1, Q4, Q5, Q6: who can be reached, on what, and who holds the posts."""

import pytest

from crisisdesk.checks.finding import Gravity
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.posts import Incumbency, Person, Post

SECRET, OPEN = Marking("SECRET"), Marking("UNCLASSIFIED")


@pytest.fixture
def attache(desk):
    """Japan holds an open action, and its only contact is an attaché with a working channel."""
    desk.add(
        Action(
            id="action-1", title="Call Tokyo about the escort", case_id="case-1", partner_id="partner-JPN"
        ),
        Post(id="post-1", title="Defence attaché", kind="defence_attache", partner_id="partner-JPN"),
        Person(id="person-1", name="K. Mori"),
        Incumbency(id="incumbency-1", post_id="post-1", person_id="person-1"),
        Channel(id="channel-1", kind="phone", address="+81 3 5550 0100", post_id="post-1"),
    )
    return desk


def test_a_partner_with_an_open_action_and_an_attache_is_reached(attache):
    assert attache.find("Q1") == []


def test_without_its_only_attache_a_partner_is_found_until_a_deputy_has_a_channel(attache):
    attache.delete(Channel, "channel-1")
    attache.delete(Incumbency, "incumbency-1")
    attache.delete(Post, "post-1")
    (found,) = attache.find("Q1")
    assert "Japan holds “Call Tokyo about the escort”" in found.reason
    assert "action-1" in found.evidence

    attache.add(
        Post(id="post-2", title="Assistant attaché", kind="assistant_attache", partner_id="partner-JPN"),
        Channel(id="channel-2", kind="mobile", address="+81 90 5550 0101", post_id="post-2"),
    )

    assert attache.find("Q1") == []


def test_a_deputy_of_another_house_counts_as_a_contact(attache):
    attache.edit(Post, "post-1", status="vacant")
    assert "Defence attaché is vacant" in attache.reasons("Q1")

    attache.add(Post(id="post-3", title="Liaison", partner_id="partner-NATO"))
    attache.add(Channel(id="channel-3", kind="phone", address="+32 2 555", post_id="post-3"))
    attache.edit(Post, "post-1", deputy_id="post-3")

    assert attache.find("Q1") == []


@pytest.mark.parametrize("status", ["suspended", "unanswered", "severed"])
def test_a_channel_that_does_not_work_reaches_nobody(attache, status):
    attache.edit(Channel, "channel-1", status=status)

    assert f"is {status}" in attache.reasons("Q1")


def test_details_that_are_no_longer_verified_reach_nobody(attache):
    attache.edit(Channel, "channel-1", verify_by=attache.day(-1))
    assert "no longer verified (22 NOV 26)" in attache.reasons("Q1")

    attache.edit(Channel, "channel-1", verify_by=attache.day(30))

    assert attache.find("Q1") == []


def test_a_contact_whose_holder_has_left_reaches_nobody(attache):
    attache.edit(Incumbency, "incumbency-1", ends_on=attache.day(-3))

    assert len(attache.find("Q1")) == 1


def test_a_late_or_urgent_action_makes_an_unreachable_partner_critical(attache):
    attache.edit(Channel, "channel-1", status="severed")
    assert attache.find("Q1")[0].gravity is Gravity.SERIOUS

    attache.edit(Action, "action-1", due_at=attache.ago(hours=1))

    assert attache.find("Q1")[0].gravity is Gravity.CRITICAL


def test_a_partner_whose_action_is_closed_need_not_be_reached(attache):
    attache.edit(Channel, "channel-1", status="severed")
    attache.edit(Action, "action-1", status="cancelled")

    assert attache.find("Q1") == []


def test_a_subject_above_every_channel_is_found_until_one_may_carry_it(attache):
    attache.edit(Channel, "channel-1", limit=OPEN)
    attache.edit(Action, "action-1", marking=SECRET)
    assert "marked SECRET, and no channel to Japan may carry more than UNCLASSIFIED" in attache.reasons("Q4")

    attache.edit(Channel, "channel-1", limit=SECRET)

    assert attache.find("Q4") == []


def test_a_channel_without_a_limit_is_unknown_and_not_too_low(attache):
    attache.edit(Action, "action-1", marking=SECRET)

    assert attache.find("Q4") == []


def test_a_call_above_the_limit_of_its_line_is_found_until_it_is_corrected(desk):
    desk.add(Hotline(id="hotline-1", name="Line Asterra", limit=OPEN))
    desk.add(Call(id="call-1", hotline_id="hotline-1", result="answered", marking=SECRET))
    assert "is marked SECRET, and “Line Asterra”" in desk.reasons("Q4")

    desk.edit(Call, "call-1", marking=OPEN)

    assert desk.find("Q4") == []


def test_a_line_below_the_marking_of_its_case_is_found_until_another_is_named(desk):
    desk.do(lambda tx: setattr(tx.lookup("case-1"), "marking", SECRET))
    desk.add(Hotline(id="hotline-1", name="Line Asterra", limit=OPEN))
    desk.add(Link(id="link-1", from_id="partner-USA", to_id="partner-JPN", kind="hotline", case_id="case-1",
                  hotline_id="hotline-1"))  # fmt: skip
    assert "may carry UNCLASSIFIED" in desk.reasons("Q4")

    desk.edit(Link, "link-1", hotline_id=None)

    assert desk.find("Q4") == []


def test_a_vacant_attache_post_is_found_until_it_is_filled(attache):
    assert attache.find("Q5") == []
    attache.edit(Incumbency, "incumbency-1", ends_on=attache.day(-3))
    assert attache.reasons("Q5") == "“Defence attaché” (Japan) is vacant since 20 NOV 26."

    attache.add(Person(id="person-2", name="A. Ono"))
    attache.add(Incumbency(post_id="post-1", person_id="person-2", begins_on=attache.day(-1)))

    assert attache.find("Q5") == []


def test_a_post_of_which_nothing_is_known_is_not_called_vacant(desk):
    desk.add(Post(id="post-1", title="Defence attaché", kind="defence_attache", partner_id="partner-JPN"))

    assert desk.find("Q5") == []


def test_a_handover_inside_the_limit_is_found_with_its_successor_or_none(attache):
    attache.edit(Incumbency, "incumbency-1", handover_on=attache.day(59))
    assert "no successor is on record" in attache.reasons("Q5")

    attache.edit(Incumbency, "incumbency-1", handover_on=attache.day(61))

    assert attache.find("Q5") == []


def test_a_post_of_another_kind_is_nobody_s_vacancy(attache):
    attache.edit(Post, "post-1", status="vacant", kind="desk_officer")

    assert attache.find("Q5") == []


def test_details_past_their_day_are_found_until_they_are_verified(attache):
    attache.edit(Post, "post-1", verify_by=attache.day(-2))
    attache.edit(Channel, "channel-1", verify_by=attache.day(-1))
    (found,) = attache.find("Q6")
    assert (found.records, found.evidence) == (("post-1",), ("channel-1",))
    assert "the oldest since 21 NOV 26" in found.reason

    attache.edit(Post, "post-1", verify_by=attache.day(90))
    attache.edit(Channel, "channel-1", verify_by=attache.day(90))

    assert attache.find("Q6") == []


def test_details_without_a_day_to_verify_grow_stale_by_the_rule(attache):
    attache.edit(Post, "post-1", verified_on=attache.day(-90))
    assert attache.find("Q6") == []

    attache.edit(Post, "post-1", verified_on=attache.day(-91))

    assert len(attache.find("Q6")) == 1
