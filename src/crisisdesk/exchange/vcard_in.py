"""Reading vCards 2.1, 3.0 and 4.0: the library vobject behind our own adapter, card by card, within limits.

A card that cannot be read is refused by itself. Photographs, sounds, keys and birthdays are dropped before anything
is read: a desk keeps what it needs to reach an office, and no keys.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.cards import Card, Office, Way
from crisisdesk.exchange.opening import Source

CARD_LIMIT = 20_000
FILE_LIMIT = 20 * 1024 * 1024
"""Characters of a file, photographs included."""

TEXT_LIMIT = 60_000
"""Characters of one card after what a desk does not keep was dropped."""

LINE_LIMIT = 1_000
_DROPPED = frozenset(
    (
        *(
            "PHOTO",
            "LOGO",
            "SOUND",
            "KEY",
            "BDAY",
            "ANNIVERSARY",
            "DEATHDATE",
            "BIRTHPLACE",
            "DEATHPLACE",
            "GENDER",
            "GEO",
        ),
        *(
            "REV",
            "PRODID",
            "SOURCE",
            "CLASS",
            "MAILER",
            "AGENT",
            "LABEL",
            "RELATED",
            "MEMBER",
            "XML",
            "HOBBY",
            "INTEREST",
        ),
        *(
            "EXPERTISE",
            "SORT-STRING",
            "CALURI",
            "FBURL",
            "CALADRURI",
            "CLIENTPIDMAP",
            "CATEGORIES",
            "PROFILE",
        ),
    )
)
_HEAD = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)\s*[;:]")
_BEGIN, _END = (
    re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE),
    re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE),
)
_OUR = "X-CRISISDESK-"


def read_cards(source: Source, refuse: Callable[[int, str], None]) -> Iterator[Card]:
    """The cards of a file in their order; ``refuse`` is told of each that cannot be read, by its number.

    Raises:
        UserError: The file holds no card, too many, or is too large.
    """
    found = 0
    for number, lines in _split(source):
        found = number
        if number > CARD_LIMIT:
            raise UserError(f"{source.name} holds more than {CARD_LIMIT:,} cards; divide it.")
        if lines is None:
            refuse(number, "The card is not complete: its END:VCARD is missing.")
            continue
        try:
            yield _card(number, lines)
        except UserError as refusal:
            refuse(number, str(refusal))
    if not found:
        raise UserError(f"{source.name} holds no vCard; it should begin with BEGIN:VCARD.")


def _split(source: Source) -> Iterator[tuple[int, list[str] | None]]:
    """Each card with its lines as they lie in the file; nothing in their place where it has no end."""
    number, read = 0, 0
    own: list[str] | None = None
    try:
        for line in source.text():
            read += len(line)
            if read > FILE_LIMIT:
                raise UserError(
                    f"{source.name} is larger than {FILE_LIMIT >> 20} MB, the limit for vCards; divide it."
                )
            bare = line.rstrip("\r\n")
            if _BEGIN.fullmatch(bare):
                if own is not None:
                    yield number, None
                number, own = number + 1, []
            elif _END.fullmatch(bare) and own is not None:
                yield number, own
                own = None
            elif own is not None:
                own.append(bare)
    except UnicodeError as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error
    if own is not None:
        yield number, None


# -- one card ---------------------------------------------------------------------------------------------


def _card(number: int, lines: list[str]) -> Card:
    kept, dropped = _useful(lines)
    if sum(map(len, kept)) > TEXT_LIMIT or len(kept) > LINE_LIMIT:
        raise UserError("The card holds more text than any card should; shorten it.")
    found = _parsed(kept)
    return _Facts(found).card(number, dropped)


def _useful(lines: list[str]) -> tuple[list[str], frozenset[str]]:
    """The lines without those of dropped properties, whatever way these are folded."""
    kept: list[str] = []
    dropped: set[str] = set()
    dropping = quoted = False
    for line in lines:
        if quoted or line[:1] in {" ", "\t"}:
            head = None
        else:
            head = _HEAD.match(line)
            if head is None and (dropping or not line.strip()):
                continue  # the rest of a value in base64, or an empty line after it
            name = head[1].upper() if head else ""
            dropping = name in _DROPPED
            if dropping:
                dropped.add(name)
        qp = "QUOTED-PRINTABLE" in line.upper() if head else quoted
        quoted = qp and line.endswith("=")
        if not dropping:
            kept.append(line)
    return kept, frozenset(dropped)


def _parsed(lines: list[str]) -> Any:
    """The component as vobject reads it.

    Raises:
        UserError: It cannot.
    """
    import vobject  # noqa: PLC0415 - 70 ms that only an import of cards needs

    text = "\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", ""))
    try:
        return vobject.readOne(text, allowQP=True)
    except Exception as error:  # vobject raises whatever its parts do on damaged text
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise UserError(f"The card cannot be read: {why.rstrip('.')}.") from error


class _Facts:
    """What a parsed card says, by the names of its properties."""

    def __init__(self, component: Any) -> None:
        self.lines: dict[str, list[Any]] = defaultdict(list)
        for line in component.lines():
            self.lines[line.name.upper()].append(line)

    def card(self, number: int, dropped: frozenset[str]) -> Card:
        name, offices = self._name(), tuple(self._offices())
        organisation = self.text("KIND").casefold() in {"org", "organization", "location"}
        if not name:
            name = next((one.organisation or one.title for one in offices if not one.empty), "")
            organisation = organisation or bool(name)
        if not name:
            raise UserError("The card names nobody: neither FN nor N nor ORG says anything.")
        return Card(
            number=number,
            name=name,
            uid=self.text("UID").removeprefix("urn:uuid:"),
            organisation=organisation,
            other_names=self.text(f"{_OUR}OTHER-NAMES") or "; ".join(self.texts("NICKNAME")),
            name_original=self.text(f"{_OUR}ORIGINAL"),
            pronunciation=self._spoken(),
            rank=self.text(f"{_OUR}RANK") or self._prefix(),
            rank_code=self.text(f"{_OUR}RANK-CODE"),
            languages=self.text(f"{_OUR}LANGUAGES") or ", ".join(self.texts("LANG")),
            note="\n".join(self.texts("NOTE")),
            state=self.text(f"{_OUR}STATE"),
            marking=self.text(f"{_OUR}MARKING"),
            website=self.text("URL").replace("\\:", ":"),
            address=self._address()[0],
            offices=tuple(one for one in offices if not one.empty),
            dropped=dropped,
        )

    def texts(self, name: str) -> list[str]:
        """Every value of a property as plain text on one line or more, empty ones left out."""
        return [text for line in self.lines.get(name, ()) if (text := _text(line.value))]

    def text(self, name: str) -> str:
        """The first value."""
        return next(iter(self.texts(name)), "")

    def _name(self) -> str:
        if full := self.text("FN"):
            return " ".join(full.split())
        for line in self.lines.get("N", ()):
            parts = [_text(getattr(line.value, part, "")) for part in ("given", "additional", "family")]
            if joined := " ".join(filter(None, parts)):
                return joined
        return ""

    def _prefix(self) -> str:
        return next((_text(getattr(line.value, "prefix", "")) for line in self.lines.get("N", ())), "")

    def _spoken(self) -> str:
        if own := self.text(f"{_OUR}PRONUNCIATION"):
            return own
        parts = (self.text("X-PHONETIC-FIRST-NAME"), self.text("X-PHONETIC-LAST-NAME"))
        return " ".join(filter(None, parts))

    def _address(self) -> tuple[str, str, str]:
        """The first postal address on one line, its city and its country."""
        for line in self.lines.get("ADR", ()):
            parts = [
                _text(getattr(line.value, part, ""))
                for part in ("box", "extended", "street", "code", "city", "region", "country")
            ]
            if any(parts):
                return ", ".join(" ".join(part.split()) for part in parts if part), parts[4], parts[6]
        return "", "", ""

    # -- functions and ways -------------------------------------------------------------------------------

    def _offices(self) -> Iterator[Office]:
        """One for each group that says a title or organisation of its own; all else belongs to the first."""
        groups: dict[str, dict[str, Any]] = {}
        for name in ("TITLE", "ROLE", "ORG"):
            for line in self.lines.get(name, ()):
                key = line.group or ""
                own = groups.setdefault(key, {})
                own.setdefault(name, line)
        if len(groups) > 1 and not any("TITLE" in own for key, own in groups.items() if key):
            groups = {"": {name: line for own in reversed(groups.values()) for name, line in own.items()}}
        ways = self._ways()
        first = next(iter(groups), "")
        _, city, country = self._address()
        for key, own in (groups or {"": {}}).items():
            mine = [way for group, way in ways if group == key or (key == first and group not in groups)]
            title = own.get("TITLE") or own.get("ROLE")
            yield Office(
                title=" ".join(_text(title.value).split()) if title else "",
                organisation=_organisation(own["ORG"].value) if "ORG" in own else "",
                city=_param(title, f"{_OUR}CITY") or (city if key == first else ""),
                country=country if key == first else "",
                time_zone=_param(title, f"{_OUR}ZONE") or (self._zone() if key == first else ""),
                partner_key=_param(title, f"{_OUR}PARTNER"),
                post_key=_param(title, f"{_OUR}POST"),
                holding_key=_param(title, f"{_OUR}HOLDING"),
                ways=tuple(mine),
            )

    def _zone(self) -> str:
        zone = self.text("TZ")
        return zone if re.fullmatch(r"[A-Za-z]+/[A-Za-z_/]+", zone) else ""

    def _ways(self) -> list[tuple[str, Way]]:
        found = [(line.group or "", _telephone(line)) for line in self.lines.get("TEL", ())]
        found += [(line.group or "", _other(line, "email")) for line in self.lines.get("EMAIL", ())]
        found += [(line.group or "", _other(line, "chat")) for line in self.lines.get("IMPP", ())]
        seen: set[tuple[str, str]] = set()
        kept = []
        for group, way in found:
            if way.address and (way.kind, way.address) not in seen:
                seen.add((way.kind, way.address))
                kept.append((group, way))
        return kept


def _telephone(line: Any) -> Way:
    types = {part.strip().casefold() for value in _values(line, "TYPE") for part in value.split(",")}
    types |= {str(one).casefold() for one in getattr(line, "singletonparams", ())}
    kind = (
        "mobile"
        if "cell" in types
        else "fax"
        if "fax" in types
        else "video"
        if types == {"video"}
        else "phone"
    )
    text = " ".join(_text(line.value).split())
    if text.casefold().startswith("tel:"):
        number, _, rest = text[4:].partition(";")
        extension = re.match(r"ext=([\d-]+)", rest)
        text = number + (f" ext. {extension[1]}" if extension else "")
    return Way(
        _param(line, f"{_OUR}KIND") or kind,
        text,
        _param(line, f"{_OUR}CHANNEL"),
        _param(line, f"{_OUR}NUMBER"),
    )


def _other(line: Any, kind: str) -> Way:
    text = " ".join(_text(line.value).split()).removeprefix("mailto:")
    return Way(_param(line, f"{_OUR}KIND") or kind, text, _param(line, f"{_OUR}CHANNEL"))


def _organisation(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, (" ".join(_text(part).split()) for part in parts)))


def _values(line: Any, name: str) -> list[str]:
    return [str(one) for one in line.params.get(name, ())]


def _param(line: Any, name: str) -> str:
    return next(iter(_values(line, name)), "") if line is not None else ""


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bytes():
            return value.decode("utf-8", "replace").strip()
        case list() | tuple():
            return ", ".join(filter(None, map(_text, value)))
    return str(value).replace("\r\n", "\n").strip()
