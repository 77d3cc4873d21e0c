"""``Transaction``: how the records of a desk are written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select

from crisisdesk.errors import UserError
from crisisdesk.model.base import Problem, Record, field_named, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.store import journal, rows
from crisisdesk.store.changes import Change, ChangeSet, folded
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.schema import table_of
from crisisdesk.store.snapshot import Snapshot, references_to

R = TypeVar("R", bound=Record)


class Transaction(Snapshot):
    """The one way to write. All of it is kept, or nothing.

    Records that are read through it may be assigned to; :meth:`flush` turns what was done into rows,
    checks the rules, and notes the changes for the journal. ``summary`` is what the journal will say of it;
    an operation that knows better words sets them.
    """

    def __init__(
        self, connection: Connection, moment: datetime, revision: int, actor: str, summary: str
    ) -> None:
        super().__init__(connection, moment, revision)
        self._session.info["writes"] = True
        self._changes: dict[tuple[str, str], Change] = {}
        self._added: dict[str, Record] = {}
        self._gone: dict[str, Record] = {}
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
        names = [column.key for column in table_of(record_type).columns]
        full = [{name: row.get(name) for name in names} for row in new]
        rows.insert(self._connection, record_type, list(full))
        for row in full:
            self._note(Change(record_type.__tablename__, str(row["id"]), None, row))
        return len(full)

    def keep(self, content: bytes) -> str:
        """Keep the bytes of a file in the desk and return their SHA-256; the same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        self.sql("INSERT OR IGNORE INTO content (digest, bytes) VALUES (?, ?)", digest, content)
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
        """The type of a record, those just added included."""
        added = self._added.get(record_id)
        return type(added).__tablename__ if added is not None else super().type_of(record_id)

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

    # -- undo ---------------------------------------------------------------------------------------------

    def revert(self, revision: int) -> None:
        """Take back what a revision did, as part of this transaction.

        Raises:
            UserError: A record was changed again since, so that taking back would lose the newer change.
        """
        self.flush()
        for change in reversed(self.changes_of(revision)):
            self._apply(change.inverse())
        self._session.expunge_all()

    def _apply(self, change: Change) -> None:
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
                rows.insert(self._connection, self._types[table], [change.after or {}])
            case "gone":
                rows.delete(self._connection, table, record_id)
            case _:
                rows.update(self._connection, table, record_id, change.after or {})
        self._note(change)

    # -- flush --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was done so far into the tables, after the rules were checked.

        Raises:
            UserError: A record breaks a rule; the sentence names all of them.
        """
        added, self._added = self._added, {}
        for record in added.values():
            self._write_new(record)
        for record in list(self._session.dirty):
            if record.id not in self._gone:
                self._write_edit(record)
        gone, self._gone = self._gone, {}
        for record in gone.values():
            self._write_gone(record)

    def _write_new(self, record: Record) -> None:
        row = self._checked(record, rows.row_of(record))
        rows.insert(self._connection, type(record), [row])
        rows.adopt(self._session, record)
        self._note(Change(type(record).__tablename__, record.id, None, row))

    def _write_edit(self, record: Record) -> None:
        before, after = rows.edits_of(record)
        if not after:
            return
        if type(record).__append_only__ and not set(after) <= set(getattr(type(record), "__mutable__", ())):
            raise UserError(
                f"A {type(record).__label__.lower()} is never edited; write a new one that corrects {record.id}."
            )
        row = self._checked(record, rows.row_of(record), only=set(after))
        after = {name: row[name] for name in after}
        rows.settle(record, after)
        rows.update(self._connection, type(record).__tablename__, record.id, after)
        self._note(Change(type(record).__tablename__, record.id, before, after))

    def _write_gone(self, record: Record) -> None:
        table = type(record).__tablename__
        row = rows.read(self._connection, table, record.id)
        if row is None:
            raise UserError(f"“{record.caption}” is gone already.")
        rows.delete(self._connection, table, record.id)
        if record in self._session:
            self._session.expunge(record)
        self._note(Change(table, record.id, row, None))

    def _checked(self, record: Record, row: dict[str, Any], only: set[str] | None = None) -> dict[str, Any]:
        problems = [*self._field_problems(record, row, only), *record.problems()]
        if problems:
            raise UserError(" ".join(dict.fromkeys(problem.sentence for problem in problems)))
        return row

    def _field_problems(
        self, record: Record, row: dict[str, Any], only: set[str] | None
    ) -> Iterator[Problem]:
        for f in fields_of(type(record)):
            value = row[f.name]
            if only is not None and f.name not in only:
                continue
            if isinstance(value, str) and f.kind in {"text", "prose", "term"}:
                value = row[f.name] = f.read(value)
            if f.required and (value is None or value == ""):
                yield Problem(f.name, f"{f.label} must not be empty.")
            elif value and f.kind == "term" and not self._settle_term(record, row, f):
                yield Problem(f.name, self._unknown_term(f, value))
            elif value and f.kind == "reference" and not self._there(f.references, value):
                yield Problem(f.name, f"{f.label}: there is no {f.references} with the id “{value[:60]}”.")

    def _settle_term(self, record: Record, row: dict[str, Any], f: Field) -> bool:
        """Whether the vocabulary has this term; a label, or another case, is put right on the way."""
        value = row[f.name]
        if self.sql("SELECT 1 FROM term WHERE vocabulary = ? AND code = ?", f.vocabulary, value).scalar():
            return True
        text = "SELECT code FROM term WHERE vocabulary = ? AND (lower(code) = lower(?) OR lower(label) = lower(?)) LIMIT 1"
        code = self.sql(text, f.vocabulary, value.replace(" ", "_"), value).scalar()
        if code is not None:
            row[f.name] = code
            setattr(record, f.name, code)
        return code is not None

    def _unknown_term(self, f: Field, value: str) -> str:
        text = "SELECT code FROM term WHERE vocabulary = ? ORDER BY place, code LIMIT 60"
        known = ", ".join(code for (code,) in self.sql(text, f.vocabulary)) or "no terms yet"
        return f"{f.label}: “{value[:40]}” is not in the vocabulary {f.vocabulary}, which has {known}."

    def _there(self, table: str, record_id: str) -> bool:
        if record_id in self._added:
            return True
        return self.sql(f'SELECT 1 FROM "{table}" WHERE id = ?', record_id).scalar() is not None

    def _note(self, change: Change) -> None:
        """Fold a change into what this transaction did to the record so far."""
        key = (change.record_type, change.record_id)
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
        self._refuse_dangling(changes)
        Indexing(self._connection, self._types).follow(changes)
        number = journal.append(
            self._connection,
            at=self._at,
            actor=self.actor,
            kind=kind,
            summary=self.summary,
            reverts_id=self.reverts_id,
            changes=changes,
        )
        return ChangeSet(number, changes, self.summary)

    def _refuse_dangling(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.kind != "gone":
                continue
            for record_type, names in references_to(change.record_type):
                for name in names:
                    text = f'SELECT id FROM "{record_type.__tablename__}" WHERE "{name}" = ? LIMIT 1'
                    holder = self.sql(text, change.record_id).scalar()
                    if holder is not None:
                        caption = self.captions([holder]).get(holder, holder)
                        raise UserError(
                            f"{change.record_id} cannot be deleted: the {record_type.__label__.lower()} “{caption}” ({holder}) refers to it; "
                            "delete or change that first."
                        )
