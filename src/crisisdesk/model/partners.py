"""Partners: states, alliances, agencies and bodies; their memberships, positions and roles in cases."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.phones import e164_list
from crisisdesk.model.values import PartialDate


class Partner(Interval, Sourced):
    """A state, alliance, body, agency, mission, company or other actor; the word says nothing about sympathy."""

    __tablename__ = "partner"
    __label__ = "Partner"
    __plural__ = "Partners"
    __area__ = "Partners"
    __aliases__ = ("ptr", "country", "state", "organisation", "organization", "agency", "group")

    name: Mapped[str] = field("Name", caption=True)
    kind: Mapped[str] = field("Kind", default="state", column=True, vocabulary="partner_kind")
    code: Mapped[str] = field(
        "Code",
        default="",
        column=True,
        search=True,
        index=True,
        help="ISO 3166 three letters, or the acronym.",
    )
    official_name: Mapped[str] = field("Official name", default="", search=True)
    name_original: Mapped[str] = field("Name in original script", default="", search=True)
    other_names: Mapped[str] = field("Other names", default="", search=True, help="Divided by semicolons.")
    iso2: Mapped[str] = field("ISO 3166 two letters", default="")
    iso_numeric: Mapped[str] = field("ISO 3166 number", default="")
    assistance_code: Mapped[str] = field(
        "Security-assistance code",
        default="",
        search=True,
        help="The two characters that begin an FMS case; not those of ISO (SAMM table C4.T2).",
    )
    assistance_code_confidence: Mapped[str] = field(
        "Confidence in that code",
        default="",
        help="V primary text, S secondary, M memory, Q open question: verify before it is used.",
    )
    role: Mapped[str] = field(
        "Role toward us",
        default="",
        column=True,
        vocabulary="partner_role",
        help="In general; the role in one case is kept as an involvement.",
    )
    parent_id: Mapped[str | None] = field(
        "Part of",
        ForeignKey("partner.id"),
        default=None,
        column=True,
        help="The state or body it belongs to.",
    )
    territory_of_id: Mapped[str | None] = field(
        "Territory of",
        ForeignKey("partner.id"),
        default=None,
        help="Under whose entry the source places it; states no legal claim.",
    )
    host_id: Mapped[str | None] = field(
        "Host state", ForeignKey("partner.id"), default=None, help="Where a mission stands."
    )
    mission_kind: Mapped[str] = field("Mission type", default="", vocabulary="mission_type")
    region: Mapped[str] = field("Region", default="", column=True, vocabulary="region")
    subregion: Mapped[str] = field("Subregion", default="")
    capital: Mapped[str] = field("Capital or seat", default="", search=True)
    address: Mapped[str] = field("Address", default="", search=True)
    telephone: Mapped[str] = field("Telephone", default="", search=True)
    telephone_e164: Mapped[str] = field(
        "Telephone (E.164)", default="", search=True, help="Those of the numbers that are valid."
    )
    email: Mapped[str] = field("Email", default="", search=True)
    website: Mapped[str] = field("Website", default="")
    latitude: Mapped[float | None] = field("Latitude", default=None, help="Degrees, north positive.")
    longitude: Mapped[float | None] = field("Longitude", default=None, help="Degrees, east positive.")
    time_zone: Mapped[str] = field("Time zone", default="", help="A name such as Europe/Brussels.")
    weekend: Mapped[str] = field("Weekend", default="", help="Days divided by spaces, such as SAT SUN.")
    languages: Mapped[str] = field("Languages", default="", search=True)
    currency: Mapped[str] = field("Currency", default="", help="ISO 4217 code.")
    political_will: Mapped[str] = field("Political will", default="", prose=True)
    capability: Mapped[str] = field("Capability", default="", prose=True)
    governance: Mapped[str] = field("Governance", default="", prose=True)
    trusted_basis: Mapped[str] = field(
        "Trusted for defence trade",
        default="",
        search=True,
        help="On what basis, and since when; empty if not.",
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)
    begins_on: Mapped[PartialDate | None] = field("Exists from", default=None)
    ends_on: Mapped[PartialDate | None] = field("Exists until", default=None, deadline=True)

    def derive(self) -> None:
        """Read the numbers in E.164 out of the telephone."""
        if self.telephone or self.telephone_e164:
            self.telephone_e164 = e164_list(self.telephone, self.telephone_e164, self.iso2)

    def problems(self) -> Iterator[Problem]:
        """Add: nothing is part of itself; coordinates lie on the globe."""
        yield from super().problems()
        if self.parent_id == self.id:
            yield Problem("parent_id", "A partner cannot be part of itself.")
        for name, limit in (("latitude", 90), ("longitude", 180)):
            if (degrees := getattr(self, name)) is not None and not -limit <= degrees <= limit:
                yield Problem(name, f"The {name} lies between -{limit} and {limit} degrees.")


class Membership(Interval, Sourced):
    """That a partner belongs to a group, in what status and from when; a later status is a record of its own."""

    __tablename__ = "membership"
    __label__ = "Membership"
    __plural__ = "Memberships"
    __area__ = "Partners"
    __aliases__ = ("mem", "member")
    __edge__ = ("member_id", "group_id")

    group_id: Mapped[str] = field("Group", ForeignKey("partner.id"), caption=True)
    member_id: Mapped[str] = field("Member", ForeignKey("partner.id"), caption=True)
    status: Mapped[str] = field("Status", default="member", column=True, vocabulary="membership_status")
    reservations: Mapped[str] = field("Reservations", default="", prose=True)
    citation: Mapped[str] = field("Legal basis", default="", search=True)
    confidence: Mapped[str] = field(
        "Confidence", default="", help="V primary text, S secondary, M memory, Q open question."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: no group is its own member."""
        yield from super().problems()
        if self.group_id == self.member_id:
            yield Problem("member_id", "A group cannot be a member of itself.")


class Position(Interval, Sourced):
    """Where a partner or agency stands on an issue, from a day on; a change is a new record."""

    __tablename__ = "position"
    __label__ = "Position"
    __plural__ = "Positions"
    __area__ = "Partners"
    __aliases__ = ("pos", "stance")

    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    issue: Mapped[str] = field("Issue", caption=True)
    stance: Mapped[str] = field("Stance", column=True, vocabulary="stance")
    strength: Mapped[str] = field("Strength", default="", column=True, vocabulary="position_strength")
    level: Mapped[str] = field("Stated by", default="", search=True, help="At what level, such as minister.")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    decision_id: Mapped[str | None] = field("Decision", ForeignKey("decision.id"), default=None)
    statement: Mapped[str] = field("Statement", default="", prose=True)
    confidence: Mapped[str] = field("Confidence", default="", vocabulary="confidence_level")


class Involvement(Interval, Sourced):
    """A partner's dated role in a case."""

    __tablename__ = "involvement"
    __label__ = "Involvement"
    __plural__ = "Involvements"
    __area__ = "Partners"
    __aliases__ = ("case_partner", "role")
    __edge__ = ("partner_id", "case_id")

    case_id: Mapped[str] = field("Case", ForeignKey("case.id"), caption=True)
    partner_id: Mapped[str] = field("Partner", ForeignKey("partner.id"), caption=True)
    role: Mapped[str] = field("Role", default="", column=True, vocabulary="partner_role")
    task: Mapped[str] = field("Task", default="", column=True, search=True, help="What it does in this case.")
    area: Mapped[str] = field("Where", default="", search=True)
    post_id: Mapped[str | None] = field("Our contact", ForeignKey("post.id"), default=None)
    notes: Mapped[str] = field("Notes", default="", prose=True)
