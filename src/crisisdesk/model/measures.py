"""The life of a sanction measure: its steps, and what is let through it (domain facts 5.2 and 5.4)."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Interval, Sourced
from crisisdesk.model.fields import field
from crisisdesk.model.values import PartialDate


class MeasureStep(Record):
    """One step in the life of a measure, from proposed to lifted; a renewal says until when, and by which act."""

    __tablename__ = "measure_step"
    __label__ = "Step of a measure"
    __plural__ = "Steps of measures"
    __area__ = "Sanctions"
    __aliases__ = ("renewal", "measure_change")
    __append_only__ = True

    measure_id: Mapped[str] = field("Sanction measure", ForeignKey("measure.id"), caption=True)
    before: Mapped[str] = field("Status before", default="", column=True, vocabulary="sanction_status")
    after: Mapped[str] = field("Status after", caption=True, vocabulary="sanction_status")
    taken_on: Mapped[PartialDate | None] = field("On", default=None, column=True, help="Its legal day.")
    extended_to: Mapped[PartialDate | None] = field("Now until", default=None, column=True)
    citation: Mapped[str] = field("Legal citation", default="", column=True, search=True)
    why: Mapped[str] = field("Why", default="", prose=True)
    noted_at: Mapped[datetime | None] = field("Noted at", default=None)
    noted_by: Mapped[str] = field("Noted by", default="")

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in when it was noted and by whom."""
        super().stamp(moment, actor)
        self.noted_at, self.noted_by = self.noted_at or moment, self.noted_by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: a measure is extended by a legal act."""
        yield from super().problems()
        if self.extended_to is not None and not self.citation:
            yield Problem(
                "citation", "Name the act by which the measure is extended; nothing extends itself."
            )


class ExceptionKind(StrEnum):
    """What lets something through a measure."""

    EXEMPTION = "exemption"
    DEROGATION = "derogation"
    GENERAL_LICENCE = "general_licence"
    SPECIFIC_LICENCE = "specific_licence"
    WIND_DOWN = "wind_down"
    DIVESTMENT = "divestment"


_ENDING = frozenset({ExceptionKind.WIND_DOWN, ExceptionKind.DIVESTMENT})


class MeasureException(Interval, Sourced):
    """An exemption, a licence or a period of winding down under a measure, with the days on which it holds."""

    __tablename__ = "measure_exception"
    __label__ = "Exemption or licence"
    __plural__ = "Exemptions and licences"
    __area__ = "Sanctions"
    __aliases__ = ("exemption", "derogation", "general_licence", "wind_down")

    measure_id: Mapped[str] = field("Sanction measure", ForeignKey("measure.id"), column=True)
    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[ExceptionKind] = field("Kind", column=True, choices=ExceptionKind)
    number: Mapped[str] = field("Number", default="", column=True, search=True, help="Such as GL 8A.")
    holder: Mapped[str] = field("Holder", default="", search=True, help="Whom it is for; empty for a class.")
    covers: Mapped[str] = field("Covers", default="", prose=True)
    terms: Mapped[str] = field("Conditions", default="", prose=True)
    citation: Mapped[str] = field("Legal citation", default="", search=True)

    def problems(self) -> Iterator[Problem]:
        """Add: what winds down has its last day."""
        yield from super().problems()
        if self.kind in _ENDING and self.ends_on is None:
            yield Problem("ends_on", "Name the last day; a period of winding down ends.")
