"""Assessment of an export against criteria: EU Common Position, Arms Trade Treaty, UK criteria (domain facts 2.7)."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Sourced, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class ExportAssessment(Sourced):
    """A form: a transfer or licence weighed against the criteria of one framework, with the dissent of whoever dissents."""

    __tablename__ = "export_assessment"
    __label__ = "Export assessment"
    __plural__ = "Export assessments"
    __area__ = "Transfers"
    __aliases__ = ("criteria_assessment", "eua")

    title: Mapped[str] = field("Title", caption=True)
    framework: Mapped[str] = field("Framework", column=True, vocabulary="assessment_framework")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None, column=True)
    licence_id: Mapped[str | None] = field("Licence", ForeignKey("licence.id"), default=None)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    status: Mapped[str] = field("Status", default="draft", column=True, vocabulary="assessment_status")
    conclusion: Mapped[str] = field("Conclusion", default="", column=True, vocabulary="assessment_conclusion")
    reasons: Mapped[str] = field("Reasons", default="", prose=True)
    mitigation: Mapped[str] = field("Mitigation", default="", prose=True)
    dissent: Mapped[str] = field(
        "Dissent", default="", prose=True, help="Who sees it otherwise, and why; kept beside the conclusion."
    )
    consulted: Mapped[str] = field("Offices consulted", default="", search=True)
    author_id: Mapped[str | None] = field("Author", ForeignKey("post.id"), default=None)
    assessed_on: Mapped[PartialDate | None] = field("Assessed on", default=None, column=True)
    review_on: Mapped[PartialDate | None] = field(
        "Review on", default=None, column=True, deadline=True, help="New information reopens it (ATT 7.7)."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: what is agreed has a conclusion; the review follows the assessment."""
        yield from super().problems()
        yield from out_of_order(self, "assessed_on", "review_on")
        if self.status == "agreed" and not self.conclusion:
            yield Problem("conclusion", "An assessment that is agreed needs its conclusion.")


class CriterionFinding(Record):
    """What an assessment finds under one criterion."""

    __tablename__ = "criterion_finding"
    __label__ = "Finding under a criterion"
    __plural__ = "Findings under criteria"
    __area__ = "Transfers"
    __aliases__ = ("criterion",)

    assessment_id: Mapped[str] = field("Assessment", ForeignKey("export_assessment.id"), column=True)
    code: Mapped[str] = field(
        "Code", column=True, help="Of the criterion in the vocabulary of its framework."
    )
    criterion: Mapped[str] = field("Criterion", caption=True, help="Its words when the form was opened.")
    position: Mapped[int] = field("Position", default=0)
    finding: Mapped[str] = field(
        "Finding", default="not_assessed", column=True, vocabulary="criterion_finding"
    )
    reasons: Mapped[str] = field("Reasons", default="", prose=True)
    evidence: Mapped[str] = field("Evidence", default="", prose=True)
    mitigation: Mapped[str] = field("Mitigation", default="", prose=True)
    dissent: Mapped[str] = field("Dissent", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a concern has its reasons, a mitigated one its mitigation."""
        yield from super().problems()
        if self.finding in {"concern", "clear_risk"} and not self.reasons:
            yield Problem("reasons", "Say what the concern under this criterion rests on.")
        if self.finding == "mitigated" and not self.mitigation:
            yield Problem("mitigation", "Say what mitigates the risk under this criterion.")
