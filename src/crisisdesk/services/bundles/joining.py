"""Joining two versions of one record: what only one side touched is taken, what both touched is a disagreement.

The outcome is the same whichever side joins, so two copies that bring each other in end equal. Where both touched a
field, the newer value stands until a person decides; the other is kept beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crisisdesk.services.bundles.ancestry import Past, Row

GONE = ""
"""The field name of a disagreement over whether the record is there at all."""
_SILENT = frozenset({"conflict", "merge"})
"""Types that tell of merges themselves: what they disagree on is settled without telling of it once more."""


Decided = Mapping[tuple[str, frozenset[str]], str]
"""What a person chose, by the field and the two values that there were, each as :func:`key_of` tells it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two values of one field, or of the record itself (``GONE``); ``stands`` is the newer. Values as they lie in the desk."""

    field: str
    stands: Any
    stands_at: str
    other: Any
    other_at: str
    ours_stands: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """The row that both sides lead to, none where it is gone; and what they disagree on."""

    row: Row | None
    clashes: tuple[Clash, ...] = ()


def joined(
    table: str, ours: Row | None, theirs: Row | None, pasts: tuple[Past, Past], decided: Decided
) -> Joined:
    """Join two versions of a record of a type.

    ``pasts`` are what it went through here and there; ``decided`` has what a person once chose between.
    """
    bases = [past.base for past in pasts if past.base is not None]
    if ours == theirs:
        return Joined(ours)
    if ours is None or theirs is None:
        return _one_sided(ours, theirs, pasts, bases)
    if table in _SILENT:
        return Joined(max(ours, theirs, key=_settled))
    return _columns(ours, theirs, pasts, bases, decided)


def _settled(row: Row) -> tuple[bool, str, str]:
    """A decision is worth more than an open question, a later one more than an earlier one."""
    return row.get("state") == "decided", str(row.get("decided_at") or ""), repr(sorted(row.items(), key=str))


def _one_sided(
    ours: Row | None, theirs: Row | None, pasts: tuple[Past, Past], bases: Sequence[Row]
) -> Joined:
    there = ours if ours is not None else theirs
    assert there is not None
    if not bases:
        return Joined(there)
    if any(_same(there, base) for base in bases):
        return Joined(None)
    here, gone = (pasts[0], pasts[1]) if ours is not None else (pasts[1], pasts[0])
    edited_at = max(here.stamps.values(), default="")
    clash = Clash(GONE, "there", edited_at, "gone", gone.gone_at, ours_stands=ours is not None)
    return Joined(there, (clash,))


def _same(row: Row, base: Row) -> bool:
    return all(row.get(name) == value for name, value in base.items())


def _columns(
    ours: Row, theirs: Row, pasts: tuple[Past, Past], bases: Sequence[Row], decided: Decided
) -> Joined:
    row, clashes = dict(ours), []
    for name in _differing(ours, theirs):
        mine, other = ours.get(name), theirs.get(name)
        known = [base.get(name) for base in bases]
        if mine in known and other not in known:
            row[name] = other
        elif other in known and mine not in known:
            row[name] = mine
        else:
            clash = _clash(name, mine, other, pasts)
            row[name], settled = _chosen(clash, decided)
            if not settled and mine not in known:
                clashes.append(clash)
    return Joined(row, tuple(clashes))


def _differing(ours: Row, theirs: Row) -> Iterator[str]:
    return (name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name))


def _clash(name: str, mine: Any, other: Any, pasts: tuple[Past, Past]) -> Clash:
    ours_at, theirs_at = (past.stamps.get(name, "") for past in pasts)
    if (ours_at, repr(mine)) > (theirs_at, repr(other)):
        return Clash(name, mine, ours_at, other, theirs_at, ours_stands=True)
    return Clash(name, other, theirs_at, mine, ours_at, ours_stands=False)


def _chosen(clash: Clash, decided: Decided) -> tuple[Any, bool]:
    """What stands, and whether a person has said so before."""
    values = {key_of(clash.stands): clash.stands, key_of(clash.other): clash.other}
    said = decided.get((clash.field, frozenset(values)))
    return (clash.stands, False) if said is None else (values[said], True)


def key_of(value: Any) -> str:
    """A value as a text that no other value has."""
    return json.dumps(value, ensure_ascii=False)
