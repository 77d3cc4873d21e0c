"""The page of one partner."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.pages.partner.overview import Overview
from crisisdesk.gui.pages.partner.reading import (
    COLUMNS,
    CONTACT_COLUMNS,
    CONTACTS,
    CREATES,
    ORDER,
    OVERVIEW,
    PartnerRead,
    counts,
    read_partner,
    record_of,
)
from crisisdesk.gui.panels.marking_chip import MarkingChip
from crisisdesk.gui.plain import ElidedLabel, label, set_tooltip
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.moment_edit import TypedEdit
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter

LAST_PARTNER, LAST_SECTION = "partner.last", "partner.section"
_NONE = "No partner is open here. Choose one among the records."
_NOT_THEN = "This partner was not in the desk at the moment that you look at."
_LIST_WIDTH = 232


class PartnerPage(Page):
    """Sections at the side with their counts, and beside them the table of the one that is chosen."""

    key, title, help = "partner", "Partner", "partners"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.partner_id = ""
        self._read: PartnerRead | None = None
        self._name, self._about = ElidedLabel(), ElidedLabel()
        self._name.setProperty("role", "title")
        self._about.setProperty("role", "muted")
        self._role, self.marking = label("", "strong"), MarkingChip(context.look)
        self.day = TypedEdit(_read_day, "On the day", "today", show=date.isoformat, optional=True)
        self.day.line.setFixedWidth(120)
        self.day.accepted.connect(lambda _day: self.refresh())
        self.add = push_button("&Add…", self._create)
        self.edit = push_button("Ed&it", lambda: context.edit(self.partner_id))
        self.fields = push_button(
            "All &fields", lambda: context.go(Target("records:partner", self.partner_id, "partner"))
        )
        self.call = push_button("&Call sheet", self._call, primary=True)
        self.sections = QListWidget()
        self.sections.setAccessibleName("Sections of the partner")
        self.sections.setMinimumWidth(_LIST_WIDTH)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _, heading in ORDER:
            self.sections.addItem(QListWidgetItem(heading))
        self.overview = Overview()
        self.list = NowList(context, "Section", "partner", COLUMNS, ("list", ""), framed=False)
        self.list.header.hide()
        self.list.opened.connect(self._open_row)
        self.people = NowList(
            context,
            "Who can be called",
            "partner.people",
            CONTACT_COLUMNS,
            ("phone", "Nobody of this partner is on record. Add a post with its hours, zone and a channel."),
            framed=False,
        )
        self.people.header.hide()
        self.people.opened.connect(lambda post_id: context.go(Target("call", post_id, "post")))
        self._shown = QStackedWidget()
        self._shown.addWidget(self.overview)
        self._shown.addWidget(self.list)
        self._shown.addWidget(self.people)
        self._none = EmptyState(
            context.look,
            "landmark",
            _NONE,
            "Show all partners",
            lambda: context.go(Target("records:partner")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._body())
        self.setLayout(column(self._stack))
        self.setFocusProxy(self.sections)
        kept = context.memory.get(LAST_SECTION)
        self.sections.setCurrentRow(kept if isinstance(kept, int) and 0 <= kept < len(ORDER) else 0)
        self.sections.currentRowChanged.connect(self._turn_to)
        self.sections.itemActivated.connect(lambda _item: self._enter())

    @property
    def section(self) -> str:
        """The key of the section in sight."""
        return ORDER[max(0, self.sections.currentRow())][0]

    def open(self, target: Target) -> None:
        """Show a partner; without one, the one that was looked at last. ``words`` names a section by its key."""
        partner_id = target.record_id or self.partner_id or str(self.context.memory.get(LAST_PARTNER, ""))
        number = next((n for n, (key, _) in enumerate(ORDER) if key == target.words), -1)
        if number >= 0:
            self.sections.setCurrentRow(number)
        if not partner_id:
            self._none.say(_NONE)
            self._stack.setCurrentIndex(0)
        elif partner_id != self.partner_id:
            self.partner_id = partner_id
            self.context.memory[LAST_PARTNER] = partner_id
            self.day.put(None)
            self.refresh()

    def refresh(self) -> None:
        """Read the partner anew."""
        partner_id, on = self.partner_id, self.day.value
        if partner_id:
            self.context.desk.fetch(
                lambda view: read_partner(view, partner_id, on), self._show, key=(self, "partner")
            )

    def _show(self, read: PartnerRead | None) -> None:
        self._read = read
        if read is None:
            self._none.say(_NOT_THEN)
            self._stack.setCurrentIndex(0)
            return
        partner = read.profile.partner
        self._name.setText(f"{partner.name} ({partner.code})" if partner.code else partner.name)
        self._about.setText(read.head)
        self._role.setText(read.kind)
        self.marking.show_marking(str(partner.marking))
        for number, (_, heading, count) in enumerate(counts(read)):
            item = self.sections.item(number)
            item.setText(f"{heading}  {count}" if count else heading)
        self.overview.show_groups(read.overview)
        self._stack.setCurrentIndex(1)
        self._show_section()
        self._allow(read)
        if self.title != partner.name:
            self.title = partner.name
            self.titled.emit()

    def _show_section(self) -> None:
        key = self.section
        shown = {OVERVIEW: self.overview, CONTACTS: self.people}.get(key, self.list)
        self._shown.setCurrentWidget(shown)
        if self._read is not None and key == CONTACTS:
            self.people.show_rows(self._read.rows[key])
        elif self._read is not None and key != OVERVIEW:
            heading = dict(ORDER)[key]
            self.list.table.setAccessibleName(heading)
            self.list.empty.say(f"{heading}: nothing is on record for {self._read.profile.partner.name}.")
            self.list.show_rows(self._read.rows[key])

    def _allow(self, read: PartnerRead) -> None:
        reason = PAST_IS_READ_ONLY if read.past else ""
        for button in (self.add, self.edit):
            button.setEnabled(not reason)
            set_tooltip(button, reason)
            button.setAccessibleDescription(reason)
        self.add.setEnabled(not reason and self.section in CREATES)
        nobody = "" if read.profile.contacts else "Nobody of this partner is on record; add a post first."
        self.call.setEnabled(not nobody)
        set_tooltip(self.call, nobody or "Of whom the table stands on, else of the first who can be called")

    def _turn_to(self, number: int) -> None:
        self.context.memory[LAST_SECTION] = number
        self._show_section()
        if self._read is not None:
            self._allow(self._read)

    def _enter(self) -> None:
        shown = self._shown.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _open_row(self, row_id: str) -> None:
        self.context.go(Target(record_id=record_of(row_id)))

    def _call(self) -> None:
        if self._read is not None and self._read.profile.contacts:
            first = self._read.profile.contacts[0].post_id
            standing = self.people.table.current_id if self.section == CONTACTS else ""
            self.context.go(Target("call", standing or first, "post"))

    def _create(self) -> None:
        record_type, name = CREATES[self.section]
        self.context.create(record_type, {name: self.partner_id})

    def _body(self) -> QWidget:
        top = row(self._name, self.edit, self.fields, self.add, self.call)
        top.setStretch(0, 1)
        on = label("On the da&y")
        on.setBuddy(self.day.line)
        below = row(self._role, self._about, self.marking, on, self.day, spacing=12)
        below.setStretch(1, 1)
        below.setAlignment(self.day, Qt.AlignmentFlag.AlignTop)
        panes = RememberingSplitter(
            "Sections and what is in them", [self.sections, self._shown], self.context.memory, "partner.panes"
        )
        if "partner.panes" not in self.context.memory:
            panes.setSizes([_LIST_WIDTH, 4 * _LIST_WIDTH])
        panes.setStretchFactor(0, 0)
        panes.setStretchFactor(1, 1)
        whole = column(spacing=8, margins=(16, 8, 16, 8))
        whole.addLayout(top)
        whole.addLayout(below)
        whole.addWidget(panes, 1)
        body = QWidget()
        body.setLayout(whole)
        return body


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            f"“{text[:30]}” is no day; write it as 2026-11-23, or leave it empty for today."
        ) from error
