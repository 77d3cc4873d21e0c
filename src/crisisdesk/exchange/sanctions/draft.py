"""A party while its rows come in: gathers, cleans, leaves out what was said already."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from sys import intern

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

_SHORT = 40


def tidy(text: str, where: str) -> str:
    """A text as we keep it: composed, without controls, one blank between words.

    Raises:
        UserError: It is far too long; ``where`` tells the place.
    """
    text = " ".join(clean(text, label=where, prose=True).split())
    return intern(text) if len(text) < _SHORT else text


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
        self._craft: Craft | None = None
        self._digest = hashlib.blake2b(digest_size=16)

    def source(self, cells: Iterable[str]) -> None:
        """Count a source row into the digest."""
        for cell in cells:
            self._digest.update(cell.encode("utf-8", "surrogatepass"))
            self._digest.update(b"\x1f")
        self._digest.update(b"\x1e")

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
        text = tidy(text, f"{self.where}, name")
        if not text or text in {"-", "."}:
            return
        if kind is NameKind.PRIMARY and any(k is NameKind.PRIMARY and t != text for t, k in self._names):
            kind = NameKind.ALIAS
        parts = {"script": script, "given": given, "family": family}
        self._names.setdefault(
            (text, kind),
            ListedName(text, kind, quality, **{name: tidy(part, self.where) for name, part in parts.items()}),
        )

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
            else:
                self._put("births", date)

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
        craft = self._craft or Craft()
        for name, raw in facts.items():
            value = tidy(raw, self.where)
            if not value:
                continue
            known = getattr(craft, name)
            if isinstance(known, tuple):
                craft = replace(craft, **{name: known if value in known else (*known, value)})
            elif not known:
                craft = replace(craft, **{name: value})
        self._craft = craft if craft != Craft() else self._craft

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
        text = clean(text, label=self.where, prose=True)
        if text:
            self._prose.setdefault(field, {})[text] = None

    @property
    def has_name(self) -> bool:
        """Whether a name was found."""
        return bool(self._names)

    def party(self) -> ListedParty:
        """The party as it is now."""
        sets = {field: tuple(values) for field, values in self._sets.items()}
        prose = {field: "\n".join(texts) for field, texts in self._prose.items()}
        names = tuple(self._names.values()) or (ListedName(f"(no name, {self.key})"),)
        return ListedParty(
            list=self._list,
            key=self.key,
            type=self.type,
            names=names,
            gender=self.gender,
            craft=self._craft,
            listed_on=self.listed_on,
            updated_on=self.updated_on,
            delisted_on=self.delisted_on,
            row_digest=self._digest.hexdigest(),
            **sets,  # type: ignore[arg-type] # each set holds what its method put in
            **prose,
        )
