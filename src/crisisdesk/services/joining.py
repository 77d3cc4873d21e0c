"""Making one record of two: reviewed field by field, all that referred to the one that goes refers to the one that stays.

It is one revision, and one undo takes it back. The text of log entries is never touched; only whom they refer to is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.fields import Field
from crisisdesk.model.views import Mention
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.model.watch import HandoverItem
from crisisdesk.services.markings import ladder
from crisisdesk.store.changes import Change
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

KEEP, GONE, BOTH = "keep", "gone", "both"
_JOINED = frozenset({"text", "prose"})
_NEVER: tuple[type[Record], ...] = (CrisisCase, Desk, Term, MarkingLevel)
_LOOSE: tuple[tuple[type[Any], str], ...] = (
    (Mention, "from_key"),
    (Mention, "to_key"),
    (HandoverItem, "record_key"),
)
"""Fields that hold the id of a record of any type."""


@dataclass(frozen=True, slots=True)
class FieldReview:
    """One field of both: the two texts, whether they differ, and what is proposed (keep, gone or both)."""

    name: str
    label: str
    kept: str
    gone: str
    differs: bool
    proposed: str


@dataclass(frozen=True, slots=True)
class Review:
    """What joining two records would do; ``referring`` is how many records of each type refer to the one that goes."""

    keep_id: str
    keep: str
    gone_id: str
    gone: str
    fields: tuple[FieldReview, ...]
    referring: tuple[tuple[str, int], ...]


def review(view: Snapshot, keep_id: str, gone_id: str) -> Review:
    """Compare two records field by field.

    Proposed is what the one that stays says, and what only the other says.

    Raises:
        UserError: They are one record, of two types, or of a type whose records are never joined.
    """
    keep, gone = _both(view, keep_id, gone_id)
    names = view.captions(
        value for record in (keep, gone) for f in fields_of(type(keep)) if f.kind == "reference"
        for value in (getattr(record, f.name),)
    )  # fmt: skip
    fields = tuple(_reviewed(f, keep, gone, names) for f in fields_of(type(keep)) if f.name != "marking")
    counts: dict[str, int] = {}
    for record in view.referring(gone_id):
        counts[type(record).__plural__] = counts.get(type(record).__plural__, 0) + 1
    return Review(
        keep_id, view.caption(keep), gone_id, view.caption(gone), fields, tuple(sorted(counts.items()))
    )


def join(tx: Transaction, keep_id: str, gone_id: str, choices: Mapping[str, str] | None = None) -> Record:
    """Make one record of two and return it; the other is deleted, and its references go over.

    Args:
        tx: The transaction to write in.
        keep_id: The record that stays.
        gone_id: The record that goes.
        choices: For fields by name: ``keep``, ``gone``, or for texts ``both``; what is proposed by the review for others.

    Raises:
        UserError: They cannot be joined (see :func:`review`), a choice is unknown, or a record that refers to both
            would break a rule, such as a line with two same ends.
    """
    keep, gone = _both(tx, keep_id, gone_id)
    proposed = {one.name: one.proposed for one in review(tx, keep_id, gone_id).fields}
    wanted = dict(choices or {})
    if unknown := sorted(wanted.keys() - proposed.keys()):
        raise UserError(f"A {type(keep).__label__.lower()} has no field “{unknown[0][:40]}” to choose in.")
    tx.summary = f"Join {type(keep).__label__.lower()} “{tx.caption(gone)}” with “{tx.caption(keep)}”"
    values = {f.name: getattr(gone, f.name) for f in fields_of(type(gone))}
    known = ladder(tx)
    marking = known.banner([keep.marking, gone.marking], keep.marking)
    _repoint(tx, keep, gone.id)
    for f in fields_of(type(keep)):
        if f.name in proposed:
            _choose(keep, f, values[f.name], wanted.get(f.name, proposed[f.name]))
    if known.canonical(keep.marking) != marking:
        keep.marking = marking
    tx.flush()
    tx.delete(gone)
    return keep


def _both(view: Snapshot, keep_id: str, gone_id: str) -> tuple[Record, Record]:
    keep, gone = view.lookup(keep_id), view.lookup(gone_id)
    if keep.id == gone.id:
        raise UserError("Name two different records: one stays, the other goes.")
    if type(keep) is not type(gone):
        kinds = " and a ".join(type(one).__label__.lower() for one in (keep, gone))
        raise UserError(f"A {kinds} cannot be joined; name two records of one type.")
    if isinstance(keep, _NEVER) or type(keep).__append_only__:
        raise UserError(f"{type(keep).__plural__} are never joined; they stay as they were written.")
    return keep, gone


def _reviewed(f: Field, keep: Record, gone: Record, names: Mapping[str, str]) -> FieldReview:
    ours, theirs = getattr(keep, f.name), getattr(gone, f.name)
    empty = ours in {None, ""} or (ours == f.facts.default and not f.required)
    takes = empty and theirs not in {None, ""} and theirs != ours
    texts = [names.get(str(value), f.write(value)) for value in (ours, theirs)]
    return FieldReview(f.name, f.facts.label, texts[0], texts[1], ours != theirs, GONE if takes else KEEP)


def _choose(keep: Record, f: Field, theirs: Any, choice: str) -> None:
    ours = getattr(keep, f.name)
    match choice:
        case "keep":
            return
        case "gone":
            setattr(keep, f.name, None if theirs == keep.id else theirs)
        case "both" if f.kind in _JOINED:
            parts = [part for part in (ours, theirs) if part]
            setattr(keep, f.name, ("\n" if f.kind == "prose" else "; ").join(dict.fromkeys(parts)))
        case _:
            raise UserError(
                f"“{choice[:20]}” is no choice for {f.facts.label.lower()}; choose keep or gone"
                + (", or both." if f.kind in _JOINED else ".")
            )


# -- references -------------------------------------------------------------------------------------------


def _repoint(tx: Transaction, keep: Record, gone_id: str) -> None:
    table = type(keep).__tablename__
    for record in tx.referring(gone_id):
        names = [
            f.name
            for f in fields_of(type(record))
            if f.references == table and getattr(record, f.name) == gone_id
        ]
        if record.id == gone_id:
            continue
        if type(record).__append_only__:
            _redirect(tx, record, names, keep.id, gone_id)
            continue
        for name in names:
            setattr(record, name, None if record.id == keep.id else keep.id)
    for record_type, name in _LOOSE:
        for record in tx.all(record_type, getattr(record_type, name) == gone_id):
            setattr(record, name, keep.id)
    tx.flush()


def _redirect(tx: Transaction, record: Record, names: list[str], keep_id: str, gone_id: str) -> None:
    """Let an entry that is never edited refer to the record that stays; journaled like every change."""
    tx.apply(
        Change(
            type(record).__tablename__,
            record.id,
            dict.fromkeys(names, gone_id),
            dict.fromkeys(names, keep_id),
        )
    )
