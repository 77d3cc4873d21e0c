"""Red lines and exit conditions: what was said to whom, who shares them, and what came of them (MISSION N10)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate

EXIT_CONDITION = "exit_condition"


class RedLine(Interval, Sourced):
    """A line that somebody drew, or a condition on which somebody ends an engagement of his own.

    The wording of earlier days is in its history. One that was never communicated has no ``communicated_at``.
    """

    __tablename__ = "red_line"
    __label__ = "Red line"
    __plural__ = "Red lines"
    __area__ = "Cases"
    __aliases__ = ("red", "exit_condition")

    text: Mapped[str] = field("Text", caption=True, prose=True, help="In the words in which it was drawn.")
    kind: Mapped[str] = field("Kind", default="red_line", column=True, vocabulary="red_line_kind")
    status: Mapped[str] = field("Status", default="in_force", column=True, vocabulary="red_line_status")
    issuer_id: Mapped[str | None] = field("Issuer", ForeignKey("partner.id"), default=None, column=True)
    addressee_id: Mapped[str | None] = field(
        "Addressed to", ForeignKey("partner.id"), default=None, column=True
    )
    audience: Mapped[str] = field("Audience", default="", vocabulary="red_line_audience")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    commitment_id: Mapped[str | None] = field(
        "Commitment",
        ForeignKey("commitment.id"),
        default=None,
        help="The engagement of our own that an exit condition belongs to.",
    )
    indicator: Mapped[str] = field(
        "Indicator", default="", prose=True, help="What would show that it is being crossed, or fulfilled."
    )
    response: Mapped[str] = field("Agreed response", default="", prose=True)
    response_owner_id: Mapped[str | None] = field("Response owner", ForeignKey("post.id"), default=None)
    communicated_at: Mapped[datetime | None] = field(
        "Last communicated", default=None, column=True, help="Empty while the other side was never told."
    )
    communicated_via: Mapped[str] = field(
        "Communicated through", default="", search=True, help="Channel and form, such as note handed over."
    )
    hotline_id: Mapped[str | None] = field("Hotline", ForeignKey("hotline.id"), default=None)
    engagement_id: Mapped[str | None] = field("Engagement", ForeignKey("engagement.id"), default=None)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: nobody draws a line for himself; what was communicated went through something."""
        yield from super().problems()
        told = self.communicated_via or self.hotline_id or self.engagement_id
        if self.communicated_at is not None and not told:
            yield Problem("communicated_via", "Say through which channel it was communicated.")
        if self.kind != EXIT_CONDITION and self.issuer_id is not None and self.issuer_id == self.addressee_id:
            yield Problem("addressee_id", "A red line is addressed to somebody else than its issuer.")


class RedLineShare(Interval, Sourced):
    """That a partner shares a red line, in full or in part, from a day on."""

    __tablename__ = "red_line_share"
    __label__ = "Sharing of a red line"
    __plural__ = "Sharings of red lines"
    __area__ = "Cases"
    __aliases__ = ("shared_red_line",)
    __edge__ = ("partner_id", "red_line_id")

    red_line_id: Mapped[str] = field("Red line", ForeignKey("red_line.id"), caption=True)
    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    state: Mapped[str] = field("State", default="shares", column=True, vocabulary="sharing_state")
    wording: Mapped[str] = field("Own wording", default="", prose=True, help="Where it differs from ours.")


class Crossing(Sourced):
    """That a red line was crossed, tested or nearly crossed, and what was done."""

    __tablename__ = "crossing"
    __label__ = "Crossing"
    __plural__ = "Crossings"
    __area__ = "Cases"
    __aliases__ = ("near_miss",)

    red_line_id: Mapped[str] = field("Red line", ForeignKey("red_line.id"), column=True)
    text: Mapped[str] = field("Text", caption=True, prose=True)
    kind: Mapped[str] = field("Kind", default="crossing", column=True, vocabulary="crossing_kind")
    at: Mapped[datetime | None] = field("Time", default=None, column=True)
    response: Mapped[str] = field("Response given", default="", prose=True)
    log_entry_id: Mapped[str | None] = field("Log entry", ForeignKey("log_entry.id"), default=None)
    decision_id: Mapped[str | None] = field("Decision", ForeignKey("decision.id"), default=None)

    def stamp(self, moment: datetime, actor: str) -> None:
        """One that says nothing else was at the moment of its entry."""
        super().stamp(moment, actor)
        self.at = self.at or moment
