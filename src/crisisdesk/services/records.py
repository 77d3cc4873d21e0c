"""Any record, by the names of its fields: find, add, edit, delete, and tell as JSON."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.naming import Naming
from crisisdesk.exchange.telling import told
from crisisdesk.model.base import Record, field_named, fields_of
from crisisdesk.model.cases import ChangedAspect, CrisisCase, PhaseChange
from crisisdesk.model.fields import Field
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.partners import Partner
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

Pairs = Iterable[tuple[str, str]]
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")


# -- finding ----------------------------------------------------------------------------------------------


def resolve(view: Snapshot, record_type: type[Record], text: str) -> str:
    """The id of the one record of a type that a text means: its id, code, caption or another name of it.

    Raises:
        UserError: None or several are called that.
    """
    return Naming(view).find(record_type, text)


def resolve_any(view: Snapshot, text: str) -> Record:
    """The record that a text means, of whatever type: by id, by a caption that only one record has, or by a code.

    A code is the codename of a case, or that of a partner.

    Raises:
        UserError: None or several are called that.
    """
    if view.type_of(text) is None:
        found = view.sql("SELECT id FROM catalogue WHERE caption = ? COLLATE NOCASE LIMIT 2", text).all()
        if len(found) == 1:
            return view.lookup(found[0][0])
        if found:
            raise UserError(
                f"Several records are called “{text[:60]}”; give the id of one (see: crisisdesk search)."
            )
        for coded in (CrisisCase, Partner):
            with suppress(UserError):
                return view.lookup(resolve(view, coded, text))
    return view.lookup(text)


# -- writing ----------------------------------------------------------------------------------------------


def add_record(tx: Transaction, record_type: type[Record], pairs: Pairs) -> Record:
    """Add a record from fields as a person writes them.

    A field is named by its name or label; ``id`` may be among them. References are given by id, code or caption.

    Raises:
        UserError: A field is unknown, given twice, missing or not of its kind.
    """
    values, record_id = _values(tx, record_type, pairs)
    missing = [f.label for f in fields_of(record_type) if f.required and values.get(f.name) is None]
    if missing:
        raise UserError(f"A {record_type.__label__.lower()} needs {_listed(missing)}.")
    record = tx.add(record_type(id=record_id, **values))
    tx.flush()
    tx.summary = f"Add {record_type.__label__.lower()} “{tx.caption(record)}”"
    return record


def edit_record(tx: Transaction, record_id: str, pairs: Pairs) -> Record:
    """Set fields of a record as a person writes them; a blank text empties a field.

    A new phase or severity of a case is kept in its history.

    Raises:
        UserError: There is no such record, or a field is unknown, not of its kind, or must not be empty.
    """
    record = tx.lookup(record_id)
    caption = tx.caption(record)
    before = _steps(record)
    values, new_id = _values(tx, type(record), pairs)
    if new_id and new_id != record.id:
        raise UserError("The id of a record never changes.")
    for name, value in values.items():
        setattr(record, name, value)
    tx.flush()
    if isinstance(record, CrisisCase):
        _keep_steps(tx, record, before)
    labels = [field_named(type(record), name).label.lower() for name in values]
    tx.summary = f"Edit {type(record).__label__.lower()} “{caption}”: {', '.join(labels[:4])}"
    return record


def delete_record(tx: Transaction, record_id: str) -> Record:
    """Delete a record; the journal keeps it.

    Raises:
        UserError: There is no such record, another refers to it, or it is a case with entries that are never deleted.
    """
    record = tx.lookup(record_id)
    if isinstance(record, CrisisCase) and any(
        type(other).__append_only__ for other in tx.referring(record.id)
    ):
        raise UserError(
            f"“{record}” has a log or history, which is never deleted; close it instead of deleting it."
        )
    tx.summary = f"Delete {type(record).__label__.lower()} “{tx.caption(record)}”"
    tx.delete(record)
    return record


def _values(tx: Transaction, record_type: type[Record], pairs: Pairs) -> tuple[dict[str, Any], str]:
    values: dict[str, Any] = {}
    record_id = ""
    for name, text in pairs:
        if name.strip().lower() == "id":
            record_id = read_id(text)
            continue
        f = field_named(record_type, name)
        if f.name in values:
            raise UserError(f"{f.label} is given twice.")
        values[f.name] = read_field(tx, f, text)
    return values, record_id


def read_id(text: str) -> str:
    """Read an id that a person or a file gives.

    Raises:
        UserError: It holds other signs than letters, figures, point, colon, hyphen and underscore.
    """
    text = text.strip()
    if not _ID.fullmatch(text):
        raise UserError(f"“{text[:40]}” cannot be an id; use letters, figures, hyphens, at most a hundred.")
    return text


def read_field(view: Snapshot, f: Field, text: str) -> Any:
    """Read what a person wrote for a field; nothing, or the default of a new record, for a blank text.

    Raises:
        UserError: It is not the field's kind, means no record, or must not be empty.
    """
    if not text.strip():
        return _emptied(f)
    match f.kind:
        case "reference":
            return resolve(view, type_by_table()[f.references], text)
        case "moment":
            return read_moment(text, view.moment)
    return f.read(text)


def read_moment(text: str, now: datetime) -> datetime:
    """Read a moment as people at a desk write it: ISO 8601, a DTG, a time of today, or “now”.

    Raises:
        UserError: It is none of these.
    """
    return now if text.strip().lower() == "now" else parse_moment(text, now=now)


def _emptied(f: Field) -> Any:
    if f.required or (f.facts.default is not None and f.kind not in {"text", "prose", "term"}):
        raise UserError(f"{f.label} must not be empty.")
    return None if f.facts.default is None else ""


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


# -- the history of a case --------------------------------------------------------------------------------


def _steps(record: Record) -> dict[ChangedAspect, str]:
    if not isinstance(record, CrisisCase):
        return {}
    return {ChangedAspect.PHASE: record.phase, ChangedAspect.SEVERITY: record.severity.value}


def _keep_steps(tx: Transaction, case: CrisisCase, before: dict[ChangedAspect, str]) -> None:
    for what, after in _steps(case).items():
        if before[what] != after:
            tx.add(
                PhaseChange(
                    case_id=case.id, what=what, before=before[what], after=after, marking=case.marking
                )
            )


# -- telling ----------------------------------------------------------------------------------------------


def records_json(view: Snapshot, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Records as JSON: id, type, caption, every field by name, and what its references are called."""
    plain = [told(record) for record in records]
    wanted = [row[name] for row in plain for name in row if name.endswith("_id")]
    captions = view.captions([*(record.id for record in records), *wanted])
    return [_with_captions(record, row, captions) for record, row in zip(records, plain, strict=True)]


def record_json(view: Snapshot, record: Record) -> dict[str, Any]:
    """One record as JSON, see :func:`records_json`."""
    return records_json(view, [record])[0]


def _with_captions(record: Record, row: dict[str, Any], captions: dict[str, str]) -> dict[str, Any]:
    head = {
        "id": record.id,
        "type": type(record).__tablename__,
        "caption": captions.get(record.id, record.caption),
    }
    names = {
        f"{f.name}_caption": captions.get(row[f.name])
        for f in fields_of(type(record))
        if f.kind == "reference" and row[f.name]
    }
    return {**head, **row, **names}


def types_json() -> list[dict[str, Any]]:
    """All record types with their fields."""
    return [
        {
            "name": t.__tablename__,
            "label": t.__label__,
            "plural": t.__plural__,
            "area": t.__area__,
            "aliases": list(t.__aliases__),
            "append_only": t.__append_only__,
            "fields": [_field_json(f) for f in fields_of(t)],
        }
        for t in RECORD_TYPES
    ]


def _field_json(f: Field) -> dict[str, Any]:
    return {
        "name": f.name,
        "label": f.label,
        "kind": f.kind,
        "required": f.required,
        "references": f.references or None,
        "vocabulary": f.vocabulary or None,
        "choices": list(f.choices),
        "help": f.facts.help,
    }
