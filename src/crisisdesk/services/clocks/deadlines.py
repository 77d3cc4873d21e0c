"""Every field that is declared as a deadline, of every type: read by column, so that long logs cost little."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.rules import Rule
from crisisdesk.model.values import PartialDate
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, Ending, State, last_day, left, running
from crisisdesk.services.clocks.endings import Seen, kind_of, seen
from crisisdesk.store.schema import type_by_table

COMPUTED = frozenset(
    {
        "hotline.next_test_at",
        "notification.clock_ends_on",
        "transfer.clock_ends_on",
        "measure.renewal_on",
        "measure.ends_on",
    }
)
"""Fields whose clocks need more than their own day; other modules make them."""

_OWNERS = ("owner_id", "response_owner_id", "reversal_owner_id", "decided_by_id", "post_id")
_EFFECTS = ("lapse_effect", "effect", "consequence")
_BY_CASE = ("transfer", "measure", "licence", "programme", "agreement", "commitment", "decision", "handover", "exercise",
            "engagement", "red_line")  # fmt: skip


def deadlines(asked: Asked) -> Iterator[Clock]:
    """A clock for each deadline of each record, as it was entered."""
    for record_type in RECORD_TYPES:
        if asked.only is not None and not asked.only.get(record_type.__tablename__):
            continue
        for f in fields_of(record_type):
            if f.facts.deadline and f"{record_type.__tablename__}.{f.name}" not in COMPUTED:
                yield from _of_field(asked, record_type, f)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the rows of one field are read: the columns after the fixed ones, and what they are for."""

    record_type: type[Record]
    field: Field
    seen: Seen
    extra: tuple[str, ...]


def _of_field(asked: Asked, record_type: type[Record], f: Field) -> Iterator[Clock]:
    table = record_type.__tablename__
    how = seen(table, f.name)
    reading = _Reading(record_type, f, how, tuple(sorted(asked.pack.columns(table) & _names(record_type))))
    text, values = _query(asked, reading)
    for row in asked.read(text, values):
        clock = _clock(asked, reading, row)
        if clock is not None:
            yield clock


def _query(asked: Asked, reading: _Reading) -> tuple[str, list[Any]]:
    t, f, how = reading.record_type, reading.field, reading.seen
    names = _names(t)
    begins = "r.begins_on" if "begins_on" in names and f.name == "ends_on" else "NULL"
    owner = _first([f"r.{name}" for name in _OWNERS if name in names])
    effect = next((f"r.{name}" for name in _EFFECTS if name in names), "''")
    columns = [
        "r.id", "c.caption", f'r."{f.name}"', begins, case_of(t), owner, effect, how.reason or "''",
        how.met or "0", how.stopped or "0", how.paused or "0", *(f'r."{name}"' for name in reading.extra),
    ]  # fmt: skip
    wanted, values = [f'r."{f.name}" IS NOT NULL'], []
    if not asked.everything:
        wanted += [f"NOT ({condition})" for condition in (how.met, how.stopped) if condition]
        if how.over and not asked.pack.about(
            t.__tablename__, f.name
        ):  # partly known days begin with their year, so the year alone is surely not after them
            wanted.append(f"ltrim(r.\"{f.name}\", '~<> ') >= ?")
            values.append(f"{asked.view.moment:%Y}")
    if asked.horizon is not None:
        wanted.append(f"ltrim(r.\"{f.name}\", '~<> ') <= ?")
        values.append(_limit(f, asked.horizon))
    if asked.case_id:
        wanted.append(f"{case_of(t)} = ?")
        values.append(asked.case_id)
    condition, ids = asked.narrowed(t.__tablename__)
    if condition:
        wanted.append(condition)
        values += ids
    text = (
        f'SELECT {", ".join(columns)} FROM "{t.__tablename__}" r LEFT JOIN catalogue c ON c.id = r.id'
        f" WHERE {' AND '.join(wanted)}"
    )
    return text, values


def _limit(f: Field, horizon: datetime) -> str:
    return f"{horizon:%Y-%m-%dT%H:%M:%S}~" if f.kind == "moment" else f"{horizon:%Y-%m-%d}~"


def _first(expressions: list[str]) -> str:
    match expressions:
        case []:
            return "''"
        case [only]:
            return only
    return f"COALESCE({', '.join(expressions)})"


def _names(record_type: type[Record]) -> set[str]:
    return {f.name for f in fields_of(record_type)}


def case_of(record_type: type[Record]) -> str:
    """An expression for the case that a row ``r`` belongs to: its own, or that of what it belongs to."""
    if record_type.__tablename__ == "case":
        return "r.id"
    found = ["r.case_id"] if "case_id" in _names(record_type) else []
    types = type_by_table()
    found += [
        f"(SELECT up.case_id FROM {f.references} up WHERE up.id = r.{f.name})"
        for f in fields_of(record_type)
        if f.kind == "reference" and f.references in _BY_CASE and "case_id" in _names(types[f.references])
    ]
    return _first(found)


def _clock(asked: Asked, reading: _Reading, row: Any) -> Clock | None:
    record_id, caption, text, begins, case_id, owner, effect, reason, met, stopped, paused, *extra = row
    f, how = reading.field, reading.seen
    table = reading.record_type.__tablename__
    end = _read(f, text)
    if end is None:
        return None
    now = asked.view.moment
    about = dict(zip(reading.extra, extra, strict=True)) if reading.extra else {}
    rule = asked.pack.applying(table, f.name, about)
    starts = PartialDate.parse(begins).first if begins else None
    starts = None if starts == date.min else starts
    return Clock(
        kind=kind_of(table, f.name) if rule is None or rule.kind != "renewal" else "renewal",
        record_type=table,
        record_id=record_id,
        field=f.name,
        caption=caption or record_id,
        label=how.label or f.label,
        ends=end,
        state=_state(end, now, how, rule, (met, stopped, paused)),
        days_left=left(end, now),
        starts=starts,
        case_id=case_id or "",
        rule_id=rule.id if rule else "",
        rule=asked.words(rule) if rule else "",
        effect=(rule.lapse_effect if rule else "") or _line(effect),
        owner_id=owner or (rule.owner_id if rule else None) or "",
        reason=_line(reason),
        warns=rule.warnings if rule else (),
    )


def _state(end: Ending, now: datetime, how: Seen, rule: Rule | None, flags: tuple[Any, ...]) -> State:
    met, stopped, paused = flags
    if met:
        return State.MET
    if stopped:
        return State.STOPPED
    state = running(end, now)
    if paused and state is State.RUNNING:
        return State.PAUSED
    renewed = rule is not None and rule.kind in {"renewal", "validity"}
    return State.MET if state is State.LAPSED and how.over and not renewed else state


def _read(f: Field, text: str) -> Ending | None:
    return parse_moment(text) if f.kind == "moment" else last_day(PartialDate.parse(text))


def _line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
