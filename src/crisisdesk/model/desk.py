"""The desk itself: whose it is, how high it may hold, and whether all in it is exercise."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import UNMARKED, Record
from crisisdesk.model.fields import field
from crisisdesk.model.marking import Marking

DESK_ID = "desk"


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
