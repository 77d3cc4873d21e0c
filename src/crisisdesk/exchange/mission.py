"""One row of the database of embassies, cleaned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.text import clean

_KEY = re.compile(r"Q[1-9]\d{0,11}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)T")
_KINDS = {
    "embassy": "embassy",
    "high commission": "high_commission",
    "british high commission": "high_commission",
    "australian high commission": "high_commission",
    "assistant high commission": "assistant_high_commission",
    "embassy of the united states": "embassy",
    "de facto embassy": "de_facto_embassy",
    "consulate general": "consulate_general",
    "consulate general of sweden": "consulate_general",
    "consulate general of belgium": "consulate_general",
    "consulates of sweden": "consulate",
    "consulate": "consulate",
    "de facto consulate": "de_facto_consulate",
    "honorary consulate": "honorary_consulate",
    "consular office": "consular_office",
    "consular agency": "consular_agency",
    "apostolic nunciature": "apostolic_nunciature",
    "apostolic delegation": "apostolic_delegation",
    "permanent mission": "permanent_mission",
    "liaison office": "liaison_office",
    "representative office": "representative_office",
    "taipei representative office": "representative_office",
    "interests section": "interests_section",
    "trade office": "trade_office",
    "quebec government office": "government_office",
}
_LABELS = {"government_office": "Government Office", "other": "Mission"}


@dataclass(frozen=True, slots=True)
class Mission:
    """What a row says; ``kind`` is a term of ``mission_type``, ``since`` a date as far as it is known."""

    key: str
    sender: str
    sender_key: str
    host: str
    host_key: str
    kind: str
    city: str
    address: str
    also: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    website: str
    latitude: float | None
    longitude: float | None
    since: str | None

    @property
    def kind_label(self) -> str:
        """The kind as it begins the name of the mission."""
        return _LABELS.get(self.kind) or self.kind.replace("_", " ").capitalize()


def read_mission(cells: Mapping[str, str]) -> Mission:
    """Read a row.

    Raises:
        UserError: It has no Wikidata number, no operator, or no host; or a text that cannot be kept.
    """
    text = {name: clean(value, label=name) for name, value in cells.items() if value}
    key = _key(text.get("QID", ""))
    if not key:
        raise UserError("The row has no Wikidata number, by which it would be known again.")
    for name in ("operator", "country"):
        if not text.get(name):
            raise UserError(f"The mission {key} does not say its {name}.")
    latitude, longitude = _degrees(text.get("latitude"), 90), _degrees(text.get("longitude"), 180)
    there = latitude is not None and longitude is not None
    return Mission(
        key=key,
        sender=text["operator"],
        sender_key=_key(text.get("operatorQID", "")),
        host=text["country"],
        host_key=_key(text.get("countryQID", "")),
        kind=_KINDS.get(text.get("type", "").lower(), "other"),
        city=text.get("city", ""),
        address=text.get("address", ""),
        also=tuple(name for name in _list(text.get("jurisdictions", "")) if name != text["country"]),
        phones=_list(text.get("phone", "")),
        emails=tuple(email.removeprefix("mailto:") for email in _list(text.get("email", ""))),
        website="; ".join(_list(text.get("website", ""))),
        latitude=latitude if there else None,
        longitude=longitude if there else None,
        since=_since(text.get("creation", "")),
    )


def _key(address: str) -> str:
    key = address.rpartition("/")[2]
    return key if _KEY.fullmatch(key) else ""


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _degrees(text: str | None, limit: int) -> float | None:
    try:
        degrees = float(text or "")
    except ValueError:  # an unknown place is left open
        return None
    return degrees if -limit <= degrees <= limit else None


def _since(text: str) -> str | None:
    """The day of foundation; Wikidata writes 1 January where only the year is known."""
    found = _DAY.match(text)
    if found is None:
        return None
    year, month, day = found.groups()
    return year if (month, day) == ("01", "01") else f"{year}-{month}-{day}"
