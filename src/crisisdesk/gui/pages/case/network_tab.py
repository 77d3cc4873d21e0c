"""Who is linked with whom in a case, as a list; the picture is a page of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton
from sqlalchemy import and_, or_

from crisisdesk.gui.context import Target
from crisisdesk.gui.pages.case.partners_tab import involved
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.times import read_times
from crisisdesk.gui.pages.case.words import counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.links import Link
from crisisdesk.store.snapshot import Snapshot

_TONES: dict[str, Tone] = {"active": "good", "strained": "warn", "broken": "bad"}


def read_links(view: Snapshot, case_id: str) -> Read:
    """Links of the case, and standing ones between the partners that are involved."""
    partners, day = involved(view, case_id), view.moment.date()
    times, words = read_times(view), read_words(view, "link_type", "link_status")
    standing = and_(Link.case_id.is_(None), Link.from_id.in_(partners), Link.to_id.in_(partners))
    links = [one for one in view.all(Link, or_(Link.case_id == case_id, standing)) if one.in_force(day)]
    names = view.captions(end for one in links for end in (one.from_id, one.to_id))
    rows = [
        Row(
            one.id,
            (
                names.get(one.from_id, one.from_id),
                words.of("link_type", one.kind),
                names.get(one.to_id, one.to_id),
                Cell(words.of("link_status", one.status), _TONES.get(one.status, "neutral")),
                Cell(times.ago(one.used_at), hint=times.both(one.used_at), order=one.used_at.timestamp())
                if one.used_at
                else "unknown",
                "this case" if one.case_id else "standing",
                str(one.strength or ""),
                one.note,
            ),
        )
        for one in links
    ]
    rows.sort(key=lambda row: tuple(str(cell) for cell in row.cells[:3]))
    return Read(rows, f"{counted(len(rows), 'link')} between {counted(len(partners), 'partner')} involved")


class NetworkTab(TableTab):
    """The links of a case."""

    title, key, icon = "Network", "network", "waypoints"
    follows = ("link", "involvement", "partner")
    empty = "Who consults, supplies, clears or watches whom in this case."
    offers = (Offer("New &link…", "link"),)
    columns = (
        Column("from", "From", 200, "strong"),
        Column("kind", "Link", 180),
        Column("to", "To", 200, "strong"),
        Column("status", "Status", 120, "status"),
        Column("used", "Last used", 120, "moment"),
        Column("scope", "Holds for", 100, "muted"),
        Column("strength", "Strength", 80, "number", hint="1 (thin) to 5 (daily work)"),
        Column("note", "Note", 240, "muted"),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The links of the case."""
        return read_links

    def own_buttons(self) -> Sequence[QPushButton]:
        """The way to the picture."""
        return (push_button("Show the &network", self._show_picture),)

    def _show_picture(self) -> None:
        self.context.go(Target("network", self.case_id, "case"))
