"""Engagements: visits, talks, démarches and exercises, with the rhythm of each pair."""

from collections.abc import Sequence

from crisisdesk.gui.pages.calls.meetings_reading import COLUMNS, KINDS, Meetings, read_meetings
from crisisdesk.gui.pages.calls.part import Choice, Deed, ListPart


class MeetingsTab(ListPart):
    """Rhythms, what is planned, what was held."""

    key, title, icon = "engagements", "Engagements", "calendar"
    columns = COLUMNS
    choices = (Choice("Which", KINDS, 220),)
    empty = "Visits, talks, démarches and exercises, planned and held. Add the first engagement."
    creates = "engagement"
    follows = (
        "engagement", "participant", "exercise", "signal", "interoperability", "link", "call", "post", "partner", "term",
        "desk",
    )  # fmt: skip

    def deeds(self) -> Sequence[Deed]:
        """Add an engagement, an exercise, a signal."""
        return (
            Deed("New e&xercise…", lambda _id: self.context.create("exercise", {}), needs_line=False),
            Deed(
                "New engage&ment…",
                lambda _id: self.context.create("engagement", {}),
                needs_line=False,
                primary=True,
            ),
        )

    def refresh(self) -> None:
        """Read them anew."""
        self.context.desk.fetch(read_meetings, self._take, key=(self, "meetings"))

    def _take(self, read: Meetings) -> None:
        self.show_lines(read.lines, read.summary)
