"""Issued briefs: what was printed, for whom, from which state of the desk."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Record
from crisisdesk.model.fields import field


class Brief(Record):
    """A brief that left the desk; the file itself is kept apart, found by its SHA-256."""

    __tablename__ = "brief"
    __label__ = "Brief"
    __plural__ = "Briefs"
    __area__ = "Briefings"
    __aliases__ = ("brf", "briefing", "issue")
    __append_only__ = True

    title: Mapped[str] = field("Title", caption=True)
    case_id: Mapped[str] = field("Case", ForeignKey("case.id"), column=True)
    profile: Mapped[str] = field("Profile", column=True)
    number: Mapped[int] = field("Number", column=True, help="Counted within case and profile.")
    issued_at: Mapped[datetime] = field("Issued", column=True)
    as_of: Mapped[datetime] = field("As of", column=True)
    cutoff: Mapped[int] = field("Revision", help="The last revision of the desk that it knows.")
    covers_from: Mapped[datetime | None] = field("Covers from", default=None)
    covers_to: Mapped[datetime | None] = field("Covers to", default=None)
    banner: Mapped[str] = field("Banner", default="", column=True)
    audience: Mapped[str] = field("Audience", default="", search=True, help="The marking it was released to.")
    issued_by: Mapped[str] = field("Issued by", default="")
    pages: Mapped[int] = field("Pages", default=0)
    sha256: Mapped[str] = field("SHA-256", default="", search=True, index=True)
    supersedes_id: Mapped[str | None] = field("Supersedes", ForeignKey("brief.id"), default=None)
    addressees: Mapped[str] = field("Addressees", default="", search=True)
    distribution: Mapped[str] = field("Distribution", default="", search=True)
    clearances: Mapped[str] = field(
        "Clearances", default="", prose=True, help="A line for each office: office; name; result; time."
    )
    uplift_reason: Mapped[str] = field(
        "Reason of the uplift",
        default="",
        prose=True,
        help="Why the whole is marked higher than each of its portions.",
    )
    partner_id: Mapped[str | None] = field("About partner", ForeignKey("partner.id"), default=None)
    post_id: Mapped[str | None] = field("For a call to", ForeignKey("post.id"), default=None)
    inputs_sha256: Mapped[str] = field(
        "SHA-256 of inputs",
        default="",
        help="What it was made from: each line with its records and revisions.",
    )

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in who issued it."""
        super().stamp(moment, actor)
        self.issued_by = self.issued_by or actor
