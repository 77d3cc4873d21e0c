"""Catalogue and search index, kept in step with the records."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from crisisdesk.model.base import Record, caption_fields, fields_of
from crisisdesk.progress import Progress
from crisisdesk.store import rows, search
from crisisdesk.store.changes import Change

_MANY = 500


def caption_of(connection: Connection, record_type: type[Record], row: Mapping[str, Any]) -> str:
    """The caption of a record out of its columns, with the captions of what it joins where a reference names it."""
    names = caption_fields(record_type)
    if not any(f.kind == "reference" for f in names):
        return record_type.own_caption(row) or str(row["id"])
    parts = []
    for f in names:
        value = row.get(f.name)
        if value and f.kind == "reference":
            text = "SELECT caption FROM catalogue WHERE id = ?"
            parts.append(connection.exec_driver_sql(text, (value,)).scalar() or value)
    return " · ".join(filter(None, [*parts, record_type.own_caption(row)])) or str(row["id"])


class Indexing:
    """Keeps catalogue and search index in step with changes."""

    def __init__(self, connection: Connection, types: Mapping[str, type[Record]]) -> None:
        self._connection = connection
        self._types = types

    def follow(self, changes: Iterable[Change]) -> None:
        """Bring both up to date after these changes, captions that quote a changed caption included."""
        gone, fresh, edited = [], [], []
        for change in changes:
            match change.kind:
                case "gone":
                    gone.append(change.record_id)
                case "new":
                    fresh.append((change.record_type, change.record_id, dict(change.after or {})))
                case _:
                    edited.append((change.record_type, change.record_id))
        search.drop(self._connection, gone)
        self._put([(t, i, row) for t, i, row in fresh if not self._joins(t)], known=False)
        self._put([(t, i, row) for t, i, row in fresh if self._joins(t)], known=False)
        self._follow_edits(edited)

    def _joins(self, table: str) -> bool:
        return any(f.kind == "reference" for f in caption_fields(self._types[table]))

    def _follow_edits(self, edited: list[tuple[str, str]]) -> None:
        while edited:
            before = self._captions([record_id for _, record_id in edited])
            read = ((t, i, rows.read(self._connection, t, i)) for t, i in edited)
            self._put([(t, i, row) for t, i, row in read if row is not None], known=True)
            after = self._captions([record_id for _, record_id in edited])
            renamed = [(t, i) for t, i in edited if before.get(i) != after.get(i)]
            edited = [quoting for t, i in renamed for quoting in self._quoting(t, i)]

    def _captions(self, ids: list[str]) -> dict[str, str]:
        text = "SELECT caption FROM catalogue WHERE id = ?"
        return {i: self._connection.exec_driver_sql(text, (i,)).scalar() or "" for i in ids}

    def _quoting(self, table: str, record_id: str) -> Iterator[tuple[str, str]]:
        for record_type in self._types.values():
            for f in fields_of(record_type):
                if f.facts.caption and f.references == table:
                    text = f'SELECT id FROM "{record_type.__tablename__}" WHERE "{f.name}" = ?'
                    for (found,) in self._connection.exec_driver_sql(text, (record_id,)):
                        yield record_type.__tablename__, found

    def _put(self, new: list[tuple[str, str, dict[str, Any]]], *, known: bool) -> None:
        entries = [
            search.entry_of(self._types[t], i, row, caption_of(self._connection, self._types[t], row))
            for t, i, row in new
        ]
        search.put(self._connection, entries, known=known)

    def rebuild(self, progress: Progress) -> None:
        """Make catalogue and index anew from the records."""
        self._connection.exec_driver_sql("DELETE FROM catalogue")
        self._connection.exec_driver_sql("DELETE FROM search")
        order = sorted(self._types, key=self._joins)
        for place, table in enumerate(order):
            progress(place, len(order), f"Indexing {self._types[table].__plural__.lower()}")
            found = self._connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY rowid').mappings()
            while part := found.fetchmany(_MANY):
                self._put([(table, row["id"], dict(row)) for row in part], known=False)
