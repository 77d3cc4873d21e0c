"""Moments as the desk says them: date-time group and local time side by side, and how long ago or ahead."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

UNKNOWN = "unknown"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Times:
    """The moment that is looked at, and the zone that the desk keeps."""

    now: datetime
    zone: tzinfo

    def local(self, moment: datetime) -> str:
        """The time of day in the desk's zone, with the day of the week where it is another than in UTC."""
        there = moment.astimezone(self.zone)
        day = "" if there.date() == moment.astimezone(UTC).date() else f"{there:%a} "
        return f"{day}{there:%H:%M} {there:%Z}"

    def both(self, moment: datetime | None) -> str:
        """Date-time group and local time; ``unknown`` without a moment."""
        return UNKNOWN if moment is None else f"{dtg(moment)} · {self.local(moment)}"

    def ago(self, moment: datetime | None) -> str:
        """How long before the moment looked at: ``5 min ago``."""
        if moment is None:
            return UNKNOWN
        span = self.now - moment
        return f"{spell(span)} ago" if span >= timedelta(minutes=1) else "just now"

    def due(self, moment: datetime | None) -> str:
        """How far ahead, or how long overdue."""
        if moment is None:
            return "no time set"
        span = moment - self.now
        return f"in {spell(span)}" if span >= timedelta() else f"overdue by {spell(-span)}"


def spell(span: timedelta) -> str:
    """A span in its largest fitting unit, rounded down: ``3 h``, ``2 days``."""
    seconds = int(span.total_seconds())
    if seconds < _HOUR:
        return f"{max(seconds // _MINUTE, 1)} min"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR} h"
    return f"{seconds // _DAY} days"


def read_times(view: Snapshot) -> Times:
    """The moment of a snapshot in the zone of its desk; UTC where the desk names none that is known."""
    desk = view.find(Desk, DESK_ID)
    return Times(view.moment, _zone(desk.time_zone if desk else ""))


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError):  # a name that no zone has
        return UTC
