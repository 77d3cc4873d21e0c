"""The rule pack of a desk: which rule applies to which record, and how it reads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crisisdesk.model.rules import Counting, Rule
from crisisdesk.model.vocabulary import Origin
from crisisdesk.services.clocks.clock import Ending
from crisisdesk.services.clocks.periods import LONGEST_DAYS
from crisisdesk.services.working_days import WorkingDays, working_days_of
from crisisdesk.store.snapshot import Snapshot

_CONFIDENCE = {
    "V": "confirmed in the primary text",
    "S": "from a secondary source",
    "M": "not confirmed in a text: check before relying on it",
    "Q": "sources disagree or it may have changed: verify",
}
_TEST = re.compile(r"([a-z_]+)\s*(!=|=)\s*([^\s;,]+)")
_MONTHS = {"months": 1, "years": 12}
_AT_LEAST_DAYS = {"minutes": 1 / 1440, "hours": 1 / 24, "months": 28, "years": 365}
_CLOCK_TIME = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Target:
    """The field that a rule is for, and the tests that a record must pass: name, whether equal, value."""

    table: str
    name: str
    tests: tuple[tuple[str, bool, str], ...]

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether a row passes all tests."""
        return all((str(row.get(name) or "") == value) is equal for name, equal, value in self.tests)


class RulePack:
    """The clock rules in use on the day of a snapshot; law and practice are records, never constants."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._calendars: dict[str | None, WorkingDays] = {}
        self._by_field: dict[tuple[str, str], list[tuple[Target, Rule]]] = {}
        for rule in view.all(Rule, Rule.active.is_(True), order=Rule.id):
            target = target_of(rule)
            if target is not None and in_effect(rule, view.moment.date()):
                self._by_field.setdefault((target.table, target.name), []).append((target, rule))
        for found in self._by_field.values():
            found.sort(key=lambda pair: -len(pair[0].tests))  # the narrower rule goes first

    @property
    def targets(self) -> list[tuple[Target, Rule]]:
        """All rules in use with what they are for."""
        return [pair for found in self._by_field.values() for pair in found]

    def about(self, table: str, name: str) -> bool:
        """Whether there is any rule for a field."""
        return (table, name) in self._by_field

    def columns(self, table: str) -> set[str]:
        """The columns that the tests of the rules for a type look at."""
        return {name for target, _ in self.targets if target.table == table for name, _, _ in target.tests}

    def applying(self, table: str, name: str, row: Mapping[str, Any]) -> Rule | None:
        """The narrowest rule for a field of this row."""
        found = self._by_field.get((table, name))
        return None if found is None else next((rule for target, rule in found if target.fits(row)), None)

    def calendar(self, partner_id: str | None) -> WorkingDays:
        """The working days of a state."""
        if partner_id not in self._calendars:
            self._calendars[partner_id] = working_days_of(self._view, partner_id)
        return self._calendars[partner_id]

    def end(self, rule: Rule, start: Ending) -> Ending | None:
        """When what begins at ``start`` runs out by a rule; nothing for a rule without a length."""
        if rule.amount is None:
            return None
        working = self.calendar(rule.holidays_id) if rule.counting is Counting.WORKING else None
        try:
            return (
                after(start, rule.amount, rule.unit, working) if _sensible(rule.amount, rule.unit) else None
            )
        except (OverflowError, ValueError):  # past the end of the calendar
            return None


def _sensible(amount: int, unit: str) -> bool:
    """Whether a length is one that somebody could have meant."""
    return amount * _AT_LEAST_DAYS.get(unit, 1) <= LONGEST_DAYS


def target_of(rule: Rule) -> Target | None:
    """The field that a rule is for; nothing where its words name none."""
    table, _, name = rule.applies_to.strip().partition(".")
    if not name:
        return None
    tests = tuple((column, sign == "=", value) for column, sign, value in _TEST.findall(rule.condition))
    return Target(table, name, tests)


def in_effect(rule: Origin, day: date) -> bool:
    """Whether a row of law or practice is in effect on a day."""
    begin, end = rule.effective_from, rule.effective_to
    return (begin is None or begin.first <= day) and (end is None or day <= end.last)


def rule_text(name: str, rule: Origin, authority: str = "") -> str:
    """A rule in words: its name, the law, its source, how sure it is, when it was read."""
    parts = [name.rstrip(".")]
    if authority:
        parts.append(authority)
    if rule.source:
        parts.append(f"Source: {rule.source}")
    if rule.confidence:
        parts.append(
            f"confidence {rule.confidence}, {_CONFIDENCE.get(rule.confidence, 'as marked by the desk')}"
        )
    if rule.read_on:
        parts.append(f"read on {rule.read_on}")
    return "; ".join(parts) + "."


def after(start: Ending, amount: int, unit: str, working: WorkingDays | None = None) -> Ending:
    """The last day, or the moment, of what lasts so long from a day or moment on.

    Days are counted from the day after the start; months and years end on the same day of the month, or on the last
    one where that month is shorter. Hours and minutes of a day begin at its midnight (UTC).
    """
    if unit in _CLOCK_TIME:
        moment = start if isinstance(start, datetime) else datetime.fromisoformat(f"{start}T00:00:00+00:00")
        return moment + amount * _CLOCK_TIME[unit]
    day = start.date() if isinstance(start, datetime) else start
    if unit in _MONTHS:
        return months_after(day, amount * _MONTHS[unit])
    if working is not None:
        return working.last_of(day + timedelta(days=1), amount)
    return day + timedelta(days=amount)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    later = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)  # noqa: PLR2004 - December is 11 from 0
    return later.replace(day=min(day.day, later.day))
