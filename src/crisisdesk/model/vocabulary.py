"""Vocabularies and marking ladders as data: every row with its source, the day it was read and how sure it is."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.ladder import Level
from crisisdesk.model.values import PartialDate


class Origin(Record):
    """Where a row of reference data comes from."""

    __abstract__ = True

    effective_from: Mapped[PartialDate | None] = field("Effective from", default=None)
    effective_to: Mapped[PartialDate | None] = field("Effective to", default=None, deadline=True)
    source: Mapped[str] = field("Source", default="", column=True, search=True)
    read_on: Mapped[PartialDate | None] = field(
        "Read on", default=None, help="The day on which the source was read."
    )
    confidence: Mapped[str] = field(
        "Confidence", default="", column=True, help="V primary text, S secondary, M memory, Q open question."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: effective dates in order."""
        yield from super().problems()
        begin, end = self.effective_from, self.effective_to
        if begin is not None and end is not None and end.last < begin.first:
            yield Problem("effective_to", "It ceases to be effective before it becomes so.")


class Term(Origin):
    """One word of a vocabulary; records hold its code."""

    __tablename__ = "term"
    __label__ = "Term"
    __plural__ = "Terms"
    __area__ = "Reference"
    __aliases__ = ("vocabulary", "code_list")

    vocabulary: Mapped[str] = field("Vocabulary", column=True, search=True, index=True)
    code: Mapped[str] = field("Code", column=True, search=True)
    label: Mapped[str] = field("Label", caption=True)
    description: Mapped[str] = field("Description", default="", column=True, search=True)
    position: Mapped[int] = field("Position", default=0, help="Its place in the list.")
    attributes: Mapped[str] = field("Attributes", default="", help="More facts, as a JSON object.")


class MarkingLevel(Origin):
    """One rung of a marking ladder."""

    __tablename__ = "marking_level"
    __label__ = "Marking level"
    __plural__ = "Marking levels"
    __area__ = "Reference"
    __aliases__ = ("level", "mrk")

    system: Mapped[str] = field("System", column=True, search=True)
    level: Mapped[str] = field("Level", caption=True, help="The words of the banner.")
    portion: Mapped[str] = field("Portion mark", default="", column=True)
    rank: Mapped[int] = field(
        "Rank",
        column=True,
        help="On the scale common to all systems: 0 for anybody, 20 and more is classified.",
    )
    order: Mapped[int] = field("Order", default=0, help="Its place inside its own system.")
    color: Mapped[str] = field("Colour", default="", column=True, help="As #RRGGBB.")
    notes: Mapped[str] = field("Notes", default="", search=True)

    def as_level(self) -> Level:
        """The rung as the ladder's arithmetic takes it."""
        return Level(self.system, self.level, self.portion, self.rank, self.order, self.color)
