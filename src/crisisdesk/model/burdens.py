"""Burden-sharing: figures of partners with their denominator, and the targets agreed on, each with its dates."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate, Share


class BurdenTarget(Interval, Sourced):
    """What a group agreed that each should carry; several hold at once, each over its own time."""

    __tablename__ = "burden_target"
    __label__ = "Burden-sharing target"
    __plural__ = "Burden-sharing targets"
    __area__ = "Partners"
    __aliases__ = ("target", "guideline")

    name: Mapped[str] = field("Name", caption=True)
    group_id: Mapped[str | None] = field("Group", ForeignKey("partner.id"), default=None, column=True)
    basis: Mapped[str] = field("Basis", default="", column=True, vocabulary="burden_basis")
    share: Mapped[Share | None] = field("Target share", default=None, column=True)
    denominator: Mapped[str] = field("Denominator", default="", column=True, help="Such as GDP.")
    reach_by: Mapped[PartialDate | None] = field("Reach by", default=None, column=True, deadline=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)
    confidence: Mapped[str] = field(
        "Confidence", default="", help="V primary text, S secondary, M memory, Q open question."
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a share has a denominator."""
        yield from super().problems()
        if self.share is not None and not self.denominator:
            yield Problem("denominator", "A share needs its denominator, such as GDP.")


class BurdenShare(Sourced):
    """One figure of what a partner carries, never without what it was divided by."""

    __tablename__ = "burden_share"
    __label__ = "Burden share"
    __plural__ = "Burden shares"
    __area__ = "Partners"
    __aliases__ = ("bur", "burden")

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    basis: Mapped[str] = field("Basis", caption=True, vocabulary="burden_basis")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    year: Mapped[int | None] = field("Year", default=None, column=True)
    share: Mapped[Share | None] = field("Share", default=None, column=True)
    value: Mapped[Money | None] = field("Amount", default=None, column=True)
    quantity: Mapped[float | None] = field("Quantity", default=None)
    unit: Mapped[str] = field("Unit", default="")
    denominator: Mapped[str] = field(
        "Denominator",
        default="",
        column=True,
        help="What the figure was divided by, such as GDP at 2021 prices.",
    )
    price_basis: Mapped[str] = field("Price basis", default="", vocabulary="price_basis")
    certainty: Mapped[str] = field("Certainty", default="", column=True, vocabulary="certainty")
    target_id: Mapped[str | None] = field("Target", ForeignKey("burden_target.id"), default=None, column=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a share has a denominator, a quantity its unit."""
        yield from super().problems()
        if self.share is not None and not self.denominator:
            yield Problem("denominator", "A share needs its denominator, such as GDP.")
        if self.quantity is not None and not self.unit:
            yield Problem("unit", "A quantity needs its unit, such as ship days.")
