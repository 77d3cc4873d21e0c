"""Catalogue and search index, kept in step with the records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from crisisdesk.model.base import Record, caption_fields, fields_of
from crisisdesk.progress import Progress
from crisisdesk.store import rows, search
from crisisdesk.store.changes import Change
from crisisdesk.store.engine import run, value_of

_MANY = 1_000
_CAPTION = "SELECT caption FROM catalogue WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that is to be indexed anew: ``row`` is nothing when it is gone, ``fresh`` when it was never indexed."""

    record_type: str
    record_id: str
    number: int
    row: Mapping[str, Any] | None
    fresh: bool = False


def caption_of(connection: Connection, record_type: type[Record], row: Mapping[str, Any]) -> str:
    """The caption of a record out of its columns, with the captions of what it joins where a reference names it."""
    quoted = [value for name in _joined(record_type) if (value := row.get(name))]
    parts = [value_of(connection, _CAPTION, (value,)) or value for value in quoted]
    return " · ".join(filter(None, [*parts, record_type.own_caption(row)])) or str(row["id"])


@cache
def _joined(record_type: type[Record]) -> tuple[str, ...]:
    """The references whose captions are part of a type's captions."""
    return tuple(f.name for f in caption_fields(record_type) if f.kind == "reference")


class Indexing:
    """Keeps catalogue and search index in step with the records.

    The captions of some types quote those of others, so types are taken in the order of :meth:`_depth`.
    """

    def __init__(self, connection: Connection, types: Mapping[str, type[Record]]) -> None:
        self._connection = connection
        self._types = types

    def follow(self, changes: Iterable[Change], first: int) -> None:
        """Bring both up to date after these changes, which the journal numbered on from ``first``."""
        self.refresh(self._touched(number, change) for number, change in enumerate(changes, first))

    def _touched(self, number: int, change: Change) -> Touched:
        table, record_id = change.record_type, change.record_id
        match change.kind:
            case "new":
                return Touched(table, record_id, number, change.after, fresh=True)
            case "gone":
                return Touched(table, record_id, number, None)
        return Touched(table, record_id, number, rows.read(self._connection, table, record_id))

    def refresh(self, touched: Iterable[Touched]) -> None:
        """Index these records anew, and those whose captions quote one that is now called otherwise."""
        waiting: dict[int, dict[str, Touched]] = {}
        for one in touched:
            waiting.setdefault(self._depth(one.record_type), {})[one.record_id] = one
        while waiting:
            batch = waiting.pop(min(waiting))
            for again in self._replace(batch.values()):
                waiting.setdefault(self._depth(again.record_type), {}).setdefault(again.record_id, again)

    def _depth(self, table: str) -> int:
        """0 for a type whose captions stand alone, else one more than the deepest that they quote."""
        quoted = (f.references for f in caption_fields(self._types[table]) if f.kind == "reference")
        return max((1 + self._depth(other) for other in quoted if other != table), default=0)

    def _replace(self, batch: Iterable[Touched]) -> list[Touched]:
        """Put a batch in the place of what the index held of it; return what quotes a caption that changed."""
        batch = list(batch)
        known = [one for one in batch if not one.fresh]
        before = {one.record_id: value_of(self._connection, _CAPTION, (one.record_id,)) for one in known}
        search.drop(self._connection, before)
        entries = [self._entry(one.number, one.record_type, one.row) for one in batch if one.row is not None]
        search.put(self._connection, entries)
        return [
            quoting
            for entry in entries
            if entry.id in before and before[entry.id] != entry.caption
            for quoting in self._quoting(entry.record_type, entry.id)
        ]

    def _entry(self, number: int, table: str, row: Mapping[str, Any]) -> search.Entry:
        record_type = self._types[table]
        return search.entry_of(number, record_type, row, caption_of(self._connection, record_type, row))

    def _quoting(self, table: str, record_id: str) -> Iterator[Touched]:
        for record_type in self._types.values():
            for f in fields_of(record_type):
                if f.facts.caption and f.references == table:
                    yield from self._holding(record_type.__tablename__, f.name, record_id)

    def _holding(self, table: str, name: str, record_id: str) -> Iterator[Touched]:
        text = (
            f'SELECT r.id, c.number FROM "{table}" AS r JOIN catalogue AS c USING (id) WHERE r."{name}" = ?'
        )
        for found, number in run(self._connection, text, (record_id,)).fetchall():
            yield Touched(table, found, number, rows.read(self._connection, table, found))

    def rebuild(self, progress: Progress) -> None:
        """Make catalogue and index anew from the records; each has the number of its newest change."""
        run(self._connection, "DELETE FROM catalogue")
        run(self._connection, "DELETE FROM search")
        order = sorted(self._types, key=self._depth)
        for place, table in enumerate(order):
            progress(place, len(order), f"Indexing {self._types[table].__plural__.lower()}")
            cursor = run(
                self._connection,
                f'SELECT (SELECT max(id) FROM change WHERE record_id = r.id), r.* FROM "{table}" AS r ORDER BY 1',
            )
            names = rows.names_of(cursor)[1:]
            while part := cursor.fetchmany(_MANY):
                found = [(row[0], dict(zip(names, row[1:], strict=True))) for row in part]
                search.put(self._connection, [self._entry(number, table, row) for number, row in found])
