"""Sources: the documents, reports and conversations that claims rest on."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.values import Grade, PartialDate

SHA256_LENGTH = 64


class Source(Record):
    """Something that claims rest on."""

    __tablename__ = "source"
    __label__ = "Source"
    __plural__ = "Sources"
    __area__ = "Reference"
    __aliases__ = ("src", "document")

    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="source_kind")
    origin: Mapped[str] = field("Origin", default="", column=True, search=True, help="Who made it.")
    reference: Mapped[str] = field("Reference", default="", column=True, search=True)
    dated: Mapped[PartialDate | None] = field("Date", default=None, column=True)
    grade: Mapped[Grade | None] = field(
        "Grade", default=None, column=True, help="As a rule for what comes from it."
    )
    address: Mapped[str] = field(
        "Where it lies", default="", help="Address or shelf; never opened by the program."
    )
    sha256: Mapped[str] = field("SHA-256", default="", help="Of the file, where there is one.")
    summary: Mapped[str] = field("Summary", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: a hash is one."""
        yield from super().problems()
        if self.sha256 and (
            len(self.sha256) != SHA256_LENGTH or not set(self.sha256) <= set("0123456789abcdef")
        ):
            yield Problem("sha256", "A SHA-256 has 64 characters, 0 to 9 and a to f.")
