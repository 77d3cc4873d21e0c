"""Coordination links between partners: who consults, supplies, clears or watches whom."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field

STRONGEST = 5
WHOLE = 100


class Link(Interval, Sourced):
    """A typed and dated link; the network view draws it, and its layout never changes it."""

    __tablename__ = "link"
    __label__ = "Link"
    __plural__ = "Links"
    __area__ = "Coordination"
    __aliases__ = ("lnk", "coordination_link", "relation")
    __edge__ = ("from_id", "to_id")

    from_id: Mapped[str] = field("From partner", ForeignKey("partner.id"), caption=True)
    to_id: Mapped[str] = field("To partner", ForeignKey("partner.id"), caption=True)
    kind: Mapped[str] = field("Kind", caption=True, vocabulary="link_type")
    case_id: Mapped[str | None] = field(
        "Case",
        ForeignKey("case.id"),
        default=None,
        column=True,
        help="Empty where it stands beyond one case.",
    )
    status: Mapped[str] = field("Status", default="active", column=True, vocabulary="link_status")
    strength: Mapped[int | None] = field("Strength", default=None, help="1 (thin) to 5 (daily work).")
    percent: Mapped[float | None] = field(
        "Percent", default=None, help="The share that is owned or controlled; empty where it is not known."
    )
    rhythm_days: Mapped[int | None] = field(
        "Rhythm (days)", default=None, help="After so many days without use the link counts as quiet."
    )
    used_at: Mapped[datetime | None] = field("Last used", default=None, column=True)
    from_post_id: Mapped[str | None] = field("Post at the first end", ForeignKey("post.id"), default=None)
    to_post_id: Mapped[str | None] = field("Post at the second end", ForeignKey("post.id"), default=None)
    hotline_id: Mapped[str | None] = field("Hotline", ForeignKey("hotline.id"), default=None)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    note: Mapped[str] = field("Note", default="", search=True)

    def problems(self) -> Iterator[Problem]:
        """Add: two ends; a strength on the scale; a share of 0 to 100; a positive rhythm."""
        yield from super().problems()
        if self.from_id == self.to_id:
            yield Problem("to_id", "A link needs two different ends.")
        if self.strength is not None and not 1 <= self.strength <= STRONGEST:
            yield Problem("strength", f"The strength lies between 1 and {STRONGEST}.")
        if self.percent is not None and not 0 <= self.percent <= WHOLE:
            yield Problem("percent", "A share lies between 0 and 100 percent.")
        if self.rhythm_days is not None and self.rhythm_days <= 0:
            yield Problem(
                "rhythm_days", "The number of days must be greater than 0; leave it empty for none."
            )
