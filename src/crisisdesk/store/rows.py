"""Records as rows: the columns of a record as they lie in the file, in table and journal alike."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.inspection import inspect
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import manager_of_class, set_committed_value
from sqlalchemy.orm.util import identity_key

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.store.engine import run, run_many
from crisisdesk.store.schema import table_of

_DIALECT = sqlite_dialect()
Writer = Callable[[Any], Any] | None
Reader = Callable[[Any], Any] | None
R = TypeVar("R", bound=Record)


@cache
def _writers(record_type: type[Record]) -> dict[str, Writer]:
    """For each column what turns its value into what the file holds."""
    return {column.key: column.type.bind_processor(_DIALECT) for column in table_of(record_type).columns}


def raw(record_type: type[Record], name: str, value: Any) -> Any:
    """One value as it lies in the file."""
    write = _writers(record_type)[name]
    return value if write is None else write(value)


@cache
def _readers(record_type: type[Record]) -> tuple[tuple[str, Reader], ...]:
    """For each column, in the order of the table, what turns what the file holds into its value."""
    columns = table_of(record_type).columns
    return tuple((column.key, column.type.result_processor(_DIALECT, None)) for column in columns)


def row_of(record: Record) -> dict[str, Any]:
    """All columns of a record as they lie in the file."""
    held = _values(record)
    return {
        name: held[name] if write is None else write(held[name])
        for name, write in _writers(type(record)).items()
    }


def _values(record: Record) -> dict[str, Any]:
    """The values of a record by column, its defaults among them; read past SQLAlchemy's slower attributes."""
    held = record.__dict__
    for name in _writers(type(record)):
        if name not in held:
            held[name] = getattr(record, name)
    return held


def record_from(record_type: type[R], row: Mapping[str, Any]) -> R:
    """A new record out of columns as they lie in a file.

    Raises:
        UserError: A column holds what it cannot hold.
    """
    try:
        values: dict[str, Any] = {
            name: value if read is None or value is None else read(value)
            for name, read in _readers(record_type)
            for value in (row.get(name),)
        }
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        raise UserError(f"A {record_type.__label__.lower()} holds something that no desk writes.") from error
    return record_type(**values)


def value_from(record_type: type[Record], name: str, value: Any) -> Any:
    """The value of one column, out of what lies in a file."""
    read = dict(_readers(record_type))[name]
    return value if read is None or value is None else read(value)


def edits_of(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that were assigned something else since the record was read: before and after."""
    record_type = type(record)
    before, after = {}, {}
    for name, old_value in inspect(record).committed_state.items():
        if name not in _writers(record_type):
            continue
        old, new = raw(record_type, name, old_value), raw(record_type, name, getattr(record, name))
        if old != new:
            before[name], after[name] = old, new
    return before, after


def load(connection: Connection, session: Session, record_type: type[R], record_id: str) -> R | None:
    """The record with this id as the session knows it, else read from the table; a third of the cost of a query."""
    known: R | None = session.identity_map.get(identity_key(record_type, record_id))
    if known is not None:
        return known
    found = run(connection, _select_text(table_of(record_type)), (record_id,)).fetchone()
    if found is None:
        return None
    record: R = manager_of_class(record_type).new_instance()
    record.__dict__.update(
        {
            name: value if read is None else read(value)
            for (name, read), value in zip(_readers(record_type), found, strict=True)
        }
    )
    return _known(session, record)


def adopt(session: Session, record: R) -> R:
    """Let a session know a new record whose row was just written, as if it had been read."""
    _values(record)
    return _known(session, record)


def _known(session: Session, record: R) -> R:
    make_transient_to_detached(record)
    session.add(record)
    return record


def settle(record: Record, columns: Mapping[str, Any]) -> None:
    """Take the present values of these columns as those that lie in the file."""
    for name in columns:
        set_committed_value(record, name, getattr(record, name))


def _quoted(table: Table) -> str:
    return ", ".join(f'"{column.key}"' for column in table.columns)


@cache
def _select_text(table: Table) -> str:
    return f'SELECT {_quoted(table)} FROM "{table.name}" WHERE id = ?'


@cache
def _insert_text(table: Table) -> str:
    return f'INSERT INTO "{table.name}" ({_quoted(table)}) VALUES ({", ".join("?" * len(table.columns))})'


def insert(connection: Connection, record_type: type[Record], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows, each with every column, into the table of a type."""
    table = table_of(record_type)
    in_order = itemgetter(*(column.key for column in table.columns))
    run_many(connection, _insert_text(table), map(in_order, rows))


def update(connection: Connection, table: str, record_id: str, columns: Mapping[str, Any]) -> None:
    """Set columns of one row."""
    names = ", ".join(f'"{name}" = ?' for name in columns)
    run(connection, f'UPDATE "{table}" SET {names} WHERE id = ?', (*columns.values(), record_id))


def delete(connection: Connection, table: str, record_id: str) -> None:
    """Take one row out."""
    run(connection, f'DELETE FROM "{table}" WHERE id = ?', (record_id,))


def read(connection: Connection, table: str, record_id: str) -> dict[str, Any] | None:
    """The row of a record as it lies in the file."""
    cursor = run(connection, f'SELECT * FROM "{table}" WHERE id = ?', (record_id,))
    found = cursor.fetchone()
    return None if found is None else dict(zip(names_of(cursor), found, strict=True))


def names_of(cursor: Any) -> tuple[str, ...]:
    """The names of the columns that a query gave."""
    return tuple(description[0] for description in cursor.description)
