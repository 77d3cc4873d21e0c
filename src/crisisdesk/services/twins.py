"""An exercise twin: a live desk's directory, law and templates in an exercise file of its own, real numbers masked."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.lists import ListAdoption, ScreeningDecision
from crisisdesk.model.merging import Conflict, Export, Merge
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.sources import Source
from crisisdesk.model.views import Mention
from crisisdesk.model.watch import DutyShift, Handover, HandoverItem, Snooze
from crisisdesk.store.rows import row_of
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_STAYS: frozenset[type[Record]] = frozenset(
    (
        Desk, Brief, Merge, Export, Conflict, ListAdoption, ScreeningDecision, DutyShift, Handover, HandoverItem,
        Snooze, Mention, Call,
    )
)  # fmt: skip
MASK = "EXERCISE: the number is in the live desk"
_MASKED: Mapping[type[Record], tuple[str, ...]] = {
    Channel: ("note",),
    Hotline: ("procedure", "fallback", "backup", "notes", "activation"),
    Post: ("notes",),
    Person: ("notes",),
}
_BLANKED: Mapping[type[Record], Mapping[str, str]] = {
    Channel: {"address": MASK, "number": "", "number_check": ""},
    Source: {"sha256": ""},  # the files themselves stay in the live desk
}
_NUMBER = re.compile(r"\+?\d(?:[\s()./-]*\d){4,}")


def found_twin(tx: Transaction, live: Snapshot, *, name: str = "", with_cases: bool = False) -> int:
    """Build an exercise desk out of a live one, as its first revision; returns how many records came over.

    Partners, posts, persons, channels, law, words and templates come over; issued briefs, calls, shifts, lists and the
    registers do not, nor do cases unless they are asked for. Every number by which somebody could be reached is masked,
    in the file itself, so that nobody is rung for an exercise.

    Raises:
        UserError: The desk that it is made from is exercise itself.
    """
    own = live.get(Desk, DESK_ID)
    if own.exercise:
        raise UserError(f"“{own.name}” is exercise itself; a twin is made from a live desk.")
    count = sum(tx.add_rows(of, rows) for of, rows in _copied(live, with_cases=with_cases))
    tx.add(
        Desk(
            id=DESK_ID,
            name=name or f"Exercise twin of {own.name}",
            exercise=True,
            home_id=own.home_id,
            originator=own.originator,
            ceiling=own.ceiling,
            time_zone=own.time_zone,
            twin_of=own.name,
        )
    )
    tx.summary = f"Found the exercise twin of {own.name}"
    return count + 1


def _copied(live: Snapshot, *, with_cases: bool) -> Iterator[tuple[type[Record], list[dict[str, Any]]]]:
    """The rows that come over, by type: none that refers to one that stays."""
    stays = _STAYS if with_cases else _STAYS | {CrisisCase}
    rows = {t: [row_of(record) for record in live.all(t)] for t in RECORD_TYPES}
    gone = {row["id"] for of in stays for row in rows[of]}
    kept = {of: found for of, found in rows.items() if of not in stays}
    while True:
        lost = {row["id"] for of, found in kept.items() for row in found if _leads_to(of, row, gone)}
        if not lost:
            break
        gone |= lost
        kept = {of: [row for row in found if row["id"] not in lost] for of, found in kept.items()}
    for of, found in kept.items():
        yield of, [masked(of, row) for row in found]


def _leads_to(of: type[Record], row: dict[str, Any], gone: set[str]) -> bool:
    return any(row[f.name] in gone for f in fields_of(of) if f.kind == "reference" and row[f.name])


def masked(of: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """A row with every number by which somebody could be reached masked."""
    names = (name for name in _MASKED.get(of, ()) if row.get(name))
    said = {name: _NUMBER.sub("[number masked]", row[name]) for name in names}
    return {**row, **said, **_BLANKED.get(of, {})}
