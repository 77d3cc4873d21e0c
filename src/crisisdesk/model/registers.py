"""Figures that others publish: assistance by country and year, and registers of arms transfers. Reference, not a case."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.programmes import FIRST_YEAR, LAST_YEAR
from crisisdesk.model.values import Money


class AidFigure(Sourced):
    """Assistance to one country in one fiscal year at one stage; stages are different things and are never added."""

    __tablename__ = "aid_figure"
    __label__ = "Assistance figure"
    __plural__ = "Assistance figures"
    __area__ = "Reference"
    __aliases__ = ("aid", "foreign_aid")

    place: Mapped[str] = field("Country", caption=True, help="As the source calls it.")
    stage: Mapped[str] = field("Stage", caption=True, vocabulary="aid_stage")
    fiscal_year: Mapped[int | None] = field("Fiscal year", default=None, caption=True)
    part: Mapped[str] = field(
        "Part of the year", default="", caption=True, help="Such as tq, the transition quarter of 1976."
    )
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    place_code: Mapped[str] = field("Code of the source", default="")
    amount: Mapped[Money | None] = field(
        "Amount", default=None, column=True, help="In the money of that year; below zero where it came back."
    )
    constant_amount: Mapped[Money | None] = field(
        "Amount in constant money", default=None, help="Changes with each release of the source."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: the year is one."""
        yield from super().problems()
        if self.fiscal_year is not None and not FIRST_YEAR <= self.fiscal_year <= LAST_YEAR:
            yield Problem("fiscal_year", f"A fiscal year lies between {FIRST_YEAR} and {LAST_YEAR}.")


class ArmsDeal(Sourced):
    """One deal of a register of arms transfers. Its indicator values measure volume, they are not money."""

    __tablename__ = "arms_deal"
    __label__ = "Register of arms transfers"
    __plural__ = "Registers of arms transfers"
    __area__ = "Reference"
    __aliases__ = ("arms_register", "register_entry")

    designation: Mapped[str] = field("Designation", caption=True)
    description: Mapped[str] = field("Description", default="", caption=True)
    supplier_name: Mapped[str] = field("Supplier as written", default="", column=True, search=True)
    recipient_name: Mapped[str] = field("Recipient as written", default="", column=True, search=True)
    supplier_id: Mapped[str | None] = field("Supplier", ForeignKey("partner.id"), default=None)
    recipient_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None)
    ordered_in: Mapped[int | None] = field("Year of order", default=None, column=True)
    order_uncertain: Mapped[bool] = field("Year of order uncertain", default=False)
    ordered: Mapped[int | None] = field("Number ordered", default=None, column=True)
    ordered_uncertain: Mapped[bool] = field("Number ordered uncertain", default=False)
    delivered: Mapped[int | None] = field("Number delivered", default=None, column=True)
    delivered_uncertain: Mapped[bool] = field("Number delivered uncertain", default=False)
    delivery_years: Mapped[str] = field("Years of delivery", default="", column=True)
    condition: Mapped[str] = field("Condition of the goods", default="", help="New, second hand and so on.")
    comments: Mapped[str] = field("Comments", default="", search=True)
    unit_volume: Mapped[float | None] = field("Volume per unit (TIV)", default=None, help="Millions of TIV.")
    order_volume: Mapped[float | None] = field("Volume ordered (TIV)", default=None, help="Millions of TIV.")
    delivered_volume: Mapped[float | None] = field(
        "Volume delivered (TIV)",
        default=None,
        column=True,
        help="Millions of TIV; empty where no delivery is known, 0 for less than half a million.",
    )
