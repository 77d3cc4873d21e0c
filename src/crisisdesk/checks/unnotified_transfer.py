"""Q12: a transfer above a threshold without a notification, and how the clocks of notifications stand (domain facts 1).

It asks a question and names the rule; it is no legal advice.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.line_values import Lines, greater, lines_of
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import few, on
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.rules import NotificationRule, Tier
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot

_PLUS = ("NATO", "NATO-PLUS-5")
_INSTRUMENTS = {
    "fms": "fms",
    "fmf": "fms",
    "bpc": "fms",
    "dcs": "dcs",
    "coproduction": "dcs",
    "lease": "lease",
    "eda": "eda",
    "tpt": "third_party_transfer",
}
_BOUND = frozenset({"approved", "notified", "agreed", "in_delivery", "delivered", "sustained"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What the desk holds about notifications."""

    rules: list[NotificationRule]
    near: frozenset[str]
    lines: dict[str, Lines]


def unnotified(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Transfers without a record of notification first, then the notifications under way."""
    notifications = view.all(Notification)
    notified = frozenset(
        one.transfer_id for one in notifications if one.transfer_id and one.status != "withdrawn"
    )
    transfers = [one for one in _transfers(view, scope) if one.id not in notified]
    if transfers:
        known = _Known(view.all(NotificationRule), _near(view, scope), lines_of(view))
        for transfer in transfers:
            yield from _unnotified(transfer, known, scope)
    holds: dict[str, list[NotificationHold]] = defaultdict(list)
    for hold in view.all(NotificationHold):
        if hold.lifted_on is None or hold.lifted_on.first > scope.day:
            holds[hold.notification_id].append(hold)
    for one in notifications:
        if scope.live(one.case_id):
            yield from _clock(one, holds[one.id], scope)


def _transfers(view: Snapshot, scope: Scope) -> Iterator[Transfer]:
    for transfer in view.all(Transfer, Transfer.status.not_in(sorted(ENDED_TRANSFERS))):
        if scope.live(transfer.case_id) and scope.ours(transfer.supplier_id) and transfer.notified_on is None:
            yield transfer


def _near(view: Snapshot, scope: Scope) -> frozenset[str]:
    """The recipients of the nearer tier: members, on this day, of the groups that the rules name."""
    counting = {
        term.code
        for term in view.all(Term, Term.vocabulary == "membership_status")
        if json.loads(term.attributes or "{}").get("in_force")
    }
    groups = [partner.id for partner in view.all(Partner, Partner.code.in_(_PLUS))]
    members = view.all(Membership, Membership.group_id.in_(groups))
    return frozenset(groups) | {
        m.member_id for m in members if m.status in counting and m.in_force(scope.day)
    }


def _unnotified(transfer: Transfer, known: _Known, scope: Scope) -> Iterator[Finding]:
    recipient = transfer.recipient_id or ""
    near = bool({recipient, scope.root(recipient)} & known.near)
    tier, lines = Tier.NATO_PLUS if near else Tier.OTHER, known.lines.get(transfer.id, Lines())
    instruments = _instruments(transfer, lines)
    for rule in known.rules:
        if (
            rule.instrument not in instruments
            or rule.tier not in {tier, Tier.ANY}
            or not _effective(rule, scope)
        ):
            continue
        crossed = _crossed(transfer, lines, rule)
        if crossed:
            yield Finding(
                check="Q12",
                gravity=Gravity.SERIOUS if transfer.status in _BOUND else Gravity.CAUTION,
                reason=f"Transfer {scope.title(transfer.id)} reaches a threshold of rule {rule.code} ({few(crossed)}), and no "
                f"notification is on record; it is {transfer.status.replace('_', ' ')}.",
                records=(transfer.id,),
                proposed=f"Prepare the notification ({rule.authority or rule.code}), or record why the rule does not apply.",
                case_id=transfer.case_id or "",
                aspect="missing",
                evidence=(rule.id,),
                partners=(transfer.recipient_id,) if transfer.recipient_id else (),
            )
            return


def _effective(rule: NotificationRule, scope: Scope) -> bool:
    begun = rule.effective_from is None or rule.effective_from.first <= scope.day
    return begun and (rule.effective_to is None or scope.day <= rule.effective_to.last)


def _instruments(transfer: Transfer, lines: Lines) -> frozenset[str]:
    """The instruments of the rules that a transfer is weighed against, as ``notify`` has them."""
    found = {_INSTRUMENTS.get(transfer.channel, "")}
    if transfer.channel == "dcs" and lines.firearms is not None:
        found.add("dcs_firearms")
    if transfer.channel in {"dcs", "coproduction"} and transfer.licence == "MLA" and lines.significant:
        found.add("agreement_sme_abroad")
    return frozenset(found - {""})


def _crossed(transfer: Transfer, lines: Lines, rule: NotificationRule) -> list[str]:
    if rule.any_value:
        return ["at every value"]
    if rule.instrument == "dcs_firearms":
        return [f"firearms {lines.firearms}"] if reaches(lines.firearms, rule.total) else []
    if rule.instrument == "eda" and lines.significant:
        return ["significant equipment"]
    pairs = (
        ("major equipment", greater(transfer.equipment_value, lines.major), rule.equipment),
        ("total", greater(transfer.value, lines.total), rule.total),
        ("construction", greater(transfer.construction_value, lines.construction), rule.construction),
    )
    return [f"{name} {value}" for name, value, limit in pairs if reaches(value, limit)]


def reaches(value: Money | None, limit: Money | None) -> bool:
    """Whether an amount is at least a limit; amounts of different currencies are not compared."""
    if value is None or limit is None or value.currency != limit.currency:
        return False
    return value.amount >= limit.amount


def _clock(one: Notification, holds: list[NotificationHold], scope: Scope) -> Iterator[Finding]:
    title, ends = scope.title(one.id), one.clock_ends_on
    until = f" until {on(ends)}" if ends else ", its end is unknown"
    clock = f"; its clock is noted until {on(ends)}" if ends else ""
    waived = one.emergency or one.status == "waived"
    if waived and not one.justification.strip():
        yield _finding(one, "waiver", Gravity.SERIOUS, f"Notification {title} is waived without a justification.",
                       "Enter who waived it, on which day and why.")  # fmt: skip
    if waived or one.status in {"expired", "disapproved", "withdrawn"}:
        return
    if holds or one.status == "held":
        who = few([hold.placed_by for hold in holds]) or "nobody named"
        yield _finding(one, "clock", Gravity.CAUTION, f"Notification {title} is held by {who}{clock}.",
                       "Answer what the hold asks, and note when it is lifted.", holds=holds)  # fmt: skip
    elif one.status == "formal" and ends is not None and ends.last < scope.day:
        yield _finding(one, "clock", Gravity.CAUTION, f"The clock of notification {title} ran out on {on(ends)}.",
                       "Record the outcome, and go on with the transfer or not.")  # fmt: skip
    elif one.status in {"formal", "advance"}:
        yield _finding(one, "clock", Gravity.INFO, f"The clock of notification {title} runs{until}.",
                       "Take no step before it has run.")  # fmt: skip


def _finding(
    one: Notification,
    aspect: str,
    gravity: Gravity,
    reason: str,
    proposed: str,
    *,
    holds: list[NotificationHold] | None = None,
) -> Finding:
    return Finding(
        check="Q12",
        gravity=gravity,
        reason=reason,
        records=(one.id,),
        proposed=proposed,
        case_id=one.case_id or "",
        aspect=aspect,
        evidence=(*(hold.id for hold in holds or ()), *filter(None, (one.transfer_id,))),
        partners=(one.recipient_id,) if one.recipient_id else (),
    )


CHECK = Check(
    "Q12",
    "unnotified_transfer",
    "Transfer above a threshold without a notification; notification clock running, held or run out",
    unnotified,
    ("notification_rule",),
)
