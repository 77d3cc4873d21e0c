"""Records as rows: the columns of a record as they lie in the file, in table and journal alike."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.inspection import inspect
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from crisisdesk.model.base import Record
from crisisdesk.store.schema import table_of

_DIALECT = sqlite_dialect()
Writer = Callable[[Any], Any] | None


@cache
def _writers(record_type: type[Record]) -> dict[str, Writer]:
    """For each column what turns its value into what the file holds."""
    return {column.key: column.type.bind_processor(_DIALECT) for column in table_of(record_type).columns}


def raw(record_type: type[Record], name: str, value: Any) -> Any:
    """One value as it lies in the file."""
    write = _writers(record_type)[name]
    return value if write is None else write(value)


def row_of(record: Record) -> dict[str, Any]:
    """All columns of a record as they lie in the file."""
    return {
        name: getattr(record, name) if write is None else write(getattr(record, name))
        for name, write in _writers(type(record)).items()
    }


def edits_of(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that were assigned something else since the record was read: before and after."""
    record_type = type(record)
    state = inspect(record)
    before, after = {}, {}
    for name, old_value in state.committed_state.items():
        if name not in _writers(record_type):
            continue
        old, new = raw(record_type, name, old_value), raw(record_type, name, getattr(record, name))
        if old != new:
            before[name], after[name] = old, new
    return before, after


def adopt(session: Session, record: Record) -> None:
    """Let a session know a new record whose row was just written, as if it had been read."""
    record.__dict__.update({name: getattr(record, name) for name in _writers(type(record))})
    make_transient_to_detached(record)
    session.add(record)


def settle(record: Record, columns: Mapping[str, Any]) -> None:
    """Take the present values of these columns as those that lie in the file."""
    for name in columns:
        set_committed_value(record, name, getattr(record, name))


@cache
def _insert_text(table: Table) -> tuple[str, tuple[str, ...]]:
    names = tuple(column.key for column in table.columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table.name}" ({quoted}) VALUES ({", ".join("?" * len(names))})', names


def insert(connection: Connection, record_type: type[Record], rows: list[Mapping[str, Any]]) -> None:
    """Put rows into the table of a type."""
    text, names = _insert_text(table_of(record_type))
    connection.exec_driver_sql(text, [tuple(row.get(name) for name in names) for row in rows])


def update(connection: Connection, table: str, record_id: str, columns: Mapping[str, Any]) -> int:
    """Set columns of one row; returns how many rows there were: 1 or 0."""
    names = ", ".join(f'"{name}" = ?' for name in columns)
    return connection.exec_driver_sql(
        f'UPDATE "{table}" SET {names} WHERE id = ?', (*columns.values(), record_id)
    ).rowcount


def delete(connection: Connection, table: str, record_id: str) -> int:
    """Take one row out; returns how many there were: 1 or 0."""
    return connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (record_id,)).rowcount


def read(connection: Connection, table: str, record_id: str) -> dict[str, Any] | None:
    """The row of a record as it lies in the file."""
    found = (
        connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE id = ?', (record_id,)).mappings().first()
    )
    return dict(found) if found is not None else None
