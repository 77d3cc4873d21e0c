"""Tests and calls on hotlines and channels: noting them, and what follows from them (MISSION N5; domain facts 8.1).

Silence may be weather or policy: a miss whose cause nobody noted has the cause unknown, and keeps it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import mean
from typing import Any

from sqlalchemy import or_

from crisisdesk.briefing.circle import hotlines_of
from crisisdesk.checks.limits import Limits
from crisisdesk.checks.line_states import CLOSED_LINES, MISSED, REACHED, interval
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import ordinal
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.rules import Rule
from crisisdesk.model.values import PartialDate
from crisisdesk.model.views import Mention
from crisisdesk.services.line_schedules import read_schedule
from crisisdesk.services.log import log, mention
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

STREAK_RULE = "finding-streak-log"
_WAKING = frozenset({"untested", "unanswered"})
_MANY_CALLS = 500


@dataclass(frozen=True, slots=True)
class Ring:
    """A test or a call as it is noted: on a hotline or a channel, by whom, and what came of it.

    ``result`` and ``cause`` are terms of ``call_result`` and ``call_cause``; a miss without a cause has the cause
    unknown. ``seconds`` is the time until somebody answered.
    """

    hotline_id: str = ""
    channel_id: str = ""
    result: str = "answered"
    kind: str = "test"
    at: datetime | None = None
    case_id: str = ""
    incoming: bool = False
    placed_by: str = ""
    answered_by: str = ""
    seconds: int | None = None
    quality: str = ""
    cause: str = ""
    translated: bool = False
    summary: str = ""
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What noting a ring made: the call, and the log entry that a streak of misses began, if this was the one."""

    call: Call
    alert: LogEntry | None


def record_ring(tx: Transaction, ring: Ring) -> Noted:
    """Note a test or a call of a hotline or a channel.

    An answer verifies the channel and makes a line that was untested or unanswered active again. The next test of a
    hotline follows from its schedule where that can be read, else from its interval. The miss that completes a streak
    (the rule ``finding-streak-log``) makes one entry in the log of a case, and the misses after it none.

    Raises:
        UserError: Not exactly one of hotline and channel is named, an answered call names a cause, or it was not noted
            before it took place.
    """
    line, channel = _line(tx, ring)
    at = ring.at or tx.moment
    if at > tx.moment + timedelta(minutes=5):
        raise UserError(f"A call is noted when it is over; {dtg(at)} is still to come.")
    missed = ring.result in MISSED
    if ring.cause and ring.result in REACHED:
        raise UserError("A cause is noted of a call that failed; leave it out, or correct the result.")
    home = line or channel
    assert home is not None
    call = tx.add(
        Call(
            at=at,
            kind=ring.kind,
            subject="",
            hotline_id=ring.hotline_id or None,
            channel_id=ring.channel_id or None,
            post_id=channel.post_id if channel else None,
            partner_id=channel.partner_id if channel else None,
            case_id=ring.case_id or None,
            incoming=ring.incoming,
            result=ring.result,
            seconds=ring.seconds,
            placed_by=ring.placed_by,
            answered_by=ring.answered_by,
            cause=(ring.cause or "unknown") if missed else ring.cause,
            quality=ring.quality,
            translated=ring.translated,
            summary=ring.summary,
            marking=ring.marking or home.marking,
        )
    )
    tx.flush()
    alert = after_a_ring(tx, call)
    what = "test" if ring.kind == "test" else "call"
    tx.summary = f"Record {what} of “{home.caption}”: {ring.result.replace('_', ' ')}"
    return Noted(call, alert)


def _line(view: Snapshot, ring: Ring) -> tuple[Hotline | None, Channel | None]:
    if bool(ring.hotline_id) == bool(ring.channel_id):
        raise UserError("Name the hotline or the channel that was rung, and only one of them.")
    if ring.hotline_id:
        return view.get(Hotline, ring.hotline_id), None
    return None, view.get(Channel, ring.channel_id)


def after_a_ring(tx: Transaction, call: Call) -> LogEntry | None:
    """Draw the conclusions of a call that was noted: status, next test, and the one entry of a streak of misses."""
    line, channel = tx.find(Hotline, call.hotline_id), tx.find(Channel, call.channel_id)
    home = line or channel
    if home is None or call.result not in REACHED | MISSED:
        return None
    newest = not _later(tx, call)
    if line is not None and newest:
        line.next_test_at = next_test(line, call.at or tx.moment) or line.next_test_at
    if call.result in REACHED:
        if newest:
            _wake(home, call, tx.moment)
        return None
    return _streak_entry(tx, home, call)


def _wake(home: Hotline | Channel, call: Call, now: datetime) -> None:
    if home.status in _WAKING:
        home.status = "active"
    if isinstance(home, Channel):
        home.verified_on = PartialDate.parse(f"{call.at or now:%Y-%m-%d}")


def next_test(line: Hotline, after: datetime) -> datetime | None:
    """When a line is tested next after a moment: by its schedule, else by its interval; nothing where it has neither."""
    schedule = read_schedule(line.test_schedule, line.time_zone)
    if schedule is not None:
        return schedule.after(after)
    return after + timedelta(hours=line.test_hours) if line.test_hours else None


# -- the streak -------------------------------------------------------------------------------------------


def _rings(view: Snapshot, home: Hotline | Channel, until: datetime) -> list[Call]:
    """The calls on a line or channel that were answered or missed, the newest first."""
    column = Call.hotline_id if isinstance(home, Hotline) else Call.channel_id
    told = Call.result.in_(sorted(REACHED | MISSED))
    return view.all(Call, column == home.id, told, Call.at <= until, order=Call.at.desc(), limit=_MANY_CALLS)


def _later(view: Snapshot, call: Call) -> bool:
    """Whether a later call on the same line is on record already."""
    column = Call.hotline_id if call.hotline_id else Call.channel_id
    key = call.hotline_id or call.channel_id
    told = Call.result.in_(sorted(REACHED | MISSED))
    return bool(view.all(Call, column == key, told, Call.at > call.at, limit=1))


def _misses(rings: list[Call]) -> list[Call]:
    """The misses in a row up to the newest ring, the newest first."""
    found: list[Call] = []
    for one in rings:
        if one.result in REACHED:
            break
        found.append(one)
    return found


def _streak_entry(tx: Transaction, home: Hotline | Channel, call: Call) -> LogEntry | None:
    """The entry of a streak: one, when it is as long as the rule says, in the case that the line serves."""
    needed = Limits(tx.all(Rule), tx.moment.date()).amount(STREAK_RULE)
    misses = _misses(_rings(tx, home, tx.moment))
    if needed is None or len(misses) < needed or _told_before(tx, home, misses):
        return None
    home.status = "unanswered" if home.status in {"active", "untested"} else home.status
    case = _case(tx, home, call)
    if case is None:
        return None
    entry = log(tx, case.id, _told(home, misses), kind="test", event_time=call.at, significant=True)
    tx.flush()
    for record in (home, *misses):
        mention(tx, entry.id, record.id)
    return entry


def _told_before(view: Snapshot, home: Hotline | Channel, misses: list[Call]) -> bool:
    """Whether an entry about this line names one of these misses."""
    own = {one.from_key for one in view.all(Mention, Mention.to_key == home.id)}
    return any(one.from_key in own for miss in misses for one in view.all(Mention, Mention.to_key == miss.id))


def _told(home: Hotline | Channel, misses: list[Call]) -> str:
    name = home.name if isinstance(home, Hotline) else f"{home.kind.replace('_', ' ')} {home.address}"
    last = dtg(misses[0].at) if misses[0].at else "an unknown time"
    first = dtg(misses[-1].at) if misses[-1].at else "an unknown time"
    count = f"{ordinal(len(misses))} in a row"
    return f"{name} was not answered at {last}: {count}, cause {cause_of(misses)}. First missed at {first}."


def cause_of(misses: list[Call]) -> str:
    """The cause of a streak: known only where the same cause was noted of every miss."""
    causes = {one.cause or "unknown" for one in misses}
    return causes.pop().replace("_", " ") if len(causes) == 1 else "unknown"


def _case(view: Snapshot, home: Hotline | Channel, call: Call) -> CrisisCase | None:
    """The case of the call; else the gravest open case that the line serves, or whose partner the channel leads to."""
    if call.case_id and (own := view.get(CrisisCase, call.case_id)).is_open:
        return own
    open_cases = view.all(CrisisCase, CrisisCase.phase.not_in(sorted(CLOSED_PHASES)))
    found = [case for case in open_cases if _serves(view, home, case)]
    return min(found, key=lambda case: (-case.severity.rank, case.id), default=None)


def _serves(view: Snapshot, home: Hotline | Channel, case: CrisisCase) -> bool:
    if isinstance(home, Hotline):
        return home.id in {one.id for one in hotlines_of(view, case.id)}
    used = (Call.case_id == case.id, or_(Call.channel_id == home.id, Call.post_id == (home.post_id or "-")))
    return bool(view.all(Call, *used, limit=1))


# -- reading ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the calls on a hotline or channel say of it at a moment.

    Attributes:
        id: Of the hotline or channel.
        caption: What it is called.
        status: As noted of it.
        tests: How many calls and tests are counted (the newest 500 at most).
        answered: How many of them were answered.
        streak: The misses in a row up to now.
        cause: That of the streak, ``unknown`` where it is not the same for all; empty without a streak.
        last_at: The newest call or test.
        last_result: What came of it.
        silent_since: The first miss after the last answer; nothing while it answers.
        answered_at: When somebody last answered; nothing where never.
        mean_seconds: The mean time to an answer, over those that noted it.
        due: When the next test is or was due, as far as it is known.
        overdue: Whether that lies before the moment.
    """

    id: str
    caption: str
    status: str
    tests: int
    answered: int
    streak: int
    cause: str
    last_at: datetime | None
    last_result: str
    silent_since: datetime | None
    answered_at: datetime | None
    mean_seconds: float | None
    due: datetime | None
    overdue: bool

    @property
    def words(self) -> str:
        """The streak in words, such as ``third in a row, cause unknown``; empty while it answers."""
        return f"{ordinal(self.streak)} in a row, cause {self.cause}" if self.streak else ""


def line_facts(view: Snapshot, record_id: str) -> LineFacts:
    """The facts about one hotline or channel.

    Raises:
        UserError: It is neither.
    """
    home = view.lookup(record_id)
    if not isinstance(home, Hotline | Channel):
        raise UserError(f"“{home.caption}” is neither a hotline nor a channel.")
    return _facts(view, home, Scope(view))


def all_line_facts(view: Snapshot, case_id: str = "") -> list[LineFacts]:
    """The facts about every hotline, or those of a case: the longest streak first, then what is overdue, then by name."""
    scope = Scope(view)
    lines = hotlines_of(view, case_id) if case_id else view.all(Hotline, order=Hotline.name)
    found = [_facts(view, line, scope) for line in lines]
    return sorted(found, key=lambda one: (-one.streak, not one.overdue, one.caption, one.id))


def rings_of(view: Snapshot, record_id: str, limit: int = 50) -> list[Call]:
    """The log of a hotline or channel, the newest first: every call and test, cancelled ones too."""
    own = or_(Call.hotline_id == record_id, Call.channel_id == record_id)
    return view.all(Call, own, order=Call.at.desc(), limit=limit)


def _facts(view: Snapshot, home: Hotline | Channel, scope: Scope) -> LineFacts:
    rings = _rings(view, home, view.moment)
    misses = _misses(rings)
    reached = [one for one in rings if one.result in REACHED]
    times = [one.seconds for one in reached if one.seconds is not None]
    due = _due(home, rings, scope) if isinstance(home, Hotline) else None
    return LineFacts(
        id=home.id,
        caption=home.caption,
        status=home.status,
        tests=len(rings),
        answered=len(reached),
        streak=len(misses),
        cause=cause_of(misses) if misses else "",
        last_at=rings[0].at if rings else None,
        last_result=rings[0].result if rings else "",
        silent_since=misses[-1].at if misses else None,
        answered_at=reached[0].at if reached else None,
        mean_seconds=round(mean(times), 1) if times else None,
        due=due,
        overdue=due is not None and due < view.moment and home.status not in CLOSED_LINES,
    )


def _due(line: Hotline, rings: list[Call], scope: Scope) -> datetime | None:
    """As check Q2 judges it: the day entered if it lies after the last ring, else that of schedule or interval."""
    last = rings[0].at if rings else None
    if line.next_test_at is not None and (last is None or line.next_test_at > last):
        return line.next_test_at
    if last is None:
        return None
    every = interval(line, scope)
    return next_test(line, last) or (last + every if every is not None else None)


def facts_json(facts: LineFacts) -> dict[str, Any]:
    """The facts as JSON."""
    value = {**asdict(facts), "words": facts.words}
    return {name: iso(told) if isinstance(told, datetime) else told for name, told in value.items()}
