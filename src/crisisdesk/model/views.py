"""Saved views, and mentions of one record in another."""

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.fields import field


class SavedView(Record):
    """A named way to look: filters, columns, order, or the positions of a network; never the data themselves."""

    __tablename__ = "saved_view"
    __label__ = "Saved view"
    __plural__ = "Saved views"
    __area__ = "Desk"
    __aliases__ = ("view", "saved_search", "filter")

    name: Mapped[str] = field("Name", caption=True)
    page: Mapped[str] = field("Page", default="", column=True, index=True, help="Where it is offered.")
    record_type: Mapped[str] = field("Record type", default="", column=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    settings: Mapped[str] = field("Settings", default="", help="A JSON object; the page reads it.")
    position: Mapped[int] = field("Position", default=0)
    saved_by: Mapped[str] = field("Saved by", default="", column=True)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in who saved it."""
        super().stamp(moment, actor)
        self.saved_by = self.saved_by or actor

    def problems(self) -> Iterator[Problem]:
        """Add: settings are a JSON object."""
        yield from super().problems()
        try:
            settings = json.loads(self.settings or "{}")
        except ValueError:
            settings = None
        if not isinstance(settings, dict):
            yield Problem("settings", "The settings of a view are a JSON object.")


class Mention(Record):
    """That one record names another, such as by ``@`` in a log entry.

    Both ends are ids of records of any type; an end that is gone is shown by the words that were used.
    """

    __tablename__ = "mention"
    __label__ = "Mention"
    __plural__ = "Mentions"
    __area__ = "Desk"
    __aliases__ = ("backlink",)

    from_key: Mapped[str] = field("In record", column=True, index=True, help="The id of what names it.")
    to_key: Mapped[str] = field("Named record", column=True, index=True, help="The id of what is named.")
    words: Mapped[str] = field("Words", default="", caption=True, help="As they were written.")

    def problems(self) -> Iterator[Problem]:
        """Add: nothing mentions itself."""
        yield from super().problems()
        if self.from_key == self.to_key:
            yield Problem("to_key", "A record cannot mention itself.")
