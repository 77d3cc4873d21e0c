"""The clock of an exercise desk: when it starts, how fast it runs, and that it can be held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, FASTEST, Desk
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ExerciseTime:
    """How the clock of an exercise stands; ``rate`` is minutes of the exercise a minute, 0 while it is held.

    ``own`` is whether the exercise has a clock of its own; without one it runs by that of the machine.
    """

    now: datetime
    own: bool
    rate: float
    started: datetime | None

    @property
    def minutes(self) -> int | None:
        """Whole minutes since the start of the exercise; none where it has not begun."""
        return None if self.started is None else int((self.now - self.started) / timedelta(minutes=1))


def exercise_time(view: Snapshot) -> ExerciseTime | None:
    """How the clock stands; nothing in a live desk."""
    desk = view.find(Desk, DESK_ID)
    if desk is None or not desk.exercise:
        return None
    own = desk.clock_shows is not None
    return ExerciseTime(view.moment, own, desk.clock_rate if own else 1.0, desk.exercise_start)


def start_exercise(
    tx: Transaction, machine: datetime, *, shows: datetime | None = None, rate: float = 1.0
) -> None:
    """Start the exercise: minute 0 is now, by a clock that shows ``shows`` and runs at a rate.

    ``machine`` is the moment by the clock of the machine; without ``shows`` the clock goes on from where it stands.

    Raises:
        UserError: This is no exercise desk, or the rate is none.
    """
    desk = _set(tx, machine, shows or tx.moment, rate)
    desk.exercise_start = desk.clock_shows
    tx.summary = f"Start the exercise at {desk.clock_shows:%Y-%m-%d %H:%MZ}, rate {rate:g}"


def set_rate(tx: Transaction, machine: datetime, rate: float, *, shows: datetime | None = None) -> None:
    """Let the clock run at another rate from now on, 0 to hold it; or set it to another moment, never back.

    Raises:
        UserError: This is no exercise desk, the rate is none, or the clock would be set back.
    """
    if shows is not None and shows < tx.moment:
        raise UserError(
            f"The exercise clock is at {tx.moment:%Y-%m-%d %H:%MZ} and cannot be set back: the log is in order of time."
        )
    _set(tx, machine, shows or tx.moment, rate)
    tx.summary = "Hold the exercise clock" if rate == 0 else f"Let the exercise clock run at {rate:g}"


def _set(tx: Transaction, machine: datetime, shows: datetime, rate: float) -> Desk:
    desk = tx.get(Desk, DESK_ID)
    if not desk.exercise:
        raise UserError(
            "Only an exercise desk has a clock of its own; make one with: crisisdesk new FILE --exercise"
        )
    if not 0 <= rate <= FASTEST:
        raise UserError(f"The rate of the exercise clock lies between 0 and {FASTEST}.")
    desk.clock_shows = shows.replace(microsecond=0)
    desk.clock_set = machine.replace(microsecond=0)
    desk.clock_rate = float(rate)
    return desk
