"""Q21: each seeded contradiction is found once, and can be accepted (MISSION N11)."""

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Position
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.vetting import Unit, Vetting
from crisisdesk.services.findings import accept


def hold_and_expedite(desk):
    desk.add(Transfer(id="transfer-1", title="Radar", recipient_id="partner-JPN"))
    for kind in ("hold", "accelerate"):
        desk.add(Adjustment(id=f"lever-{kind}", kind=kind, transfer_id="transfer-1", status="in_force"))
    return "Radar", lambda: desk.edit(Adjustment, "lever-hold", status="reversed")


def partner_held_and_hastened(desk):
    for kind in ("hold", "accelerate"):
        desk.add(Transfer(id=f"transfer-{kind}", title=f"To {kind}", recipient_id="partner-JPN"))
        desk.add(Adjustment(id=f"lever-{kind}", kind=kind, transfer_id=f"transfer-{kind}", status="in_force"))
    return "Japan is under a hold", lambda: desk.edit(Adjustment, "lever-accelerate", status="withdrawn")


def unit_not_cleared(desk):
    desk.add(
        Transfer(id="transfer-1", title="Radar", status="in_delivery", recipient_id="partner-JPN"),
        Unit(id="unit-1", name="Battalion"),
        Vetting(id="vetting-1", subject="Battalion", unit_id="unit-1", transfer_id="transfer-1", outcome="rejected",
                decided_on=desk.day(-9)),
    )  # fmt: skip
    return "vetting of 14 NOV 26 was rejected", lambda: desk.edit(Transfer, "transfer-1", status="suspended")


def two_positions(desk):
    for stance in ("supports", "opposes"):
        desk.add(
            Position(id=f"position-{stance}", partner_id="partner-JPN", issue="Price cap", stance=stance)
        )
    return "Japan has two positions on “Price cap”", lambda: desk.edit(
        Position, "position-supports", ends_on=desk.day(-1)
    )


def early_measure(desk):
    desk.add(Measure(id="measure-1", title="Price cap", status="in_force", begins_on=desk.day(3)))
    return "takes effect only on 26 NOV 26", lambda: desk.edit(Measure, "measure-1", status="adopted")


def attache_at_two_posts(desk):
    desk.add(Person(id="person-1", name="K. Mori"))
    for city in ("Vienna", "Berne"):
        desk.add(Post(id=f"post-{city}", title=f"Defence attaché, {city}", kind="defence_attache"))
        desk.add(Incumbency(id=f"inc-{city}", post_id=f"post-{city}", person_id="person-1"))
    return "K. Mori holds two posts at once", lambda: desk.edit(Incumbency, "inc-Berne", acting=True)


def two_states(desk):
    desk.add(Measure(id="measure-1", title="Price cap", status="in_force"))
    for state in (AlignmentState.IN_FORCE, AlignmentState.OPPOSED):
        desk.add(
            Alignment(id=f"alignment-{state}", measure_id="measure-1", partner_id="partner-JPN", state=state)
        )
    return "in two ways at once", lambda: desk.delete(Alignment, "alignment-opposed")


SEEDED = [
    hold_and_expedite,
    partner_held_and_hastened,
    unit_not_cleared,
    two_positions,
    early_measure,
    attache_at_two_posts,
    two_states,
]


@pytest.mark.parametrize("seed", SEEDED)
def test_a_contradiction_is_found_once_until_it_is_settled(desk, seed):
    words, settle = seed(desk)
    (found,) = desk.find("Q21")
    assert words in found.reason

    settle()

    assert desk.find("Q21") == []


@pytest.mark.parametrize("seed", SEEDED)
def test_a_contradiction_can_be_accepted_until_its_day_of_review(desk, seed):
    seed(desk)
    (found,) = desk.find("Q21")

    desk.do(lambda tx: accept(tx, found.key, "Known, and being settled", desk.day(7)))

    assert desk.find("Q21") == []
    assert desk.find("Q21", snoozed=True)[0].snoozed.reason == "Known, and being settled"


def test_nothing_is_accepted_without_a_day_of_review(desk):
    two_positions(desk)
    (found,) = desk.find("Q21")

    with pytest.raises(UserError, match="Name the day"):
        desk.do(lambda tx: accept(tx, found.key, "Known", None))


def test_a_position_that_another_follows_on_the_same_day_is_no_contradiction(desk):
    desk.add(Position(partner_id="partner-JPN", issue="Cap", stance="opposes", ends_on=desk.day(0)))
    desk.add(Position(partner_id="partner-JPN", issue="Cap", stance="supports", begins_on=desk.day(0)))

    assert desk.find("Q21") == []


def test_a_later_state_of_a_measure_replaces_an_earlier_one(desk):
    desk.add(Measure(id="measure-1", title="Price cap", status="in_force"))
    for days, state in ((-9, AlignmentState.UNDER_STUDY), (-2, AlignmentState.IN_FORCE)):
        desk.add(
            Alignment(measure_id="measure-1", partner_id="partner-JPN", state=state, begins_on=desk.day(days))
        )

    assert desk.find("Q21") == []
