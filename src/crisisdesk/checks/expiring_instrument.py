"""Q14: a sanction or agreement runs out soon, and who must vote for its renewal is unknown or opposed."""

from collections.abc import Iterator
from datetime import timedelta

from crisisdesk.checks.alignments import current_alignments, live_measures
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import few, on
from crisisdesk.model.agreements import Agreement, AgreementParty
from crisisdesk.model.partners import Membership
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot

_MEMBERS = frozenset({"member", "founding_member", "participating_state", "party"})
_OVER = frozenset({"terminated", "expired", "denounced"})


def expiring(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Measures by their next review or last day, agreements by their day of notice or last day."""
    alignments = current_alignments(view, scope)
    for measure in live_measures(view, scope):
        code = scope.limits.matching("renewal", "authority", measure.authority)
        window = scope.limits.warning(code) or scope.limits.span("finding-expiry-notice")
        when = _within(scope, window, measure.renewal_on, measure.ends_on)
        if when is not None:
            yield _measure(view, scope, measure, when, alignments.get(measure.id, {}))
    for agreement in view.all(Agreement, Agreement.status.not_in(sorted(_OVER))):
        window = scope.limits.span("finding-expiry-notice")
        when = _within(scope, window, agreement.notice_by, agreement.ends_on)
        if when is not None and scope.live(agreement.case_id):
            yield _agreement(view, scope, agreement, when)


def _within(scope: Scope, window: timedelta | None, *days: PartialDate | None) -> PartialDate | None:
    """The first of these days that lies in the window; one that passed counts while no later one lies beyond it."""
    known = [day for day in days if day is not None]
    if window is None or not known:
        return None
    ahead = [day for day in known if day.last >= scope.day]
    when = min(ahead or [max(known, key=lambda day: day.last)], key=lambda day: day.last)
    return when if when.first <= scope.day + window else None


def _measure(
    view: Snapshot, scope: Scope, measure: Measure, when: PartialDate, stands: dict[str, Alignment]
) -> Finding:
    opposed, unknown = _votes(view, scope, measure, stands)
    past = when.last < scope.day
    doubts = ""
    if unknown:
        doubts += f"; position unknown: {few(scope.names(unknown))}"
    if opposed:
        doubts += f"; opposed: {few(scope.names(opposed))}"
    passed = "was to be renewed or reviewed by" if past else "is up for renewal or review on"
    return Finding(
        check="Q14",
        gravity=Gravity.SERIOUS if opposed or unknown or past else Gravity.CAUTION,
        reason=f"Measure {scope.title(measure.id)} {passed} {on(when)}{doubts}.",
        records=(measure.id,),
        proposed="Ask those who must agree for their position, and prepare the renewal or the end."
        if doubts
        else "Prepare the renewal, or the statement that it ends.",
        case_id=measure.case_id or "",
        evidence=tuple(stands[one].id for one in opposed if one in stands),
        partners=tuple(filter(None, (measure.issuer_id, *opposed))),
    )


def _votes(
    view: Snapshot, scope: Scope, measure: Measure, stands: dict[str, Alignment]
) -> tuple[list[str], list[str]]:
    """Those who must agree and are opposed, and those of whom it is unknown; of a measure of one state nobody must."""
    voters = view.all(Membership, Membership.group_id == measure.issuer_id) if measure.issuer_id else []
    ids = sorted({m.member_id for m in voters if m.status in _MEMBERS and m.in_force(scope.day)})
    opposed = [one for one in ids if one in stands and stands[one].state is AlignmentState.OPPOSED]
    unknown = [one for one in ids if one not in stands or stands[one].state is AlignmentState.UNKNOWN]
    return opposed, unknown


def _agreement(view: Snapshot, scope: Scope, agreement: Agreement, when: PartialDate) -> Finding:
    parties = view.all(AgreementParty, AgreementParty.agreement_id == agreement.id)
    notice = agreement.notice_by is when
    past = when.last < scope.day
    what = "notice had to be given by" if past and notice else "notice must be given by" if notice else (
        "ended on" if past else "ends on")  # fmt: skip
    between = few(scope.names(party.partner_id for party in parties))
    return Finding(
        check="Q14",
        gravity=Gravity.SERIOUS if past else Gravity.CAUTION,
        reason=f"Agreement {scope.title(agreement.id)}{f' with {between}' if between else ''}: {what} {on(when)}.",
        records=(agreement.id,),
        proposed="Record its renewal or its end."
        if past
        else "Decide on renewal, and tell the other parties.",
        case_id=agreement.case_id or "",
        partners=tuple(party.partner_id for party in parties),
    )


CHECK = Check(
    "Q14",
    "expiring_instrument",
    "Sanction or agreement that runs out, with votes unknown or opposed",
    expiring,
    ("finding-expiry-notice", "eu-renewal", "us-nea-renewal"),
)
