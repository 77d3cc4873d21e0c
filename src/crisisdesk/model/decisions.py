"""Decisions with their reason and authority, and the actions that follow."""

import re
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate

MADE_DECISIONS = frozenset({"decided", "implemented", "superseded"})
CLOSED_ACTIONS = frozenset({"complete", "cancelled"})
_NUMBERED = re.compile(r"(?:^|\s)(?:\(\d+\)|\d+[.)])\s+", re.MULTILINE)
_TWO = 2


def options_in(text: str) -> list[str]:
    """The options that a text names: its parts after ``(1)``, ``1.`` or ``1)``, else its paragraphs."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    parts = [part.strip() for part in _NUMBERED.split(text) if part.strip()]
    numbered = len(_NUMBERED.findall(text))
    return parts[-numbered:] if numbered >= _TWO and numbered >= len(lines) else lines


class Decision(Record):
    """A question for decision, its options, and what was decided by whom and why."""

    __tablename__ = "decision"
    __label__ = "Decision"
    __plural__ = "Decisions"
    __area__ = "Cases"
    __aliases__ = ("dec",)

    case_id: Mapped[str] = field("Case", ForeignKey("case.id"), column=True)
    question: Mapped[str] = field("Question", caption=True)
    status: Mapped[str] = field("Status", default="draft", column=True, vocabulary="decision_status")
    needed_by: Mapped[datetime | None] = field("Needed by", default=None, column=True, deadline=True)
    options: Mapped[str] = field("Options", default="", prose=True, help="One paragraph for each option.")
    recommendation: Mapped[str] = field("Recommendation", default="", prose=True)
    considerations: Mapped[str] = field("Considerations", default="", prose=True, help="For and against.")
    dissent: Mapped[str] = field("Dissent", default="", prose=True, help="Who opposed or reserved, and why.")
    outcome: Mapped[str] = field("Decided", default="", prose=True)
    reason: Mapped[str] = field("Reason", default="", prose=True)
    authority: Mapped[str] = field(
        "Authority",
        default="",
        column=True,
        search=True,
        help="The office or the law under which it was decided.",
    )
    decided_by_id: Mapped[str | None] = field("Decided by", ForeignKey("post.id"), default=None)
    decided_at: Mapped[datetime | None] = field("Decided at", default=None, column=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: what is decided says what, why, and on whose authority."""
        yield from super().problems()
        if self.status not in MADE_DECISIONS:
            return
        if not self.outcome:
            yield Problem("outcome", "A decision that is made needs what was decided.")
        if not self.reason:
            yield Problem("reason", "A decision that is made needs its reason.")
        if not self.authority and self.decided_by_id is None:
            yield Problem(
                "authority", "A decision that is made needs its authority, or the post that decided."
            )


class Action(Record):
    """Something that somebody must do, by a time."""

    __tablename__ = "action"
    __label__ = "Action"
    __plural__ = "Actions"
    __area__ = "Cases"
    __aliases__ = ("act", "task", "tasker")

    title: Mapped[str] = field("Title", caption=True, help="Begin with the verb: “Call …”, “Draft …”.")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    kind: Mapped[str] = field("Kind", default="", vocabulary="action_kind")
    status: Mapped[str] = field("Status", default="open", column=True, vocabulary="action_status")
    precedence: Mapped[str] = field("Precedence", default="routine", vocabulary="precedence")
    due_at: Mapped[datetime | None] = field("Due", default=None, column=True, deadline=True, index=True)
    remind_at: Mapped[datetime | None] = field("Remind at", default=None)
    resubmit_on: Mapped[PartialDate | None] = field(
        "Resubmit on", default=None, deadline=True, help="The day on which it comes back to the desk."
    )
    escalate_to_id: Mapped[str | None] = field(
        "Escalate to", ForeignKey("post.id"), default=None, help="Who is told when it is overdue."
    )
    depends_on_id: Mapped[str | None] = field("Depends on", ForeignKey("action.id"), default=None)
    decision_id: Mapped[str | None] = field("Follows from", ForeignKey("decision.id"), default=None)
    text: Mapped[str] = field("Details", default="", prose=True)
    result: Mapped[str] = field("Result", default="", prose=True, help="Needed when it is complete.")
    done_at: Mapped[datetime | None] = field("Done at", default=None)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status not in CLOSED_ACTIONS

    def problems(self) -> Iterator[Problem]:
        """Add: what is complete has a result and a time; nothing depends on itself."""
        yield from super().problems()
        if self.status == "complete" and not self.result:
            yield Problem("result", "An action that is complete needs its result.")
        if self.status == "complete" and self.done_at is None:
            yield Problem("done_at", "An action that is complete needs the time at which it was completed.")
        if self.is_open and self.done_at is not None:
            yield Problem("status", "An action with a time of completion cannot be open.")
        if self.depends_on_id == self.id:
            yield Problem("depends_on_id", "An action cannot depend on itself.")
