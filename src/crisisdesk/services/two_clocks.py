"""Two clocks: how it stood at a moment, and what the desk knew at that moment (MISSION N2).

*Stood* goes by valid time, with all that is known today: when something happened, from when to when it held. *Known*
goes by recorded time: it is the desk as of that moment (``Workspace.snapshot(at)``), right or wrong. An event of 10:00
that was entered at 18:00 stood at 12:00 and was not known then.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.bases import Interval
from crisisdesk.model.decisions import Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

R = TypeVar("R", bound=Record)

HAPPENED = {
    "log_entry": "event_time",
    "call": "at",
    "crossing": "at",
    "phase_change": "at",
    "signal": "sent_at",
    "brief": "issued_at",
    "handover": "at",
    "engagement": "begins_at",
    "duty_shift": "begins_at",
    "red_line": "begins_on",
    "commitment": "pledged_on",
    "agency_position": "stated_on",
    "decision": "decided_at",
    "transfer": "requested_on",
    "vetting": "decided_on",
    "notification": "sent_at",
}
"""When something of this type came to be in the world; it stands from then on."""

_ENDED = {"case": ("opened_at", "closed_at"), "action": ("", "done_at"), "rung": ("reached_at", "left_at"),
          "engagement": ("begins_at", "ends_at"), "duty_shift": ("begins_at", "ends_at"),
          "notification_hold": ("placed_on", "lifted_on"), "partner": ("begins_on", "ends_on")}  # fmt: skip


def has_valid_time(record_type: type[Record]) -> bool:
    """Whether records of this type say when they were true, apart from when they were entered."""
    return bool(_span(record_type) != ("", ""))


def stood(
    view: Snapshot, record_type: type[R], moment: datetime, *conditions: ColumnElement[bool]
) -> list[R]:
    """The records that were true at a moment, by all that this snapshot knows, in the order of their ids.

    What has a beginning counts from it, what has an end up to and with its last day; an end that is not known is none.
    A log entry stands from its event on, in the wording of its newest correction.

    Raises:
        UserError: Records of this type do not say when they were true.
    """
    if not has_valid_time(record_type):
        raise UserError(
            f"{record_type.__plural__} have no time of their own in which they were true; use --at for what was recorded."
        )
    table: Any = record_type
    narrow = list(conditions)
    begin, _ = _span(record_type)
    if begin and _kind(record_type, begin) == "moment":  # partly known days are read one by one
        narrow.append(or_(getattr(table, begin).is_(None), getattr(table, begin) <= moment))
    found = [record for record in view.all(record_type, *narrow) if stands(record, moment)]
    return _newest_wording(view, found) if record_type is LogEntry else found


def known(
    workspace: Workspace, record_type: type[R], moment: datetime, *conditions: ColumnElement[bool]
) -> list[R]:
    """The records that the desk held at a recorded moment, true or not, as they were worded then.

    Raises:
        UserError: The desk did not exist yet.
    """
    with workspace.snapshot(moment) as view:
        return view.all(record_type, *conditions)


def stands(record: Record, moment: datetime) -> bool:
    """Whether a record was true at a moment by its own times; a beginning that is not known counts as begun."""
    begin, end = _span(type(record))
    begun = getattr(record, begin) if begin else None
    ended = getattr(record, end) if end else None
    if begun is None and begin and not _may_have_begun_before(type(record)):
        return False
    return _begun(begun, moment) and not _over(ended, moment)


class StoodView(Snapshot):
    """The records of a snapshot that stood at a moment, by all that the snapshot knows; only for reading.

    Lists of records are kept to those that were true then; a record asked for by its id is given in any case.
    """

    def __init__(self, view: Snapshot, moment: datetime) -> None:
        vars(self).update(vars(view))
        self.moment = moment.replace(microsecond=0)
        self.past = True

    def all(
        self,
        record_type: type[R],
        *conditions: ColumnElement[bool],
        order: Any = None,
        limit: int | None = None,
    ) -> list[R]:
        """As :meth:`Snapshot.all`, without what had not begun or was over."""
        found = super().all(record_type, *conditions, order=order)
        kept = [
            one for one in found if not has_valid_time(record_type) or stands(one, self.moment) or _open(one)
        ]
        return kept if limit is None else kept[:limit]


def _open(record: Record) -> bool:
    """Whether it is a question that nobody has decided: it stands although nothing has happened to it."""
    return isinstance(record, Decision) and record.decided_at is None


def told_when(record: Record) -> tuple[datetime | None, datetime | None]:
    """When something happened and when it was entered, where a record says both."""
    name = HAPPENED.get(type(record).__tablename__, "")
    happened = getattr(record, name, None) if name else None
    return happened if isinstance(happened, datetime) else None, getattr(record, "entered_at", None)


def _may_have_begun_before(record_type: type[Record]) -> bool:
    """Of what holds over a time an unknown beginning lies in the past; what never happened did not stand."""
    return issubclass(record_type, Interval) or record_type.__tablename__ in {
        "partner",
        "commitment",
        "transfer",
    }


def _span(record_type: type[Record]) -> tuple[str, str]:
    table = record_type.__tablename__
    if table in _ENDED:
        return _ENDED[table]
    if issubclass(record_type, Interval):
        return "begins_on", "ends_on"
    return HAPPENED.get(table, ""), ""


def _kind(record_type: type[Record], name: str) -> str:
    return next((f.kind for f in fields_of(record_type) if f.name == name), "")


def _begun(begun: PartialDate | datetime | None, moment: datetime) -> bool:
    match begun:
        case None:
            return True
        case datetime():
            return begun <= moment
    return begun.first <= _day(moment)


def _over(ended: PartialDate | datetime | None, moment: datetime) -> bool:
    match ended:
        case None:
            return False
        case datetime():
            return ended <= moment
    return ended.last < _day(moment)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _newest_wording(view: Snapshot, entries: Iterable[Any]) -> list[Any]:
    """Entries without those that a later one corrects: how it stood is told in the best words that are known."""
    corrected = {
        row[0] for row in view.sql("SELECT corrects_id FROM log_entry WHERE corrects_id IS NOT NULL")
    }
    return list(_without(entries, corrected))


def _without(entries: Iterable[Any], corrected: set[str]) -> Iterator[Any]:
    yield from (entry for entry in entries if entry.id not in corrected)
