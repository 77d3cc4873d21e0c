"""From the rows of a CSV or the objects of a JSON file to what the intake takes."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_in import Line, header_of, lines
from crisisdesk.exchange.formulas import as_written
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.json_in import json_value
from crisisdesk.exchange.json_out import FORMAT
from crisisdesk.exchange.opening import Source
from crisisdesk.model.base import Record, field_named, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.records import RECORD_TYPES, record_type_named
from crisisdesk.store.snapshot import Snapshot

_NOT_FIELDS = frozenset({"caption", "revision"})
_ID, _TYPE = "id", "type"


# -- CSV --------------------------------------------------------------------------------------------------


def incoming_csv(source: Source, record_type: type[Record] | None, report: Report) -> Iterator[Incoming]:
    """The rows of a CSV file; rows that cannot be read are refused in the report.

    Raises:
        UserError: The file has no header that says what its columns are, or is no CSV.
    """
    names = header_of(source)
    lowered = [name.lower() for name in names]
    twice = next((name for name in names if name and lowered.count(name.lower()) > 1), None)
    if twice is not None:
        raise UserError(f"{source.name}: the column “{twice[:40]}” is there twice.")
    if record_type is None and _TYPE not in lowered:
        record_type = _guessed(source, names)
    if record_type is not None:
        report.ignored = _ignored(source, record_type, names)
    body = lines(source)
    next(body)
    for line in body:
        try:
            yield _from_line(line, names, record_type)
        except UserError as refusal:
            report.refuse(line.row, str(refusal))


def _from_line(line: Line, names: Sequence[str], record_type: type[Record] | None) -> Incoming:
    cells = line.cells
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(names):
        raise UserError(f"The row has {len(cells)} cells, the header has {len(names)}.")
    by_name = {name: as_written(cell) for name, cell in zip(names, cells, strict=True)}
    of_row = next((cell for name, cell in by_name.items() if name.lower() == _TYPE), "")
    of = record_type or record_type_named(of_row)
    record_id = next((cell.strip() for name, cell in by_name.items() if name.lower() == _ID), "")
    mixed = record_type is None
    return Incoming(line.row, of, record_id, _texts(of, by_name, mixed=mixed))


def _texts(of: type[Record], by_name: dict[str, str], *, mixed: bool) -> dict[str, str]:
    """The cells by the names of fields; in a file of several types the columns of others are empty or ignored."""
    texts = {}
    for name, cell in by_name.items():
        field_name = _field_name(of, name)
        if field_name is not None:
            texts[field_name] = cell
        elif mixed and cell.strip() and not _is_known(name):
            raise UserError(f"A {of.__label__.lower()} has no field “{name[:40]}”.")
    return texts


def _is_known(name: str) -> bool:
    """Whether a column is not a field by intent: ids, types, captions."""
    return name.lower() in {_ID, _TYPE, *_NOT_FIELDS} or name.lower().endswith("_caption") or not name


def _field_name(of: type[Record], name: str) -> str | None:
    if _is_known(name):
        return None
    try:
        return field_named(of, name).name
    except UserError:  # a column that this type does not have
        return None


def _ignored(source: Source, of: type[Record], names: Sequence[str]) -> tuple[str, ...]:
    known = [_field_name(of, name) for name in names]
    if not any(known):
        columns = ", ".join(f.name for f in fields_of(of))
        raise UserError(
            f"{source.name}: none of its columns is a field of a {of.__label__.lower()}; it has {columns}."
        )
    twice = next((name for name in known if name and known.count(name) > 1), None)
    if twice is not None:
        raise UserError(f"{source.name}: two columns mean the field {twice}.")
    return tuple(
        name
        for name, field_name in zip(names, known, strict=True)
        if field_name is None and not _is_known(name)
    )


def _guessed(source: Source, names: Sequence[str]) -> type[Record]:
    """The type that the file's name says, else the only one that has all these columns."""
    stem = PurePath(source.name).name.partition(".")[0]
    try:
        return record_type_named(stem)
    except UserError:  # the name says nothing; the header may
        fitting = [t for t in RECORD_TYPES if _fits(t, names)]
    if len(fitting) == 1:
        return fitting[0]
    raise UserError(
        f"{source.name} does not say what its rows are; add a column “type”, or give the type (--type), such as --type partner."
    )


def _fits(of: type[Record], names: Sequence[str]) -> bool:
    known = {_field_name(of, name) for name in names if not _is_known(name)}
    required = {f.name for f in fields_of(of) if f.required}
    return None not in known and required <= known


# -- JSON -------------------------------------------------------------------------------------------------


def incoming_json(
    view: Snapshot, source: Source, record_type: type[Record] | None, report: Report
) -> Iterator[Incoming]:
    """The records of a JSON file: an export, a list of objects, or one object.

    Raises:
        UserError: It is no strict JSON, holds no records, or is exercise and this desk is not.
    """
    value = json_value(source)
    if isinstance(value, dict) and "records" in value:
        _refuse_foreign(view, source, value)
        value = value["records"]
    records = value if isinstance(value, list) else [value]
    if not all(isinstance(record, dict) for record in records) or not records:
        raise UserError(f"{source.name} holds no records; an export of a desk has a list “records”.")
    ignored: dict[str, None] = {}
    for row, record in enumerate(records, 1):
        try:
            incoming, unknown = _from_object(row, record, record_type)
        except UserError as refusal:
            report.refuse(row, str(refusal))
            continue
        ignored.update(dict.fromkeys(unknown))
        yield incoming
    report.ignored = tuple(ignored)


def _refuse_foreign(view: Snapshot, source: Source, value: dict[str, Any]) -> None:
    said = value.get("format", FORMAT)
    if said != FORMAT:
        raise UserError(f"{source.name} has the format “{str(said)[:40]}”; this program reads {FORMAT}.")
    desk = view.find(Desk, DESK_ID)
    if value.get("exercise") is True and not (desk and desk.exercise):
        raise UserError(f"{source.name} is exercise, and this desk is not; import it into an exercise desk.")


def _from_object(
    row: int, record: dict[str, Any], record_type: type[Record] | None
) -> tuple[Incoming, list[str]]:
    said = record.get(_TYPE)
    if record_type is None and not isinstance(said, str):
        raise UserError("The record does not say its type.")
    of = record_type_named(said) if isinstance(said, str) else record_type
    assert of is not None
    record_id = record.get(_ID) or ""
    if not isinstance(record_id, str):
        raise UserError("The id of a record is a text.")
    texts, unknown = {}, []
    for name, value in record.items():
        field_name = _field_name(of, name)
        if field_name is not None:
            texts[field_name] = _as_text(name, value)
        elif not _is_known(name):
            unknown.append(name)
    return Incoming(row, of, record_id.strip(), texts), unknown


def _as_text(name: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
    raise UserError(f"{name[:40]} holds a list or an object where one value is expected.")
