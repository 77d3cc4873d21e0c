"""Sanction measures, one for each authority, and how partners stand to them (domain facts 5.4)."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class AlignmentState(StrEnum):
    """How a partner stands to a measure; ``unknown`` is an answer of its own and lowers coverage, not alignment."""

    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    AGREED = "agreed_in_principle"
    UNDER_STUDY = "under_study"
    OPPOSED = "opposed"
    EXEMPTED = "exempted"
    EXPIRED = "expired"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Measure(Interval, Sourced):
    """A sanction of one authority; ``begins_on`` is the day on which it takes effect."""

    __tablename__ = "measure"
    __label__ = "Sanction measure"
    __plural__ = "Sanction measures"
    __area__ = "Sanctions"
    __aliases__ = ("san", "sanction", "sanctions")

    title: Mapped[str] = field("Title", caption=True)
    authority: Mapped[str] = field("Authority", default="", column=True, vocabulary="sanction_authority")
    issuer_id: Mapped[str | None] = field("Issuer", ForeignKey("partner.id"), default=None)
    programme: Mapped[str] = field("Programme", default="", search=True, help="The tag that its list uses.")
    kind: Mapped[str] = field("Measure", default="", column=True, vocabulary="sanction_measure")
    scope: Mapped[str] = field(
        "Scope", default="", vocabulary="sanction_scope", help="Targeted, sectoral or sweeping."
    )
    target: Mapped[str] = field("Target", default="", column=True, search=True)
    target_id: Mapped[str | None] = field("Target partner", ForeignKey("partner.id"), default=None)
    sector: Mapped[str] = field("Sector", default="", search=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    status: Mapped[str] = field("Status", default="proposed", column=True, vocabulary="sanction_status")
    adopted_on: Mapped[PartialDate | None] = field("Adopted on", default=None)
    renewal_on: Mapped[PartialDate | None] = field(
        "Next review",
        default=None,
        column=True,
        deadline=True,
        help="The day by which it must be renewed or reviewed.",
    )
    renewal_rule: Mapped[str] = field(
        "Renewal rule", default="", help="Such as every six months, by unanimity."
    )
    citation: Mapped[str] = field("Legal citation", default="", search=True)
    list_name: Mapped[str] = field("List", default="", help="The imported list that names the target.")
    list_key: Mapped[str] = field("Key in the list", default="", search=True)
    licences: Mapped[str] = field("Licences and exemptions", default="", prose=True)
    reason: Mapped[str] = field("Reason", default="", prose=True)
    effect: Mapped[str] = field("Expected effect", default="", prose=True)
    evasion: Mapped[str] = field("Ways around it", default="", prose=True)
    lifting: Mapped[str] = field("Conditions of lifting", default="", prose=True)


class Alignment(Interval, Sourced):
    """How a partner stands to a measure, from a day on; a change is a new record."""

    __tablename__ = "alignment"
    __label__ = "Alignment"
    __plural__ = "Alignments"
    __area__ = "Sanctions"
    __aliases__ = ("spos", "sanction_position", "cell")
    __edge__ = ("partner_id", "measure_id")

    measure_id: Mapped[str] = field("Sanction measure", ForeignKey("measure.id"), caption=True)
    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    state: Mapped[AlignmentState] = field("State", column=True, choices=AlignmentState)
    legal_base: Mapped[str] = field("Legal base", default="", column=True, search=True)
    confidence: Mapped[str] = field("Confidence", default="", column=True, vocabulary="confidence_level")
    statement: Mapped[str] = field("Statement", default="", prose=True)
