"""Contradictions of transfers: moved against a bar, in force before its day, an identifier of another state (Q21)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS, live_programmes
from crisisdesk.checks.case_numbers import GOVERNMENT, number_doubts, read_case_number
from crisisdesk.checks.contradicted import contradicted
from crisisdesk.checks.country_policy import PolicyFact, country_policy
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.upward import upward_of
from crisisdesk.checks.words import listed, on
from crisisdesk.model.conditions import Condition
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.snapshot import Snapshot

_ORDERED = ("approved", "notified", "in_force")
_PASSING = frozenset({"tpt", "reexport_auth", "divert"})
_MOVING = frozenset({"accelerate", "emergency_determination", "drawdown", "eda", "lease"}) | _PASSING

_HELD = frozenset({"on_hold", "suspended"})
_NUMBERED: Any = select(
    Transfer.id, Transfer.number, Transfer.agency, Transfer.recipient_id, Transfer.case_id
).where(
    Transfer.number != "",
    Transfer.channel.in_(sorted(GOVERNMENT)),
    Transfer.status.not_in(sorted(ENDED_TRANSFERS)),
)


def transfer_conflicts(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One kind after the other."""
    levers = [one for one in view.all(Adjustment, Adjustment.status.in_(_ORDERED)) if scope.live(one.case_id)]
    yield from _against_a_bar(view, scope, levers)
    yield from _early(scope, levers)
    yield from _foreign_numbers(view, scope)
    yield from _after_a_coup(view, scope)


def _against_a_bar(view: Snapshot, scope: Scope, levers: list[Adjustment]) -> Iterator[Finding]:
    """An order to expedite, supply or pass on to whom law or policy bars; policy is that of the day."""
    for one in levers:
        if one.kind not in _MOVING or not one.in_force(scope.day):
            continue
        partner_id = (
            (one.to_partner_id if one.kind in _PASSING else None) or one.partner_id or _recipient(view, one)
        )
        if partner_id is None or view.find(Partner, partner_id) is None:
            continue
        barring = country_policy(view, partner_id, scope.day).barring
        if barring:
            doubt = " (verify)" if all(fact.verify for fact in barring) else ""
            yield contradicted(
                "moved_against_bar",
                Gravity.SERIOUS if doubt else Gravity.CRITICAL,
                f"{scope.title(one.id)} moves goods to {scope.name(partner_id)} against: "
                f"{listed(sorted({fact.label for fact in barring}))}{doubt}",
                (one.id,),
                "End the order, or record the exception, waiver or licence that it rests on.",
                case_id=one.case_id,
                partner_id=partner_id,
                evidence=tuple(fact.record_id for fact in barring),
            )


def _recipient(view: Snapshot, one: Adjustment) -> str | None:
    transfer = view.find(Transfer, one.transfer_id)
    return transfer.recipient_id if transfer else None


def _early(scope: Scope, levers: list[Adjustment]) -> Iterator[Finding]:
    for one in levers:
        begins = one.begins_on
        if one.status == "in_force" and begins is not None and begins.first > scope.day:
            yield contradicted(
                "early_lever",
                Gravity.SERIOUS,
                f"Lever {scope.title(one.id)} is marked as in force, and takes effect only on {on(begins)}",
                (one.id,),
                "Correct its status, or the day on which it takes effect.",
                case_id=one.case_id,
                partner_id=one.partner_id,
            )


def _foreign_numbers(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Identifiers of FMS cases that name another state than the recipient; each recipient is looked up once."""
    codes: dict[str | None, frozenset[str]] = {}
    for transfer_id, text, agency, recipient_id, case_id in view.select(_NUMBERED):
        number = read_case_number(text)
        if recipient_id not in codes:
            codes[recipient_id] = _codes(view, recipient_id)
        agreed = (
            number is not None
            and number.country in codes[recipient_id]
            and agency in {"", "other", number.agency}
        )
        if agreed or not scope.live(case_id):
            continue
        for doubt in number_doubts(view, view.get(Transfer, transfer_id))[:1]:
            yield contradicted(
                "case_number",
                Gravity.CAUTION,
                f"{scope.title(transfer_id)}: {doubt.rstrip('.')}",
                (transfer_id,),
                "Correct the identifier or the recipient, or the code of the recipient.",
                case_id=case_id,
                partner_id=recipient_id,
            )


def _after_a_coup(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Assistance that goes on to whom the restriction after a coup may apply: a question, never a stop.

    It is answered by a condition of certification that is tied to the programme, or by putting that on hold.
    """
    answered = {one.programme_id for one in view.all(Condition, Condition.kind == "certification")}
    asked: dict[str, list[PolicyFact]] = {}
    for programme in live_programmes(view, scope):
        recipient = programme.recipient_id
        if recipient is None or programme.status in _HELD or programme.id in answered:
            continue
        if recipient not in asked:
            policy = country_policy(view, recipient, scope.day)
            asked[recipient] = [fact for fact in policy.facts if fact.effect == "question"]
        if asked[recipient]:
            labels = listed(sorted({fact.label for fact in asked[recipient]}))
            yield contradicted(
                "coup_question",
                Gravity.CAUTION,
                f"Programme {scope.title(programme.id)} goes on, and a question is open on {scope.name(recipient)}: {labels}",
                (programme.id,),
                "Ask whether the restriction applies; tie a condition of certification or waiver to it, or put it on hold.",
                case_id=programme.case_id,
                partner_id=recipient,
                evidence=tuple(fact.record_id for fact in asked[recipient]),
            )


def _codes(view: Snapshot, partner_id: str | None) -> frozenset[str]:
    found = (view.find(Partner, one) for one in upward_of(view, partner_id))
    return frozenset(one.assistance_code for one in found if one is not None and one.assistance_code)
