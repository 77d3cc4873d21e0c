"""What a write did: the one value that journal, undo, search, time travel and every open page live on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = Mapping[str, Any]
"""Columns of a record as they lie in the file: text, number or null by column name."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after.

    A new record has no ``before``, one that is gone no ``after``; then the other side holds every column.
    An edited one holds on both sides just the columns that differ.
    """

    record_type: str
    record_id: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """``new``, ``changed`` or ``gone``."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"

    def inverse(self) -> "Change":
        """What takes this change back."""
        return Change(self.record_type, self.record_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All changes of one revision, or of several read together; ``revision`` is the newest, 0 when nothing changed."""

    revision: int
    changes: tuple[Change, ...]
    summary: str = ""

    def touches(self, *record_types: str) -> bool:
        """Whether a record of one of these types is among the changes."""
        return any(change.record_type in record_types for change in self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What an operation returned, and what it changed."""

    value: T
    changes: ChangeSet


def folded(earlier: Change, later: Change) -> Change | None:
    """Two changes of one record as one; nothing where the second takes the first back."""
    table, record_id = earlier.record_type, earlier.record_id
    if earlier.before is None:
        return (
            None
            if later.after is None
            else Change(table, record_id, None, {**(earlier.after or {}), **later.after})
        )
    if later.after is None:
        return Change(table, record_id, {**(later.before or {}), **earlier.before}, None)
    if earlier.after is None:
        both = {n: (earlier.before.get(n), v) for n, v in later.after.items() if earlier.before.get(n) != v}
        return (
            Change(
                table,
                record_id,
                {n: old for n, (old, _) in both.items()},
                {n: v for n, (_, v) in both.items()},
            )
            if both
            else None
        )
    before, after = {**(later.before or {}), **earlier.before}, {**earlier.after, **later.after}
    names = [name for name in after if before.get(name) != after[name]]
    return (
        Change(table, record_id, {n: before.get(n) for n in names}, {n: after[n] for n in names})
        if names
        else None
    )
