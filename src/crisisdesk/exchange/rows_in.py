"""From the rows of a CSV or the objects of a JSON file to what the intake takes."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_in import Line, header_of, lines
from crisisdesk.exchange.csv_out import STAMP_COLUMN
from crisisdesk.exchange.formulas import as_written
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.json_in import json_value
from crisisdesk.exchange.json_out import FORMAT
from crisisdesk.exchange.opening import Source
from crisisdesk.model.base import Record, field_named, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.records import RECORD_TYPES, record_type_named
from crisisdesk.store.snapshot import Snapshot

_NOT_FIELDS = frozenset({"caption", "revision", STAMP_COLUMN})
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
    header = _Header(names, record_type)
    if record_type is not None:
        report.ignored = header.ignored(source, record_type)
    body = lines(source)
    next(body)
    for line in body:
        try:
            yield header.read(line)
        except UserError as refusal:
            report.refuse(line.row, str(refusal))


class _Header:
    """The columns of a file, and which fields of each type they mean."""

    def __init__(self, names: Sequence[str], record_type: type[Record] | None) -> None:
        self._names = names
        self._record_type = record_type
        self._lowered = [name.lower() for name in names]
        self._fields: dict[type[Record], dict[int, str]] = {}

    def read(self, line: Line) -> Incoming:
        """Read a row.

        Raises:
            UserError: It has more or fewer cells than the header, no type, or a cell that its type has no field for.
        """
        cells = line.cells
        while len(cells) > len(self._names) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(self._names):
            raise UserError(f"The row has {len(cells)} cells, the header has {len(self._names)}.")
        of = self._record_type or record_type_named(self._own(cells, _TYPE))
        fields = self.fields(of)
        if self._record_type is None:
            self._refuse_stray(of, cells, fields)
        texts = {name: as_written(cells[place]) for place, name in fields.items()}
        return Incoming(line.row, of, self._own(cells, _ID), texts)

    def _own(self, cells: Sequence[str], name: str) -> str:
        return cells[self._lowered.index(name)].strip() if name in self._lowered else ""

    def fields(self, of: type[Record]) -> dict[int, str]:
        """The field that each column means; a name that is exactly one wins over one that is only near it."""
        if of not in self._fields:
            exact = {f.name for f in fields_of(of)}
            found = {place: name for place, name in enumerate(self._lowered) if name in exact}
            for place, name in enumerate(self._names):
                near = None if place in found else field_name(of, name)
                if near is not None and near not in found.values():
                    found[place] = near
            self._fields[of] = found
        return self._fields[of]

    def _refuse_stray(self, of: type[Record], cells: Sequence[str], fields: dict[int, str]) -> None:
        for place, cell in enumerate(cells):
            if place not in fields and cell.strip() and not is_no_field(self._names[place]):
                raise UserError(f"A {of.__label__.lower()} has no field “{self._names[place][:40]}”.")

    def ignored(self, source: Source, of: type[Record]) -> tuple[str, ...]:
        """The columns that mean nothing to a type.

        Raises:
            UserError: None of them means anything.
        """
        fields = self.fields(of)
        if not fields:
            columns = ", ".join(f.name for f in fields_of(of))
            raise UserError(
                f"{source.name}: none of its columns is a field of a {of.__label__.lower()}; it has {columns}."
            )
        return tuple(
            name for place, name in enumerate(self._names) if place not in fields and not is_no_field(name)
        )


def is_no_field(name: str) -> bool:
    """Whether a column is not a field by intent: ids, types, captions."""
    name = name.lower()
    return not name or name in {_ID, _TYPE, *_NOT_FIELDS} or name.endswith("_caption")


def field_name(of: type[Record], name: str) -> str | None:
    """The field of a type that a name means, or nothing."""
    if is_no_field(name):
        return None
    try:
        return field_named(of, name).name
    except UserError:  # a column that this type does not have
        return None


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
    known = {field_name(of, name) for name in names if not is_no_field(name)}
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
        known = field_name(of, name)
        if known is not None:
            texts[known] = _as_text(name, value)
        elif not is_no_field(name):
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
