"""Records that may be the same thing twice: alike names, shared numbers and addresses; a person decides."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.progress import Progress, silent
from crisisdesk.store.snapshot import Snapshot

SURE, LIKELY = 92.0, 62.0
"""Likeness of names, 0 to 100, from which they count alone, and from which they count with a shared number or address."""

_NAMES = (
    "name",
    "title",
    "official_name",
    "name_original",
    "title_local",
    "other_names",
    "address",
    "codename",
)
_WORD = re.compile(r"\w+")
_BLOCK = 300  # a beginning that more records share tells nothing of any of them
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one; ``evidence`` says in sentences what speaks for it, ``against`` what against it."""

    first_id: str
    first: str
    second_id: str
    second: str
    score: float
    evidence: tuple[str, ...]
    against: tuple[str, ...]


def duplicates(
    view: Snapshot, record_type: type[Record], *, limit: int = 200, progress: Progress = silent
) -> list[Pair]:
    """The pairs of a type that may be the same, the likeliest first.

    Names are compared without case, accents and the order of their words, by all names that a record has; offices of one
    name in two organisations are two, unless they share a number. A number
    (E.164) or e-mail address that two people share counts only where they do not hold one post after the other.

    Raises:
        UserError: Records of the type have no names to compare.
    """
    names = [f.name for f in fields_of(record_type) if f.name in _NAMES]
    if not names:
        raise UserError(f"{record_type.__plural__} have no names by which they could be compared.")
    known = {row[0]: _spellings(row[1:]) for row in _rows(view, record_type, names)}
    ways = _ways(view, record_type)
    posts = _posts_of(view) if record_type is Person else {}
    home = _homes(view, record_type)
    found: list[Pair] = []
    pairs = _candidates(known, ways)
    for number, (first, second) in enumerate(sorted(pairs)):
        if number % 2_000 == 0:
            progress(number, len(pairs), f"Comparing {record_type.__plural__.lower()}")
        shared = ways.get(first, frozenset()) & ways.get(second, frozenset())
        if posts.get(first, frozenset()) & posts.get(second, frozenset()):
            shared = frozenset()
        score = _likeness(known[first], known[second])
        apart = not shared and _apart(home.get(first), home.get(second))
        if (score >= SURE and not apart) or (shared and score >= LIKELY):
            found.append(Pair(first, "", second, "", round(score, 1), tuple(_told(score, shared)), ()))
    found.sort(key=lambda one: (-len(one.evidence), -one.score, one.first_id, one.second_id))
    return _named(view, record_type, found[:limit])


def pairs_json(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """Pairs as JSON."""
    return [asdict(one) for one in pairs]


def _rows(view: Snapshot, record_type: type[Record], names: list[str]) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in names)
    yield from view.sql(f'SELECT id, {columns} FROM "{record_type.__tablename__}" ORDER BY id').all()


def _spellings(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Every name of a record as it is compared."""
    parts = (part for text in texts if text for part in text.split(";"))
    return tuple(dict.fromkeys(filter(None, map(_plain, parts))))


def _plain(text: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(folded.casefold()))


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """That of the two names that are most alike; names whose figures differ are no more than half alike."""
    return max((_alike(one, other) for one in ours for other in theirs), default=0.0)


def _alike(one: str, other: str) -> float:
    score = float(fuzz.token_sort_ratio(one, other))
    figures = sorted(re.findall(r"\d+", one)) == sorted(re.findall(r"\d+", other))
    return score if figures else min(score, 50.0)


def _homes(view: Snapshot, record_type: type[Record]) -> dict[str, tuple[str | None, ...]]:
    """What each record belongs to: two of one name in two ministries are two."""
    names = _HOMES.get(record_type, ())
    return {row[0]: row[1:] for row in _rows(view, record_type, list(names))} if names else {}


def _apart(ours: tuple[str | None, ...] | None, theirs: tuple[str | None, ...] | None) -> bool:
    return any(one and other and one != other for one, other in zip(ours or (), theirs or (), strict=False))


def _candidates(known: dict[str, tuple[str, ...]], ways: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    """Pairs worth comparing: a word of theirs begins alike, or they share a number or address."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for key, spellings in known.items():
        for word in {word for text in spellings for word in text.split()}:
            blocks[word[:_LETTERS]].add(key)
        for way in ways.get(key, ()):
            blocks[f"way {way}"].add(key)
    return {
        pair for keys in blocks.values() if 1 < len(keys) <= _BLOCK for pair in combinations(sorted(keys), 2)
    }


def _told(score: float, shared: frozenset[str]) -> Iterator[str]:
    yield (
        f"Their names are alike ({score:.0f} of 100)."
        if score >= SURE
        else f"Their names are somewhat alike ({score:.0f} of 100)."
    )
    yield from (f"They share {way}." for way in sorted(shared)[:3])


# -- numbers and addresses --------------------------------------------------------------------------------


def _ways(view: Snapshot, record_type: type[Record]) -> dict[str, frozenset[str]]:
    """The numbers and e-mail addresses of each record."""
    found: dict[str, set[str]] = defaultdict(set)
    owners = _owners(view) if record_type is Person else {}
    for channel in view.all(Channel):
        way = channel.number or (channel.address.casefold() if channel.kind == "email" else "")
        if not way:
            continue
        match record_type.__tablename__:
            case "channel":
                found[channel.id].add(way)
            case "post" if channel.post_id:
                found[channel.post_id].add(way)
            case "person":
                for person in owners.get(channel.post_id or "", ()):
                    found[person].add(way)
            case "partner" if channel.post_id is None and channel.partner_id:
                found[channel.partner_id].add(way)
    if record_type is Partner:
        for key, numbers, email in view.sql("SELECT id, telephone_e164, email FROM partner").all():
            texts = (*(numbers or "").split(";"), *(email or "").casefold().split(";"))
            found[key] |= {text.strip() for text in texts if text.strip()}
    return {key: frozenset(own) for key, own in found.items()}


def _owners(view: Snapshot) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in view.all(Incumbency):
        found[one.post_id].add(one.person_id)
    return found


def _posts_of(view: Snapshot) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in view.all(Incumbency):
        found[one.person_id].add(one.post_id)
    return {key: frozenset(posts) for key, posts in found.items()}


# -- naming -----------------------------------------------------------------------------------------------


def _named(view: Snapshot, record_type: type[Record], pairs: list[Pair]) -> list[Pair]:
    names = view.captions(key for one in pairs for key in (one.first_id, one.second_id))
    return [
        Pair(
            one.first_id,
            names.get(one.first_id, ""),
            one.second_id,
            names.get(one.second_id, ""),
            one.score,
            one.evidence,
            tuple(_against(view, record_type, one)),
        )
        for one in pairs
    ]


_HOMES: dict[type[Record], tuple[str, ...]] = {
    Partner: ("parent_id", "iso2", "code"),
    Post: ("partner_id", "host_id"),
    Channel: ("post_id",),
}
_TELLING: dict[type[Record], tuple[str, ...]] = {
    Person: ("partner_id", "service", "status"),
    Partner: ("kind", "parent_id", "iso2", "code"),
    Post: ("partner_id", "host_id", "city", "kind"),
    Channel: ("kind", "post_id", "partner_id"),
}


def _against(view: Snapshot, record_type: type[Record], pair: Pair) -> Iterator[str]:
    """What both say, and differently."""
    first, second = view.get(record_type, pair.first_id), view.get(record_type, pair.second_id)
    labels = {f.name: f for f in fields_of(record_type)}
    for name in _TELLING.get(record_type, ()):
        ours, theirs = getattr(first, name), getattr(second, name)
        if ours and theirs and ours != theirs:
            f = labels[name]
            names = view.captions([ours, theirs]) if f.references else {}
            yield f"{f.label}: {names.get(ours, ours)} and {names.get(theirs, theirs)}."
