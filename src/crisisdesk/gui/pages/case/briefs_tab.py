"""The briefs that were issued about a case."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from crisisdesk.gui.context import Target
from crisisdesk.gui.pages.case.tab import Read, TableTab
from crisisdesk.gui.pages.case.times import read_times
from crisisdesk.gui.pages.case.words import counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.briefs import Brief
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot


def read_briefs(view: Snapshot, case_id: str) -> Read:
    """Issued briefs, newest first."""
    times, words = read_times(view), read_words(view, "brief_profile")
    briefs = view.all(Brief, Brief.case_id == case_id, order=Brief.issued_at.desc())
    rows = [
        Row(
            one.id,
            (
                Cell(str(one.number), order=float(one.number)),
                words.of("brief_profile", one.profile),
                one.title,
                Cell(dtg(one.issued_at), hint=times.both(one.issued_at), order=one.issued_at.timestamp()),
                Cell(dtg(one.as_of), hint=times.both(one.as_of), order=one.as_of.timestamp()),
                one.banner,
                one.audience,
                Cell(str(one.pages), order=float(one.pages)) if one.pages else "unknown",
                one.issued_by,
            ),
        )
        for one in briefs
    ]
    newest = f", the newest {times.ago(briefs[0].issued_at)}" if briefs else ""
    return Read(rows, f"{counted(len(rows), 'brief')} issued{newest}")


class BriefsTab(TableTab):
    """The issued briefs of a case."""

    title, key, icon = "Brief", "briefs", "file-text"
    follows = ("brief",)
    empty = "Every brief that was issued about this case, as it left the desk. None was issued yet."
    columns = (
        Column("number", "No.", 60, "number"),
        Column("profile", "Profile", 150),
        Column("title", "Title", 280, "strong"),
        Column("issued", "Issued", 140, "moment"),
        Column("as_of", "As of", 140, "moment"),
        Column("banner", "Banner", 190, "marking"),
        Column("audience", "Released to", 150),
        Column("pages", "Pages", 80, "number"),
        Column("issued_by", "Issued by", 140, "muted"),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The briefs of the case."""
        return read_briefs

    def own_buttons(self) -> Sequence[QPushButton]:
        """The way to a new one."""
        return (push_button("Brief &the case…", self._brief),)

    def _brief(self) -> None:
        self.context.go(Target("briefings", self.case_id, "case"))

    def _empty_state(self) -> EmptyState:
        return EmptyState(self.context.look, self.icon, self.empty, "Brief the case…", self._brief)
