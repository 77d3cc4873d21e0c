"""Clocks that a rule makes: where a record says when something began, and the rule how long it is good for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crisisdesk.model.base import fields_of
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.rules import Counting, Rule
from crisisdesk.model.values import PartialDate
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, Ending, State, left, running
from crisisdesk.services.clocks.deadlines import case_of
from crisisdesk.services.clocks.endings import kind_of, seen
from crisisdesk.services.clocks.rules import Target, months_after
from crisisdesk.store.schema import type_by_table

_STARTS = {
    "decision": ("decided_on", "decided_at", "determined_on"),
    "signature": ("signed_on",),
    "delivery": ("delivered_on", "accepted_on"),
    "event": ("begins_on", "adopted_on", "dated", "done_on"),
    "receipt": ("received_at", "ends_at", "begins_at"),
    "last_contact": ("verified_on",),
}
"""Where a record says when that happened, of which a rule's clock starts."""

_ENTERED = {"verified_on": "verify_by"}
"""A day that was entered goes before one that a rule gives."""

_ANSWERED = {"licence.submitted_on": "r.decided_on IS NOT NULL", "licence.decided_on": "0"}
_OTHERWISE_MADE = frozenset({"hotline", "notification"})
_MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class _Basis:
    """The field that a clock starts from and the one that would hold its end; which of both the rule names."""

    start: str
    end: str


def derived(asked: Asked) -> Iterator[Clock]:
    """A clock for each record that a rule with a length applies to and that has no end of its own.

    A rule of practice that names no condition only explains ends that were entered. A start that is not known makes no clock.
    """
    for target, rule in asked.pack.targets:
        if (
            target.table in _OTHERWISE_MADE
            or rule.amount is None
            or (asked.only is not None and not asked.only.get(target.table))
            or (rule.kind == "practice" and not target.tests)
        ):
            continue
        if target.table in type_by_table() and rule.start_rule not in {"anniversary", "before_end"}:
            for basis in _bases(target, rule):
                yield from _of_rule(asked, target, rule, basis)


def _bases(target: Target, rule: Rule) -> list[_Basis]:
    fields = {f.name: f for f in fields_of(type_by_table()[target.table])}
    named = fields.get(target.name)
    if named is None:
        return []
    if not named.facts.deadline:
        end = _ENTERED.get(target.name, "")
        return [_Basis(target.name, end if end in fields else "")]
    return [_Basis(start, target.name) for start in _STARTS.get(rule.start_rule, ()) if start in fields][:1]


def _of_rule(asked: Asked, target: Target, rule: Rule, basis: _Basis) -> Iterator[Clock]:
    record_type = type_by_table()[target.table]
    names = {f.name for f in fields_of(record_type)}
    if not {name for name, _, _ in target.tests} <= names:
        return
    how = seen(target.table, basis.end or target.name)
    done = _ANSWERED.get(f"{target.table}.{target.name}", how.met or "0")
    owner = "r.owner_id" if "owner_id" in names else "NULL"
    judged = sorted(asked.pack.columns(target.table) & names)
    tests = [f'r."{name}"' for name in judged]
    columns = ["r.id", "c.caption", f'r."{basis.start}"', case_of(record_type), owner, *tests]
    wanted = [f'r."{basis.start}" IS NOT NULL', f"NOT ({done})", f"NOT ({how.stopped or '0'})"]
    wanted += [f'r."{basis.end}" IS NULL'] if basis.end else []
    values: list[str] = []
    for name, equal, value in target.tests:
        wanted.append(f'r."{name}" {"=" if equal else "<>"} ?')
        values.append(value)
    if asked.case_id:
        wanted.append(f"{case_of(record_type)} = ?")
        values.append(asked.case_id)
    condition, ids = asked.narrowed(target.table)
    if condition:
        wanted.append(condition)
        values += ids
    text = (
        f'SELECT {", ".join(columns)} FROM "{target.table}" r LEFT JOIN catalogue c ON c.id = r.id'
        f" WHERE {' AND '.join(wanted)}"
    )
    for row in asked.read(text, values):
        narrower = asked.pack.applying(target.table, target.name, dict(zip(judged, row[5:], strict=True)))
        if narrower is not None and narrower.id == rule.id:
            yield from _clock(asked, target, rule, basis, row)


def _clock(asked: Asked, target: Target, rule: Rule, basis: _Basis, row: Any) -> Iterator[Clock]:
    record_id, caption, text, case_id, owner, *_ = row
    start = _read(text)
    end = None if start is None else _end(asked, rule, start)
    if start is None or end is None:
        return
    now = asked.view.moment
    state = running(end, now)
    yield Clock(
        kind=rule.kind
        if rule.kind in {"renewal", "review"}
        else kind_of(target.table, basis.end or target.name),
        record_type=target.table,
        record_id=record_id,
        field=basis.end or target.name,
        caption=caption or record_id,
        label=rule.name,
        ends=end,
        state=state,
        days_left=left(end, now),
        starts=start,
        case_id=case_id or "",
        rule_id=rule.id,
        rule=asked.words(rule),
        effect=rule.lapse_effect,
        owner_id=owner or rule.owner_id or "",
        reason=_reason(asked, rule, start, state),
        working=rule.counting is Counting.WORKING,
        days=rule.amount if rule.unit == "days" else None,
        warns=rule.warnings,
    )


def _read(text: str) -> Ending | None:
    """A moment, or the last day that a partly known day can be: what is not sure to have run out has not."""
    if "T" in text:
        return parse_moment(text)
    day = PartialDate.parse(text).last
    return None if day.year == 9999 else day  # noqa: PLR2004 - the last year of the calendar stands for "after"


def _end(asked: Asked, rule: Rule, start: Ending) -> Ending | None:
    """When it runs out; a review that comes round again and again is the next one to come."""
    end = asked.pack.end(rule, start)
    step = _MONTHS.get(rule.unit)
    if rule.kind != "review" or step is None or rule.amount is None or end is None:
        return end
    first = start.date() if hasattr(start, "date") else start
    today, times = asked.view.moment.date(), 1
    while (following := months_after(first, times * rule.amount * step)) < today:
        times += 1
    return following


def _reason(asked: Asked, rule: Rule, start: Ending, state: State) -> str:
    counted = (
        f", {asked.pack.calendar(rule.holidays_id).basis} left out"
        if rule.counting is Counting.WORKING
        else ""
    )
    words = f"Counted by rule: {rule.amount} {rule.unit} from {start:%Y-%m-%d}{counted}; the record itself gives no end."
    return f"{words} Nothing extends itself." if rule.kind == "renewal" and state is State.LAPSED else words
