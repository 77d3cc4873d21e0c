"""The script of an exercise: injects become entries of the log when the exercise clock reaches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.errors import UserError
from crisisdesk.model.injects import Inject, InjectState
from crisisdesk.services.exercise_clock import exercise_time
from crisisdesk.services.log import log
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Script:
    """What the window and the command line tell of the script: how many were played, what is due, what comes next."""

    played: int
    due: int
    waiting: int
    next_at: datetime | None


def due_at(view: Snapshot, inject: Inject) -> datetime | None:
    """When an inject is due by the exercise clock; nothing while the exercise has not begun."""
    time = exercise_time(view)
    return None if time is None or time.started is None else time.started + timedelta(minutes=inject.minutes)


def due_injects(view: Snapshot) -> list[Inject]:
    """The injects that the exercise clock has reached and that were not played, in their order."""
    time = exercise_time(view)
    if time is None or time.minutes is None:
        return []
    reached = (Inject.state == InjectState.WAITING, Inject.minutes <= time.minutes)
    return view.all(Inject, *reached, order=Inject.minutes)


def script(view: Snapshot) -> Script | None:
    """How the script stands; nothing where there is none, or in a live desk."""
    injects = view.all(Inject, order=Inject.minutes)
    if not injects or exercise_time(view) is None:
        return None
    due = len(due_injects(view))
    waiting = [one for one in injects if one.state is InjectState.WAITING]
    played = sum(one.state is InjectState.PLAYED for one in injects)
    following = waiting[due] if due < len(waiting) else None
    return Script(played, due, len(waiting), due_at(view, following) if following else None)


def play(tx: Transaction, inject_ids: Sequence[str] = ()) -> list[Inject]:
    """Play injects: those named, now; or all that are due, each at the minute that the script says.

    Raises:
        UserError: This is no exercise desk, or one of those named was played or skipped before.
    """
    if exercise_time(tx) is None:
        raise UserError("Injects are played in an exercise desk only; this one is live.")
    chosen = [tx.get(Inject, inject_id) for inject_id in inject_ids] if inject_ids else due_injects(tx)
    for inject in chosen:
        if inject.state is not InjectState.WAITING:
            raise UserError(f"“{inject.caption}” was {inject.state.value} before.")
        _play(tx, inject, tx.moment if inject_ids else due_at(tx, inject) or tx.moment)
    tx.summary = f"Play {len(chosen)} injects" if len(chosen) != 1 else f"Play: {chosen[0].caption}"
    return chosen


def _play(tx: Transaction, inject: Inject, at: datetime) -> None:
    heard = f"{inject.sender}: {inject.text}" if inject.sender else inject.text
    entry = log(
        tx,
        inject.case_id,
        heard,
        kind=inject.kind,
        event_time=at,
        partner_id=inject.partner_id,
        marking=inject.marking,
        author="Exercise control",
    )
    inject.state, inject.played_at, inject.log_entry_id = InjectState.PLAYED, tx.moment, entry.id


def skip(tx: Transaction, inject_id: str) -> Inject:
    """Leave an inject out of the play.

    Raises:
        UserError: It was played or skipped before.
    """
    inject = tx.get(Inject, inject_id)
    if inject.state is not InjectState.WAITING:
        raise UserError(f"“{inject.caption}” was {inject.state.value} before.")
    inject.state = InjectState.SKIPPED
    tx.summary = f"Skip: {inject.caption}"
    return inject
