"""Injects: what the players of an exercise are told, and when by the clock of the exercise."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field


class InjectState(StrEnum):
    """Where an inject stands."""

    WAITING = "waiting"
    PLAYED = "played"
    SKIPPED = "skipped"


class Inject(Record):
    """One item of an exercise's script; when it is due it becomes an entry of the log."""

    __tablename__ = "inject"
    __label__ = "Inject"
    __plural__ = "Injects"
    __area__ = "Engagements"
    __aliases__ = ("script_item", "msel")

    text: Mapped[str] = field("Text", caption=True, prose=True, help="What the players are told.")
    case_id: Mapped[str] = field("Case", ForeignKey("case.id"), column=True)
    minutes: Mapped[int] = field(
        "Minutes after the start", column=True, help="By the clock of the exercise, from its start."
    )
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None)
    kind: Mapped[str] = field("Kind", default="event", column=True, vocabulary="log_kind")
    sender: Mapped[str] = field(
        "From", default="", column=True, search=True, help="Who the players hear it from."
    )
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None)
    expected: Mapped[str] = field("Expected reaction", default="", prose=True)
    state: Mapped[InjectState] = field("State", default=InjectState.WAITING, column=True, choices=InjectState)
    played_at: Mapped[datetime | None] = field("Played", default=None)
    log_entry_id: Mapped[str | None] = field("Log entry", ForeignKey("log_entry.id"), default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: it is due at or after the start."""
        yield from super().problems()
        if self.minutes < 0:
            yield Problem("minutes", "An inject is due at the start of the exercise or after it.")
