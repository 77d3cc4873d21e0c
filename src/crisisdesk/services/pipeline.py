"""The pipeline board: every transfer by stage and by instrument, and what it is worth (MISSION group E).

The queues beside it (vetting, end use, licences, conditions, drawdowns) are in ``transfer_queues``, money in ``money``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from crisisdesk.model.values import Money, PartialDate
from crisisdesk.store.snapshot import Snapshot

ENDED = frozenset({"completed", "cancelled", "refused"})
"""Statuses after which a transfer stands on no board unless it is asked for."""

_STAGES = {"fms_state": "sale_stage", "dcs_state": "licence_stage", "drawdown_state": "drawdown_stage"}
_COLUMNS = (
    "id", "title", "number", "channel", "status", "handling", "sale_stage", "licence_stage", "drawdown_stage",
    "recipient_id", "supplier_id", "case_id", "programme_id", "value", "delivery_on", "check_on", "offer_expires_on",
    "clock_ends_on", "marking",
)  # fmt: skip
_NEXT = (
    ("clock_ends_on", "Notification period ends"),
    ("offer_expires_on", "Offer or licence expires"),
    ("delivery_on", "Delivery due"),
    ("check_on", "Next end-use check"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer on the board.

    ``stage`` is the finer stage of its instrument, ``next_on`` the first of its own days that is still to come or was
    missed, ``adjustments`` how many levers on it are in force. Labels are those of the desk's vocabularies.
    """

    id: str
    title: str
    number: str
    channel: str
    channel_label: str
    status: str
    status_label: str
    stage: str
    handling: str
    recipient_id: str
    recipient: str
    supplier_id: str
    supplier: str
    case_id: str
    case: str
    programme_id: str
    programme: str
    value: Money | None
    next_on: date | None
    next_label: str
    days_left: int | None
    adjustments: int
    marking: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the board: a status, an instrument or a programme; ``values`` has one sum for each currency."""

    code: str
    label: str
    lines: tuple[Line, ...]
    values: tuple[Money, ...]

    @property
    def count(self) -> int:
        """How many transfers stand in it."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The board, three ways: by status in the order of the vocabulary, by instrument, and by programme."""

    lines: tuple[Line, ...]
    stages: tuple[Stage, ...]
    instruments: tuple[Stage, ...]
    programmes: tuple[Stage, ...]


def pipeline(view: Snapshot, case_id: str = "", *, closed: bool = False) -> Pipeline:
    """Read the board of a case, or of all; with ``closed`` what is over too.

    Of a case it holds what belongs to it; :func:`~crisisdesk.services.transfer_map.touched` tells what else it touches.
    """
    found = lines(view, case_id, closed=closed)
    order = _vocabulary(view, "transfer_state")
    channels = _vocabulary(view, "transfer_channel")
    return Pipeline(
        lines=tuple(found),
        stages=tuple(
            _stage(code, label, [one for one in found if one.status == code])
            for code, label in _with_strangers(order, (one.status for one in found)).items()
            if closed or code not in ENDED
        ),
        instruments=tuple(
            stage
            for code, label in _with_strangers(channels, (one.channel for one in found)).items()
            if (stage := _stage(code, label, [one for one in found if one.channel == code])).lines
        ),
        programmes=_by_programme(found),
    )


def lines(
    view: Snapshot, case_id: str = "", *, closed: bool = False, ids: Sequence[str] | None = None
) -> list[Line]:
    """The transfers of a case, or all, or those with these ids, what is due first before the rest."""
    wanted: list[str] = ["1"]
    values: list[str] = []
    if ids is not None:
        wanted.append(f"r.id IN ({', '.join('?' * len(ids))})")
        values += ids
    elif not closed:
        wanted.append(f"r.status NOT IN ({', '.join('?' * len(ENDED))})")
        values += sorted(ENDED)
    if case_id:
        wanted.append("r.case_id = ?")
        values.append(case_id)
    columns = ", ".join(f'r."{name}"' for name in _COLUMNS)
    rows = _read(view, f"SELECT {columns} FROM transfer r WHERE {' AND '.join(wanted)}", values)
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    words = _Words(view, found)
    made = [_line(row, words, view.moment.date()) for row in found]
    return sorted(made, key=lambda one: (one.next_on or date.max, one.title.casefold(), one.id))


class _Words:
    """Labels and captions of one reading, each fetched once."""

    def __init__(self, view: Snapshot, found: list[dict[str, Any]]) -> None:
        names = ("recipient_id", "supplier_id", "case_id", "programme_id")
        self.captions = view.captions({row[name] for row in found for name in names})
        self.status = _vocabulary(view, "transfer_state")
        self.channel = _vocabulary(view, "transfer_channel")
        self.stages = {name: _vocabulary(view, vocabulary) for vocabulary, name in _STAGES.items()}
        text = (
            "SELECT transfer_id, count(*) FROM adjustment WHERE status = 'in_force'"
            " AND transfer_id IS NOT NULL GROUP BY transfer_id"
        )
        self.adjustments = dict(_read(view, text, ()))


def _line(row: dict[str, Any], words: _Words, today: date) -> Line:
    label, day = next_step(row)
    finer = next(((name, row[name]) for name in _STAGES.values() if row[name]), ("", ""))
    named = words.captions.get
    return Line(
        id=row["id"],
        title=row["title"],
        number=row["number"],
        channel=row["channel"],
        channel_label=words.channel.get(row["channel"], row["channel"]),
        status=row["status"],
        status_label=words.status.get(row["status"], row["status"]),
        stage=words.stages[finer[0]].get(finer[1], finer[1]) if finer[0] else "",
        handling=row["handling"],
        recipient_id=row["recipient_id"] or "",
        recipient=named(row["recipient_id"] or "", ""),
        supplier_id=row["supplier_id"] or "",
        supplier=named(row["supplier_id"] or "", ""),
        case_id=row["case_id"] or "",
        case=named(row["case_id"] or "", ""),
        programme_id=row["programme_id"] or "",
        programme=named(row["programme_id"] or "", ""),
        value=Money.parse(row["value"]) if row["value"] else None,
        next_on=day,
        next_label=label,
        days_left=(day - today).days if day else None,
        adjustments=words.adjustments.get(row["id"], 0),
        marking=row["marking"],
    )


_BEHIND = {
    "clock_ends_on": frozenset({"agreed", "in_delivery", "delivered", "sustained", *ENDED}),
    "offer_expires_on": frozenset({"agreed", "in_delivery", "delivered", "sustained", *ENDED}),
    "delivery_on": frozenset({"delivered", "sustained", *ENDED}),
    "check_on": ENDED,
}


@lru_cache(maxsize=4096)
def _last_day(text: str) -> date:
    """The last day of a date as it lies in the file; a long board has the same days again and again."""
    return PartialDate.parse(text).last


def next_step(row: dict[str, Any]) -> tuple[str, date | None]:
    """The first day of a transfer's own that still matters at its status, and what it is; as in the clock wall."""
    days = [
        (_last_day(row[name]), label)
        for name, label in _NEXT
        if row[name] and row["status"] not in _BEHIND[name]
    ]
    known = [(day, label) for day, label in days if day != date.max]
    day, label = min(known, default=(None, ""))
    return label, day


def totals(values: Iterable[Money | None]) -> tuple[Money, ...]:
    """One sum for each currency; the desk keeps no exchange rates, so currencies are never added."""
    sums: dict[str, Decimal] = {}
    for value in values:
        if value is not None:
            sums[value.currency] = sums.get(value.currency, Decimal(0)) + value.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))


def _stage(code: str, label: str, found: list[Line]) -> Stage:
    return Stage(code, label, tuple(found), totals(one.value for one in found))


def _by_programme(found: list[Line]) -> tuple[Stage, ...]:
    named = {one.programme_id: one.programme for one in found if one.programme_id}
    stages = [
        _stage(programme_id, name, [one for one in found if one.programme_id == programme_id])
        for programme_id, name in sorted(named.items(), key=lambda pair: pair[1].casefold())
    ]
    rest = [one for one in found if not one.programme_id]
    return (*stages, _stage("", "No programme", rest)) if rest else tuple(stages)


def _vocabulary(view: Snapshot, name: str) -> dict[str, str]:
    return dict(
        _read(view, "SELECT code, label FROM term WHERE vocabulary = ? ORDER BY position, code", (name,))
    )


def _with_strangers(known: dict[str, str], codes: Iterable[str]) -> dict[str, str]:
    """The vocabulary, and after it the codes that are in use and not in it."""
    return known | {code: code or "Not said" for code in sorted(set(codes) - set(known))}


def _read(view: Snapshot, text: str, values: Sequence[Any]) -> list[Any]:
    """Rows as the driver gives them: rows of SQLAlchemy cost twice the time on a long board."""
    rows: list[Any] = view.sql(text, *values).cursor.fetchall()
    return rows


# -- as JSON ----------------------------------------------------------------------------------------------


def line_json(line: Line) -> dict[str, Any]:
    """A transfer on the board as JSON has it."""
    return {
        "id": line.id,
        "title": line.title,
        "number": line.number,
        "channel": line.channel,
        "status": line.status,
        "stage": line.stage,
        "handling": line.handling or None,
        "recipient": line.recipient or None,
        "recipient_id": line.recipient_id or None,
        "supplier": line.supplier or None,
        "case": line.case_id or None,
        "programme": line.programme_id or None,
        "value": str(line.value) if line.value else None,
        "next_on": line.next_on.isoformat() if line.next_on else None,
        "next": line.next_label,
        "days_left": line.days_left,
        "adjustments": line.adjustments,
        "marking": line.marking,
    }


def stage_json(stage: Stage) -> dict[str, Any]:
    """A column of the board as JSON has it, its transfers by id."""
    return {
        "code": stage.code,
        "label": stage.label,
        "count": stage.count,
        "values": [str(value) for value in stage.values],
        "transfers": [line.id for line in stage.lines],
    }
