"""Crisis cases, and the history of their phase and severity."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field

CLOSED_PHASES = frozenset({"closed", "archived"})


class Severity(StrEnum):
    """How grave a case is; the order of declaration is the order of gravity."""

    WATCH = "watch"
    ELEVATED = "elevated"
    SERIOUS = "serious"
    ACUTE = "acute"

    @property
    def rank(self) -> int:
        """Its place on the scale, 1 for the least."""
        return list(Severity).index(self) + 1


class ChangedAspect(StrEnum):
    """What of a case a ``phase_change`` tells of."""

    PHASE = "phase"
    SEVERITY = "severity"


class CrisisCase(Record):
    """A crisis that the desk works on, or watches."""

    __tablename__ = "case"
    __label__ = "Case"
    __plural__ = "Cases"
    __area__ = "Cases"
    __aliases__ = ("crisis_case", "crisis")

    title: Mapped[str] = field(
        "Title", caption=True, help="What the desk calls it; neutral words travel best."
    )
    codename: Mapped[str] = field("Codename", default="", search=True)
    kind: Mapped[str] = field("Type", default="", column=True, vocabulary="case_type")
    phase: Mapped[str] = field(
        "Phase",
        default="watch",
        column=True,
        vocabulary="case_phase",
        help="Change it by “Change phase”, which keeps the history.",
    )
    phase_model: Mapped[str] = field("Phase model", default="", vocabulary="phase_model")
    model_phase: Mapped[str] = field(
        "Phase in that model",
        default="",
        vocabulary="phase_step",
        help="Beside the phase that all cases have.",
    )
    template_id: Mapped[str | None] = field(
        "Opened from", ForeignKey("case_template.id"), default=None, help="The template it was copied from."
    )
    severity: Mapped[Severity] = field(
        "Severity",
        default=Severity.WATCH,
        column=True,
        choices=Severity,
        help="Raise it by “Escalate”, lower it by “Stand down”; both keep the history.",
    )
    precedence: Mapped[str] = field("Precedence", default="routine", vocabulary="precedence")
    priority: Mapped[str] = field("Priority", default="", vocabulary="case_priority")
    theatre: Mapped[str] = field("Theatre", default="", search=True, column=True)
    region: Mapped[str] = field("Region", default="", vocabulary="region")
    portfolio: Mapped[str] = field("Portfolio", default="", vocabulary="portfolio")
    bottom_line: Mapped[str] = field(
        "Bottom line", default="", prose=True, help="At most four lines; a brief opens with them."
    )
    objectives: Mapped[str] = field("Objectives", default="", prose=True)
    aim: Mapped[str] = field(
        "Aim", default="", prose=True, help="The state of affairs in which the case may be closed."
    )
    lead_desk_id: Mapped[str | None] = field("Lead desk", ForeignKey("partner.id"), default=None, column=True)
    owner_id: Mapped[str | None] = field("Case officer", ForeignKey("post.id"), default=None)
    parent_id: Mapped[str | None] = field("Parent case", ForeignKey("case.id"), default=None)
    opened_at: Mapped[datetime | None] = field("Opened", default=None, column=True)
    closed_at: Mapped[datetime | None] = field("Closed", default=None)
    brief_due_at: Mapped[datetime | None] = field("Next brief due", default=None, column=True, deadline=True)
    rhythm_hours: Mapped[int | None] = field(
        "Brief rhythm (hours)", default=None, help="How many hours after one brief the next is due."
    )
    quiet_hours: Mapped[int | None] = field(
        "Quiet after (hours)", default=None, help="After so many hours without a log entry the desk asks why."
    )

    @property
    def is_open(self) -> bool:
        """Whether the desk still works on it."""
        return self.phase not in CLOSED_PHASES

    def stamp(self, moment: datetime, actor: str) -> None:
        """A case that says nothing else opens at the moment of its entry."""
        super().stamp(moment, actor)
        if self.opened_at is None:
            self.opened_at = moment

    def problems(self) -> Iterator[Problem]:
        """Add: a closed case says when; times in order; no case is its own parent."""
        yield from super().problems()
        if not self.is_open and self.closed_at is None:
            yield Problem("closed_at", "A closed case needs the moment at which it was closed.")
        if self.opened_at and self.closed_at and self.closed_at < self.opened_at:
            yield Problem("closed_at", "The case was closed before it was opened.")
        if self.parent_id == self.id:
            yield Problem("parent_id", "A case cannot be its own parent.")
        for name in ("rhythm_hours", "quiet_hours"):
            if (hours := getattr(self, name)) is not None and hours <= 0:
                yield Problem(name, "The number of hours must be greater than 0; leave it empty for none.")


class PhaseChange(Record):
    """One step in the history of a case's phase or severity; written by the services, never edited."""

    __tablename__ = "phase_change"
    __label__ = "Phase change"
    __plural__ = "Phase changes"
    __area__ = "Cases"
    __aliases__ = ("severity_change", "escalation")
    __append_only__ = True

    case_id: Mapped[str] = field("Case", ForeignKey("case.id"), column=True)
    what: Mapped[ChangedAspect] = field("What", caption=True, choices=ChangedAspect)
    before: Mapped[str] = field("Before", default="", column=True)
    after: Mapped[str] = field("After", caption=True)
    at: Mapped[datetime | None] = field("Time", default=None, column=True)
    by: Mapped[str] = field("Changed by", default="", column=True)
    why: Mapped[str] = field("Reason", default="", column=True, search=True)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when and by whom."""
        super().stamp(moment, actor)
        self.at = self.at or moment
        self.by = self.by or actor
