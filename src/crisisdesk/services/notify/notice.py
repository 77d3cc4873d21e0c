"""``Notice``: what a transfer must be notified as, why, by which rule, and when the step is free at the earliest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crisisdesk.model.rules import Tier
from crisisdesk.services.notify.weighing import Measure

VERIFY = frozenset({"M", "Q"})
"""Confidence that is shown with a badge: not read in a text, or sources disagree."""


@dataclass(frozen=True, slots=True)
class Step:
    """What practice counts beside the statutory clock, such as tiered review; from a clock rule of the desk."""

    name: str
    days: int | None
    ends: date | None
    effect: str
    rule_id: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The answer. It is a help for the officer, never legal advice.

    Attributes:
        required: Whether something must be notified; nothing where too little is known to say.
        duty: ``certification`` or ``report``; empty where nothing is due.
        instrument: The instrument of the rule, or as it was understood where there is none.
        rule: The code of the rule, such as ``36b-other``; of the one compared with where nothing is due.
        crossed: What was reached, such as ``mde`` or ``any_value``; ``also`` the other rules that want a notice.
        formal_days: Calendar days of the statutory clock, and ``advance_days`` those before it; nothing where nothing is due.
        formal_on: The earliest day of the formal notice; ``starts`` is the first day that counts.
        earliest: The last day of the period if it begins on ``day``: when it is over the step is free. Of a waived
            clock the day of the notice; of one counted back, the first day of delivery or shipment.
        notify_by: Of a clock counted back from a known day, the last day of the notice.
        waived: An emergency determination waives the waiting, not the certification.
        held: Somebody holds it, so that ``earliest`` is the earliest possible.
        badge: ``verify`` where the rule is not confirmed in a text.
    """

    required: bool | None
    duty: str
    instrument: str
    partner_id: str
    partner: str
    day: date
    tier: Tier | None
    reasons: tuple[str, ...]
    rule: str = ""
    rule_id: str = ""
    rule_text: str = ""
    authority: str = ""
    sender: str = ""
    source: str = ""
    confidence: str = ""
    read_on: str = ""
    crossed: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    also: tuple[str, ...] = ()
    formal_days: int | None = None
    advance_days: int | None = None
    start_rule: str = ""
    formal_on: date | None = None
    starts: date | None = None
    earliest: date | None = None
    notify_by: date | None = None
    waived: bool = False
    signer: str = ""
    held: bool = False
    effect: str = ""
    practice: tuple[Step, ...] = ()

    @property
    def badge(self) -> str:
        """``verify`` where the rule must be checked before anybody relies on it."""
        return "verify" if self.confidence in VERIFY else ""


def notice_json(notice: Notice) -> dict[str, Any]:
    """A notice as JSON has it; days as ``2026-12-08``, amounts as ``USD 14000000``."""
    return {
        "required": notice.required,
        "duty": notice.duty or None,
        "rule": notice.rule or None,
        "rule_record": notice.rule_id or None,
        "rule_text": notice.rule_text,
        "instrument": notice.instrument,
        "partner": notice.partner_id,
        "partner_name": notice.partner,
        "date": notice.day.isoformat(),
        "tier": notice.tier.value if notice.tier else None,
        "crossed": list(notice.crossed),
        "measures": [_measure(measure) for measure in notice.measures],
        "also": list(notice.also),
        "formal_days": notice.formal_days,
        "advance_days": notice.advance_days,
        "start_rule": notice.start_rule or None,
        "formal_on": _day(notice.formal_on),
        "starts": _day(notice.starts),
        "earliest": _day(notice.earliest),
        "notify_by": _day(notice.notify_by),
        "waived": notice.waived,
        "signer": notice.signer or None,
        "held": notice.held,
        "effect": notice.effect,
        "practice": [_step(step) for step in notice.practice],
        "authority": notice.authority,
        "sender": notice.sender,
        "source": notice.source,
        "confidence": notice.confidence,
        "read_on": notice.read_on or None,
        "badge": notice.badge or None,
        "reasons": list(notice.reasons),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.name,
        "value": None if measure.value is None else str(measure.value),
        "limit": str(measure.limit),
        "crossed": measure.crossed,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "days": step.days,
        "ends": _day(step.ends),
        "effect": step.effect,
        "rule": step.rule_id,
        "source": step.source,
        "confidence": step.confidence,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
