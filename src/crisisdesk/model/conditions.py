"""Conditions, benchmarks and sunsets on assistance, transfers, agreements and measures."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class Condition(Interval, Sourced):
    """Something that must be so, with what it is measured by, its target, its owner and its day."""

    __tablename__ = "condition"
    __label__ = "Condition"
    __plural__ = "Conditions"
    __area__ = "Assistance"
    __aliases__ = ("cnd", "benchmark", "sunset")

    text: Mapped[str] = field("Text", caption=True, prose=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="condition_kind")
    status: Mapped[str] = field("Status", default="proposed", column=True, vocabulary="condition_status")
    scope: Mapped[str] = field(
        "Scope", default="", vocabulary="condition_scope", help="Targeted on conduct, or blanket."
    )
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None)
    programme_id: Mapped[str | None] = field("Programme", ForeignKey("programme.id"), default=None)
    agreement_id: Mapped[str | None] = field("Agreement", ForeignKey("agreement.id"), default=None)
    licence_id: Mapped[str | None] = field("Licence", ForeignKey("licence.id"), default=None)
    commitment_id: Mapped[str | None] = field("Commitment", ForeignKey("commitment.id"), default=None)
    measure_id: Mapped[str | None] = field("Sanction measure", ForeignKey("measure.id"), default=None)
    authority_id: Mapped[str | None] = field("Authority", ForeignKey("authority.id"), default=None)
    metric: Mapped[str] = field("Measured by", default="", search=True)
    baseline: Mapped[str] = field("Baseline", default="")
    target: Mapped[str] = field("Target", default="", column=True, search=True)
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, column=True, deadline=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    evidence: Mapped[str] = field("Evidence", default="", prose=True)
    enforceability: Mapped[str] = field(
        "Enforceability test",
        default="",
        prose=True,
        help="Who can see whether it is kept, and what follows if it is not.",
    )
    waiver: Mapped[str] = field("Waiver", default="", prose=True, help="Who waived it, and why.")
    waived_until: Mapped[PartialDate | None] = field("Waived until", default=None, deadline=True)

    def problems(self) -> Iterator[Problem]:
        """Add: what is met has evidence, what is waived a justification."""
        yield from super().problems()
        if self.status == "met" and not self.evidence:
            yield Problem("evidence", "A condition that is met needs its evidence.")
        if self.status == "waived" and not self.waiver:
            yield Problem("waiver", "A condition that is waived needs who waived it, and why.")
