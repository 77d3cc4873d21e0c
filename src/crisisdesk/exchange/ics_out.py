"""Writing iCalendar: what is planned, as events and tasks that any calendar shows and that come back to their records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crisisdesk.exchange.ics_in import OUR

_STATUSES = {"confirmed": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED", "declined": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry of a calendar.

    Attributes:
        key: The id of its record; entries of one calendar differ in it.
        record: ``engagement``, ``action``, ``hotline``, ``duty_shift``, ``exercise`` or ``deadline``.
        title: What it is called.
        begins: A moment, or a day that is meant as a whole; of an action when it is due.
        ends: The end; of days the last one, included.
        place: Where.
        text: What else is to be said.
        status: The term of its record.
        kind: The term of its record.
        facts: What else comes back, such as the officer of a shift.
        marking: As it is written.
    """

    key: str
    record: str
    title: str
    begins: date
    ends: date | None = None
    place: str = ""
    text: str = ""
    status: str = ""
    kind: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    marking: str = ""


def calendar(entries: Iterable[Planned], name: str, moment: datetime) -> bytes:
    """The entries as one calendar; the same entries at the same moment give the same bytes."""
    import icalendar  # noqa: PLC0415 - 90 ms that only a calendar needs

    made = icalendar.Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//CrisisDesk//EN")
    made.add("X-WR-CALNAME", name)
    for entry in entries:
        made.add_component(_component(icalendar, entry, moment))
    content: bytes = made.to_ical()
    return content


def _component(icalendar: Any, entry: Planned, moment: datetime) -> Any:
    task = entry.record == "action"
    made = icalendar.Todo() if task else icalendar.Event()
    made.add("UID", entry.key)
    made.add("DTSTAMP", moment)
    made.add("SUMMARY", entry.title)
    made.add("DUE" if task else "DTSTART", entry.begins)
    if entry.ends is not None and not task:
        made.add("DTEND", _end(entry.ends))
    texts = {"LOCATION": entry.place, "DESCRIPTION": entry.text}
    if not task:
        texts["STATUS"] = _STATUSES.get(entry.status, "TENTATIVE" if entry.status else "")
    own = {
        "RECORD": entry.record,
        "STATUS": entry.status,
        "KIND": entry.kind,
        "MARKING": entry.marking,
        **dict(entry.facts),
    }
    texts |= {f"{OUR}{name}": text for name, text in own.items()}
    for name, text in texts.items():
        if text:
            made.add(name, text)
    return made


def _end(last: date) -> date:
    """The standard's end of days is the day after the last one."""
    return last if isinstance(last, datetime) else last + timedelta(days=1)
