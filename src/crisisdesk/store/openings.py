"""Who opened the desk: when, on which machine, by window or command; kept in the file itself, so that it goes with it.

It is beside the journal: opening changes no record. What is opened for reading only notes nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from crisisdesk.store.engine import run, value_of

QUIET = timedelta(minutes=10)
"""Within this time the same person on the same machine, by the same way, is noted once: commands come in rows."""
KEPT = 5_000
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that the desk was opened; ``way`` is window or command."""

    at: datetime
    actor: str
    machine: str
    way: str


def note(connection: Connection, opening: Opening) -> bool:
    """Note that the desk was opened; whether it was, and not noted a moment before. The oldest beyond 5,000 go."""
    who = tuple(text[:_LONGEST] for text in (opening.actor, opening.machine, opening.way))
    text = "SELECT max(at) FROM opening WHERE actor = ? AND machine = ? AND way = ?"
    last = value_of(connection, text, who)
    if last is not None and abs(opening.at - datetime.fromisoformat(last)) < QUIET:
        return False
    at = opening.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    run(connection, "INSERT INTO opening (at, actor, machine, way) VALUES (?, ?, ?, ?)", (at, *who))
    run(connection, "DELETE FROM opening WHERE id <= (SELECT max(id) FROM opening) - ?", (KEPT,))
    return True


def openings(connection: Connection, limit: int) -> list[Opening]:
    """The times that the desk was opened, newest first."""
    rows = run(connection, "SELECT at, actor, machine, way FROM opening ORDER BY id DESC LIMIT ?", (limit,))
    return [Opening(datetime.fromisoformat(at), actor, machine, way) for at, actor, machine, way in rows]
