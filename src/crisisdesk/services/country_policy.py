"""What law and policy say of a recipient on a date, for the window and the command line; the facts are read in the checks."""

from collections.abc import Iterable
from typing import Any

from crisisdesk.checks.country_policy import BARRING, CountryPolicy, PolicyFact, country_policy


def policy_json(policy: CountryPolicy) -> dict[str, Any]:
    """The facts as JSON has them; days as they are known."""
    return {
        "partner": policy.partner_id,
        "name": policy.partner,
        "date": policy.day.isoformat(),
        "barring": [fact.code for fact in policy.barring],
        "facts": [fact_json(fact) for fact in policy.facts],
    }


def fact_json(fact: PolicyFact) -> dict[str, Any]:
    """One fact as JSON has it."""
    return {
        "code": fact.code,
        "label": fact.label,
        "effect": fact.effect,
        "says": fact.says,
        "about": fact.about_id,
        "status": fact.status,
        "from": str(fact.begins) if fact.begins else None,
        "to": str(fact.ends) if fact.ends else None,
        "note": fact.note,
        "source": fact.source,
        "read_on": fact.read_on or None,
        "confidence": fact.confidence or None,
        "badge": "verify" if fact.verify else None,
        "record": fact.record_id,
    }


def policy_words(facts: Iterable[PolicyFact]) -> str:
    """Facts in one line, such as "Policy of denial, ITAR 126.1(d)(1) (M, verify)"."""
    return "; ".join(
        fact.label + (f" ({', '.join(filter(None, (fact.confidence, 'verify' if fact.verify else '')))})")
        if fact.confidence or fact.verify
        else fact.label
        for fact in facts
    )


__all__ = [
    "BARRING",
    "CountryPolicy",
    "PolicyFact",
    "country_policy",
    "fact_json",
    "policy_json",
    "policy_words",
]
