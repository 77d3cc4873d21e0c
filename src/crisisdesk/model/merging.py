"""What was brought in from another copy of the desk, what the two copies disagree on, and what left the desk."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field


class Merge(Record):
    """One bundle that was brought in: from whom, how far it reached, and what it changed here."""

    __tablename__ = "merge"
    __label__ = "Merge"
    __plural__ = "Merges"
    __area__ = "Desk"
    __aliases__ = ("bundle", "merged_bundle")
    __append_only__ = True

    origin: Mapped[str] = field("From desk", caption=True)
    head: Mapped[str] = field(
        "Reached digest", index=True, help="The digest of the newest revision that the bundle holds."
    )
    covers: Mapped[str] = field(
        "Covers case", default="", help="The id of the case; empty for the whole desk."
    )
    digest: Mapped[str] = field("Digest of the bundle", default="", search=True)
    seal: Mapped[str] = field("Seal", default="", column=True, help="Whether a shared key vouches for it.")
    packed_at: Mapped[datetime | None] = field("Packed", default=None)
    packed_by: Mapped[str] = field("Packed by", default="", column=True)
    merged_at: Mapped[datetime | None] = field("Brought in", default=None, column=True)
    merged_by: Mapped[str] = field("Brought in by", default="")
    added: Mapped[int] = field("New", default=0, column=True)
    changed: Mapped[int] = field("Changed", default=0, column=True)
    removed: Mapped[int] = field("Gone", default=0)
    disagreements: Mapped[int] = field("Disagreements", default=0, column=True)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when it was brought in, and by whom."""
        super().stamp(moment, actor)
        self.merged_at = self.merged_at or moment
        self.merged_by = self.merged_by or actor


class ConflictState(StrEnum):
    """Whether a person has decided between the two."""

    OPEN = "open"
    DECIDED = "decided"


class Conflict(Record):
    """Two copies of the desk say different things in one field, or one took out what the other edited; both are kept here.

    Until somebody decides, the newer of the two stands in the record. The same disagreement has the same id in
    both copies, so that it is decided once.
    """

    __tablename__ = "conflict"
    __label__ = "Disagreement"
    __plural__ = "Disagreements"
    __area__ = "Desk"
    __aliases__ = ("merge_conflict",)

    subject: Mapped[str] = field("Record", caption=True)
    what: Mapped[str] = field("About", caption=True, help="The field, or that one copy took the record out.")
    record_type: Mapped[str] = field("Record type")
    record_key: Mapped[str] = field("Id of the record", index=True)
    field_name: Mapped[str] = field("Name of the field", default="")
    stands: Mapped[str] = field("Stands", default="", column=True, prose=True, help="The newer of the two.")
    stands_since: Mapped[datetime | None] = field("Entered", default=None)
    other: Mapped[str] = field("The other copy says", default="", column=True, prose=True)
    other_since: Mapped[datetime | None] = field("Entered in the other copy", default=None)
    state: Mapped[ConflictState] = field(
        "State", default=ConflictState.OPEN, column=True, choices=ConflictState
    )
    decision: Mapped[str] = field("Decision", default="", prose=True)
    decided_at: Mapped[datetime | None] = field("Decided", default=None)
    decided_by: Mapped[str] = field("Decided by", default="")

    def problems(self) -> Iterator[Problem]:
        """Add: what is decided says who decided it."""
        yield from super().problems()
        if self.state is ConflictState.DECIDED and not self.decided_by:
            yield Problem("decided_by", "A decided disagreement names who decided it.")


class Export(Record):
    """Something that left the desk as a file: when, by whom, what, for whom, how marked, and its digest."""

    __tablename__ = "export"
    __label__ = "Export"
    __plural__ = "Exports"
    __area__ = "Desk"
    __aliases__ = ("export_register", "release")
    __append_only__ = True

    what: Mapped[str] = field("What", caption=True)
    form: Mapped[str] = field("Format", column=True)
    exported_at: Mapped[datetime | None] = field("When", default=None, column=True)
    exported_by: Mapped[str] = field("By", default="", column=True)
    audience: Mapped[str] = field("For", default="", column=True, help="Empty where nothing was withheld.")
    banner: Mapped[str] = field("Marked", default="", column=True)
    file_name: Mapped[str] = field("File", default="", column=True, search=True)
    sha256: Mapped[str] = field("SHA-256", default="", search=True)
    size: Mapped[int] = field("Bytes", default=0)
    held: Mapped[int] = field("Records", default=0, column=True)
    withheld: Mapped[int] = field("Withheld", default=0)
    as_of_revision: Mapped[int] = field("As of revision", default=0)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when it left, and by whom."""
        super().stamp(moment, actor)
        self.exported_at = self.exported_at or moment
        self.exported_by = self.exported_by or actor
