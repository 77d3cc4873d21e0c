"""Export controls and licences (domain facts 2)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Interval, Sourced, not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate

PENDING_OUTCOMES = frozenset({"", "submitted", "staffed", "interagency", "CNH"})


class ExportControl(Interval, Sourced):
    """A change to what may be exported where: tightened, loosened or exempted."""

    __tablename__ = "export_control"
    __label__ = "Export control"
    __plural__ = "Export controls"
    __area__ = "Sanctions"
    __aliases__ = ("xcm", "export_control_measure")

    title: Mapped[str] = field("Title", caption=True)
    regime: Mapped[str] = field("Regime", default="", column=True, vocabulary="control_regime")
    control_list: Mapped[str] = field("Control list", default="", vocabulary="control_list")
    entry: Mapped[str] = field(
        "List entry", default="", column=True, search=True, help="Such as USML VIII(a)(2), ML10 or 9A610."
    )
    change: Mapped[str] = field("Change", default="", column=True, vocabulary="control_change")
    issuer_id: Mapped[str | None] = field("Issuer", ForeignKey("partner.id"), default=None)
    destination_id: Mapped[str | None] = field(
        "Destination", ForeignKey("partner.id"), default=None, column=True
    )
    end_user: Mapped[str] = field("End user", default="", search=True)
    status: Mapped[str] = field("Status", default="proposed", column=True, vocabulary="sanction_status")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    authority_id: Mapped[str | None] = field("Authority", ForeignKey("authority.id"), default=None)
    citation: Mapped[str] = field("Legal citation", default="", search=True)
    licence_policy: Mapped[str] = field(
        "Licensing policy", default="", search=True, help="Such as case by case, or presumption of denial."
    )
    exemptions: Mapped[str] = field("Exemptions", default="", prose=True)
    reason: Mapped[str] = field("Reason", default="", prose=True)
    effect: Mapped[str] = field("Expected effect", default="", prose=True)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)


class Licence(Interval, Sourced):
    """A licence, agreement approval or exemption; pending while its outcome is none."""

    __tablename__ = "licence"
    __label__ = "Licence"
    __plural__ = "Licences"
    __area__ = "Transfers"
    __aliases__ = ("lic", "license", "authorisation", "authorization")

    title: Mapped[str] = field("Title", caption=True)
    number: Mapped[str] = field("Number", default="", column=True, search=True, index=True)
    regime: Mapped[str] = field("Regime", default="", vocabulary="control_regime")
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="licence_type")
    outcome: Mapped[str] = field("Outcome", default="submitted", column=True, vocabulary="licence_outcome")
    transfer_id: Mapped[str | None] = field("Transfer", ForeignKey("transfer.id"), default=None)
    recipient_id: Mapped[str | None] = field("Recipient", ForeignKey("partner.id"), default=None, column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    scope: Mapped[str] = field("Scope", default="", prose=True)
    category: Mapped[str] = field("Control category", default="", search=True)
    applicant: Mapped[str] = field("Applicant", default="", search=True)
    consignees: Mapped[str] = field("Consignees", default="", prose=True)
    end_user: Mapped[str] = field("End user", default="", search=True)
    value: Mapped[Money | None] = field("Value", default=None)
    used: Mapped[Money | None] = field("Value used", default=None)
    submitted_on: Mapped[PartialDate | None] = field("Submitted on", default=None, column=True)
    decided_on: Mapped[PartialDate | None] = field("Decided on", default=None)
    norm_days: Mapped[int | None] = field(
        "Usual days", default=None, help="After so many days without a decision it counts as slow."
    )
    blocker: Mapped[str] = field("Waits for", default="", search=True, help="Office and reason.")
    answer_by: Mapped[PartialDate | None] = field(
        "Reconsideration or reply by", default=None, deadline=True, help="After a denial or a return."
    )
    exemption: Mapped[str] = field(
        "Exemption relied on", default="", search=True, help="Such as 22 CFR 126.7(b)(2)."
    )
    authorised_users: Mapped[str] = field(
        "Authorised-user status", default="", prose=True, help="Of each party, with the day it was checked."
    )
    excluded_check: Mapped[str] = field(
        "Excluded technologies",
        default="",
        vocabulary="exclusion_check",
        help="Whether the list was checked.",
    )
    authority_id: Mapped[str | None] = field("Authority", ForeignKey("authority.id"), default=None)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def days_pending(self, day: date) -> int | None:
        """How many days it has waited for a decision; nothing once there is one, or before it was submitted."""
        if self.submitted_on is None or self.decided_on is not None or self.outcome not in PENDING_OUTCOMES:
            return None
        return max(0, (day - self.submitted_on.first).days)

    def problems(self) -> Iterator[Problem]:
        """Add: days in order; an exemption is named; no more is used than was licensed."""
        yield from super().problems()
        yield from out_of_order(self, "submitted_on", "decided_on", "answer_by")
        yield from not_positive(self, "norm_days")
        if self.kind == "EXEMPT" and not self.exemption:
            yield Problem("exemption", "Name the exemption that is relied on.")
        value, used = self.value, self.used
        if value and used and value.currency == used.currency and used.amount > value.amount:
            yield Problem("used", f"More was used ({used}) than the licence holds ({value}).")


class Proviso(Record):
    """One numbered proviso of a licence, with its state of compliance."""

    __tablename__ = "proviso"
    __label__ = "Proviso"
    __plural__ = "Provisos"
    __area__ = "Transfers"
    __aliases__ = ("limitation",)

    licence_id: Mapped[str] = field("Licence", ForeignKey("licence.id"), column=True)
    text: Mapped[str] = field("Text", caption=True, prose=True)
    number: Mapped[int] = field("Number", default=1, column=True)
    state: Mapped[str] = field("State", default="open", column=True, vocabulary="proviso_state")
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, column=True, deadline=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    evidence: Mapped[str] = field("Evidence", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: numbers begin at 1; compliance has its evidence."""
        yield from super().problems()
        yield from not_positive(self, "number")
        if self.state == "complied" and not self.evidence:
            yield Problem("evidence", "Say what shows that the proviso was complied with.")
