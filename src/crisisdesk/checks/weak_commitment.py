"""Q16 and Q18: commitments that are overdue, open-ended, contradicted, without exit, or too many in one theatre (N8)."""

from collections import defaultdict
from collections.abc import Iterator

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import counted, few, on, quoted
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.conditions import Condition
from crisisdesk.model.red_lines import EXIT_CONDITION, RedLine
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.snapshot import Snapshot

HOLDS = frozenset({"hold", "suspend", "deny", "revoke", "cancel", "embargo"})
_KEPT = frozenset({"delivered", "sustained"})
_DROPPED = frozenset({"lapsed", "withdrawn"})
_WHOLE = 100


def weak(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """What is only expected was not promised, and is not judged."""
    held = _held(view, scope)
    for one in _live(view, scope):
        if one.status in _KEPT:
            if one.status == "delivered" and one.delivered is not None and one.delivered.percent < _WHOLE:
                yield _finding(scope, one, "contradicted", Gravity.CAUTION,
                               f"is marked as delivered, and {one.delivered} of it is",
                               proposed="Correct the status or the share that was delivered.")  # fmt: skip
            continue
        if one.due_on is None:
            yield _finding(scope, one, "open_ended", Gravity.CAUTION, "is open-ended: no day of delivery was named",
                           proposed="Ask for a day, or record that there is none.")  # fmt: skip
        elif one.due_on.last < scope.day:
            yield _finding(scope, one, "overdue", Gravity.SERIOUS, f"was due on {on(one.due_on)} and is not delivered",
                           proposed="Ask when it comes, and note the answer.")  # fmt: skip
        if one.kind == "arms_donation" and (lever := held.get((one.giver_id, one.receiver_id))):
            yield _finding(scope, one, "contradicted", Gravity.SERIOUS,
                           f"stands against {quoted(lever.caption)}, which is in force",
                           proposed="Settle which of the two holds, and tell the other side.", lever=lever)  # fmt: skip


def _live(view: Snapshot, scope: Scope) -> list[Commitment]:
    left_out = sorted(_DROPPED | {"expected"})
    return [
        one for one in view.all(Commitment, Commitment.status.not_in(left_out)) if scope.live(one.case_id)
    ]


def _held(view: Snapshot, scope: Scope) -> dict[tuple[str | None, str | None], Adjustment]:
    """What holds transfers back, by supplier and recipient."""
    found: dict[tuple[str | None, str | None], Adjustment] = {}
    for lever in view.all(Adjustment, Adjustment.status == "in_force", Adjustment.kind.in_(sorted(HOLDS))):
        transfer = view.find(Transfer, lever.transfer_id)
        if transfer and transfer.status not in ENDED_TRANSFERS and lever.in_force(scope.day):
            found[transfer.supplier_id, transfer.recipient_id] = lever
    return found


def _finding(
    scope: Scope,
    one: Commitment,
    aspect: str,
    gravity: Gravity,
    said: str,
    *,
    proposed: str,
    lever: Adjustment | None = None,
) -> Finding:
    to = f" to {scope.name(one.receiver_id)}" if one.receiver_id else ""
    return Finding(
        check="Q16",
        gravity=gravity,
        reason=f"The commitment of {scope.name(one.giver_id)}{to}, {scope.title(one.id)}, {said}.",
        records=(one.id,),
        proposed=proposed,
        case_id=one.case_id or "",
        aspect=aspect,
        evidence=(lever.id,) if lever else (),
        partners=tuple(filter(None, (one.giver_id, one.receiver_id))),
    )


def exitless(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Our own commitments without an exit condition or a sunset, then theatres with more of them than the limit."""
    own = [one for one in _live(view, scope) if scope.ours(one.giver_id) and one.status != "delivered"]
    ends = {line.commitment_id for line in view.all(RedLine, RedLine.kind == EXIT_CONDITION)}
    ends |= {one.commitment_id for one in view.all(Condition, Condition.kind == "sunset")}
    for one in own:
        if one.id not in ends:
            yield _exitless(scope, one)
    yield from _crowded(scope, own)


def _exitless(scope: Scope, one: Commitment) -> Finding:
    return Finding(
        check="Q18",
        gravity=Gravity.CAUTION,
        reason=f"Our commitment {scope.title(one.id)}{f' to {scope.name(one.receiver_id)}' if one.receiver_id else ''} has no exit "
        "condition.",
        records=(one.id,),
        proposed="Record what would end it, or who decided that nothing does.",
        case_id=one.case_id or "",
        partners=(one.receiver_id,) if one.receiver_id else (),
    )


def _crowded(scope: Scope, own: list[Commitment]) -> Iterator[Finding]:
    theatres: dict[str, list[Commitment]] = defaultdict(list)
    for one in own:
        case = scope.open_cases.get(one.case_id or "")
        theatres[one.theatre or (case.theatre if case else "")].append(one)
    most = scope.limits.amount("finding-theatre-commitments")
    for theatre, held in sorted(theatres.items()):
        if theatre and most is not None and len(held) > most:
            yield Finding(
                check="Q18",
                gravity=Gravity.CAUTION,
                reason=f"{theatre} holds {counted(len(held), 'commitment')} of ours, more than the limit of {most}: "
                f"{few(scope.names(one.id for one in held))}.",
                records=(),
                proposed="Look at them together: which of them could be shared, shifted or ended.",
                case_id=next(iter({one.case_id or "" for one in held}))
                if len({o.case_id for o in held}) == 1
                else "",
                aspect="theatre-" + "-".join(theatre.casefold().split()),
                evidence=tuple(one.id for one in held),
                partners=tuple(sorted({one.receiver_id for one in held if one.receiver_id})),
            )


WEAK = Check("Q16", "weak_commitment", "Commitment overdue, open-ended or contradicted", weak)
EXITLESS = Check(
    "Q18",
    "exitless_commitment",
    "Commitment without exit condition; too many in one theatre",
    exitless,
    ("finding-theatre-commitments",),
)
