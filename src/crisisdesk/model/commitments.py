"""Commitments: who promised what to whom, and how far it is (domain facts 9.6)."""

import textwrap
from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate, Share

CAPTION_WIDTH = 90


class Commitment(Sourced):
    """A promise; one without a due date is open-ended, never on time."""

    __tablename__ = "commitment"
    __label__ = "Commitment"
    __plural__ = "Commitments"
    __area__ = "Partners"
    __aliases__ = ("com", "pledge", "promise")
    __edge__ = ("giver_id", "receiver_id")

    text: Mapped[str] = field("Text", caption=True, prose=True, help="What was promised, in the words used.")
    giver_id: Mapped[str] = field("Giver", ForeignKey("partner.id"), column=True)
    receiver_id: Mapped[str | None] = field("Receiver", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    agreement_id: Mapped[str | None] = field("Agreement", ForeignKey("agreement.id"), default=None)
    theatre: Mapped[str] = field("Theatre", default="", search=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="commitment_type")
    status: Mapped[str] = field("Status", default="announced", column=True, vocabulary="commitment_status")
    form: Mapped[str] = field("Form", default="", help="Such as communiqué, letter, word of a minister.")
    forum: Mapped[str] = field("Forum", default="", search=True)
    reference: Mapped[str] = field("Reference", default="", search=True)
    public: Mapped[bool] = field("Public", default=True)
    quantity: Mapped[float | None] = field("Quantity", default=None)
    unit: Mapped[str] = field("Unit", default="")
    value: Mapped[Money | None] = field("Value", default=None, column=True)
    price_basis: Mapped[str] = field("Price basis", default="", vocabulary="price_basis")
    price_year: Mapped[int | None] = field("Price year", default=None)
    certainty: Mapped[str] = field("Certainty", default="", vocabulary="certainty")
    pledged_on: Mapped[PartialDate | None] = field("Pledged on", default=None)
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, column=True, deadline=True)
    delivered: Mapped[Share | None] = field("Delivered", default=None, column=True)
    delivered_on: Mapped[PartialDate | None] = field("Delivered on", default=None)
    share: Mapped[Share | None] = field("Share of the whole", default=None)
    share_method: Mapped[str] = field(
        "Method of the share", default="", help="Which denominator: of the group's total, per GDP, in kind."
    )
    deters: Mapped[str] = field("Deters", default="", search=True, help="Whom it should keep from what.")
    reassures: Mapped[str] = field("Reassures", default="", search=True, help="Whom it should reassure.")
    condition: Mapped[str] = field(
        "Condition", default="", prose=True, help="Caveat, approval, limit of use."
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)

    @property
    def caption(self) -> str:
        """Its first words."""
        return textwrap.shorten(self.text.partition("\n")[0], CAPTION_WIDTH, placeholder=" …") or self.id

    def problems(self) -> Iterator[Problem]:
        """Add: what is delivered says when; dates in order; a share names its method."""
        yield from super().problems()
        if self.giver_id == self.receiver_id:
            yield Problem("receiver_id", "Nobody commits to oneself; name another receiver or none.")
        if self.status == "delivered" and self.delivered_on is None:
            yield Problem("delivered_on", "A delivered commitment needs the day of delivery.")
        if self.share is not None and not self.share_method:
            yield Problem("share_method", "A share needs its method: which denominator it was taken of.")
        for name in ("due_on", "delivered_on"):
            day = getattr(self, name)
            if day is not None and self.pledged_on is not None and day.last < self.pledged_on.first:
                yield Problem(name, f"It lies ({day}) before the pledge ({self.pledged_on}).")
