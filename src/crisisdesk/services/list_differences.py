"""What changed from one version of a list to another, by the library: only parties whose digests differ are read."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions import Difference, ListedParty, ListVersion, difference
from crisisdesk.exchange.sanctions.party import Address, Craft, Identifier, ListedName, NameKind, Relation
from crisisdesk.exchange.sanctions.written import party_from_json
from crisisdesk.model.lists import ListAdoption
from crisisdesk.store.library import Library, StoredParty, StoredVersion
from crisisdesk.store.snapshot import Snapshot

_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ListDifference:
    """Two versions of a list, and what changed between them; ``names`` has what each party of it is called."""

    list: str
    before: StoredVersion
    after: StoredVersion
    difference: Difference
    names: dict[str, str]


def list_difference(view: Snapshot, list_name: str, before: str = "", after: str = "") -> ListDifference:
    """What changed between two adopted versions of a list; without a choice, the newest and the one before it.

    A version is named by the number of its adoption, its date, or the beginning of its digest.

    Raises:
        UserError: The list was not adopted twice, or no version or several are named so.
    """
    adoptions = view.all(ListAdoption, ListAdoption.list_name == list_name, order=ListAdoption.number)
    if not adoptions:
        raise UserError(f"No version of {list_name} was adopted; adopt one with: crisisdesk lists adopt.")
    if len(adoptions) == 1 and not (before and after):
        raise UserError(f"Only one version of {list_name} was adopted; there is nothing to compare it with.")
    later = _named(adoptions, after) if after else adoptions[-1]
    earlier = _named(adoptions, before) if before else _one_before(adoptions, later)
    library = view.library
    old, new = library.version(earlier.version), library.version(later.version)
    known, found = library.digests(old.digest), library.digests(new.digest)
    wanted = [digest for key, digest in found.items() if known.get(key) != digest]
    parties = library.some([*wanted, *(digest for key, digest in known.items() if found.get(key) != digest)])
    before_them = [parties[digest] for key, digest in known.items() if found.get(key) != digest]
    result = _difference(old, before_them, _version(new, map(_read, (parties[d] for d in wanted))))
    named = {
        one.key: party_from_json(one.party).name for one in [*before_them, *(parties[d] for d in wanted)]
    }
    return ListDifference(list_name, old, new, result, named)


def _one_before(adoptions: list[ListAdoption], later: ListAdoption) -> ListAdoption:
    earlier = [one for one in adoptions if one.number < later.number]
    if not earlier:
        raise UserError("That is the first version that was adopted; there is none before it.")
    return earlier[-1]


def _named(adoptions: list[ListAdoption], text: str) -> ListAdoption:
    found = [
        one
        for one in adoptions
        if text in {str(one.number), str(one.dated)}
        or (len(text) >= _DIGEST_SHOWN and one.version.startswith(text))
    ]
    if len({one.version for one in found}) == 1:
        return found[-1]
    known = ", ".join(f"{one.number} ({one.dated or one.version[:_DIGEST_SHOWN]})" for one in adoptions)
    raise UserError(
        f"“{text[:40]}” names {'several versions' if found else 'no version'}; there are {known}."
    )


def in_words(content: Any) -> str:
    """One side of a change for a person to read: names, numbers and addresses divided by semicolons."""
    match content:
        case tuple():
            text = "; ".join(map(in_words, content))
        case ListedName():
            text = content.text
        case Identifier():
            text = f"{content.kind} {content.number} {content.country and f'({content.country})'}".strip()
        case Address():
            text = ", ".join(filter(None, (content.text, content.country)))
        case Relation():
            text = f"{content.kind}: {content.to}"
        case Craft():
            said = ((f.name.replace("_", " "), in_words(getattr(content, f.name))) for f in fields(content))
            text = "; ".join(f"{name}: {told}" for name, told in said if told)
        case _:
            text = str(content or "")
    return text


# -- comparing --------------------------------------------------------------------------------------------


def compared(
    library: Library, known: StoredVersion | None, version: ListVersion, stored: Iterable[StoredParty]
) -> Difference:
    """What a version that was just read changes against one in the library; against nothing, all is new.

    Where the files lack a part that the known version has, such as the aliases, that part is not compared.
    """
    if known is None:
        return Difference(tuple(p.key for p in version.parties if p.delisted_on is None), (), ())
    digests = library.digests(known.digest)
    found = {one.key: one.digest for one in stored}
    apart = [digest for key, digest in digests.items() if found.get(key) != digest]
    parties = library.some(apart)
    fresh = [p for p in version.parties if digests.get(p.key) != found[p.key]]
    return _difference(known, [parties[d] for d in apart], replace(version, parties=tuple(fresh)))


def _difference(known: StoredVersion, before: Iterable[StoredParty], version: ListVersion) -> Difference:
    absent = {part for part, _ in lacking(known, version)}
    after = {party.key: party for party in version.parties} if absent else {}
    parties = (_read(one) for one in before)
    alike = (_without(p, after[p.key], absent) if p.key in after else p for p in parties)
    return difference(_version(known, alike), version)


def _version(stored: StoredVersion, parties: Iterable[ListedParty]) -> ListVersion:
    return ListVersion(stored.list, stored.source, None, tuple(parties), tuple(parts_of(stored).items()))


def _read(stored: StoredParty) -> ListedParty:
    return party_from_json(stored.party)


def parts_of(version: StoredVersion) -> dict[str, int]:
    """The parts that a version was read from, such as the main file and the aliases, with their rows."""
    told: dict[str, Any] = json.loads(version.about)
    return dict(told.get("rows", ()))


def lacking(known: StoredVersion, version: ListVersion) -> Iterator[tuple[str, int]]:
    """The parts that the known version has and the other does not, with their rows."""
    there = dict(version.rows)
    return ((part, rows) for part, rows in parts_of(known).items() if rows and not there.get(part))


def _without(party: ListedParty, after: ListedParty, absent: set[str]) -> ListedParty:
    """The party as it would have been read without these parts, so far as that can be told from what came after."""
    if "aliases" in absent:
        kept = [name for name in party.names if name.kind is NameKind.PRIMARY or name in after.names]
        party = replace(party, names=after.names if set(kept) == set(after.names) else tuple(kept))
    if "addresses" in absent:
        party = replace(party, addresses=after.addresses)
    if "comments" in absent and after.remarks and party.remarks.startswith(after.remarks):
        told = replace(after, names=party.names, addresses=party.addresses, programmes=party.programmes)
        party = replace(told, type=party.type, craft=party.craft, titles=party.titles)
    return party
