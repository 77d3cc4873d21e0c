"""Writing vCards 4.0 (RFC 6350): one for each person, with the posts held and the ways to reach them.

Our own ids go along as parameters, so that the card comes back to the same records; other programs pass them over.
"""

from collections.abc import Iterable, Iterator

from crisisdesk.exchange.cards import Card, Office, Way

_FOLD = 75
"""Octets of a line, its end not counted (RFC 6350, 3.2)."""

_TYPES = {"mobile": "cell", "fax": "fax", "video": "video", "phone": "voice", "secure_voice": "voice"}
_OUR = "X-CRISISDESK-"


EXERCISE = f"{_OUR}EXERCISE:TRUE"


def vcards(cards: Iterable[Card], *, exercise: bool = False) -> bytes:
    """The cards as a file in UTF-8, lines ended and folded as the standard says; those of an exercise say so."""
    return "".join(
        f"{folded}\r\n"
        for card in cards
        for line in _lines(card, exercise=exercise)
        for folded in _folded(line)
    ).encode()


def _lines(card: Card, *, exercise: bool) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if exercise:
        yield EXERCISE
        yield "CATEGORIES:EXERCISE"
    yield f"KIND:{'org' if card.organisation else 'individual'}"
    yield from _text("UID", card.uid)
    yield from _text("FN", card.name)
    for other in filter(None, (one.strip() for one in card.other_names.split(";"))):
        yield from _text("NICKNAME", other)
    for language in filter(None, (one.strip() for one in card.languages.replace(";", ",").split(","))):
        yield from _text("LANG", language)
    for name in (
        "original",
        "other_names",
        "languages",
        "pronunciation",
        "rank",
        "rank_code",
        "state",
        "marking",
    ):
        value = card.name_original if name == "original" else getattr(card, name)
        yield from _text(f"{_OUR}{name.upper().replace('_', '-')}", value)
    yield from _text("NOTE", card.note)
    yield from _text("URL", card.website)
    if card.address:
        yield f"ADR:;;{_escaped(card.address, structured=True)};;;;"
    for number, office in enumerate(card.offices, 1):
        yield from _office(f"item{number}", office)
    yield "END:VCARD"


def _office(group: str, office: Office) -> Iterator[str]:
    ids = {
        "PARTNER": office.partner_key,
        "POST": office.post_key,
        "HOLDING": office.holding_key,
        "CITY": office.city,
        "ZONE": office.time_zone,
    }
    yield f"{group}.TITLE{_params(ids)}:{_escaped(office.title)}"
    if office.organisation:
        yield f"{group}.ORG:{_escaped(office.organisation, structured=True)}"
    for way in office.ways:
        yield _way(group, way)


def _way(group: str, way: Way) -> str:
    name = "EMAIL" if way.kind == "email" else "TEL"
    types = f";TYPE={_TYPES.get(way.kind, 'voice')}" if name == "TEL" else ""
    ids = {"KIND": way.kind, "CHANNEL": way.key, "NUMBER": way.number}
    return f"{group}.{name}{types}{_params(ids)}:{_escaped(way.address)}"


def _params(values: dict[str, str]) -> str:
    return "".join(f";{_OUR}{name}={_parameter(value)}" for name, value in values.items() if value)


def _parameter(value: str) -> str:
    """A value in quotation marks; what would end it, or the line, becomes a blank or an apostrophe."""
    plain = " ".join(value.replace('"', "'").split())
    return f'"{plain}"'


def _text(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{_escaped(value)}"


def _escaped(value: str, *, structured: bool = False) -> str:
    text = value.replace("\\", "\\\\").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return text.replace(";", "\\;") if structured else text


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no character divided."""
    part, octets, begin = "", 0, ""
    for one in line:
        size = len(one.encode("utf-8", "replace"))
        if octets + size > _FOLD:
            yield part
            part, octets, begin = " ", 1, " "
        part, octets = part + one, octets + size
    if part != begin or not begin:
        yield part
