"""Taking rows from outside into a desk: new, changed, as they were, or refused with a reason."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.naming import Naming
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.rows import raw, row_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.transaction import Transaction

_BATCH = 1_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")


class _NotYetError(Exception):
    """It rests on something that may come later in the same file."""


class Intake:
    """Takes rows one by one and writes them in parts; :meth:`finish` settles those that waited for others."""

    def __init__(self, tx: Transaction, report: Report) -> None:
        self._tx = tx
        self._report = report
        self._naming = Naming(tx)
        self._batches: dict[type[Record], dict[str, dict[str, Any]]] = defaultdict(dict)
        self._seen: dict[str, type[Record]] = {}
        self._terms: dict[str, dict[str, str]] = {}
        self._read_before: dict[tuple[int, str], Any] = {}
        self._waiting: list[Incoming] = []
        self._edits: list[tuple[int, type[Record], str, dict[str, Any]]] = []

    def take(self, incoming: Incoming) -> None:
        """Take one row; a refusal is noted in the report."""
        try:
            self._settle(incoming)
        except _NotYetError:
            self._waiting.append(incoming)
        except UserError as refusal:
            self._report.refuse(incoming.row, str(refusal))

    def finish(self) -> None:
        """Write what is left; rows that refer to nothing are refused now."""
        while self._waiting:
            self._write_all()
            self._naming, self._terms, self._read_before = Naming(self._tx), {}, {}
            waiting, self._waiting = self._waiting, []
            for incoming in waiting:
                self.take(incoming)
            if len(self._waiting) == len(waiting):
                self._refuse_or_close_circles()
        self._write_all()
        for edit in self._edits:
            try:
                self._change(*edit)
            except UserError as refusal:
                self._report.refuse(edit[0], str(refusal))
        self._tx.flush()
        self._report.refused.sort(key=lambda refusal: refusal.row)

    def _refuse_or_close_circles(self) -> None:
        """What waits now waits for something that never comes, or in a circle: records that refer to each other."""
        there = {incoming.id for incoming in self._waiting if incoming.id}
        waiting, self._waiting = self._waiting, []
        kept = {incoming.id: incoming for incoming in waiting if incoming.id}
        while True:
            lost = {i for i, incoming in kept.items() if self._missing(incoming, there)}
            if not lost:
                break
            there -= lost
            for record_id in lost:
                kept.pop(record_id)
        for incoming in waiting:
            try:
                self._settle(incoming, promised=there)
            except (UserError, _NotYetError) as refusal:
                reason = str(refusal) if isinstance(refusal, UserError) else self._missing(incoming, there)
                self._report.refuse(incoming.row, reason or "It refers to a record that was refused.")

    def _missing(self, incoming: Incoming, promised: Iterable[str]) -> str:
        """Why a row cannot be taken even when all that is promised comes; nothing when it can."""
        try:
            self._values(incoming, frozenset(promised))
        except UserError as refusal:
            return str(refusal)
        except _NotYetError as refusal:
            return str(refusal)
        return ""

    # -- one row ------------------------------------------------------------------------------------------

    def _settle(self, incoming: Incoming, promised: Iterable[str] = ()) -> None:
        values = self._values(incoming, frozenset(promised))
        record_type = incoming.record_type
        record_id, derived = incoming.id, False
        if not record_id:
            record_id, derived = _derived_id(record_type, values), True
        elif not _ID.fullmatch(record_id):
            raise UserError(f"“{record_id[:40]}” cannot be an id; use letters, figures and hyphens.")
        if record_id in self._seen:
            self._twice(record_id, derived=derived)
            return
        there = self._tx.type_of(record_id)
        if there is not None and there != record_type.__tablename__:
            raise UserError(f"The id {record_id} belongs to a {type_by_table()[there].__label__.lower()}.")
        if there is None:
            self._add(record_type, record_id, values)
        elif derived or not self._differs(record_type, record_id, values):
            self._report.unchanged += 1
        else:
            self._edits.append((incoming.row, record_type, record_id, values))
        self._seen[record_id] = record_type

    def _twice(self, record_id: str, *, derived: bool) -> None:
        if not derived:
            raise UserError(f"An earlier row of this file has the id {record_id} already.")
        self._report.unchanged += 1  # the same row once more, word for word

    def _values(self, incoming: Incoming, promised: frozenset[str]) -> dict[str, Any]:
        fields = {f.name: f for f in fields_of(incoming.record_type)}
        return {name: self._read(fields[name], text, promised) for name, text in incoming.texts.items()}

    def _read(self, f: Field, text: str, promised: frozenset[str]) -> Any:
        if not text.strip():
            if f.required:
                raise UserError(f"{f.label} must not be empty.")
            return (
                "" if f.facts.default is not None and f.kind in {"text", "prose", "term"} else f.facts.default
            )
        if f.kind in {"text", "prose"}:
            return f.read(text)
        if promised:
            return self._read_anew(f, text, promised)
        key = (
            id(f),
            text,
        )  # fields live as long as the program; their hash would cost more than reading anew
        if key not in self._read_before:
            self._read_before[key] = self._read_anew(f, text, promised)
        return self._read_before[key]

    def _read_anew(self, f: Field, text: str, promised: frozenset[str]) -> Any:
        match f.kind:
            case "reference":
                return self._reference(f, text.strip(), promised)
            case "term":
                return self._term(f, f.read(text))
        return f.read(text)

    def _reference(self, f: Field, text: str, promised: frozenset[str]) -> str:
        target = type_by_table()[f.references]
        if text in promised or self._seen.get(text) is target:
            return text
        try:
            return self._naming.find(target, text)
        except UserError as refusal:
            if "several" in str(refusal):
                raise UserError(f"{f.label}: {refusal}") from refusal
            raise _NotYetError(
                f"{f.label}: there is no {target.__label__.lower()} “{text[:60]}”."
            ) from refusal

    def _term(self, f: Field, text: str) -> str:
        known = self._terms.get(f.vocabulary)
        if known is None:
            found = self._tx.all(Term, Term.vocabulary == f.vocabulary)
            known = {term.label.casefold(): term.code for term in found}
            known.update({term.code.casefold(): term.code for term in found})
            self._terms[f.vocabulary] = known
        code = known.get(text.casefold()) or known.get(text.casefold().replace(" ", "_"))
        if code is None:
            raise _NotYetError(f"{f.label}: “{text[:40]}” is not in the vocabulary {f.vocabulary}.")
        return code

    # -- writing ------------------------------------------------------------------------------------------

    def _add(self, record_type: type[Record], record_id: str, values: Mapping[str, Any]) -> None:
        missing = [f.label for f in fields_of(record_type) if f.required and values.get(f.name) is None]
        if missing:
            raise UserError(f"{', '.join(missing)} must not be empty.")
        record = record_type(id=record_id, **values)
        record.stamp(self._tx.moment, self._tx.actor)
        record.derive()
        problems = [problem.sentence for problem in record.problems()]
        if problems:
            raise UserError(" ".join(problems))
        self._batches[record_type][record_id] = row_of(record)
        self._report.taken += 1
        if len(self._batches[record_type]) >= _BATCH:
            self._write(record_type)

    def _write(self, record_type: type[Record]) -> None:
        rows = self._batches.pop(record_type, {})
        if rows:
            self._tx.add_rows(record_type, rows.values())

    def _write_all(self) -> None:
        for record_type in list(self._batches):
            self._write(record_type)

    def _differs(self, record_type: type[Record], record_id: str, values: Mapping[str, Any]) -> bool:
        text = f'SELECT * FROM "{record_type.__tablename__}" WHERE id = ?'
        there = self._tx.sql(text, record_id).mappings().one()
        return any(there[name] != raw(record_type, name, value) for name, value in values.items())

    def _change(
        self, _row: int, record_type: type[Record], record_id: str, values: Mapping[str, Any]
    ) -> None:
        record = self._tx.get(record_type, record_id)
        before = {name: getattr(record, name) for name in values}
        edited = {name for name, value in values.items() if before[name] != value}
        if record_type.__append_only__ and not edited <= set(record_type.__mutable__):
            raise UserError(
                f"A {record_type.__label__.lower()} is never edited; {record_id} is there with other words."
            )
        for name in edited:
            setattr(record, name, values[name])
        if problems := [problem.sentence for problem in record.problems()]:
            for name in edited:
                setattr(record, name, before[name])
            raise UserError(" ".join(problems))
        self._report.changed += 1


def _derived_id(record_type: type[Record], values: Mapping[str, Any]) -> str:
    """An id that follows from the type and what the row says, so that the same row is the same record."""
    said = {name: raw(record_type, name, value) for name, value in values.items()}
    content = json.dumps(
        {n: v for n, v in said.items() if v not in {None, ""}}, sort_keys=True, ensure_ascii=False
    )
    digest = hashlib.sha256(f"{record_type.__tablename__}\n{content}".encode("utf-8", "surrogatepass"))
    return f"{record_type.__tablename__}-{digest.hexdigest()[:16]}"
