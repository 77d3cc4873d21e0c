"""Reading iCalendar (RFC 5545): events become engagements, tasks become actions; what we wrote comes back to its record.

The library icalendar reads the file, behind this adapter and within limits. Series are not unrolled: the first event of
one is taken, and how often it comes back is kept as its rhythm. A time without a zone is taken as UTC.
"""

import hashlib
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.opening import Source
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Exercise
from crisisdesk.model.moments import iso
from crisisdesk.model.watch import DutyShift
from crisisdesk.store.snapshot import Snapshot

SIZE_LIMIT = 10 * 1024 * 1024
"""Characters of a calendar, attachments included."""

COUNT_LIMIT = 10_000
OUR = "X-CRISISDESK-"
_TEXT_LIMIT = 20_000
_STATUSES = {"CONFIRMED": "confirmed", "TENTATIVE": "proposed", "CANCELLED": "cancelled"}
_TASK_STATUSES = {"IN-PROCESS": "in_work", "CANCELLED": "cancelled"}
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_OWN: dict[str, type[Record]] = {
    "engagement": Engagement, "action": Action, "hotline": Hotline, "duty_shift": DutyShift, "exercise": Exercise,
}  # fmt: skip
_OURS_ALONE = "deadline"
_EMPTIED = "ends_at"  # an event that was given without an end has none, whatever it had before


def calendar_rows(view: Snapshot, source: Source, report: Report) -> Iterator[Incoming]:
    """The rows of a calendar; each event that cannot be taken is noted in the report by its place in the file.

    Raises:
        UserError: The file is no calendar, is damaged as a whole, or is past the limits.
    """
    number = 0
    for component in _components(source):
        number += 1
        if number > COUNT_LIMIT:
            raise UserError(f"{source.name} holds more than {COUNT_LIMIT:,} events and tasks; divide it.")
        try:
            row = _row(view, number, component)
        except UserError as refusal:
            report.refuse(number, str(refusal))
            continue
        if row is None:
            report.unchanged += 1
        else:
            yield row


def _components(source: Source) -> Iterator[Any]:
    import icalendar  # noqa: PLC0415 - 90 ms that only a calendar needs

    try:
        text = source.text().read(SIZE_LIMIT + 1)
    except UnicodeError as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error
    if len(text) > SIZE_LIMIT:
        raise UserError(
            f"{source.name} is larger than {SIZE_LIMIT >> 20} MB, the limit for calendars; divide it."
        )
    if "BEGIN:" not in text.upper():
        raise UserError(f"{source.name} is no calendar; it should begin with BEGIN:VCALENDAR.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of zones that it guesses by their names
            if (
                "BEGIN:VTIMEZONE" in text
            ):  # a zone that stands behind its first use is known the second time only
                icalendar.Component.from_ical(text, multiple=True)
            calendars = icalendar.Component.from_ical(text, multiple=True)
    except Exception as error:  # icalendar raises whatever its parts do on damaged text
        raise UserError(f"{source.name} cannot be read as a calendar: {_why(error)}.") from error
    if not calendars:
        raise UserError(f"{source.name} is cut off: no calendar in it has an end.")
    for calendar in calendars:
        yield from (one for one in calendar.walk() if one.name in {"VEVENT", "VTODO"})


def _why(error: Exception) -> str:
    return (" ".join(str(error).split())[:120] or type(error).__name__).rstrip(".")


# -- one event --------------------------------------------------------------------------------------------


def _row(view: Snapshot, number: int, component: Any) -> Incoming | None:
    """The row of an event or task; nothing for a deadline that we wrote, which follows from its record."""
    said = _text(component, f"{OUR}RECORD").casefold()
    if said == _OURS_ALONE:
        return None
    table = said if said in _OWN else "action" if component.name == "VTODO" else "engagement"
    record_type, uid = _OWN[table], _text(component, "UID")
    key = uid if said in _OWN and uid.startswith(f"{table}-") else _key(table, component, uid)
    own = _TELLING[table](component)
    new = view.type_of(key) is None
    if new and record_type is Hotline:
        raise UserError(
            f"The hotline {key[:60]} is not in this desk; import it before the calendar of its tests."
        )
    once = own.once if new else {}
    return Incoming(number, record_type, key, {**once, **own.texts})


class _Told:
    """What an event says: ``texts`` whenever it is read, ``once`` only of a record that is new."""

    def __init__(self, component: Any, texts: dict[str, str], **once: str) -> None:
        self.texts = {name: text for name, text in texts.items() if text or name == _EMPTIED}
        marking = _text(component, f"{OUR}MARKING")
        self.once = {name: text for name, text in {**once, "marking": marking}.items() if text}


def _engagement(component: Any) -> _Told:
    begins, ends = _begins(component), _ends(component)
    title = _title(component, begins)
    state = _text(component, "STATUS").upper()
    texts = {
        "title": title,
        "begins_at": _moment(begins),
        "ends_at": _moment(ends),
        "place": _line(component, "LOCATION"),
        "aims": _text(component, "DESCRIPTION"),
        "status": "cancelled" if state == "CANCELLED" else "",
    }
    return _Told(
        component,
        texts,
        status=_text(component, f"{OUR}STATUS") or _STATUSES.get(state, "planned"),
        kind=_text(component, f"{OUR}KIND"),
        rhythm_days=_text(component, f"{OUR}RHYTHM") or _rhythm(component),
    )


def _action(component: Any) -> _Told:
    due = _when(component, "DUE") or _when(component, "DTSTART")
    texts = {"title": _title(component, due), "due_at": _moment(due), "text": _text(component, "DESCRIPTION")}
    state = _text(component, "STATUS").upper()
    if state == "COMPLETED":
        raise UserError(
            f"The task “{texts['title'][:60]}” is completed elsewhere; only open tasks are taken."
        )
    said = _text(component, f"{OUR}STATUS") or _TASK_STATUSES.get(state, "open")
    return _Told(component, texts, status=said, kind=_text(component, f"{OUR}KIND"))


def _hotline(component: Any) -> _Told:
    return _Told(component, {"next_test_at": _moment(_begins(component))})


def _shift(component: Any) -> _Told:
    begins = _begins(component)
    texts = {
        "officer": _text(component, f"{OUR}OFFICER"),
        "begins_at": _moment(begins),
        "ends_at": _moment(_ends(component)),
    }
    return _Told(component, texts, kind=_text(component, f"{OUR}KIND"))


def _exercise(component: Any) -> _Told:
    begins, ends = _begins(component), _ends(component)
    last = ends - timedelta(days=1) if ends is not None and not isinstance(ends, datetime) else ends
    texts = {
        "name": _title(component, begins),
        "begins_on": _day(begins),
        "ends_on": _day(last),
        "place": _line(component, "LOCATION"),
        "aims": _text(component, "DESCRIPTION"),
    }
    return _Told(
        component, texts, status=_text(component, f"{OUR}STATUS"), kind=_text(component, f"{OUR}KIND")
    )


_TELLING = {
    "engagement": _engagement, "action": _action, "hotline": _hotline, "duty_shift": _shift, "exercise": _exercise,
}  # fmt: skip


# -- its properties ---------------------------------------------------------------------------------------


def _text(component: Any, name: str) -> str:
    """The first value of a property as plain text."""
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None:
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if len(text) > _TEXT_LIMIT:
        raise UserError(f"The text of {name} has more than {_TEXT_LIMIT:,} characters; shorten it.")
    return text.strip()


def _line(component: Any, name: str) -> str:
    return " ".join(_text(component, name).split())


def _title(component: Any, begins: date | None) -> str:
    title = _line(component, "SUMMARY") or _line(component, "DESCRIPTION")[:120]
    if not title and begins is None:
        raise UserError("The event has neither a summary nor a time.")
    return title or f"Event of {begins:%Y-%m-%d}"


def _begins(component: Any) -> date | None:
    return _when(component, "DTSTART")


def _ends(component: Any) -> date | None:
    """The end as it is given, or the beginning with the duration; nothing where it would lie before the beginning."""
    begins, ends = _begins(component), _when(component, "DTEND")
    if ends is None and begins is not None and component.get("DURATION") is not None:
        ends = _after(begins, component)
    if begins is not None and ends is not None and _moment(ends) < _moment(begins):
        raise UserError(f"The event “{_line(component, 'SUMMARY')[:60]}” ends before it begins.")
    return ends


def _after(begins: date, component: Any) -> date | None:
    try:
        span: timedelta = component.get("DURATION").dt
        return begins + span
    except Exception as error:
        raise UserError(f"The duration of an event cannot be read: {_why(error)}.") from error


def _when(component: Any, name: str) -> date | None:
    """A day, or a moment in UTC.

    Raises:
        UserError: The property is there and names neither.
    """
    for wrong, why in component.errors:
        if wrong == name:
            raise UserError(
                f"{name} of an event cannot be read: {' '.join(str(why).split())[:120].rstrip('.')}."
            )
    value = component.get(name)
    if value is None:
        return None
    try:
        found = value[0].dt if isinstance(value, list) else value.dt
        if isinstance(found, datetime):
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except Exception as error:
        raise UserError(f"{name} of an event cannot be read: {_why(error)}.") from error
    if not isinstance(found, date):
        raise UserError(f"{name} of an event is neither a day nor a moment.")
    return found


def _moment(value: date | None) -> str:
    """A moment as text; a day is its first second in UTC."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return iso(value)


def _day(value: date | None) -> str:
    return "" if value is None else f"{value:%Y-%m-%d}" if value.year >= 1000 else ""  # noqa: PLR2004 - strftime pads years from 1000 on only


def _rhythm(component: Any) -> str:
    """How many days lie between two events of a series; nothing for one that is none, or comes back in hours."""
    rule = component.get("RRULE")
    if isinstance(rule, list):
        rule = rule[0] if rule else None
    try:
        often = str(rule.get("FREQ", [""])[0]).upper()
        number = int(rule.get("INTERVAL", [1])[0])
    except (AttributeError, IndexError, TypeError, ValueError):  # no series, or one that cannot be read
        return ""
    return str(_DAYS[often] * number) if often in _DAYS and 0 < number <= 1_000 else ""  # noqa: PLR2004 - more is a mistake


def _key(table: str, component: Any, uid: str) -> str:
    """An id that follows from the event's own, or from what it says where it has none."""
    parts = (
        (uid, _raw(component, "RECURRENCE-ID"))
        if uid
        else tuple(_raw(component, name) for name in ("SUMMARY", "DTSTART", "DUE"))
    )
    content = "\n".join((table, *parts))
    return f"{table}-{hashlib.sha256(f'ics {content}'.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _raw(component: Any, name: str) -> str:
    value = component.get(name)
    if value is None:
        return ""
    try:
        return str(value.to_ical())
    except Exception:  # noqa: BLE001 - a property that icalendar could not read is told by its plain form
        return str(value)
