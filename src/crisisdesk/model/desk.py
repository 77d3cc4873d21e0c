"""The desk itself: whose it is, how high it may hold, and whether all in it is exercise."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import UNMARKED, Problem, Record
from crisisdesk.model.fields import field
from crisisdesk.model.marking import Marking

DESK_ID = "desk"
FASTEST = 1_000
"""The highest rate of an exercise clock: a week of crisis in ten minutes."""


class Desk(Record):
    """The one row that describes this file; its id is always ``desk``."""

    __tablename__ = "desk"
    __label__ = "Desk"
    __plural__ = "Desk"
    __area__ = "Desk"
    __aliases__ = ("this_desk", "file")

    name: Mapped[str] = field("Name", caption=True)
    exercise: Mapped[bool] = field(
        "Exercise",
        default=False,
        column=True,
        help="All in this file is exercise; every page and brief says so.",
    )
    home_id: Mapped[str | None] = field(
        "Home", ForeignKey("partner.id"), default=None, column=True, help="The state that this desk serves."
    )
    originator: Mapped[str] = field(
        "Originator", default="", column=True, help="The office that issues its briefs."
    )
    ceiling: Mapped[Marking] = field(
        "Ceiling", default=UNMARKED, column=True, help="Nothing marked higher may be kept on this machine."
    )
    time_zone: Mapped[str] = field(
        "Time zone", default="UTC", column=True, help="A name such as Europe/Berlin."
    )
    twin_of: Mapped[str] = field(
        "Twin of", default="", help="The live desk that this exercise was made from."
    )
    exercise_start: Mapped[datetime | None] = field(
        "Start of the exercise", default=None, help="By the clock of the exercise; injects are due after it."
    )
    clock_shows: Mapped[datetime | None] = field(
        "Exercise clock showed", default=None, help="What it showed when it was last set; see clock_set."
    )
    clock_set: Mapped[datetime | None] = field(
        "Exercise clock set", default=None, help="When it was last set, by the clock of the machine."
    )
    clock_rate: Mapped[float] = field(
        "Rate of the exercise clock", default=1.0, help="Minutes of the exercise a minute; 0 stands still."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: only an exercise has a clock of its own, and it never runs backwards."""
        yield from super().problems()
        if self.clock_shows is not None and not self.exercise:
            yield Problem("clock_shows", "Only an exercise desk has a clock of its own.")
        if not 0 <= self.clock_rate <= FASTEST:
            yield Problem("clock_rate", f"The rate of the exercise clock lies between 0 and {FASTEST}.")

    classified_by: Mapped[str] = field(
        "Classified by",
        default="",
        help="Name and position, or personal identifier, for the classification block.",
    )
    declassify_on: Mapped[str] = field(
        "Declassify on", default="", help="As YYYYMMDD, an event, or an exemption such as 25X1."
    )
    point_of_contact: Mapped[str] = field(
        "Point of contact", default="", help="Telephone or address that a controlled paper names."
    )
