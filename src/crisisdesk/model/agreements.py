"""Agreements and other instruments, and their parties."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced, not_positive, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.marking import Marking
from crisisdesk.model.values import PartialDate


class Agreement(Interval, Sourced):
    """An instrument between partners; ``begins_on`` is its entry into force, ``ends_on`` its expiry."""

    __tablename__ = "agreement"
    __label__ = "Agreement"
    __plural__ = "Agreements"
    __area__ = "Partners"
    __aliases__ = ("agr", "instrument", "accord")

    title: Mapped[str] = field("Title", caption=True)
    short_name: Mapped[str] = field("Short name", default="", column=True, search=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="agreement_kind")
    status: Mapped[str] = field("Status", default="", column=True, vocabulary="agreement_status")
    portfolio: Mapped[str] = field("Portfolio", default="", vocabulary="portfolio")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None)
    signed_on: Mapped[PartialDate | None] = field("Signed on", default=None)
    notice_by: Mapped[PartialDate | None] = field(
        "Notice by",
        default=None,
        column=True,
        deadline=True,
        help="The last day on which notice of renewal or termination may be given.",
    )
    notice_months: Mapped[int | None] = field("Notice (months)", default=None)
    renewal_rule: Mapped[str] = field(
        "Renewal rule", default="", help="Such as by silence for five years, or by exchange of notes."
    )
    lapse_effect: Mapped[str] = field("When it lapses", default="", prose=True)
    obligations: Mapped[str] = field(
        "Obligations",
        default="",
        prose=True,
        help="One paragraph for each; one that falls due is a condition.",
    )
    limit: Mapped[Marking | None] = field(
        "Covers up to", default=None, help="Of an information-protection agreement: the highest marking."
    )
    depositary_id: Mapped[str | None] = field("Depositary", ForeignKey("partner.id"), default=None)
    citation: Mapped[str] = field("Citation", default="", search=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None)
    review_on: Mapped[PartialDate | None] = field("Review on", default=None, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: notice is given before the end."""
        yield from super().problems()
        yield from out_of_order(self, "notice_by", "ends_on")
        yield from not_positive(self, "notice_months")


class AgreementParty(Interval, Sourced):
    """That a partner is party to an agreement, or signed it, from a day on."""

    __tablename__ = "agreement_party"
    __label__ = "Party to an agreement"
    __plural__ = "Parties to agreements"
    __area__ = "Partners"
    __aliases__ = ("party",)
    __edge__ = ("partner_id", "agreement_id")

    agreement_id: Mapped[str] = field("Agreement", ForeignKey("agreement.id"), caption=True)
    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    role: Mapped[str] = field("Role", default="party", column=True, vocabulary="agreement_role")
    ratified_on: Mapped[PartialDate | None] = field("Ratified on", default=None)
    reservations: Mapped[str] = field("Reservations", default="", prose=True)
