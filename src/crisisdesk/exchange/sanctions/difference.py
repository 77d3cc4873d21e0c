"""What changed from one version of a list to the next."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.party import ListedParty, ListVersion

Changes = dict[str, tuple[Any, Any]]

_NOT_COMPARED = frozenset({"list", "key", "row_digest"})
_FIELDS = tuple(f.name for f in fields(ListedParty) if f.name not in _NOT_COMPARED)


@dataclass(frozen=True, slots=True)
class Difference:
    """Parties that are new, parties that are gone or taken off, and what is new in those that stay, in the order of the lists.

    ``changed`` has each key with its fields: before, after. A party that a list keeps after its end is in ``removed``
    once, when it ends.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, Changes], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def changed_in(self, field: str) -> tuple[str, ...]:
        """The keys of parties that changed in this field."""
        return tuple(key for key, changes in self.changed if field in changes)


def difference(old: ListVersion, new: ListVersion) -> Difference:
    """Compare two versions of one list, party by party.

    Compare like with like: a version read with its aliases against one without shows every alias as gone.

    Raises:
        UserError: They are versions of different lists.
    """
    if old.list != new.list:
        raise UserError(
            f"These are versions of different lists ({old.list} and {new.list}) and cannot be compared."
        )
    before, after = _listed(old), _listed(new)
    kept = {party.key: party for party in new.parties}
    return Difference(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(
            (key, changes)
            for key, party in before.items()
            if key in after and (changes := _changes(party, kept[key]))
        ),
    )


def _listed(version: ListVersion) -> dict[str, ListedParty]:
    return {party.key: party for party in version.parties if party.delisted_on is None}


def _changes(before: ListedParty, after: ListedParty) -> Changes:
    if before == after:
        return {}
    return dict(_pairs(before, after))


def _pairs(before: ListedParty, after: ListedParty) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for name in _FIELDS:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield name, (one, other)
