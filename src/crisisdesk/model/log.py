"""The log: what happened, was said, done or thought, as it was known when it was entered."""

import textwrap
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.values import Grade, Precision

CAPTION_WIDTH = 90


class Assertion(StrEnum):
    """What a statement claims to be; briefs keep the three apart."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    ASSUMPTION = "assumption"


class LogEntry(Record):
    """Something that happened, was said, done or thought; never edited, only corrected by a new entry.

    ``event_time`` is when it happened, ``entered_at`` when the desk learned of it.
    """

    __tablename__ = "log_entry"
    __label__ = "Log entry"
    __plural__ = "Log entries"
    __area__ = "Cases"
    __aliases__ = ("log", "entry", "note")
    __append_only__ = True
    __mutable__ = ("significant",)

    case_id: Mapped[str] = field("Case", ForeignKey("case.id"))
    event_time: Mapped[datetime | None] = field("Event time", default=None, column=True, index=True)
    event_precision: Mapped[Precision] = field(
        "Precision", default=Precision.EXACT, choices=Precision, help="How exactly the event time is known."
    )
    kind: Mapped[str] = field("Kind", default="event", column=True, vocabulary="log_kind")
    text: Mapped[str] = field(
        "Text",
        caption=True,
        prose=True,
        help="A paragraph may begin with its own mark, such as (S//REL TO USA, GBR).",
    )
    assertion: Mapped[Assertion] = field(
        "Stated as",
        default=Assertion.FACT,
        column=True,
        choices=Assertion,
        help="Fact, assessment or assumption.",
    )
    significant: Mapped[bool] = field(
        "Significant", default=False, column=True, help="It belongs in the next brief."
    )
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    post_id: Mapped[str | None] = field("Post", ForeignKey("post.id"), default=None)
    source_id: Mapped[str | None] = field("Source", ForeignKey("source.id"), default=None)
    grade: Mapped[Grade | None] = field(
        "Grade", default=None, column=True, help="Such as B2: source B, piece 2."
    )
    likelihood: Mapped[str] = field("Likelihood", default="", vocabulary="likelihood")
    confidence: Mapped[str] = field("Confidence", default="", vocabulary="confidence_level")
    precedence: Mapped[str] = field("Precedence", default="routine", vocabulary="precedence")
    holds_until: Mapped[datetime | None] = field(
        "Holds until", default=None, deadline=True, help="When an assumption must be looked at anew."
    )
    corrects_id: Mapped[str | None] = field("Corrects", ForeignKey("log_entry.id"), default=None)
    correction_reason: Mapped[str] = field("Reason of correction", default="", search=True)
    entered_at: Mapped[datetime | None] = field("Entry time", default=None, column=True)
    author: Mapped[str] = field("Author", default="")

    @property
    def caption(self) -> str:
        """Its first words."""
        return textwrap.shorten(self.text.partition("\n")[0], CAPTION_WIDTH, placeholder=" …") or self.id

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in entry time and author, and the event time where nobody gave one."""
        super().stamp(moment, actor)
        self.entered_at = self.entered_at or moment
        self.author = self.author or actor
        self.event_time = self.event_time or self.entered_at

    def problems(self) -> Iterator[Problem]:
        """Add: a correction says why; only an assumption runs out."""
        yield from super().problems()
        if not self.text.strip():
            yield Problem("text", "A log entry needs its text.")
        if self.corrects_id is not None and not self.correction_reason:
            yield Problem("correction_reason", "A correction needs its reason.")
        if self.corrects_id == self.id:
            yield Problem("corrects_id", "An entry cannot correct itself.")
        if self.holds_until is not None and self.assertion is not Assertion.ASSUMPTION:
            yield Problem("holds_until", "Only an assumption holds until a time; state it as an assumption.")
