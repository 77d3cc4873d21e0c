"""Posts, the people who hold them, and from when to when."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Interval, Sourced, out_of_order
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class Post(Record):
    """An office that somebody can be reached in, whoever holds it."""

    __tablename__ = "post"
    __label__ = "Post"
    __plural__ = "Posts"
    __area__ = "Contacts"
    __aliases__ = ("office", "attache", "contact_post")

    title: Mapped[str] = field("Title", caption=True)
    title_local: Mapped[str] = field("Title in original language", default="", search=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="post_type")
    partner_id: Mapped[str | None] = field(
        "Organisation", ForeignKey("partner.id"), default=None, column=True
    )
    host_id: Mapped[str | None] = field(
        "Accredited to",
        ForeignKey("partner.id"),
        default=None,
        column=True,
        help="The host state of an attaché.",
    )
    secondary: Mapped[str] = field("Also accredited to", default="", search=True)
    direction: Mapped[str] = field("Direction", default="", vocabulary="accreditation_direction")
    status: Mapped[str] = field("Status", default="", column=True, vocabulary="post_status")
    city: Mapped[str] = field("City", default="", column=True, search=True)
    time_zone: Mapped[str] = field("Time zone", default="", help="A name such as Asia/Tokyo.")
    hours: Mapped[str] = field(
        "Duty hours", default="", help="Local time, such as Mon-Fri 0830-1700, or 24/7."
    )
    languages: Mapped[str] = field("Languages", default="", search=True)
    deputy_id: Mapped[str | None] = field("Deputy", ForeignKey("post.id"), default=None)
    owner_id: Mapped[str | None] = field(
        "Relationship owner", ForeignKey("post.id"), default=None, help="Who on our side may call."
    )
    rhythm_days: Mapped[int | None] = field(
        "Contact rhythm (days)",
        default=None,
        help="After so many days without contact the link counts as quiet.",
    )
    verified_on: Mapped[PartialDate | None] = field("Verified on", default=None)
    verify_by: Mapped[PartialDate | None] = field("Verify by", default=None, deadline=True)
    notes: Mapped[str] = field("Notes", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: no post is its own deputy; a rhythm is positive."""
        yield from super().problems()
        if self.deputy_id == self.id:
            yield Problem("deputy_id", "A post cannot be its own deputy.")
        if self.rhythm_days is not None and self.rhythm_days <= 0:
            yield Problem(
                "rhythm_days", "The number of days must be greater than 0; leave it empty for none."
            )


class Person(Record):
    """Somebody who holds posts."""

    __tablename__ = "person"
    __label__ = "Person"
    __plural__ = "People"
    __area__ = "Contacts"
    __aliases__ = ("pers", "contact", "people")

    name: Mapped[str] = field("Name", caption=True, help="In Latin letters.")
    name_original: Mapped[str] = field("Name in original script", default="", column=True, search=True)
    other_names: Mapped[str] = field("Other names", default="", search=True)
    pronunciation: Mapped[str] = field("Pronunciation", default="")
    rank: Mapped[str] = field("Rank or title", default="", column=True, search=True)
    rank_code: Mapped[str] = field(
        "Rank code", default="", vocabulary="rank_code", help="NATO code such as OF-5."
    )
    service: Mapped[str] = field("Service", default="", vocabulary="service")
    partner_id: Mapped[str | None] = field(
        "State represented", ForeignKey("partner.id"), default=None, column=True
    )
    languages: Mapped[str] = field("Languages", default="", column=True, search=True)
    status: Mapped[str] = field("Status", default="active", column=True, vocabulary="person_status")
    verified_on: Mapped[PartialDate | None] = field("Verified on", default=None)
    verify_by: Mapped[PartialDate | None] = field("Verify by", default=None, deadline=True)
    trained_with_us: Mapped[str] = field(
        "Trained with us", default="", search=True, help="Courses and exchanges, with their years."
    )
    legal_basis: Mapped[str] = field(
        "Reason for keeping", default="", help="Data-protection basis of this record."
    )
    notes: Mapped[str] = field("Notes", default="", prose=True)


class Incumbency(Interval, Sourced):
    """That a person holds a post, from when to when."""

    __tablename__ = "incumbency"
    __label__ = "Incumbency"
    __plural__ = "Incumbencies"
    __area__ = "Contacts"
    __aliases__ = ("inc", "holder")
    __edge__ = ("person_id", "post_id")

    post_id: Mapped[str] = field("Post", ForeignKey("post.id"), caption=True)
    person_id: Mapped[str] = field("Person", ForeignKey("person.id"), caption=True)
    status: Mapped[str] = field("Status", default="active", column=True, vocabulary="accreditation_status")
    acting: Mapped[bool] = field("Acting", default=False, column=True)
    handover_on: Mapped[PartialDate | None] = field("Handover on", default=None, deadline=True)
    note: Mapped[str] = field(
        "Note", default="", search=True, help="Agrément, note verbale, reason of departure."
    )


class Accreditation(Interval, Sourced):
    """That a state receives the holder of a post, resident there or from elsewhere (VCDR articles 4 to 9).

    ``begins_on`` is the day from which it counts, ``ends_on`` the day of departure, recall or expulsion.
    """

    __tablename__ = "accreditation"
    __label__ = "Accreditation"
    __plural__ = "Accreditations"
    __area__ = "Contacts"
    __aliases__ = ("agrement", "credentials")
    __edge__ = ("post_id", "host_id")

    post_id: Mapped[str] = field("Post", ForeignKey("post.id"), caption=True)
    host_id: Mapped[str] = field("Receiving state", ForeignKey("partner.id"), caption=True)
    person_id: Mapped[str | None] = field("Person", ForeignKey("person.id"), default=None, column=True)
    status: Mapped[str] = field("Status", default="nominated", column=True, vocabulary="accreditation_status")
    resident: Mapped[bool] = field(
        "Resident",
        default=True,
        column=True,
        help="No where the holder is accredited there from another state.",
    )
    note_verbale: Mapped[str] = field("Note verbale", default="", search=True, help="Number and day.")
    asked_on: Mapped[PartialDate | None] = field("Agrément asked on", default=None)
    answer_by: Mapped[PartialDate | None] = field("Answer expected by", default=None, deadline=True)
    agreed_on: Mapped[PartialDate | None] = field("Agrément given on", default=None)
    refused_on: Mapped[PartialDate | None] = field("Agrément refused on", default=None)
    presented_on: Mapped[PartialDate | None] = field("Credentials presented on", default=None)
    list_order: Mapped[int | None] = field("Order in the diplomatic list", default=None)
    declared_on: Mapped[PartialDate | None] = field(
        "Declared persona non grata on", default=None, column=True
    )
    leave_by: Mapped[PartialDate | None] = field("To leave by", default=None, deadline=True)
    answers_id: Mapped[str | None] = field(
        "Answers the expulsion", ForeignKey("accreditation.id"), default=None, help="Where it is reciprocal."
    )
    note: Mapped[str] = field("Note", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: days in order; not both agreed and refused; who leaves was declared persona non grata."""
        yield from super().problems()
        yield from out_of_order(self, "asked_on", "agreed_on", "presented_on")
        yield from out_of_order(self, "declared_on", "leave_by")
        if self.agreed_on is not None and self.refused_on is not None:
            yield Problem("refused_on", "An agrément is given or refused, not both.")
        if self.leave_by is not None and self.declared_on is None:
            yield Problem("declared_on", "Say when the holder was declared persona non grata.")
        if self.answers_id == self.id:
            yield Problem("answers_id", "An expulsion cannot answer itself.")
