"""What changed without anybody writing it: deadlines that passed, lines that fell silent, records at odds."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from crisisdesk.briefing.circle import alignments_of, calls_of, hotlines_of, measures_of
from crisisdesk.briefing.lines import state_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.adjustments import UNDONE
from crisisdesk.briefing.sections.commitments import CLOSED as KEPT_OR_LOST
from crisisdesk.briefing.sections.decisions import PUT_ASIDE
from crisisdesk.briefing.sections.sanctions import ENDED as ENDED_MEASURES
from crisisdesk.briefing.sections.telling import Told
from crisisdesk.briefing.sections.transfers import DELIVERED
from crisisdesk.briefing.sections.transfers import ENDED as ENDED_TRANSFERS
from crisisdesk.briefing.terms import lapse, partial
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import MADE_DECISIONS, Action, Decision
from crisisdesk.model.links import Link
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Position
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot

Point = Portion[Record, Told]
_HOLDS = frozenset({"hold", "suspend", "deny", "revoke", "cancel", "embargo"})
_HASTENS = frozenset({"accelerate", "emergency_determination", "ease"})
_LONGEST = 160


def slipped(view: Snapshot, scope: Scope) -> Iterator[Point]:
    """What fell due in the period and is not done."""
    case = scope.case.id
    for action in view.all(Action, Action.case_id == case, order=Action.due_at):
        if action.is_open and scope.within(action.due_at) and action.due_at != scope.as_of:
            yield from _told(action, scope, lambda one, quote: _late(
                "slipped", quote.name(one.partner_id), quote.text(one.title), one.due_at,
                _owner(one, quote)))  # fmt: skip
    for decision in view.all(Decision, Decision.case_id == case, order=Decision.needed_by):
        if decision.status not in MADE_DECISIONS | PUT_ASIDE and scope.within(decision.needed_by):
            yield from _told(decision, scope, lambda one, quote: _late(
                "slipped", "", f"Decision not taken: {quote.text(one.question)}", one.needed_by, ""))  # fmt: skip
    for record_type, ended, name, words, partner in _DAYS:
        for record in _of_case(view, scope, record_type):
            due: PartialDate | None = getattr(record, name)
            if record.status not in ended and due is not None and _passed(due, scope):
                yield from _told(record, scope, _by_day(words, due, partner))


_DAYS: tuple[tuple[Any, frozenset[str], str, str, str], ...] = (
    (Commitment, KEPT_OR_LOST, "due_on", "Commitment not delivered", "giver_id"),
    (Measure, ENDED_MEASURES, "renewal_on", "Measure not reviewed", "issuer_id"),
    (Measure, ENDED_MEASURES, "ends_on", "Measure ended without renewal", "issuer_id"),
    (Transfer, ENDED_TRANSFERS | DELIVERED, "delivery_on", "Not delivered", "recipient_id"),
    (Transfer, ENDED_TRANSFERS, "offer_expires_on", "Offer or licence expired", "recipient_id"),
    (Transfer, ENDED_TRANSFERS, "check_on", "End-use check not made", "recipient_id"),
    (Adjustment, UNDONE, "review_on", "Adjustment not reviewed", "partner_id"),
)


def _of_case(view: Snapshot, scope: Scope, record_type: Any) -> list[Any]:
    return view.all(record_type, record_type.case_id == scope.case.id)


def _passed(due: PartialDate, scope: Scope) -> bool:
    """Whether the day ended in the period: the reader of the brief before could not know it."""
    return scope.begins.date() <= due.last < scope.today


def _by_day(words: str, due: PartialDate, partner: str) -> Callable[[Any, Quote], Told]:
    def said(record: Any, quote: Quote) -> Told:
        subject = quote.text(record.caption, _LONGEST).rstrip(".")
        return Told(
            "slipped", quote.name(getattr(record, partner)), f"{words}: {subject}, due {partial(due)}"
        )

    return said


def _owner(action: Action, quote: Quote) -> str:
    return f"owner: {quote.name(action.owner_id)}" if action.owner_id else "no owner"


def _late(group: str, partner: str, subject: str, due: datetime | None, who: str) -> Told:
    return Told(group, partner, f"{subject}, due {dtg(due)}" if due else subject, who)


def quiet(view: Snapshot, scope: Scope) -> Iterator[Point]:
    """Hotlines that missed a test or call in the period, or whose test fell due; links without contact within their rhythm."""
    calls = [
        call
        for call in calls_of(view, scope.case.id)
        if not scope.portions.audience.obstacle(call.marking, scope.portions.ladder)
    ]
    for line in hotlines_of(view, scope.case.id):
        state = state_of(line, calls, scope.as_of)
        missed = state.streak and state.last is not None and scope.within(state.last.at)
        lapsed = state.overdue and scope.within(state.due)
        if missed or lapsed:
            last = state.last

            def said(
                one: Hotline, quote: Quote, words: str = state.words(scope.as_of), last: Any = last
            ) -> Told:
                if last is not None:
                    quote.record(last)
                when = f" ({dtg(last.at)})" if last is not None and last.at and "miss" in words else ""
                return Told("quiet", quote.name(one.to_id), f"{quote.text(one.name)}: {words}{when}")

            yield from _told(line, scope, said)
    for link in view.all(Link, Link.case_id == scope.case.id):
        if link.rhythm_days and link.used_at and link.in_force(scope.today) and link.status != "broken":
            ends = link.used_at + timedelta(days=link.rhythm_days)
            if scope.within(ends):
                yield from _told(link, scope, lambda one, quote: _silent(one, quote, scope))


def _silent(link: Link, quote: Quote, scope: Scope) -> Told:
    kind = scope.terms.word("link_type", link.kind)
    since = lapse(scope.as_of - link.used_at) if link.used_at else "long"
    text = f"{kind} {quote.name(link.to_id)}: no contact for {since}, expected every {link.rhythm_days} days"
    return Told("quiet", quote.name(link.from_id), text)


def contradicted(view: Snapshot, scope: Scope, touched: set[str]) -> Iterator[Point]:
    """Records that cannot both be right, at least one of them new or changed in the period (MISSION N11)."""
    for first, second, said in [
        *_two_positions(view, scope),
        *_two_states(view, scope),
        *_pulled_both_ways(view, scope),
    ]:
        if first.id in touched or second.id in touched:

            def words(one: Any, quote: Quote, second: Record = second, said: Any = said) -> Told:
                quote.record(second)
                return said(one, second, quote)  # type: ignore[no-any-return]  # the pairs below return Told

            yield from _told(first, scope, words)
    for measure in measures_of(view, scope.case.id):
        begins = measure.begins_on
        if measure.id in touched and measure.status == "in_force" and begins and begins.first > scope.today:
            yield from _told(measure, scope, lambda one, quote: Told(
                "contradicted", quote.name(one.issuer_id),
                f"{quote.text(one.title)}: said to be in force, but takes effect only {partial(one.begins_on)}"))  # fmt: skip


Pair = tuple[Any, Any, Callable[[Any, Any, Quote], Told]]


def _two_positions(view: Snapshot, scope: Scope) -> Iterator[Pair]:
    """Two positions of one partner on one issue that began on the same day and differ."""

    def said(one: Position, other: Position, quote: Quote) -> Told:
        stances = f"{scope.terms.word('stance', one.stance)} and {scope.terms.word('stance', other.stance)}"
        return Told(
            "contradicted", quote.name(one.partner_id), f"{quote.text(one.issue)}: both {stances} at once"
        )

    groups: dict[Any, list[Position]] = defaultdict(list)
    for position in view.all(Position, Position.case_id == scope.case.id):
        if position.in_force(scope.today):
            groups[position.partner_id, position.issue, str(position.begins_on)].append(position)
    yield from (
        (a, b, said) for same in groups.values() for a, b in combinations(same, 2) if a.stance != b.stance
    )


def _two_states(view: Snapshot, scope: Scope) -> Iterator[Pair]:
    """Two states of one partner on one measure that began on the same day and differ."""

    def said(one: Any, other: Any, quote: Quote) -> Told:
        label = scope.terms.word
        states = (
            f"{label('alignment_state', one.state.value)} and {label('alignment_state', other.state.value)}"
        )
        return Told(
            "contradicted", quote.name(one.partner_id), f"{quote.name(one.measure_id)}: both {states} at once"
        )

    groups: dict[Any, list[Any]] = defaultdict(list)
    for alignment in alignments_of(view, scope.case.id):
        if alignment.in_force(scope.today):
            groups[alignment.partner_id, alignment.measure_id, str(alignment.begins_on)].append(alignment)
    yield from (
        (a, b, said) for same in groups.values() for a, b in combinations(same, 2) if a.state != b.state
    )


def _pulled_both_ways(view: Snapshot, scope: Scope) -> Iterator[Pair]:
    """A transfer that is held and hastened at once."""

    def said(one: Adjustment, other: Adjustment, quote: Quote) -> Told:
        kinds = [scope.terms.word("adjustment_type", lever.kind) for lever in (one, other)]
        return Told(
            "contradicted",
            quote.name(one.partner_id),
            f"{quote.name(one.transfer_id)}: both {kinds[0]} and {kinds[1]} in force",
        )

    moved: dict[str, list[Adjustment]] = defaultdict(list)
    for lever in view.all(Adjustment, Adjustment.status == "in_force"):
        if lever.transfer_id:
            moved[lever.transfer_id].append(lever)
    for transfer in view.all(Transfer, Transfer.case_id == scope.case.id):
        levers = moved.get(transfer.id, [])
        held = [lever for lever in levers if lever.kind in _HOLDS]
        hastened = [lever for lever in levers if lever.kind in _HASTENS]
        yield from ((a, b, said) for a in held for b in hastened)


def _told(record: Any, scope: Scope, words: Callable[[Any, Quote], Told]) -> Iterator[Point]:
    portion = scope.portions.portion(record, words)
    if portion is not None:
        yield portion
