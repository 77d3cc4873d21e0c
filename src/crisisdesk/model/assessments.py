"""Views of threats and risks, of capability and governance, of access and of regional balance: each with its holder.

The record keeps whose view it is and when it must be looked at anew; the program holds none of its own.
"""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class Threat(Sourced):
    """How somebody sees a threat, at a time."""

    __tablename__ = "threat"
    __label__ = "Threat assessment"
    __plural__ = "Threat assessments"
    __area__ = "Cases"
    __aliases__ = ("thr", "threat_perception")

    title: Mapped[str] = field("Title", caption=True)
    holder_id: Mapped[str | None] = field(
        "Holder of the view", ForeignKey("partner.id"), default=None, column=True
    )
    subject_id: Mapped[str | None] = field("About partner", ForeignKey("partner.id"), default=None)
    subject: Mapped[str] = field("Subject", default="", column=True, search=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    region: Mapped[str] = field("Region", default="", vocabulary="region")
    scenario: Mapped[str] = field("Scenario", default="", prose=True)
    likelihood: Mapped[str] = field("Likelihood", default="", column=True, vocabulary="likelihood")
    confidence: Mapped[str] = field("Confidence", default="", column=True, vocabulary="confidence_level")
    impact: Mapped[str] = field("Impact", default="", vocabulary="impact")
    assessed_on: Mapped[PartialDate | None] = field("Assessed on", default=None, column=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, column=True, deadline=True)
    dissent: Mapped[str] = field("Dissent", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: the review follows the assessment."""
        yield from super().problems()
        yield from out_of_order(self, "assessed_on", "review_on")


class Risk(Sourced):
    """Something that may go wrong, how likely and how grave, and what is done about it."""

    __tablename__ = "risk"
    __label__ = "Risk"
    __plural__ = "Risks"
    __area__ = "Cases"
    __aliases__ = ("rsk",)

    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="risk_type")
    status: Mapped[str] = field("Status", default="open", column=True, vocabulary="risk_status")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None)
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    commitment_id: Mapped[str | None] = field("Commitment", ForeignKey("commitment.id"), default=None)
    decision_id: Mapped[str | None] = field("Decision", ForeignKey("decision.id"), default=None)
    likelihood: Mapped[str] = field("Likelihood", default="", column=True, vocabulary="likelihood")
    impact: Mapped[str] = field("Impact", default="", column=True, vocabulary="impact")
    indicator: Mapped[str] = field("Indicator", default="", prose=True)
    mitigation: Mapped[str] = field("Mitigation", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, column=True, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: what is mitigated says how."""
        yield from super().problems()
        if self.status == "mitigated" and not self.mitigation:
            yield Problem("mitigation", "A risk that is mitigated needs what was done about it.")


class BalanceNote(Sourced):
    """What a large transfer or another step may do to the balance of a region (MISSION N18)."""

    __tablename__ = "balance_note"
    __label__ = "Regional-balance note"
    __plural__ = "Regional-balance notes"
    __area__ = "Transfers"
    __aliases__ = ("bal", "balance")

    title: Mapped[str] = field("Title", caption=True)
    region: Mapped[str] = field("Region", default="", column=True, vocabulary="region")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    trigger: Mapped[str] = field("Trigger", default="", prose=True)
    perceptions: Mapped[str] = field("Threat perceptions", default="", prose=True, help="By holder.")
    reactions: Mapped[str] = field("Likely reactions", default="", prose=True)
    arms_race: Mapped[str] = field("Arms-race risk", default="", column=True, vocabulary="impact")
    arms_race_note: Mapped[str] = field("Reasons of that risk", default="", prose=True)
    mitigation: Mapped[str] = field("Mitigation", default="", prose=True)
    dissent: Mapped[str] = field("Dissent", default="", prose=True)
    author_id: Mapped[str | None] = field("Author", ForeignKey("post.id"), default=None)
    written_on: Mapped[PartialDate | None] = field("Written on", default=None, column=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, column=True, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: the review follows the note."""
        yield from super().problems()
        yield from out_of_order(self, "written_on", "review_on")


class Capability(Interval, Sourced):
    """What a partner can do or has, as a band where the number is not known."""

    __tablename__ = "capability"
    __label__ = "Capability"
    __plural__ = "Capabilities"
    __area__ = "Partners"
    __aliases__ = ("cap",)

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), column=True)
    name: Mapped[str] = field("Capability", caption=True)
    domain: Mapped[str] = field("Domain", default="", column=True, vocabulary="domain")
    kind: Mapped[str] = field("Kind", default="", vocabulary="capability_kind")
    band: Mapped[str] = field("Quantity band", default="", column=True, vocabulary="quantity_band")
    quantity: Mapped[float | None] = field("Quantity", default=None)
    unit: Mapped[str] = field("Unit", default="")
    readiness: Mapped[str] = field("Readiness", default="", column=True, vocabulary="readiness")
    gap: Mapped[str] = field("Gap", default="", prose=True)
    programme_id: Mapped[str | None] = field("Changed by programme", ForeignKey("programme.id"), default=None)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)


class Governance(Sourced):
    """One fact about how a partner's security sector is governed, with its day, source and grade."""

    __tablename__ = "governance"
    __label__ = "Governance fact"
    __plural__ = "Governance facts"
    __area__ = "Partners"
    __aliases__ = ("gov", "governance_profile")

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    topic: Mapped[str] = field("Topic", caption=True, vocabulary="governance_fact")
    finding: Mapped[str] = field("Finding", default="", column=True, prose=True)
    rating: Mapped[str] = field(
        "Rating",
        default="unknown",
        column=True,
        vocabulary="governance_rating",
        help="As the source rates it.",
    )
    observed_on: Mapped[PartialDate | None] = field("Observed on", default=None, column=True)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    stage: Mapped[str] = field(
        "Stage", default="", vocabulary="governance_stage", help="Before or after that programme."
    )
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)


class Access(Interval, Sourced):
    """A base, right of transit, route or supply that matters to us, and what it hangs on."""

    __tablename__ = "access"
    __label__ = "Access interest"
    __plural__ = "Access interests"
    __area__ = "Partners"
    __aliases__ = ("acc", "base", "route")

    name: Mapped[str] = field("Name", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="access_kind")
    status: Mapped[str] = field("Status", default="", column=True, vocabulary="access_status")
    partner_id: Mapped[str | None] = field(
        "Host or neighbour", ForeignKey("partner.id"), default=None, column=True
    )
    agreement_id: Mapped[str | None] = field("Agreement", ForeignKey("agreement.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    dependency: Mapped[str] = field("Dependency", default="", prose=True, help="Who needs it for what.")
    alternative: Mapped[str] = field("Alternative", default="", prose=True)
    risk: Mapped[str] = field("What endangers it", default="", prose=True)
    effect: Mapped[str] = field("If it is lost", default="", prose=True)
    place: Mapped[str] = field("Place", default="", column=True, search=True)
    latitude: Mapped[float | None] = field("Latitude", default=None, help="Degrees, north positive.")
    longitude: Mapped[float | None] = field("Longitude", default=None, help="Degrees, east positive.")
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: coordinates lie on the globe."""
        yield from super().problems()
        for name, limit in (("latitude", 90), ("longitude", 180)):
            if (degrees := getattr(self, name)) is not None and not -limit <= degrees <= limit:
                yield Problem(name, f"The {name} lies between -{limit} and {limit} degrees.")
