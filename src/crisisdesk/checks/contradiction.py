"""Q21: records that cannot both be right (MISSION N11). Either may be; the finding names both.

A statement of an issued brief that has since changed is told of by Q28.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain, combinations
from typing import Any, TypeVar

from sqlalchemy import select

from crisisdesk.checks.alignments import begun
from crisisdesk.checks.check import Check
from crisisdesk.checks.contradicted import contradicted
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.transfer_conflicts import transfer_conflicts
from crisisdesk.checks.vettings import takings
from crisisdesk.checks.weak_commitment import HOLDS
from crisisdesk.checks.words import on
from crisisdesk.model.bases import Interval
from crisisdesk.model.partners import Position
from crisisdesk.model.posts import Incumbency
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.snapshot import Snapshot

I = TypeVar("I", bound=Interval)  # noqa: E741 - a type, not a number
HASTENS = frozenset({"accelerate", "emergency_determination"})
_RECIPIENTS: Any = select(Transfer.id, Transfer.recipient_id)
_LOOSENS = HASTENS | {"ease"}
_ORDERED = ("approved", "notified", "in_force")
_REFUSED = frozenset({"suspended", "rejected", "cancelled"})
_ACTS = frozenset({"approved", "notified", "agreed", "in_delivery", "delivered", "sustained", "active"})


def contradictions(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One kind after the other; each pair of records once."""
    yield from _held_and_hastened(view, scope)
    yield from _refused_unit(view, scope)
    yield from _two_positions(view, scope)
    yield from _two_states(view, scope)
    yield from _early_measure(view, scope)
    yield from _two_posts(scope)
    yield from transfer_conflicts(view, scope)


def _held_and_hastened(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """A hold and an expedite order on one transfer, or on transfers to one partner."""
    recipients: dict[str, str | None] = dict(view.select(_RECIPIENTS))
    levers = [
        one
        for one in view.all(Adjustment, Adjustment.status.in_(_ORDERED))
        if one.in_force(scope.day) and scope.live(one.case_id)
    ]
    loosening = [one for one in levers if one.kind in _LOOSENS]
    for hold in (one for one in levers if loosening and one.kind in HOLDS):
        for other in loosening:
            same = hold.transfer_id is not None and hold.transfer_id == other.transfer_id
            partner = _partner(hold, recipients)
            apart = partner is None or partner != _partner(other, recipients) or other.kind not in HASTENS
            if not same and apart:
                continue
            about = scope.title(hold.transfer_id) if same else scope.name(partner)
            yield contradicted(
                "hold_and_expedite",
                Gravity.SERIOUS if same else Gravity.CAUTION,
                f"{about} is under a hold ({scope.title(hold.id)}) and an order to expedite ({scope.title(other.id)}) at once",
                (hold.id, other.id),
                "Settle which of the two orders holds, and end the other.",
                case_id=hold.case_id or other.case_id,
                partner_id=partner,
            )


def _partner(lever: Adjustment, recipients: dict[str, str | None]) -> str | None:
    return lever.partner_id or recipients.get(lever.transfer_id or "")


def _refused_unit(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """A unit in a transfer that goes ahead, with a vetting that is other than clear."""
    for taking in takings(view, scope):
        vetting, activity = taking.vetting, taking.activity
        acts = activity.status in _ACTS
        if vetting is not None and vetting.outcome in _REFUSED and acts:
            when = f" of {on(vetting.decided_on)}" if vetting.decided_on else ""
            yield contradicted(
                "unit_not_cleared",
                Gravity.CRITICAL,
                f"{scope.title(activity.id)} goes ahead with {taking.unit.name}, whose vetting{when} was {vetting.outcome}",
                (activity.id, vetting.id),
                "Settle whether its part waits until the outcome is clear, or record what makes it eligible.",
                case_id=activity.case_id,
                partner_id=activity.recipient_id,
            )


def _two_positions(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Two positions of one partner on one issue that both hold; one that another followed on its last day does not."""
    live = (one for one in view.all(Position) if scope.live(one.case_id) and one.in_force(scope.day))

    def issue(one: Position) -> Hashable:
        return one.partner_id, one.case_id, one.issue.strip().casefold()

    for one, other in _pairs(live, issue):
        if one.stance != other.stance and not _followed(one, other):
            stances = " and ".join(each.stance.replace("_", " ") for each in (one, other))
            yield contradicted(
                "two_positions",
                Gravity.CAUTION,
                f"{scope.name(one.partner_id)} has two positions on “{one.issue}” at once: {stances}",
                (one.id, other.id),
                "End the position that no longer holds, or name the two voices apart.",
                case_id=one.case_id,
                partner_id=one.partner_id,
            )


def _two_states(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Two states of one partner on one measure that begin on the same day; a later one replaces an earlier one."""
    live = (one for one in view.all(Alignment) if one.in_force(scope.day))

    def cell(one: Alignment) -> Hashable:
        return one.partner_id, one.measure_id, begun(one.begins_on)

    for one, other in _pairs(live, cell):
        measure = view.find(Measure, one.measure_id)
        if one.state is not other.state and measure is not None and scope.live(measure.case_id):
            states = " and ".join(each.state.value.replace("_", " ") for each in (one, other))
            yield contradicted(
                "two_states",
                Gravity.CAUTION,
                f"{scope.name(one.partner_id)} stands to {scope.title(measure.id)} in two ways at once: {states}",
                (one.id, other.id),
                "Delete the state that was noted by mistake, or give it its day.",
                case_id=measure.case_id,
                partner_id=one.partner_id,
            )


def _pairs(records: Iterable[I], same: Callable[[I], Hashable]) -> Iterator[tuple[I, I]]:
    groups: dict[Hashable, list[I]] = defaultdict(list)
    for record in records:
        groups[same(record)].append(record)
    yield from chain.from_iterable(combinations(group, 2) for group in groups.values())


def _followed(one: Interval, other: Interval) -> bool:
    """Whether one of two ended when the other began."""
    first, second = sorted((one, other), key=lambda each: begun(each.begins_on))
    return (
        first.ends_on is not None
        and second.begins_on is not None
        and first.ends_on.first <= second.begins_on.last
    )


def _early_measure(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    for measure in view.all(Measure, Measure.status == "in_force"):
        begins = measure.begins_on
        if begins is not None and begins.first > scope.day and scope.live(measure.case_id):
            yield contradicted(
                "early_measure",
                Gravity.SERIOUS,
                f"Measure {scope.title(measure.id)} is marked as in force, and takes effect only on {on(begins)}",
                (measure.id,),
                "Correct its status, or the day on which it takes effect.",
                case_id=measure.case_id,
                partner_id=measure.issuer_id,
            )


def _two_posts(scope: Scope) -> Iterator[Finding]:
    """An attaché who holds two posts; who acts for a second one does not."""
    kinds = scope.limits.words("finding-handover-notice", "kind")
    by_person: dict[str, list[Incumbency]] = defaultdict(list)
    for post in scope.reach.posts.values():
        for one in scope.reach.holders(post.id):
            if not one.acting and one.status != "on_leave":
                by_person[one.person_id].append(one)
    for person_id, held in by_person.items():
        for one, other in combinations(held, 2):
            posts = [scope.reach.posts[each.post_id] for each in (one, other)]
            if posts[0] is not posts[1] and any(post.kind in kinds for post in posts):
                yield contradicted(
                    "two_posts",
                    Gravity.CAUTION,
                    f"{scope.name(person_id)} holds two posts at once: {scope.title(posts[0].id)} and {scope.title(posts[1].id)}",
                    (one.id, other.id),
                    "End the post that was left, or mark one as acting.",
                    case_id=None,
                    partner_id=posts[0].partner_id,
                )


CHECK = Check(
    "Q21",
    "contradiction",
    "Contradiction between records",
    contradictions,
    ("finding-handover-notice",),
)
