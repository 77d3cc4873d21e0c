"""Commands about exercises: the clock, the injects, replay for training, and lessons."""

from argparse import ArgumentParser
from typing import Any

from crisisdesk.cli.command import Command, no_arguments
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg, iso, parse_moment
from crisisdesk.model.templates import CaseTemplate
from crisisdesk.services.exercise_clock import ExerciseTime, exercise_time, set_rate, start_exercise
from crisisdesk.services.injects import due_at, play, script, skip
from crisisdesk.services.lessons import adopt_lesson, open_lessons
from crisisdesk.services.records import resolve
from crisisdesk.services.replay import replay
from crisisdesk.store.snapshot import Snapshot

LIVE = "This desk is live; only an exercise has a clock and a script of its own."


def _time_of(view: Snapshot) -> ExerciseTime:
    time = exercise_time(view)
    if time is None:
        raise UserError(LIVE)
    return time


# -- the clock --------------------------------------------------------------------------------------------


def _clock_arguments(parser: ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--start", action="store_true", help="start the exercise: minute 0 is now")
    ways.add_argument("--hold", action="store_true", help="let the clock stand still")
    parser.add_argument("--rate", type=float, metavar="R", help="minutes of the exercise a minute")
    parser.add_argument("--shows", metavar="MOMENT", help="what the clock shows from now on; never back")


def _clock(session: Session) -> Answer:
    given, machine = session.given, session.surroundings.clock()
    shows = parse_moment(given.shows, now=machine) if given.shows else None
    with session.workspace() as desk:
        if given.start:
            rate = 1.0 if given.rate is None else given.rate
            desk.perform("Start", lambda tx: start_exercise(tx, machine, shows=shows, rate=rate))
        elif given.hold or given.rate is not None or shows is not None:
            desk.perform("Set", lambda tx: set_rate(tx, machine, _rate(tx, session), shows=shows))
        with desk.snapshot() as view:
            time, told = _time_of(view), script(view)
    value = {
        "now": iso(time.now),
        "own": time.own,
        "rate": time.rate,
        "started": None if time.started is None else iso(time.started),
        "minutes": time.minutes,
        "injects_due": told.due if told else 0,
        "injects_waiting": told.waiting if told else 0,
    }
    runs = "stands still" if time.rate == 0 else f"runs at {time.rate:g}"
    begun = f", minute {time.minutes}" if time.minutes is not None else ", not started"
    return Answer(value, (f"EXERCISE {dtg(time.now)}: the clock {runs}{begun}.",))


def _rate(view: Snapshot, session: Session) -> float:
    given = session.given
    if given.hold:
        return 0.0
    return _time_of(view).rate if given.rate is None else float(given.rate)


# -- injects ----------------------------------------------------------------------------------------------


def _injects(session: Session) -> Answer:
    from crisisdesk.model.injects import Inject  # noqa: PLC0415 - this command alone lists them

    with session.view() as view:
        _time_of(view)
        found = [(one, due_at(view, one)) for one in view.all(Inject, order=Inject.minutes)]
    value: list[dict[str, Any]] = [
        {
            "id": one.id,
            "minutes": one.minutes,
            "due": None if due is None else iso(due),
            "state": one.state.value,
            "from": one.sender,
            "text": one.text,
            "expected": one.expected,
            "log_entry_id": one.log_entry_id,
        }
        for one, due in found
    ]
    rows = [(o.id, o.minutes, dtg(d) if d else "", o.state.value, o.sender, o.text) for o, d in found]
    head = ("id", "minute", "due", "state", "from", "text")
    return Answer(value, table(head, rows) if rows else ("There are no injects; add inject … makes one.",))


def _play_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("inject", metavar="ID", nargs="*", help="these now; without, all that are due")
    parser.add_argument("--skip", action="store_true", help="leave those named out of the play")


def _play(session: Session) -> Answer:
    given = session.given
    if given.skip and not given.inject:
        raise UserError("Name the injects that are left out.")

    def operation(tx: Any) -> list[tuple[str, str, str | None]]:
        done = [skip(tx, one) for one in given.inject] if given.skip else play(tx, given.inject)
        return [(one.id, one.caption, one.log_entry_id) for one in done]

    with session.writing() as desk:
        outcome = desk.perform("Play injects", operation)
    value = [{"id": i, "text": text, "log_entry_id": entry} for i, text, entry in outcome.value]
    word = "Skipped" if given.skip else "Played"
    return Answer(value, [f"{word}: {text}" for _, text, _ in outcome.value] or ("Nothing is due.",))


# -- replay -----------------------------------------------------------------------------------------------


def _replay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", nargs="+", help="its id, title or codename")
    parser.add_argument("--step", type=int, default=1, metavar="N", help="how many steps are seen; else 1")


def _replay(session: Session) -> Answer:
    with session.view() as view:
        case_id = resolve(view, CrisisCase, " ".join(session.given.case))
        found = replay(view, case_id, session.given.step)
    value = {
        "case": case_id,
        "step": found.step,
        "steps": found.steps,
        "asked": found.asked,
        "seen": [
            {"at": iso(b.at), "kind": b.kind, "text": b.text, "record": b.record_id} for b in found.seen
        ],
    }
    lines = [f"{found.title}: step {found.step} of {found.steps}, what came later is hidden."]
    lines += [f"{dtg(b.at)}  {b.text.partition(chr(10))[0]}" for b in found.seen]
    lines += [f"To be decided now: {found.asked}"] if found.asked else []
    return Answer(value, lines)


# -- lessons ----------------------------------------------------------------------------------------------


def _lessons(session: Session) -> Answer:
    with session.view() as view:
        found = open_lessons(view)
        owners = view.captions(one.lesson.owner_id for one in found)
    value = [
        {
            "id": one.lesson.id,
            "title": one.lesson.title,
            "status": one.lesson.status,
            "owner": one.lesson.owner_id,
            "due": None if one.lesson.due_on is None else str(one.lesson.due_on),
            "days_left": one.days_left,
            "lacks": list(one.lacks),
        }
        for one in found
    ]
    rows = [
        (
            o.lesson.id,
            o.lesson.title,
            owners.get(o.lesson.owner_id or "", "nobody"),
            o.lesson.due_on or "",
            o.days_left,
        )
        for o in found
    ]
    head = ("id", "lesson", "owner", "due", "days left")
    return Answer(value, table(head, rows) if rows else ("No lesson is open.",))


def _adopt_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("lesson", metavar="ID", help="the id of the lesson; see: crisisdesk lessons")
    parser.add_argument("--template", required=True, metavar="T", help="the template that it changes")
    parser.add_argument("--task", default="", help="the task; else the lesson's recommendation")
    parser.add_argument("--due-hours", type=int, metavar="N", help="hours after the case is opened")


def _adopt(session: Session) -> Answer:
    given = session.given
    with session.writing() as desk:
        with desk.snapshot() as view:
            template_id = resolve(view, CaseTemplate, given.template)
        outcome = desk.perform(
            "Adopt a lesson",
            lambda tx: adopt_lesson(
                tx, given.lesson, template_id, task=given.task, due_hours=given.due_hours
            ),
        )
    made = outcome.value
    value = {
        "id": made.id,
        "template": template_id,
        "title": made.title,
        "revision": outcome.changes.revision,
    }
    return Answer(value, (f"{template_id} has a new task: {made.title}",))


COMMANDS = (
    Command(
        "exercise clock",
        "how the clock of an exercise stands; start, hold or set it",
        _clock_arguments,
        _clock,
    ),
    Command(
        "exercise injects", "the script of an exercise, with when each inject is due", no_arguments, _injects
    ),
    Command("exercise play", "play the injects that are due, or those named", _play_arguments, _play),
    Command("replay", "go through a case step by step, what came later hidden", _replay_arguments, _replay),
    Command("lessons", "the lessons that are not settled, with owner and due date", no_arguments, _lessons),
    Command("lesson adopt", "make a lesson a task of a template", _adopt_arguments, _adopt),
)
