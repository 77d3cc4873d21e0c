"""Sanction measures that must be renewed or reviewed, or that end; nothing is ever taken to be extended by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from crisisdesk.model.rules import Rule
from crisisdesk.model.values import PartialDate
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, Ending, State, last_day, left, running
from crisisdesk.services.clocks.periods import LONGEST_DAYS
from crisisdesk.services.clocks.rules import months_after

_YEAR = 12
_LAST_YEAR = 9_000
_ENDED = frozenset({"lifted", "expired", "withdrawn", "closed"})
_NOT_YET = frozenset({"proposed", "in_clearance", "coordinated"})
_COLUMNS = ("id", "title", "case_id", "status", "authority", "kind", "scope", "begins_on", "ends_on", "renewal_on",
            "renewal_rule")  # fmt: skip


def renewals(asked: Asked) -> Iterator[Clock]:
    """The day of renewal and the end of each measure, with the rule that governs them."""
    more = sorted(asked.pack.columns("measure").difference(_COLUMNS))
    names = (*_COLUMNS, *more)
    columns = ", ".join(f'r."{name}"' for name in names)
    wanted, values = ["1"], []
    if not asked.everything:
        wanted.append(f"r.status NOT IN ({', '.join('?' * len(_ENDED))})")
        values += sorted(_ENDED)
    if asked.case_id:
        wanted.append("r.case_id = ?")
        values.append(asked.case_id)
    for row in asked.read(f"SELECT {columns} FROM measure r WHERE {' AND '.join(wanted)}", values):
        yield from _of_measure(asked, dict(zip(names, row, strict=True)))


def _of_measure(asked: Asked, row: dict[str, Any]) -> Iterator[Clock]:
    rule = asked.pack.applying("measure", "renewal_on", row)
    by_day = _entered(asked, row, "renewal_on", "Next review", rule)
    if by_day is None and rule is not None and rule.start_rule == "anniversary":
        by_day = _anniversary(asked, row, rule)
    if by_day is not None:
        yield by_day
    ends = _entered(asked, row, "ends_on", "Ends", asked.pack.applying("measure", "ends_on", row))
    if ends is not None:
        yield ends


def _entered(asked: Asked, row: dict[str, Any], name: str, label: str, rule: Rule | None) -> Clock | None:
    end = last_day(PartialDate.parse(row[name])) if row[name] else None
    return None if end is None else _clock(asked, row, (name, label), rule, end)


def _anniversary(asked: Asked, row: dict[str, Any], rule: Rule) -> Clock | None:
    """The next anniversary of the day of effect, where the record says nothing of a renewal."""
    begun = PartialDate.parse(row["begins_on"]) if row["begins_on"] else None
    if begun is None or begun.first != begun.last or begun.first.year > _LAST_YEAR:
        return None
    today, years = asked.view.moment.date(), 1
    while (end := months_after(begun.first, years * _YEAR)) < today:
        years += 1
    clock = _clock(asked, row, ("renewal_on", "Anniversary"), rule, end)
    return replace(
        clock,
        reason=f"Anniversary of {begun}; the record itself names no day of renewal. {clock.reason}".strip(),
    )


def _clock(asked: Asked, row: dict[str, Any], what: tuple[str, str], rule: Rule | None, end: Ending) -> Clock:
    now = asked.view.moment
    name, label = what
    window = _window(rule, end)
    return Clock(
        kind="renewal"
        if name == "renewal_on" or (rule is not None and rule.kind == "renewal")
        else "measure",
        record_type="measure",
        record_id=row["id"],
        field=name,
        caption=row["title"],
        label=label,
        ends=end,
        state=_state(row["status"], end, now, window),
        days_left=left(end, now),
        starts=window,
        case_id=row["case_id"] or "",
        rule_id=rule.id if rule else "",
        rule=asked.words(rule) if rule else row["renewal_rule"] or "",
        effect=rule.lapse_effect if rule else "",
        owner_id=(rule.owner_id if rule else None) or "",
        reason=_reason(rule, end, now, window),
        days=rule.amount if rule and window else None,
        warns=rule.warnings if rule else (),
    )


def _window(rule: Rule | None, end: Ending) -> date | None:
    """The first day on which a notice of renewal counts, under a rule that counts back from an anniversary."""
    if rule is None or rule.start_rule != "anniversary" or rule.amount is None or rule.unit != "days":
        return None
    if rule.amount > LONGEST_DAYS:
        return None
    return end - timedelta(days=rule.amount)


def _state(status: str, end: Ending, now: datetime, window: date | None) -> State:
    if status in _ENDED:
        return State.STOPPED if status in {"lifted", "withdrawn"} else State.MET
    state = running(end, now, window)
    if status == "suspended" and state is State.RUNNING:
        return State.PAUSED
    return State.WAITING if status in _NOT_YET and state is State.RUNNING else state


def _reason(rule: Rule | None, end: Ending, now: datetime, window: date | None) -> str:
    parts = []
    if window is not None and rule is not None:
        parts.append(
            f"The notice must be published from {window} on, within the {rule.amount} days before {end}."
        )
    if running(end, now) is State.LAPSED:
        parts.append("No renewal is entered; nothing extends itself.")
    return " ".join(parts)
