"""A party while its rows come in: gathers, cleans, leaves out what was said already."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from crisisdesk.exchange.sanctions.dates import several_dates
from crisisdesk.exchange.sanctions.party import (
    Address,
    Craft,
    Identifier,
    ListedName,
    ListedParty,
    NameKind,
    PartyType,
    Quality,
    Relation,
)
from crisisdesk.model.text import clean
from crisisdesk.model.values import PartialDate

_SHORT = 60
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks of direction: they say nothing, and make two names that look alike differ."""
_NOTHING = frozenset({"none identified", "unknown", "none", "n/a", "-"})


def tidy(text: str, where: str) -> str:
    """A text as we keep it: composed, without controls, one blank between words.

    Raises:
        UserError: It is far too long; ``where`` tells the place.
    """
    if len(text) < _SHORT:
        return _tidied(text) if text else ""
    return " ".join(clean(text, label=where, prose=True).split())


@lru_cache(maxsize=1 << 15)
def _tidied(text: str) -> str:
    """Countries, programmes and the like come back many thousand times."""
    return " ".join(clean(text, label="", prose=True).split())


class Draft:
    """A party in the making; ``where`` tells the place of the row that is being read, for sentences."""

    def __init__(self, list_name: str, key: str, where: str) -> None:
        self._list, self.key, self.where = list_name, key, where
        self.type = PartyType.UNKNOWN
        self.gender = ""
        self.listed_on: PartialDate | None = None
        self.updated_on: PartialDate | None = None
        self.delisted_on: PartialDate | None = None
        self._names: dict[tuple[str, NameKind], ListedName] = {}
        self._sets: dict[str, dict[object, None]] = {}
        self._prose: dict[str, dict[str, None]] = {}
        self._craft: dict[str, Any] = {}
        self._digest = hashlib.blake2b(digest_size=16)

    def source(self, cells: Iterable[str]) -> None:
        """Count a source row into the digest."""
        self._digest.update(("\x1f".join(cells) + "\x1e").encode())

    def name(
        self,
        text: str,
        kind: NameKind = NameKind.PRIMARY,
        quality: Quality = Quality.UNSAID,
        *,
        script: str = "",
        given: str = "",
        family: str = "",
    ) -> None:
        """Add a name; an empty shell is no name. The second primary name is an alias."""
        text = tidy(text.translate(_DIRECTIONS), f"{self.where}, name")
        if not text or text in {"-", "."}:
            return
        if kind is NameKind.PRIMARY and any(k is NameKind.PRIMARY and t != text for t, k in self._names):
            kind = NameKind.ALIAS
        if (text, kind) not in self._names:
            parts = [tidy(part, self.where) for part in (script, given, family)]
            self._names[text, kind] = ListedName(text, kind, quality, *parts)

    def add(self, field: str, *texts: str) -> None:
        """Add to programmes, measures, birth_places, nationalities, contacts or titles."""
        for text in texts:
            kept = tidy(text, self.where).strip(" ;,")
            if kept:
                self._put(field, kept)

    def birth(self, text: str) -> None:
        """Add the birth dates that a text holds; what is not a date goes to the remarks."""
        for written, date in several_dates(text):
            if date is None:
                self.remark(f"Date of birth: {written}")
                continue
            self._put("births", date)
            if "(" in written:
                self.remark(f"Date of birth: {written}")

    def identifier(self, kind: str, number: str, country: str = "") -> None:
        """Add a number, if there is one."""
        number = tidy(number, self.where).strip(" ;,")
        if number and number != "-":
            self._put("identifiers", Identifier(tidy(kind, self.where), number, tidy(country, self.where)))

    def address(self, parts: Iterable[str], country: str = "") -> None:
        """Add an address from its parts, if one of them says something."""
        text = ", ".join(part for raw in parts if (part := tidy(raw, self.where).strip(" ,")))
        country = tidy(country, self.where)
        if text or country:
            self._put("addresses", Address(text, country))

    def relation(self, kind: str, to: str) -> None:
        """Add another party that is named."""
        to = tidy(to, self.where)
        if to:
            self._put("relations", Relation(kind, to))

    def craft(self, **facts: str) -> None:
        """Add what is said of a vessel or an aircraft; what was said first stays."""
        known = self._craft
        for name, raw in facts.items():
            value = tidy(raw, self.where)
            if not value or value.lower() in _NOTHING:
                continue
            if name in {"former_flags", "former_owners"}:
                before = known.setdefault(name, ())
                known[name] = before if value in before else (*before, value)
            else:
                known.setdefault(name, value)

    def remark(self, text: str) -> None:
        """Add raw text to the remarks, once."""
        self._say("remarks", text)

    def reason(self, text: str) -> None:
        """Add a reason for the listing, once."""
        self._say("reason", text)

    def base(self, text: str) -> None:
        """Add a legal base, once."""
        self._say("legal_base", text)

    def gendered(self, text: str) -> None:
        """Take a gender: ``male``, ``female``, or what else the list writes."""
        word = tidy(text, self.where).lower()
        self.gender = {"m": "male", "f": "female"}.get(word, word) or self.gender

    def _put(self, field: str, value: object) -> None:
        self._sets.setdefault(field, {})[value] = None

    def _say(self, field: str, text: str) -> None:
        if not text or text in self._prose.get(field, ()):
            return
        text = clean(text, label=self.where, prose=True)
        if text:
            self._prose.setdefault(field, {})[text] = None

    @property
    def has_name(self) -> bool:
        """Whether a name was found."""
        return bool(self._names)

    def party(self) -> ListedParty:
        """The party as it is now."""
        gathered: dict[str, Any] = {field: tuple(values) for field, values in self._sets.items()}
        gathered |= {field: "\n".join(texts) for field, texts in self._prose.items()}
        names = tuple(self._names.values()) or (ListedName(f"(no name, {self.key})"),)
        return ListedParty(
            list=self._list,
            key=self.key,
            type=self.type,
            names=names,
            gender=self.gender,
            craft=Craft(**self._craft) if self._craft else None,
            listed_on=self.listed_on,
            updated_on=self.updated_on,
            delisted_on=self.delisted_on,
            row_digest=self._digest.hexdigest(),
            **gathered,
        )
