"""What the desk adopted of the imported sanctions lists, and what it decided about names that they may mean."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import not_positive
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class ListAdoption(Record):
    """That a version of a sanctions list was taken into use; the one with the highest number is in use.

    The version itself lies in the library of the desk, whole and unchanged, under the digest over all its parties:
    so the journal answers for them.
    """

    __tablename__ = "list_adoption"
    __label__ = "List adoption"
    __plural__ = "List adoptions"
    __area__ = "Sanctions"
    __aliases__ = ("adoption", "adopted_list")

    list_name: Mapped[str] = field("List", caption=True, index=True, help="Such as ofac-sdn or un.")
    number: Mapped[int] = field("Number", column=True, help="Counts the adoptions of this list from 1.")
    version: Mapped[str] = field("Version", search=True, help="SHA-256 over all parties as they are kept.")
    dated: Mapped[PartialDate | None] = field(
        "Date of the list", default=None, column=True, help="As the issuer dates it; empty where it does not."
    )
    parties: Mapped[int] = field("Listed parties", default=0, column=True, help="Those that are listed now.")
    names: Mapped[int] = field("Names", default=0, column=True, help="With aliases and other scripts.")
    added: Mapped[int] = field("Added", default=0, column=True, help="Against the version before.")
    changed: Mapped[int] = field("Changed", default=0, column=True)
    removed: Mapped[int] = field("Removed", default=0, column=True)
    files: Mapped[str] = field("Files", default="", search=True, help="Their names, divided by semicolons.")
    source_digest: Mapped[str] = field("Digest of the files", default="", help="SHA-256, unpacked.")
    notes: Mapped[str] = field("Notes", default="", prose=True, help="What was odd in the files.")
    adopted_at: Mapped[datetime | None] = field("Adopted at", default=None)
    adopted_by: Mapped[str] = field("Adopted by", default="")

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when it was adopted and by whom."""
        super().stamp(moment, actor)
        self.adopted_at, self.adopted_by = self.adopted_at or moment, self.adopted_by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: numbers begin at 1."""
        yield from super().problems()
        yield from not_positive(self, "number")


class ScreeningVerdict(StrEnum):
    """What a person decided about a name and a listed party; ``unsure`` stays in the queue."""

    TRUE_MATCH = "true_match"
    FALSE_MATCH = "false_match"
    UNSURE = "unsure"


class ScreeningDecision(Record):
    """What a person decided: whether a name means a listed party; it holds while the listing stays as it was.

    ``subject`` is the id of the record in which the name stands, of any type; empty for a name that was only asked.
    """

    __tablename__ = "screening_decision"
    __label__ = "Screening decision"
    __plural__ = "Screening decisions"
    __area__ = "Sanctions"
    __aliases__ = ("match_decision", "screening")

    query: Mapped[str] = field("Name asked", caption=True)
    subject: Mapped[str] = field(
        "In record", default="", index=True, help="The id of the record it stands in."
    )
    list_name: Mapped[str] = field("List", column=True)
    list_key: Mapped[str] = field("Key in the list", column=True, search=True, index=True)
    listed_as: Mapped[str] = field("Listed as", default="", column=True, search=True)
    verdict: Mapped[ScreeningVerdict] = field("Decision", column=True, choices=ScreeningVerdict)
    reason: Mapped[str] = field("Reason", prose=True, help="Why; kept with the decision.")
    score: Mapped[float | None] = field("Score", default=None, column=True, help="0 to 1, as it was shown.")
    party_digest: Mapped[str] = field(
        "Digest of the listing", default="", help="When the listing changes, the decision is asked for again."
    )
    decided_at: Mapped[datetime | None] = field("Decided at", default=None, column=True)
    decided_by: Mapped[str] = field("Decided by", default="", column=True)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when it was decided and by whom."""
        super().stamp(moment, actor)
        self.decided_at, self.decided_by = self.decided_at or moment, self.decided_by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: a score lies between 0 and 1."""
        yield from super().problems()
        if self.score is not None and not 0 <= self.score <= 1:
            yield Problem("score", "A score lies between 0 and 1.")
