"""Moments: UTC inside, ISO 8601 in files, date-time groups (DTG) for people.

The DTG follows the ACP 121 family: ``231312Z NOV 26``. Letter J, local time, is
not for messages and is refused.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from crisisdesk.errors import UserError

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DTG = re.compile(
    rf"(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([A-IK-Z])(\*?)\s?({'|'.join(MONTHS)})\s?(?:20)?(\d{{2}})",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)\s?Z?", re.IGNORECASE)
_EAST = "ABCDEFGHIKLM"
_WEST = "NOPQRSTUVWXY"


def parse_moment(text: str, *, now: datetime | None = None) -> datetime:
    """Read ISO 8601 or a DTG as a moment in UTC, to the second.

    A date without a time is its first second; a time without a zone is UTC.
    With ``now`` a bare ``14:05`` or ``1405Z`` is that time of the current UTC day.

    Raises:
        UserError: It is neither.
    """
    text = text.strip()
    if found := _DTG.fullmatch(text):
        return _from_dtg(found, text)
    if now is not None and (found := _CLOCK.fullmatch(text)):
        return now.astimezone(UTC).replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UserError(
            f"“{text[:60]}” is not a moment; write ISO 8601 (2026-11-23T13:12Z) or a date-time group (231312Z NOV 26)."
        ) from error
    return moment.replace(microsecond=0)


def _from_dtg(found: re.Match[str], text: str) -> datetime:
    day, hour, minute, letter, half, month, year = found.groups()
    try:
        local = datetime(
            2000 + int(year), MONTHS.index(month.upper()) + 1, int(day), int(hour), int(minute), tzinfo=UTC
        )
        return (local - _offset(letter.upper(), half=bool(half))).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UserError(f"“{text}” names a day that does not exist.") from error


def _offset(letter: str, *, half: bool) -> timedelta:
    hours = 0 if letter == "Z" else _EAST.find(letter) + 1 or -(_WEST.find(letter) + 1)
    return timedelta(hours=hours, minutes=30 if half else 0)


def dtg(moment: datetime, offset_hours: int = 0) -> str:
    """Write a moment as a DTG, in UTC or in the military zone of whole hours from it (-12 to 12)."""
    local = moment.astimezone(timezone(timedelta(hours=offset_hours)))
    letter = (
        "Z" if not offset_hours else _EAST[offset_hours - 1] if offset_hours > 0 else _WEST[-offset_hours - 1]
    )
    return f"{local:%d%H%M}{letter} {MONTHS[local.month - 1]} {local:%y}"


def iso(moment: datetime) -> str:
    """Write a moment as ISO 8601 in UTC to the second, such as ``2026-11-23T13:12:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else _early(moment)  # noqa: PLR2004 - strftime pads years from 1000 on only


def _early(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
