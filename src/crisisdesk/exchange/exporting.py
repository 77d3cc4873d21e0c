"""Writing records as a file: CSV, JSON or a workbook, for an audience."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.audience import Audience, portion_marks
from crisisdesk.exchange.csv_out import csv_content
from crisisdesk.exchange.json_out import json_content
from crisisdesk.exchange.scope import all_records, records_of_case
from crisisdesk.exchange.sheet import Sheet
from crisisdesk.exchange.telling import told
from crisisdesk.exchange.xlsx_out import xlsx_content
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.store.snapshot import Snapshot

WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {
    "csv": csv_content,
    "json": json_content,
    "xlsx": xlsx_content,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, how many records are in it, and how many records and paragraphs were withheld from it.

    ``markings`` are those of its records and, as far as they read like marks, of its paragraphs; ``banner`` is what
    follows from them by the ladder of the desk, once the services have asked it.
    """

    content: bytes
    form: str
    records: int
    withheld: int
    portions_withheld: int
    markings: frozenset[Marking] = frozenset()
    banner: str = ""


def export(
    view: Snapshot,
    form: str,
    *,
    case_id: str = "",
    record_type: type[Record] | None = None,
    audience: Audience | None = None,
) -> Exported:
    """Write the records of a case, of a type, or all, as ``csv``, ``json`` or ``xlsx``.

    With an audience, records and marked paragraphs that it may not have are left out and counted, and
    references to those records are emptied. The same desk gives the same bytes.

    Raises:
        UserError: There is no such format or case.
    """
    if form not in WRITERS:
        raise UserError(f"“{form[:20]}” is no format of an export; choose one of {', '.join(WRITERS)}.")
    records: Sequence[Record]
    if case_id:
        records = [r for r in records_of_case(view, case_id) if record_type in {None, type(r)}]
    else:
        records = all_records(view) if record_type is None else view.all(record_type)
    desk = view.find(Desk, DESK_ID)
    sheet, withheld, portions = _sheet(view, records, audience)
    sheet = Sheet(sheet.rows, record_type, exercise=bool(desk and desk.exercise), moment=view.moment)
    return Exported(WRITERS[form](sheet), form, len(sheet.rows), withheld, portions, _markings(sheet))


def _markings(sheet: Sheet) -> frozenset[Marking]:
    prose = {
        kind: [f.name for f in fields_of(kind) if f.kind == "prose"]
        for kind in {type(record) for record, _ in sheet.rows}
    }
    own = {record.marking for record, _ in sheet.rows}
    return frozenset(own).union(
        *(
            portion_marks(row[name])
            for record, row in sheet.rows
            for name in prose[type(record)]
            if row[name] and "(" in row[name]
        )
    )


def _sheet(view: Snapshot, records: Sequence[Record], audience: Audience | None) -> tuple[Sheet, int, int]:
    if audience is None:
        return (
            Sheet([(record, told(record)) for record in records], None, exercise=False, moment=view.moment),
            0,
            0,
        )
    kept = [record for record in records if audience.may_have(record.marking)]
    gone = {record.id for record in records} - {record.id for record in kept}
    rows, portions = [], 0
    for record in kept:
        row, count = _for_audience(record, audience, gone)
        rows.append((record, row))
        portions += count
    return Sheet(rows, None, exercise=False, moment=view.moment), len(gone), portions


def _for_audience(record: Record, audience: Audience, gone: set[str]) -> tuple[dict[str, Any], int]:
    row, count = told(record), 0
    for f in fields_of(type(record)):
        value = row[f.name]
        if value is None:
            continue
        if f.kind == "prose":
            row[f.name], withheld = audience.portions(value)
            count += withheld
        elif f.kind == "reference" and value in gone:
            row[f.name] = None
    return row, count
