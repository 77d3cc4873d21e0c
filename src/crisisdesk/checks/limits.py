"""Limits of the checks: days, hours, counts and shares, all of them clock rules that a ministry may edit."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from crisisdesk.model.rules import Rule

_MONTHS = {"months": 1, "years": 12}
_HOURS = {"hours": 1, "days": 24, "months": 30 * 24, "years": 365 * 24}


class Limits:
    """The rules in use on a day, by code; a rule that is not there, or has no length, limits nothing."""

    def __init__(self, rules: Iterable[Rule], day: date) -> None:
        held = (rule for rule in rules if rule.code and rule.active and _effective(rule, day))
        self._rules = {rule.code: rule for rule in held}

    def amount(self, code: str) -> int | None:
        """The bare number of a rule, such as a count."""
        rule = self._rules.get(code)
        return rule.amount if rule else None

    def span(self, code: str) -> timedelta | None:
        """How long it runs; months count as 30 days and years as 365: a limit is no deadline."""
        rule = self._rules.get(code)
        if rule is None or rule.amount is None:
            return None
        if rule.unit == "minutes":
            return timedelta(minutes=rule.amount)
        return timedelta(hours=rule.amount * _HOURS.get(rule.unit, 24))

    def last_day(self, code: str, begun: date) -> date | None:
        """The last day of what a rule makes good from a day on; months and years by the calendar, as the clock wall does."""
        rule = self._rules.get(code)
        if rule is None or rule.amount is None:
            return None
        months = rule.amount * _MONTHS.get(rule.unit, 0)
        year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
        try:
            if months:
                return date(year, month + 1, min(begun.day, monthrange(year, month + 1)[1]))
            return begun + (self.span(code) or timedelta())
        except (OverflowError, ValueError):  # past the end of the calendar
            return None

    def warning(self, code: str) -> timedelta | None:
        """How long before its end a rule warns at first."""
        rule = self._rules.get(code)
        return timedelta(days=rule.warnings[0]) if rule and rule.warnings else None

    def words(self, code: str, name: str) -> frozenset[str]:
        """The words after ``name=`` in the condition of a rule, such as kinds of posts."""
        rule = self._rules.get(code)
        found, _, words = (rule.condition if rule else "").partition("=")
        return frozenset(words.split()) if found.strip() == name else frozenset()

    def matching(self, kind: str, name: str, value: str) -> str:
        """The code of the first rule of a kind for records whose field ``name`` has this value; empty if none."""
        wanted = f"{name}={value}"
        codes = (c for c, rule in self._rules.items() if rule.kind == kind and rule.condition == wanted)
        return min(codes, default="")


def _effective(rule: Rule, day: date) -> bool:
    begun = rule.effective_from is None or rule.effective_from.first <= day
    return begun and (rule.effective_to is None or day <= rule.effective_to.last)
