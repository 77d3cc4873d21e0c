"""Units, who commanded them when, their vetting, and end-use checks (domain facts 4)."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate

CLOSED_CHECKS = frozenset({"closed_favorable", "closed_unfavorable", "closed_no_action"})


class Unit(Interval, Sourced):
    """A unit of armed or security forces."""

    __tablename__ = "unit"
    __label__ = "Unit"
    __plural__ = "Units"
    __area__ = "Oversight"
    __aliases__ = ("force_unit",)

    name: Mapped[str] = field("Name", caption=True)
    name_original: Mapped[str] = field("Name in original script", default="", search=True)
    other_names: Mapped[str] = field("Other names", default="", search=True, help="Divided by semicolons.")
    partner_id: Mapped[str | None] = field("State", ForeignKey("partner.id"), default=None, column=True)
    service: Mapped[str] = field("Service", default="", column=True, vocabulary="service")
    kind: Mapped[str] = field("Type", default="", column=True, vocabulary="unit_kind")
    place: Mapped[str] = field("Location", default="", column=True, search=True)
    strength: Mapped[int | None] = field("Strength", default=None)
    barred: Mapped[bool] = field(
        "On a list of barred units", default=False, help="Such as the list agreed with its government."
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)


class UnitParent(Interval, Sourced):
    """That a unit belongs to another one, from when to when."""

    __tablename__ = "unit_parent"
    __label__ = "Place in a force"
    __plural__ = "Places in forces"
    __area__ = "Oversight"
    __aliases__ = ("subordination",)
    __edge__ = ("unit_id", "parent_id")

    unit_id: Mapped[str] = field("Unit", ForeignKey("unit.id"), caption=True)
    parent_id: Mapped[str] = field("Parent unit", ForeignKey("unit.id"), caption=True)

    def problems(self) -> Iterator[Problem]:
        """Add: no unit belongs to itself."""
        yield from super().problems()
        if self.unit_id == self.parent_id:
            yield Problem("parent_id", "A unit cannot belong to itself.")


class UnitCommand(Interval, Sourced):
    """That somebody commands a unit, from when to when."""

    __tablename__ = "unit_command"
    __label__ = "Command of a unit"
    __plural__ = "Commands of units"
    __area__ = "Oversight"
    __aliases__ = ("commander",)

    unit_id: Mapped[str] = field("Unit", ForeignKey("unit.id"), caption=True)
    name: Mapped[str] = field("Commander", caption=True)
    name_original: Mapped[str] = field("Name in original script", default="", search=True)
    rank: Mapped[str] = field("Rank", default="", column=True)
    person_id: Mapped[str | None] = field("Person", ForeignKey("person.id"), default=None)


class Vetting(Sourced):
    """The vetting of a unit or a person for one activity; good until a day, and for that commander only."""

    __tablename__ = "vetting"
    __label__ = "Vetting"
    __plural__ = "Vettings"
    __area__ = "Oversight"
    __aliases__ = ("vet", "leahy")

    subject: Mapped[str] = field("Subject", caption=True, help="The unit or person, as it was submitted.")
    number: Mapped[str] = field("Case number", default="", column=True, search=True)
    unit_id: Mapped[str | None] = field("Unit", ForeignKey("unit.id"), default=None, column=True)
    person_id: Mapped[str | None] = field("Person", ForeignKey("person.id"), default=None)
    commander: Mapped[str] = field(
        "Commander vetted", default="", search=True, help="Who commanded the unit when it was vetted."
    )
    individuals: Mapped[str] = field("Individuals", default="", prose=True)
    activity: Mapped[str] = field("Activity", default="", column=True, search=True)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None)
    authority_id: Mapped[str | None] = field("Authority", ForeignKey("authority.id"), default=None)
    funding: Mapped[str] = field("Funding source", default="")
    requested_on: Mapped[PartialDate | None] = field("Requested on", default=None)
    requested_by: Mapped[str] = field("Entered by", default="", search=True)
    needed_by: Mapped[PartialDate | None] = field("Needed by", default=None, deadline=True)
    step: Mapped[str] = field("Step", default="nominate", column=True, vocabulary="vetting_step")
    scope: Mapped[str] = field("Scope", default="", prose=True)
    reviewers: Mapped[str] = field("Reviewers", default="", search=True)
    outcome: Mapped[str] = field("Outcome", default="pending", column=True, vocabulary="vetting_outcome")
    decided_on: Mapped[PartialDate | None] = field("Decided on", default=None, column=True)
    valid_until: Mapped[PartialDate | None] = field("Valid until", default=None, column=True, deadline=True)
    factors: Mapped[str] = field(
        "Credibility factors",
        default="",
        prose=True,
        help="The source's record, how it knows, its agenda, corroboration, contradiction, the unit's history, detail.",
    )
    summary: Mapped[str] = field(
        "Summary of information", default="", prose=True, help="Mark each paragraph by its own level."
    )
    informed_on: Mapped[PartialDate | None] = field("Government informed on", default=None)
    remediation: Mapped[str] = field("Remediation", default="none", vocabulary="vetting_remediation")
    remediation_steps: Mapped[str] = field("Steps of remediation", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: days in order; an outcome has its day."""
        yield from super().problems()
        yield from out_of_order(self, "requested_on", "decided_on", "valid_until")
        if self.outcome in {"approved", "rejected"} and self.decided_on is None:
            yield Problem("decided_on", "A vetting with an outcome needs the day of the outcome.")


class EndUseCheck(Sourced):
    """A check of where transferred articles are and what is done with them."""

    __tablename__ = "end_use_check"
    __label__ = "End-use check"
    __plural__ = "End-use checks"
    __area__ = "Oversight"
    __aliases__ = ("euc", "end_use_monitoring")

    title: Mapped[str] = field("Title", caption=True)
    monitoring: Mapped[str] = field("Programme", default="", vocabulary="eum_programme")
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="eum_kind")
    status: Mapped[str] = field("Status", default="scheduled", column=True, vocabulary="eum_status")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None, column=True)
    item_id: Mapped[str | None] = field("Item", ForeignKey("transfer_item.id"), default=None)
    licence_id: Mapped[str | None] = field("Licence", ForeignKey("licence.id"), default=None)
    unit_id: Mapped[str | None] = field("Unit", ForeignKey("unit.id"), default=None)
    partner_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    articles: Mapped[str] = field("Articles", default="", prose=True, help="With serial numbers, if any.")
    site: Mapped[str] = field("Site", default="", search=True)
    planned_on: Mapped[PartialDate | None] = field("Planned for", default=None, column=True, deadline=True)
    done_on: Mapped[PartialDate | None] = field("Done on", default=None, column=True)
    inspector: Mapped[str] = field("Inspector", default="", search=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    result: Mapped[str] = field("Result", default="", column=True, vocabulary="eum_result")
    finding: Mapped[str] = field("Finding", default="", prose=True, help="Loss, diversion, change of use.")
    reply_on: Mapped[PartialDate | None] = field("Reply received on", default=None)
    follow_up: Mapped[str] = field("Follow-up", default="", prose=True)
    follow_up_by: Mapped[PartialDate | None] = field("Follow-up by", default=None, deadline=True)
    follow_up_done_on: Mapped[PartialDate | None] = field("Follow-up done on", default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: a result has its day, a closed check its result; the follow-up comes after the check."""
        yield from super().problems()
        yield from out_of_order(self, "done_on", "follow_up_done_on")
        if self.result and self.done_on is None:
            yield Problem("done_on", "A check with a result needs the day on which it was done.")
        if self.status in CLOSED_CHECKS and not self.result:
            yield Problem("result", "A check that is closed needs its result.")
