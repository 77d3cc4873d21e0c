"""The sections of a call sheet: what they say, and as a list on the page and as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.times import Times
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import IconButton, IconLabel, column, row
from crisisdesk.services.call_points import Point
from crisisdesk.services.call_sheet import CallSheet, Contact


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands: its heading, what it says when empty, its icon, and on which side of the page."""

    key: str
    heading: str
    empty: str
    icon: str
    side: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section: the record that it is from, its words, what belongs to them, and why not to say it."""

    record_id: str
    text: str
    detail: str
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its lines."""

    key: str
    heading: str
    items: tuple[Item, ...]


SECTIONS = (
    Place("our_asks", "We ask", "Nothing is open that we ask of them.", "arrow-up", 0),
    Place("their_asks", "They ask", "Nothing is open that they ask of us.", "arrow-down", 0),
    Place("we_promised", "We promised", "We promised them nothing that is still open.", "handshake", 0),
    Place("they_promised", "They promised", "They promised nothing that is still open.", "handshake", 0),
    Place("not_to_raise", "Do not raise", "Nothing is barred in this call.", "ban", 1),
    Place("red_lines", "Red lines", "No red line is in force between us.", "octagon-alert", 1),
    Place("positions", "Where they stand", "No position of theirs is on record.", "scale", 1),
    Place("contacts", "Last contacts", "No contact is on record.", "history", 0),
)


def sections_of(sheet: CallSheet, times: Times) -> list[Section]:
    """The sections of a sheet in their order; what must not be said stands only under its own heading."""
    made = []
    for place in SECTIONS:
        if place.key == "contacts":
            items = tuple(_contact(one, times) for one in sheet.contacts)
        else:
            points: tuple[Point, ...] = getattr(sheet, place.key)
            items = tuple(_item(point) for point in points if place.key == "not_to_raise" or not point.barred)
        made.append(Section(place.key, place.heading, items))
    return made


def _item(point: Point) -> Item:
    detail = " · ".join(filter(None, (str(point.marking), point.detail)))
    return Item(point.record_id, point.text, detail, point.barred)


def _contact(one: Contact, times: Times) -> Item:
    who = f" · {one.with_whom}" if one.with_whom else ""
    when = f"{times.both(one.at)} · {times.ago(one.at)}" if one.at else "time unknown"
    return Item(one.record_id, one.summary or one.what, f"{one.what}, {one.result}{who} · {when}")


def sheet_text(sheet: CallSheet, times: Times) -> str:
    """The sheet as plain text, its marking above and below."""
    who = " ".join(filter(None, (sheet.rank, sheet.person))) or "holder unknown"
    there = f"{sheet.local_time:%A %H:%M} there" if sheet.local_time else "time there unknown"
    lines = [
        str(sheet.marking),
        f"CALL SHEET: {sheet.post}",
        f"{who}{f' ({sheet.name_original})' if sheet.name_original else ''}, {sheet.partner or 'unknown'}",
        f"{sheet.state_words.capitalize()} · {there} · {sheet.local_dtg}",
        f"Channel: {sheet.channel or 'none on record'}, may carry {sheet.channel_limit or 'not stated'}",
        f"Placed by: {sheet.caller or 'nobody named'}",
    ]
    for place, section in zip(SECTIONS, sections_of(sheet, times), strict=True):
        lines += ["", section.heading.upper()]
        lines += [_text(item) for item in section.items] or [f"- {place.empty}"]
    return "\n".join([*lines, "", str(sheet.marking)])


def _text(item: Item) -> str:
    barred = f" [not to be said: {item.barred}]" if item.barred else ""
    return f"- {item.text} ({item.detail}){barred}" if item.detail else f"- {item.text}{barred}"


class PointList(QFrame):
    """A section on the page: heading and count, then the lines; each leads to its record."""

    def __init__(self, context: Context, place: Place) -> None:
        super().__init__()
        self._context, self._place = context, place
        self.setProperty("part", "card")
        self.setAccessibleName(place.heading)
        tone: Tone = "bad" if place.key in {"not_to_raise", "red_lines"} else "neutral"
        self._heading = label(place.heading, "heading")
        self._count = label("", "muted")
        self._box = column(spacing=8, margins=(12, 8, 12, 12))
        self._box.addLayout(
            row(IconLabel(context.look, place.icon, tone, 18), self._heading, self._count, None)
        )
        self._items: list[QWidget] = []
        self.setLayout(self._box)
        self.shown: Section | None = None

    def show_section(self, section: Section) -> None:
        """Show these lines; nothing is built anew where they are the same as before."""
        if self.shown == section:
            return
        self.shown = section
        for old in self._items:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._count.setText(str(len(section.items)) if section.items else "")
        self._items = [self._made(item) for item in section.items] or [
            label(self._place.empty, "muted", wrap=True)
        ]
        for widget in self._items:
            self._box.addWidget(widget)

    def _made(self, item: Item) -> QWidget:
        made = QWidget()
        words = selectable(item.text)
        words.setAccessibleName(f"{self._place.heading}: {item.text}")
        inside = column(words, spacing=0)
        if item.detail:
            inside.addWidget(label(item.detail, "small", wrap=True))
        if item.barred:
            barred = label(f"Do not say: {item.barred}.", "small", wrap=True)
            barred.setProperty("tone", "bad")
            inside.addWidget(barred)
        go = IconButton(
            self._context.look,
            "chevron-right",
            f"Open {item.text[:60]}",
            lambda: self._context.go(Target(record_id=item.record_id)),
        )
        whole = row(spacing=4)
        whole.addLayout(inside, 1)
        whole.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(whole)
        return made


def items_of(sections: Sequence[Section], key: str) -> tuple[Item, ...]:
    """The lines of one section."""
    return next(one.items for one in sections if one.key == key)
