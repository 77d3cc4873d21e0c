"""The escalation ladder of a case: climbing it, stepping down, and who must act by when; each step writes the log."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.watch import Rung
from crisisdesk.services.log import log, mention
from crisisdesk.services.templates import rungs_for
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Step:
    """A rung as it stands: ``state`` is ``current``, ``left`` or ``ahead``; ``due_at`` is when its time limit ends.

    ``overdue`` is said of the current rung only. Empty texts are what nobody noted.
    """

    id: str
    number: int
    level: str
    channel: str
    action: str
    trigger: str
    owner_id: str
    owner: str
    limit_hours: int | None
    fallback: str
    exit_test: str
    offer: str
    state: str
    reached_at: datetime | None
    left_at: datetime | None
    due_at: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step made: the rung that is stood on now, nothing below the lowest, and the log entry."""

    rung: Rung | None
    entry: LogEntry


def ladder_of(view: Snapshot, case_id: str) -> tuple[Step, ...]:
    """The rungs of a case from the lowest up; empty where it has no ladder yet."""
    rungs = _rungs(view, case_id)
    names = view.captions(one.owner_id for one in rungs)
    return tuple(_step(one, names.get(one.owner_id or "", ""), view.moment) for one in rungs)


def lay_ladder(tx: Transaction, case_id: str) -> list[Rung]:
    """Give a case the ladder of its template, or the general one, to be edited there.

    Raises:
        UserError: It has one already, or there is none to copy.
    """
    case = tx.get(CrisisCase, case_id)
    if _rungs(tx, case_id):
        raise UserError(f"“{case}” has its ladder already; edit its rungs instead.")
    rungs = [tx.add(one) for one in rungs_for(tx, case, case.template_id or "")]
    if not rungs:
        raise UserError("There is no general ladder in this desk; add rungs for the case under Records.")
    tx.flush()
    return rungs


def climb(
    tx: Transaction, case_id: str, why: str = "", *, to: int | None = None, at: datetime | None = None
) -> Moved:
    """Go one rung up, or to a higher one that is named; a case without a ladder gets its own first.

    Raises:
        UserError: There is no higher rung, the one named is not higher, or the case is closed.
    """
    rungs = _rungs(tx, case_id) or lay_ladder(tx, case_id)
    now = _current(rungs)
    standing = now.number if now else 0
    above = [one for one in rungs if one.number > standing]
    if not above:
        raise UserError(f"The case stands on the highest rung, {standing}; there is none above it.")
    target = above[0] if to is None else _named(above, to, f"not above rung {standing}")
    return _move(tx, case_id, now, target, why=why, at=at)


def step_down(
    tx: Transaction, case_id: str, why: str, *, to: int | None = None, at: datetime | None = None
) -> Moved:
    """Go one rung down, or to a lower one that is named; 0, or a step down from the lowest, leaves the ladder.

    Raises:
        UserError: The case stands on no rung, the one named is not lower, no reason is given, or the case is closed.
    """
    rungs = _rungs(tx, case_id)
    now = _current(rungs)
    if now is None:
        raise UserError("The case stands on no rung of its ladder, so it cannot step down.")
    if not why.strip():
        raise UserError("Say why the case steps down; the log keeps the reason.")
    below = [one for one in rungs if one.number < now.number]
    if to == 0 or (to is None and not below):
        return _move(tx, case_id, now, None, why=why, at=at)
    target = below[-1] if to is None else _named(below, to, f"not below rung {now.number}")
    return _move(tx, case_id, now, target, why=why, at=at)


def ladder_json(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The ladder as JSON."""
    return [
        {name: iso(told) if isinstance(told, datetime) else told for name, told in asdict(step).items()}
        for step in steps
    ]


def _rungs(view: Snapshot, case_id: str) -> list[Rung]:
    return view.all(Rung, Rung.case_id == case_id, order=Rung.number)


def _current(rungs: list[Rung]) -> Rung | None:
    """The highest rung that was reached and not left."""
    return next((one for one in reversed(rungs) if one.reached_at and not one.left_at), None)


def _named(rungs: list[Rung], number: int, otherwise: str) -> Rung:
    found = next((one for one in rungs if one.number == number), None)
    if found is None:
        raise UserError(f"Rung {number} is {otherwise}, or the ladder has no such rung.")
    return found


def _move(
    tx: Transaction, case_id: str, now: Rung | None, target: Rung | None, *, why: str, at: datetime | None
) -> Moved:
    when = at or tx.moment
    words = _words(tx, now, target, when, why)
    entry = log(tx, case_id, words, kind="decision", event_time=when, significant=True)
    for rung in tx.all(Rung, Rung.case_id == case_id):
        if rung is not target and rung.reached_at and not rung.left_at:
            rung.left_at = max(when, rung.reached_at)
    if target is not None:
        target.reached_at, target.left_at = when, None
        tx.flush()
        mention(tx, entry.id, target.id)
    tx.summary = words.partition(".")[0]
    return Moved(target, entry)


def _words(view: Snapshot, now: Rung | None, target: Rung | None, when: datetime, why: str) -> str:
    was = f"rung {now.number}" if now else "no rung"
    reason = f" Reason: {why.strip()}" if why.strip() else ""
    if target is None:
        return f"Left the escalation ladder, from {was}.{reason}"
    up = now is None or target.number > now.number
    owner = view.captions([target.owner_id]).get(target.owner_id or "", "")
    facts = [
        f"Channel: {target.channel}." if target.channel else "",
        f"Decision owner: {owner}." if owner else "",
        f"Time limit {dtg(when + timedelta(hours=target.limit_hours))}." if target.limit_hours and up else "",
        f"If nobody answers: {target.fallback.rstrip('.')}." if target.fallback and up else "",
    ]
    verb = "Climbed" if up else "Stepped down"
    head = f"{verb} the escalation ladder from {was} to rung {target.number}: {target.level}."
    return " ".join(filter(None, (head, *facts))) + reason


def _step(one: Rung, owner: str, now: datetime) -> Step:
    state = "ahead" if one.reached_at is None else "left" if one.left_at else "current"
    due = one.reached_at + timedelta(hours=one.limit_hours) if one.reached_at and one.limit_hours else None
    return Step(
        id=one.id,
        number=one.number,
        level=one.level,
        channel=one.channel,
        action=one.typical,
        trigger=one.trigger,
        owner_id=one.owner_id or "",
        owner=owner,
        limit_hours=one.limit_hours,
        fallback=one.fallback,
        exit_test=one.exit_test,
        offer=one.offer,
        state=state,
        reached_at=one.reached_at,
        left_at=one.left_at,
        due_at=due,
        overdue=state == "current" and due is not None and due < now,
    )
