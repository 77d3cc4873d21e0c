"""Parties and versions as JSON that a store can keep: compact, the same bytes for the same value."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.party import (
    Address,
    Craft,
    Identifier,
    ListedName,
    ListedParty,
    ListVersion,
    NameKind,
    Orphan,
    PartyType,
    Quality,
    Relation,
)
from crisisdesk.model.values import PartialDate


def party_json(party: ListedParty) -> str:
    """A party as one line of JSON; what is empty is left out."""
    return _line(_told(party))


def party_from_json(text: str) -> ListedParty:
    """The party that :func:`party_json` wrote.

    Raises:
        UserError: The text is none.
    """
    return _party(_object(text))


def version_json(version: ListVersion) -> str:
    """A version without its parties, which a store keeps one by one."""
    told = _told(version)
    del told["parties"]
    return _line(told)


def version_from_json(text: str, parties: tuple[ListedParty, ...]) -> ListVersion:
    """The version that :func:`version_json` wrote, with these parties.

    Raises:
        UserError: The text is none.
    """
    told = _object(text)
    try:
        return ListVersion(
            list=told["list"],
            digest=told["digest"],
            date=_date(told.get("date")),
            parties=parties,
            rows=tuple((name, count) for name, count in told.get("rows", ())),
            orphans=tuple(Orphan(*row) for row in told.get("orphans", ())),
            notes=tuple(told.get("notes", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("A stored version of a sanctions list is damaged; import the list again.") from error


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass in the order of their declaration, those without content left out."""
    told = {}
    for f in fields(value):
        content = getattr(value, f.name)
        if content not in ("", None, ()) or f.name == "parties":
            told[f.name] = _plain(content) if f.name != "parties" else ()
    return told


def _plain(content: Any) -> Any:
    match content:
        case str() | int():
            return content
        case PartialDate():
            return str(content)
        case Craft():
            return _told(content)
        case tuple():
            return [_plain(item) for item in content]
        case _:
            return _trimmed([_plain(getattr(content, f.name)) for f in fields(content)])


def _trimmed(values: list[Any]) -> list[Any]:
    while values and values[-1] in ("", []):
        values.pop()
    return values


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise UserError("A stored party of a sanctions list is damaged; import the list again.") from error
    if not isinstance(told, dict):
        raise UserError("A stored party of a sanctions list is damaged; import the list again.")
    return told


def _party(told: Mapping[str, Any]) -> ListedParty:
    try:
        return ListedParty(**{name: _READS.get(name, _same)(value) for name, value in told.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("A stored party of a sanctions list is damaged; import the list again.") from error


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _date(value: str | None) -> PartialDate | None:
    return PartialDate.parse(value) if value else None


def _names(rows: list[list[str]]) -> tuple[ListedName, ...]:
    return tuple(_name(*row) for row in rows)


def _name(text: str, kind: str = "primary", quality: str = "", *rest: str) -> ListedName:
    return ListedName(text, NameKind(kind), Quality(quality), *rest)


def _craft(told: Mapping[str, Any]) -> Craft:
    return Craft(**{name: _same(value) for name, value in told.items()})


_READS: Mapping[str, Callable[[Any], Any]] = {
    "type": PartyType,
    "names": _names,
    "births": lambda rows: tuple(PartialDate.parse(row) for row in rows),
    "identifiers": lambda rows: tuple(Identifier(*row) for row in rows),
    "addresses": lambda rows: tuple(Address(*row) for row in rows),
    "relations": lambda rows: tuple(Relation(*row) for row in rows),
    "craft": _craft,
    "listed_on": _date,
    "updated_on": _date,
    "delisted_on": _date,
}
