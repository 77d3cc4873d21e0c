"""``Snapshot``: how the records of a desk are read."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, or_, select
from sqlalchemy.orm import Session

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.store import journal, rows, search
from crisisdesk.store.changes import Change, ChangeSet
from crisisdesk.store.engine import run, value_of
from crisisdesk.store.indexing import caption_of
from crisisdesk.store.journal import Revision
from crisisdesk.store.library import Library
from crisisdesk.store.schema import references_to, table_of, type_by_table
from crisisdesk.store.search import Hit

R = TypeVar("R", bound=Record)
_MANY = 500


class Snapshot:
    """The records of a desk at one moment; nothing that others write meanwhile is seen.

    ``moment`` is the time it shows: now, or the past moment that was asked for. ``revision`` is the newest
    revision in it. ``library`` holds all lists that were ever imported: which of them count, the records say.
    """

    def __init__(
        self,
        connection: Connection,
        moment: datetime,
        revision: int,
        *,
        past: bool = False,
        shelf: Connection | None = None,
    ) -> None:
        self._connection = connection
        self._session = Session(bind=connection, autoflush=False, expire_on_commit=False)
        self._types = type_by_table()
        self.moment = moment.replace(microsecond=0)
        self.revision = revision
        self.past = past
        self.library = Library(shelf or connection)

    def close(self) -> None:
        """Let go of the records read; they stay readable, and refuse assignment."""
        self._session.info.clear()
        self._session.close()

    # -- one record ---------------------------------------------------------------------------------------

    def find(self, record_type: type[R], record_id: str | None) -> R | None:
        """The record with this id, or nothing."""
        return rows.load(self._connection, self._session, record_type, record_id) if record_id else None

    def get(self, record_type: type[R], record_id: str) -> R:
        """The record with this id.

        Raises:
            UserError: There is none of this type.
        """
        record = self.find(record_type, record_id)
        if record is None:
            raise UserError(f"There is no {record_type.__label__.lower()} with the id “{record_id[:60]}”.")
        return record

    def lookup(self, record_id: str) -> Record:
        """The record with this id, of whatever type.

        Raises:
            UserError: There is none.
        """
        name = self.type_of(record_id)
        if name is None:
            raise UserError(f"There is no record with the id “{record_id[:60]}” in this desk.")
        return self.get(self._types[name], record_id)

    def type_of(self, record_id: str) -> str | None:
        """The name of the type of the record with this id."""
        found: str | None = value_of(
            self._connection, "SELECT record_type FROM catalogue WHERE id = ?", (record_id,)
        )
        return found

    # -- many records -------------------------------------------------------------------------------------

    def all(
        self,
        record_type: type[R],
        *conditions: ColumnElement[bool],
        order: Any = None,
        limit: int | None = None,
    ) -> list[R]:
        """All records of a type that meet the conditions, in the order asked for, else in that of their ids."""
        statement = select(record_type).where(*conditions)
        statement = (
            statement.order_by(record_type.id) if order is None else statement.order_by(order, record_type.id)
        )
        return list(self._session.scalars(statement if limit is None else statement.limit(limit)))

    def count(self, record_type: type[Record]) -> int:
        """How many records of a type there are."""
        return int(value_of(self._connection, f'SELECT count(*) FROM "{record_type.__tablename__}"'))

    def ids(
        self, record_type: type[Record], *conditions: ColumnElement[bool], order: Any = None
    ) -> list[str]:
        """The ids of all records of a type that meet the conditions, in order: all that a long table needs at first.

        ``order`` is one expression or several, such as :func:`~crisisdesk.store.ordering.sort_keys` gives.
        """
        keys = order if isinstance(order, tuple) else () if order is None else (order,)
        statement = select(record_type.id).where(*conditions).order_by(*keys, record_type.id)
        found = self._connection.execute(statement)
        driver_rows: Any = found.cursor  # SQLAlchemy's own rows cost twice the time
        return [record_id for (record_id,) in driver_rows]

    def rows(
        self, record_type: type[Record], names: Sequence[str], record_ids: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """Columns of these records as they lie in the file, in the order of the ids; those that are gone are left out.

        For a page of a table: what :meth:`ids` gave, some sixty at a time. References are ids; see :meth:`captions`.
        """
        columns = ", ".join(f'"{table_of(record_type).columns[name].key}"' for name in names)
        text = f'SELECT id, {columns or "id"} FROM "{record_type.__tablename__}" WHERE id IN '
        found: dict[str, tuple[Any, ...]] = {}
        for part in _parts(record_ids):
            cursor = run(self._connection, f"{text}({_marks(part)})", part)
            found.update((row[0], row[1:] if names else ()) for row in cursor)
        return [found[record_id] for record_id in record_ids if record_id in found]

    def select(self, statement: Select[Any]) -> Sequence[Any]:
        """Run a query over record types; rows as tuples of values, much cheaper than records."""
        return self._session.execute(statement).all()

    def sql(self, text: str, *values: Any) -> Any:
        """Run a query in SQL's own words, for indexes that records do not show; values are always bound."""
        return self._connection.exec_driver_sql(text, values)

    def captions(self, record_ids: Iterable[str | None]) -> dict[str, str]:
        """What each of these records is called; those that are gone are left out."""
        wanted = sorted({record_id for record_id in record_ids if record_id})
        found: dict[str, str] = {}
        for part in _parts(wanted):
            text = f"SELECT id, caption FROM catalogue WHERE id IN ({_marks(part)})"
            found.update(run(self._connection, text, part))
        return found

    def caption(self, record: Record) -> str:
        """What a record is called, references and all."""
        return caption_of(self._connection, type(record), rows.row_of(record))

    def referring(self, record_id: str) -> list[Record]:
        """Every record that refers to this one, by type and id."""
        found: dict[str, Record] = {}
        for record_type, names in references_to(self.type_of(record_id) or ""):
            columns = table_of(record_type).columns
            held = or_(*(columns[name] == record_id for name in names))
            found.update((record.id, record) for record in self.all(record_type, held))
        return list(found.values())

    def content(self, digest: str) -> bytes:
        """The bytes of a kept file, such as an issued brief.

        Raises:
            UserError: There is none with this SHA-256, or it was altered outside CrisisDesk.
        """
        found: bytes | None = value_of(
            self._connection, "SELECT bytes FROM content WHERE digest = ?", (digest,)
        )
        if found is None:
            raise UserError(
                f"This desk keeps no file with the digest {digest[:16]}…; it was issued from another copy."
            )
        if hashlib.sha256(found).hexdigest() != digest:
            raise UserError(f"The kept file {digest[:16]}… was altered outside CrisisDesk; restore a backup.")
        return found

    # -- search and history -------------------------------------------------------------------------------

    def search(
        self, typed: str, record_types: Iterable[type[Record]] = (), *, within: str = "", limit: int = 50
    ) -> list[Hit]:
        """Find records by what a person typed, best first; nothing for a text without words.

        What is called so comes before what only mentions it, which is sorted by newness; see the module ``search``.

        Args:
            typed: Anything at all; of very long texts the beginning counts.
            record_types: Only records of these types; all when there is none.
            within: Only records that refer to this record, such as the id of a case.
            limit: At most so many hits.
        """
        tables = [record_type.__tablename__ for record_type in record_types]
        hits = search.find(self._connection, typed, tables, within, limit)
        texts = self._texts([(table, record_id) for record_id, table, _, _ in hits])
        return [
            Hit(i, t, caption, search.snippet(texts.get(i, ""), typed), score)
            for i, t, caption, score in hits
        ]

    def _texts(self, records: Iterable[tuple[str, str]]) -> dict[str, str]:
        """What the search read of these records, one text each."""
        by_table: dict[str, list[str]] = {}
        for table, record_id in records:
            by_table.setdefault(table, []).append(record_id)
        found: dict[str, str] = {}
        for table, record_ids in by_table.items():
            names = search.searched(self._types[table])
            rows_ = self.rows(self._types[table], ("id", *names), record_ids)
            found.update((row[0], " · ".join(str(text) for text in row[1:] if text)) for row in rows_)
        return found

    def history(
        self, record_id: str = "", *, limit: int | None = None, before: int | None = None
    ) -> list[Revision]:
        """The revisions up to this snapshot, newest first; of one record, or of all."""
        end = self.revision + 1 if before is None else min(before, self.revision + 1)
        return journal.revisions(self._connection, record_id=record_id, limit=limit, before=end)

    def revision_named(self, number: int) -> Revision:
        """The revision with this number.

        Raises:
            UserError: There is none.
        """
        return journal.revision(self._connection, number)

    def to_undo(self) -> Revision | None:
        """The act that undo would take back."""
        return journal.to_undo(self._connection)

    def to_redo(self) -> Revision | None:
        """The undo that redo would take back."""
        return journal.to_redo(self._connection)

    def changes_of(self, revision: int, record_id: str = "", limit: int | None = None) -> list[Change]:
        """What one revision changed, in all or in one record; with a limit, the first so many changes."""
        return journal.changes_of(self._connection, revision, record_id, limit)

    def changes_since(self, revision: int) -> ChangeSet:
        """All that was changed after a revision."""
        return journal.changes_since(self._connection, revision)


def _parts(record_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(record_ids), _MANY):
        yield record_ids[start : start + _MANY]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
