"""Q7, Q8, Q9: assistance without a measure, without a condition, without an end."""

from collections.abc import Iterable, Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import listed, without
from crisisdesk.model.conditions import Condition
from crisisdesk.model.programmes import Programme
from crisisdesk.model.transfers import Transfer
from crisisdesk.store.snapshot import Snapshot

ENDED_PROGRAMMES = frozenset({"completed", "ended"})
ENDED_TRANSFERS = frozenset({"completed", "cancelled", "refused"})
_SETTLED = frozenset({"met", "waived", "expired"})


def live_programmes(view: Snapshot, scope: Scope) -> Iterator[Programme]:
    """Programmes that have not ended, of live cases."""
    for programme in view.all(Programme, Programme.status.not_in(sorted(ENDED_PROGRAMMES))):
        if scope.live(programme.case_id):
            yield programme


def unmeasured(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Programmes and conditions that lack what they are measured by, their target, owner or date."""
    for programme in live_programmes(view, scope):
        dated = programme.ends_on or programme.review_on or programme.available_until
        lacks = _lacking(programme.metric, programme.target, programme.owner_id, dated)
        if lacks:
            yield _unmeasured(scope, programme, "Programme", lacks, (programme.recipient_id,))
    for condition in view.all(Condition, Condition.status.not_in(sorted(_SETTLED))):
        dated = condition.due_on or condition.ends_on
        lacks = _lacking(condition.metric, condition.target, condition.owner_id, dated)
        if lacks and scope.live(condition.case_id):
            yield _unmeasured(scope, condition, "Condition", lacks, (condition.partner_id,))


def _lacking(metric: str, target: str, owner_id: str | None, dated: object) -> list[str]:
    wanted = {"measure": metric, "target": target, "owner": owner_id, "date": dated}
    return [name for name, value in wanted.items() if not value]


def _unmeasured(
    scope: Scope, record: Programme | Condition, label: str, lacks: list[str], partners: Iterable[str | None]
) -> Finding:
    return Finding(
        check="Q7",
        gravity=Gravity.CAUTION if {"measure", "target"} & set(lacks) else Gravity.INFO,
        reason=f"{label} {scope.title(record.id)} has {without(lacks)}.",
        records=(record.id,),
        proposed=f"Enter its {listed(lacks)}, or say in its text why there can be none.",
        case_id=record.case_id or "",
        partners=tuple(filter(None, partners)),
    )


def unconditional(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Financing, by programme or transfer, to which no condition is tied."""
    kinds = scope.limits.words("finding-financing-programmes", "kind")
    channels = scope.limits.words("finding-financing-transfers", "channel")
    conditions = view.all(Condition)
    tied = {one for c in conditions for one in (c.programme_id, c.transfer_id) if one}
    financed: list[Programme | Transfer] = [p for p in live_programmes(view, scope) if p.kind in kinds]
    financed += [
        transfer
        for transfer in view.all(Transfer, Transfer.status.not_in(sorted(ENDED_TRANSFERS)))
        if transfer.channel in channels and not transfer.conditions and scope.live(transfer.case_id)
    ]
    for record in financed:
        if record.id not in tied:
            yield Finding(
                check="Q8",
                gravity=Gravity.CAUTION,
                reason=f"{scope.title(record.id)} is financed, and no condition is tied to it"
                f"{_recipient(scope, record.recipient_id)}.",
                records=(record.id,),
                proposed="Tie a condition to it, or record who decided that there is none.",
                case_id=record.case_id or "",
                partners=(record.recipient_id,) if record.recipient_id else (),
            )


def endless(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Programmes without a last day, a day of review or a sunset condition."""
    sunsets = {c.programme_id for c in view.all(Condition, Condition.kind == "sunset")}
    for programme in live_programmes(view, scope):
        if programme.ends_on is None and programme.review_on is None and programme.id not in sunsets:
            yield Finding(
                check="Q9",
                gravity=Gravity.CAUTION,
                reason=f"Programme {scope.title(programme.id)} has neither a sunset nor a day of review"
                f"{_recipient(scope, programme.recipient_id)}.",
                records=(programme.id,),
                proposed="Set the day on which it ends or is looked at anew.",
                case_id=programme.case_id or "",
                partners=(programme.recipient_id,) if programme.recipient_id else (),
            )


def _recipient(scope: Scope, recipient_id: str | None) -> str:
    return f"; it goes to {scope.name(recipient_id)}" if recipient_id else ""


UNMEASURED = Check(
    "Q7",
    "unmeasured_assistance",
    "Programme or condition without measure, target, owner or date",
    unmeasured,
)
UNCONDITIONAL = Check(
    "Q8",
    "unconditional_financing",
    "Financing without a condition",
    unconditional,
    ("finding-financing-programmes", "finding-financing-transfers"),
)
ENDLESS = Check("Q9", "endless_assistance", "Assistance without a sunset or a review", endless)
