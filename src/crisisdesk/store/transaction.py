"""``Transaction``: how the records of a desk are written."""

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select
from sqlalchemy.orm import make_transient

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, field_named
from crisisdesk.store import journal, rows
from crisisdesk.store.ceiling import refuse_above_ceiling
from crisisdesk.store.changes import Change, ChangeSet, folded
from crisisdesk.store.engine import run
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.purging import Doomed, doomed, empty_journal, purge_changes, purge_rows
from crisisdesk.store.rules import Rules, refuse_dangling
from crisisdesk.store.schema import table_of
from crisisdesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)


class Transaction(Snapshot):
    """The one way to write. All of it is kept, or nothing.

    Records that are read through it may be assigned to; :meth:`flush` turns what was done into rows,
    checks the rules, and notes the changes for the journal. ``summary`` is what the journal will say of it;
    an operation that knows better words sets them.
    """

    def __init__(
        self, connection: Connection, moment: datetime, end: journal.End, actor: str, summary: str
    ) -> None:
        super().__init__(connection, moment, end.revision)
        self._session.info["writes"] = True
        self._end = end
        self._changes: dict[tuple[str, str], Change] = {}
        self._added: dict[str, Record] = {}
        self._gone: dict[str, Record] = {}
        self._adopted: list[Record] = []
        self._fates: dict[str, str | None] = {}  # the types of the records written, nothing for those gone
        self._rules = Rules(connection)
        self.actor = actor
        self._at = moment
        self.summary = summary
        self.reverts_id: int | None = None

    # -- writing ------------------------------------------------------------------------------------------

    def add(self, record: R) -> R:
        """Add a new record and return it.

        Raises:
            UserError: A record with its id is there already.
        """
        if record.id in self._added or (record.id not in self._gone and self.type_of(record.id) is not None):
            raise UserError(f"There is already a record with the id “{record.id[:60]}”.")
        record.stamp(self.moment, self.actor)
        self._added[record.id] = record
        return record

    def delete(self, record: Record) -> None:
        """Take a record out; the journal keeps it.

        Raises:
            UserError: Other records refer to it (said at the end of the transaction, when they still do).
        """
        if self._added.pop(record.id, None) is None:
            self._gone[record.id] = record

    def add_rows(self, record_type: type[Record], new: Iterable[Mapping[str, Any]]) -> int:
        """Add many records of one type, given as the columns that lie in the file; returns how many.

        Fast, and checked less: the caller answers for clean text, known terms and fresh ids.
        """
        self.flush()
        table, names = record_type.__tablename__, [column.key for column in table_of(record_type).columns]
        full = [{name: row.get(name) for name in names} for row in new]
        rows.insert(self._connection, record_type, full)
        for row in full:
            self._note(Change(table, str(row["id"]), None, row))
        return len(full)

    def keep(self, content: bytes) -> str:
        """Keep the bytes of a file in the desk and return their SHA-256; the same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        text = "INSERT OR IGNORE INTO content (digest, bytes) VALUES (?, ?)"
        run(self._connection, text, (digest, content))
        return digest

    def set_field(self, record: Record, name: str, text: str) -> None:
        """Read typed text into a field; a blank text empties it.

        Raises:
            UserError: The type has no such field, the text is not its kind, or it must not be empty.
        """
        f = field_named(type(record), name)
        if text.strip():
            setattr(record, f.name, f.read(text))
        elif f.required or (f.facts.default is not None and not isinstance(f.facts.default, str)):
            raise UserError(f"{f.label} must not be empty.")
        else:
            setattr(record, f.name, f.facts.default)

    # -- reading what was written -------------------------------------------------------------------------

    def find(self, record_type: type[R], record_id: str | None) -> R | None:
        """The record with this id, with what this transaction did to it."""
        added = self._added.get(record_id or "")
        if isinstance(added, record_type):
            return added
        return None if record_id in self._gone else super().find(record_type, record_id)

    def lookup(self, record_id: str) -> Record:
        """The record with this id, of whatever type, with what this transaction did."""
        added = self._added.get(record_id)
        return added if added is not None else super().lookup(record_id)

    def type_of(self, record_id: str) -> str | None:
        """The type of a record, with what this transaction did."""
        if (added := self._added.get(record_id)) is not None:
            return str(type(added).__tablename__)
        if record_id in self._fates:
            return self._fates[record_id]
        return super().type_of(record_id)

    def all(
        self,
        record_type: type[R],
        *conditions: ColumnElement[bool],
        order: Any = None,
        limit: int | None = None,
    ) -> list[R]:
        """All records of a type, with what this transaction did."""
        self.flush()
        return super().all(record_type, *conditions, order=order, limit=limit)

    def select(self, statement: Select[Any]) -> Sequence[Any]:
        """Run a query over all that is there, what this transaction did included."""
        self.flush()
        return super().select(statement)

    def sql(self, text: str, *values: Any) -> Any:
        """Run a query in SQL's own words over all that is there, what this transaction did included."""
        self.flush()
        return super().sql(text, *values)

    def count(self, record_type: type[Record]) -> int:
        """How many records of a type there are, with what this transaction did."""
        self.flush()
        return super().count(record_type)

    def ids(
        self, record_type: type[Record], *conditions: ColumnElement[bool], order: Any = None
    ) -> list[str]:
        """The ids of the records of a type, with what this transaction did."""
        self.flush()
        return super().ids(record_type, *conditions, order=order)

    def rows(
        self, record_type: type[Record], names: Sequence[str], record_ids: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """Columns of records, with what this transaction did."""
        self.flush()
        return super().rows(record_type, names, record_ids)

    # -- undo ---------------------------------------------------------------------------------------------

    def revert(self, revision: int) -> None:
        """Take back what a revision did, as part of this transaction.

        Raises:
            UserError: A record was changed again since, so that taking back would lose the newer change.
        """
        self.flush()
        for change in reversed(self.changes_of(revision)):
            self.apply(change.inverse())
        self._session.expunge_all()
        self._rules.forget()

    @property
    def noted(self) -> tuple[Change, ...]:
        """What this transaction did so far, one change a record, in the order of the last touch."""
        self.flush()
        return tuple(self._changes.values())

    def apply(self, change: Change) -> None:
        """Make a change that lies as the journal has it, such as the inverse of an earlier one.

        Raises:
            UserError: The record is not as the change expects to find it.
        """
        table, record_id = change.record_type, change.record_id
        there = rows.read(self._connection, table, record_id)
        expected = change.before
        if (there is None) != (expected is None) or any(
            (there or {}).get(n) != v for n, v in (expected or {}).items()
        ):
            name = self.captions([record_id]).get(record_id, record_id)
            raise UserError(
                f"“{name}” was changed again since, so this cannot be taken back by itself; edit it instead."
            )
        match change.kind:
            case "new":
                rows.insert(
                    self._connection, self._types[table], [{**self._blank(table), **(change.after or {})}]
                )
            case "gone":
                rows.delete(self._connection, table, record_id)
            case _:
                rows.update(self._connection, table, record_id, change.after or {})
        self._note(change)

    def admit(self, change: Change, added: Container[str]) -> None:
        """Make a change that another copy of the desk made, after the same rules as for typed text.

        ``added`` are the ids of the records that come with it; what it refers to may be among them.

        Raises:
            UserError: It breaks a rule, holds something that no desk writes, or its record is not as it expects.
        """
        record_type = self._types[change.record_type]
        if change.after is not None:
            there = rows.read(self._connection, change.record_type, change.record_id) or {}
            whole = {**self._blank(change.record_type), **there, **change.after}
            record = rows.record_from(record_type, whole)
            if self._rules.row_of(record, added=added) != whole:
                raise UserError(
                    f"The {record_type.__label__.lower()} “{record.caption}” holds text that no desk writes."
                )
        self.apply(change)

    def purge(self, record_ids: Sequence[str]) -> list[Doomed]:
        """Take the content of records out of the desk and of its journal, for good; see the module ``purging``.

        Raises:
            UserError: One of them was never there, or other records refer to one (said at the end).
        """
        self.flush()
        found = doomed(self._connection, record_ids)
        if lost := {*record_ids} - {one.id for one in found}:
            raise UserError(f"There is nothing to purge of “{min(lost)[:60]}”; give the ids of records.")
        purge_rows(self._connection, found)
        empty_journal(self._connection, found, self._end.revision)
        for change in purge_changes(found):
            self._note(change)
        self._session.expunge_all()
        self._rules.forget()
        return found

    def _blank(self, table: str) -> dict[str, Any]:
        """Every column of a table without a value: what a row of an older format lacks."""
        return dict.fromkeys(table_of(self._types[table]).columns.keys())

    # -- flush --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was done so far into the tables, after the rules were checked.

        Raises:
            UserError: A record breaks a rule; the sentence names all of them.
        """
        added, self._added = self._added, {}
        for record in added.values():
            self._write_new(record, added)
        for record in list(self._session.dirty):
            if record.id not in self._gone:
                self._write_edit(record)
        gone, self._gone = self._gone, {}
        for record in gone.values():
            self._write_gone(record)

    def _write_new(self, record: Record, added: Mapping[str, Record]) -> None:
        record.derive()
        row = self._rules.row_of(record, added=added)
        rows.insert(self._connection, type(record), [row])
        self._adopted.append(rows.adopt(self._session, record))
        self._note(Change(type(record).__tablename__, record.id, None, row))

    def _write_edit(self, record: Record) -> None:
        record_type = type(record)
        record.derive()
        before, after = rows.edits_of(record)
        if not after:
            return
        if record_type.__append_only__ and not after.keys() <= set(record_type.__mutable__):
            raise UserError(
                f"A {record_type.__label__.lower()} is never edited; write a new one that corrects {record.id}."
            )
        row = self._rules.row_of(record, set(after))
        after = {name: row[name] for name in after if row[name] != before[name]}
        rows.settle(record, before)
        if after:
            rows.update(self._connection, record_type.__tablename__, record.id, after)
            self._note(Change(record_type.__tablename__, record.id, {n: before[n] for n in after}, after))

    def _write_gone(self, record: Record) -> None:
        table = type(record).__tablename__
        row = rows.read(self._connection, table, record.id)
        if row is None:
            raise UserError(f"“{record.caption}” is gone already.")
        if record.__append_only__:
            raise UserError(f"A {record.__label__.lower()} is never deleted; undo takes back the newest.")
        rows.delete(self._connection, table, record.id)
        if record in self._session:
            self._session.expunge(record)
        self._rules.forget()
        self._note(Change(table, record.id, row, None))

    def _note(self, change: Change) -> None:
        """Fold a change into what this transaction did to the record so far."""
        key = (change.record_type, change.record_id)
        self._fates[change.record_id] = None if change.after is None else change.record_type
        earlier = self._changes.pop(key, None)
        both = change if earlier is None else folded(earlier, change)
        if both is not None:
            self._changes[key] = both

    # -- end ----------------------------------------------------------------------------------------------

    def conclude(self, kind: str) -> ChangeSet:
        """Write what is left, refuse dangling references, bring the index and the journal up to date.

        A transaction that changed nothing leaves no revision; its change set has the number 0.
        """
        self.flush()
        changes = tuple(self._changes.values())
        if not changes:
            return ChangeSet(0, (), self.summary)
        refuse_dangling(self._connection, changes)
        refuse_above_ceiling(self._connection, changes)
        number = journal.append(
            self._connection,
            self._end,
            at=self._at,
            actor=self.actor,
            kind=kind,
            summary=self.summary,
            reverts_id=self.reverts_id,
            changes=changes,
        )
        Indexing(self._connection, self._types).follow(changes, self._end.last_change + 1)
        return ChangeSet(number, changes, self.summary)

    def abandon(self) -> None:
        """Let records that were added, and are rolled back, be new again, so that the caller may better and add them."""
        for record in self._adopted:
            make_transient(record)
