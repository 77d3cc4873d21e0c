"""Programmes of security assistance, and their money from request to expenditure."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced, not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate

FIRST_YEAR, LAST_YEAR = 1945, 2100


class Programme(Interval, Sourced):
    """A line of assistance to a recipient; ``ends_on`` is its sunset."""

    __tablename__ = "programme"
    __label__ = "Programme"
    __plural__ = "Programmes"
    __area__ = "Assistance"
    __aliases__ = ("prg", "program", "assistance")
    __edge__ = ("provider_id", "recipient_id")

    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="programme_kind")
    status: Mapped[str] = field("Status", default="planned", column=True, vocabulary="programme_status")
    provider_id: Mapped[str | None] = field("Provider", ForeignKey("partner.id"), default=None)
    recipient_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    authority_id: Mapped[str | None] = field("Authority", ForeignKey("authority.id"), default=None)
    appropriation: Mapped[str] = field("Appropriation", default="", search=True)
    purpose: Mapped[str] = field("Purpose", default="", prose=True)
    metric: Mapped[str] = field("Measured by", default="", search=True, help="What shows that it works.")
    baseline: Mapped[str] = field("Baseline", default="")
    target: Mapped[str] = field("Target", default="", help="The value of the measure to be reached.")
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    ownership: Mapped[str] = field(
        "Recipient ownership", default="", prose=True, help="What the recipient decides, pays and sustains."
    )
    exit_plan: Mapped[str] = field("Exit plan", default="", prose=True)
    tied_purchase: Mapped[bool] = field(
        "Tied purchase", default=False, help="The money must be spent with the provider's industry."
    )
    course: Mapped[str] = field("Course", default="", search=True)
    seats: Mapped[int | None] = field("Seats", default=None)
    available_until: Mapped[PartialDate | None] = field(
        "Funds available until", default=None, column=True, deadline=True
    )
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, column=True, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: two parties; a positive number of seats."""
        yield from super().problems()
        yield from not_positive(self, "seats")
        if self.provider_id is not None and self.provider_id == self.recipient_id:
            yield Problem("recipient_id", "A programme needs two different parties.")


class ProgrammeMoney(Sourced):
    """One amount at one stage of a programme; a deobligation or return is a row of its own, below zero."""

    __tablename__ = "programme_money"
    __label__ = "Programme money"
    __plural__ = "Programme money"
    __area__ = "Assistance"
    __aliases__ = ("money_row",)

    programme_id: Mapped[str] = field("Programme", ForeignKey("programme.id"), caption=True)
    stage: Mapped[str] = field("Stage", caption=True, vocabulary="money_stage")
    amount: Mapped[Money | None] = field("Amount", default=None, column=True)
    fiscal_year: Mapped[int | None] = field("Fiscal year", default=None, column=True)
    dated: Mapped[PartialDate | None] = field("Date", default=None, column=True)
    reference: Mapped[str] = field("Reference", default="", search=True)
    note: Mapped[str] = field("Note", default="", column=True, search=True)

    def problems(self) -> Iterator[Problem]:
        """Add: an amount below zero says why; the year is one."""
        yield from super().problems()
        if self.amount is not None and self.amount.amount < 0 and not self.note:
            yield Problem("note", "An amount below zero needs its reason, such as deobligated.")
        if self.fiscal_year is not None and not FIRST_YEAR <= self.fiscal_year <= LAST_YEAR:
            yield Problem("fiscal_year", f"A fiscal year lies between {FIRST_YEAR} and {LAST_YEAR}.")


class BudgetLine(Sourced):
    """What something costs, what else it could have bought, and what came of it."""

    __tablename__ = "budget_line"
    __label__ = "Budget line"
    __plural__ = "Budget lines"
    __area__ = "Assistance"
    __aliases__ = ("bud", "budget")

    title: Mapped[str] = field("Title", caption=True)
    programme_id: Mapped[str | None] = field(
        "Programme", ForeignKey("programme.id"), default=None, column=True
    )
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    fiscal_year: Mapped[int | None] = field("Fiscal year", default=None, column=True)
    cost: Mapped[Money | None] = field("Cost", default=None, column=True)
    price_basis: Mapped[str] = field("Price basis", default="", vocabulary="price_basis")
    opportunity: Mapped[str] = field(
        "Opportunity cost", default="", prose=True, help="What the same money would have done elsewhere."
    )
    overlap: Mapped[str] = field("Duplicates", default="", prose=True, help="Who already buys the same.")
    metric: Mapped[str] = field("Measured by", default="", column=True, search=True)
    result: Mapped[str] = field("Result", default="", prose=True)
    committed_on: Mapped[PartialDate | None] = field("Committed on", default=None)
    expires_on: Mapped[PartialDate | None] = field(
        "Funds expire on", default=None, column=True, deadline=True
    )

    def problems(self) -> Iterator[Problem]:
        """Add: funds do not expire before they are committed; the year is one."""
        yield from super().problems()
        yield from out_of_order(self, "committed_on", "expires_on")
        if self.fiscal_year is not None and not FIRST_YEAR <= self.fiscal_year <= LAST_YEAR:
            yield Problem("fiscal_year", f"A fiscal year lies between {FIRST_YEAR} and {LAST_YEAR}.")
