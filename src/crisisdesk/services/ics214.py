"""The activity log of a case in the blocks of the ICS-214 form (domain facts 7.3)."""

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_

from crisisdesk.errors import UserError
from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.formulas import defused
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Post
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.snapshot import Snapshot

FORM = "ics214"
WAYS = ("csv", "json")


@dataclass(frozen=True, slots=True)
class Resource:
    """Block 6: somebody who worked on it in the period."""

    name: str
    position: str
    agency: str


@dataclass(frozen=True, slots=True)
class Activity:
    """Block 7: one line; ``entered`` is when the desk learned of it, ``entry`` the id of the log entry."""

    at: str
    group: str
    activity: str
    author: str
    entered: str
    entry: str


@dataclass(frozen=True, slots=True)
class ActivityLog:
    """The form: incident, operational period, unit, resources, activities, and who prepared it when.

    ``withheld`` counts entries and paragraphs that the audience must not have; it is for the officer and in no file.
    """

    banner: str
    exercise: bool
    incident: str
    begins: str
    ends: str
    name: str
    position: str
    agency: str
    resources: tuple[Resource, ...]
    activities: tuple[Activity, ...]
    prepared_by: str
    prepared_at: str
    withheld: int = 0


def activity_log(
    view: Snapshot,
    case_id: str,
    *,
    begins: datetime | None = None,
    ends: datetime | None = None,
    officer: str = "",
    audience: str = "",
) -> ActivityLog:
    """Put the log of a case into the form: what happened from ``begins`` up to ``ends``, oldest first.

    Corrected entries stand as they were, and their correction says so: the form is a log too. Without a period it
    covers all from the opening of the case.

    Raises:
        UserError: The period ends before it begins, the audience may not have the case itself, or the whole is marked
            higher than the desk's ceiling.
    """
    case, known = view.get(CrisisCase, case_id), ladder(view)
    start, end = begins or case.opened_at or view.moment, ends or view.moment
    if end < start:
        raise UserError("The operational period ends before it begins.")
    reader = Audience.named(audience, known) if audience else None
    if reader is not None and not reader.may_have(case.marking):
        raise UserError(f"“{case}” itself may not go to {audience}; change the marking of the case first.")
    period = (LogEntry.event_time <= end, or_(LogEntry.event_time >= start, LogEntry.event_time.is_(None)))
    entries = view.all(LogEntry, LogEntry.case_id == case_id, *period, order=LogEntry.event_time)
    kept = [entry for entry in entries if reader is None or reader.may_have(entry.marking)]
    banner = known.banner([case.marking, *(entry.marking for entry in kept)], Marking("UNCLASSIFIED"))
    refuse_above_ceiling(view, known, banner)
    desk = view.find(Desk, DESK_ID)
    gone, told = len(entries) - len(kept), []
    for entry in kept:
        text, paragraphs = reader.portions(entry.text) if reader else (entry.text, 0)
        gone += paragraphs
        told.append(_activity(entry, text))
    return ActivityLog(
        banner=str(banner),
        exercise=bool(desk and desk.exercise),
        incident=f"{case.title} ({case.codename})" if case.codename else case.title,
        begins=iso(start),
        ends=iso(end),
        name=officer,
        position=_post_of(view, case.owner_id),
        agency=view.captions([case.lead_desk_id]).get(case.lead_desk_id or "", "")
        or (desk.originator if desk else ""),
        resources=tuple(_resources(view, case, start, end, reader)),
        activities=tuple(told),
        prepared_by=officer,
        prepared_at=iso(view.moment),
        withheld=gone,
    )


def activity_log_file(form: ActivityLog, way: str = "csv") -> bytes:
    """The form as CSV (blocks one under the other, safe in a spreadsheet) or JSON.

    Raises:
        UserError: There is no such way.
    """
    match way:
        case "csv":
            return _csv(form)
        case "json":
            value = {"form": "ICS-214", **asdict(form)}
            del value["withheld"]
            return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    raise UserError(f"An ICS-214 is written as {' or '.join(WAYS)}, not as “{way[:20]}”.")


def _activity(entry: LogEntry, text: str) -> Activity:
    at = entry.event_time or entry.entered_at
    words = " ".join(text.split())
    if entry.corrects_id is not None:
        words = f"Correction of an earlier entry: {words} Reason: {entry.correction_reason}"
    return Activity(
        at=iso(at) if at else "",
        group=dtg(at) if at else "",
        activity=words,
        author=entry.author,
        entered=iso(entry.entered_at) if entry.entered_at else "",
        entry=entry.id,
    )


def _resources(
    view: Snapshot, case: CrisisCase, start: datetime, end: datetime, reader: Audience | None
) -> list[Resource]:
    """Who had the watch in the period, for this case or the whole desk."""
    shifts = view.all(
        DutyShift, DutyShift.begins_at <= end, or_(DutyShift.ends_at.is_(None), DutyShift.ends_at >= start),
        or_(DutyShift.case_id == case.id, DutyShift.case_id.is_(None)), order=DutyShift.begins_at,
    )  # fmt: skip
    found = [
        Resource(shift.officer, _post_of(view, shift.post_id), _agency_of(view, shift.post_id))
        for shift in shifts
        if reader is None or reader.may_have(shift.marking)
    ]
    if case.owner_id and not found:
        found.append(
            Resource(
                _holder(view, case.owner_id, end),
                _post_of(view, case.owner_id),
                _agency_of(view, case.owner_id),
            )
        )
    return list(dict.fromkeys(found))


def _post_of(view: Snapshot, post_id: str | None) -> str:
    post = view.find(Post, post_id)
    return post.title if post else ""


def _agency_of(view: Snapshot, post_id: str | None) -> str:
    post = view.find(Post, post_id)
    partner = view.find(Partner, post.partner_id) if post else None
    return partner.name if partner else ""


def _holder(view: Snapshot, post_id: str, at: datetime) -> str:
    held = [one for one in view.all(Incumbency, Incumbency.post_id == post_id) if one.in_force(at.date())]
    names = view.captions(one.person_id for one in held)
    return names.get(held[-1].person_id, "") if held else ""


def _csv(form: ActivityLog) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)

    def line(*cells: Any) -> None:
        writer.writerow([defused(str(cell)) for cell in cells])

    line("ICS-214", "Activity log", form.banner, "EXERCISE" if form.exercise else "")
    line("1", "Incident name", form.incident)
    line("2", "Operational period", form.begins, form.ends)
    line("3", "Name", form.name)
    line("4", "ICS position", form.position)
    line("5", "Home agency and unit", form.agency)
    line("6", "Resources assigned", "Name", "ICS position", "Home agency and unit")
    for one in form.resources:
        line("6", "", one.name, one.position, one.agency)
    line("7", "Activity log", "Date and time", "Date-time group", "Notable activity", "Author", "Entered")
    for row in form.activities:
        line("7", "", row.at, row.group, row.activity, row.author, row.entered)
    line("8", "Prepared by", form.prepared_by, form.prepared_at)
    return text.getvalue().encode("utf-8")
