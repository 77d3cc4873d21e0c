"""The clock of an exercise: when it was set, what it showed then, and how fast it runs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from crisisdesk.store.engine import run

_SET = "SELECT clock_shows, clock_set, clock_rate FROM desk WHERE exercise AND clock_shows IS NOT NULL AND clock_set IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Pace:
    """``shows`` is what the clock showed when the machine's was at ``set_at``; ``rate`` is 0 where it stands still."""

    shows: datetime
    set_at: datetime
    rate: float

    def at(self, machine: datetime) -> datetime:
        """What it shows when the machine's clock is at this moment; a machine set back does not turn it back."""
        gone = max(machine - self.set_at, machine - machine)
        return self.shows + gone * self.rate


def pace_of(connection: Connection) -> Pace | None:
    """The clock of the desk's exercise; nothing for a live desk, or an exercise that runs by the machine's clock."""
    row = run(connection, _SET).fetchone()
    if row is None:
        return None
    return Pace(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), float(row[2]))
