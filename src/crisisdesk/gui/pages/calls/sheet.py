"""The call sheet: one page to have before the eyes while the line is ringing (MISSION N15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QScrollArea, QStackedWidget, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.calls.board_rows import TONES
from crisisdesk.gui.pages.calls.part import offer
from crisisdesk.gui.pages.calls.record_dialog import ask_record
from crisisdesk.gui.pages.calls.sheet_parts import SECTIONS, PointList, Section, sections_of, sheet_text
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.panels.marking_chip import MarkingChip
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, row
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.posts import Post
from crisisdesk.services.call_sheet import CallSheet, call_sheet
from crisisdesk.services.calls import State
from crisisdesk.store.snapshot import Snapshot

_NONE = "No call sheet is open here. Choose whom to call on the board."
_NOT_THEN = "This post was not in the desk at the moment that you look at."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A call sheet, the times of the desk, and the cases that the call can be about."""

    sheet: CallSheet
    times: Times
    cases: tuple[tuple[str, str], ...]


def read_sheet(view: Snapshot, post_id: str, case_id: str) -> Sheet | None:
    """Read the sheet of a post; nothing where it was not there at this moment."""
    if view.find(Post, post_id) is None:
        return None
    case = view.find(CrisisCase, case_id) if case_id else None
    cases = tuple((one.id, one.title) for one in view.all(CrisisCase, order=CrisisCase.title) if one.is_open)
    return Sheet(call_sheet(view, post_id, case.id if case else ""), read_times(view), cases)


class CallSheetPage(Page):
    """Who, where and when it is there, what to ask, what was promised, and what not to say."""

    key, title, help = "call", "Call sheet", "calls"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.post_id = self.case_id = ""
        self._read: Sheet | None = None
        self._name, self._who = label("", "title", wrap=True), selectable("")
        self._state_icon, self._state = IconLabel(context.look, "info"), label("", "strong")
        self._there, self._line = selectable(""), selectable("")
        self._warning = label("", wrap=True)
        self._warning.setProperty("tone", "warn")
        self.marking = MarkingChip(context.look)
        self.case = QComboBox()
        self.case.setAccessibleName("Case that the call is about")
        self.case.setMaximumWidth(320)
        self.case.activated.connect(lambda _number: self._turn(str(self.case.currentData() or "")))
        self.record = push_button("&Record the call…", self.record_call, primary=True)
        self.copy = push_button("&Copy sheet", self.copy_sheet)
        self.open_post = push_button("Open &post", lambda: context.go(Target(record_id=self.post_id)))
        self.open_partner = push_button("Open part&ner", self._open_partner)
        self.lists = {one.key: PointList(context, one) for one in SECTIONS}
        self._none = EmptyState(
            context.look, "phone", _NONE, "Show the board", lambda: context.go(Target("calls"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._body())
        self.setLayout(column(self._stack))
        self.setFocusProxy(self.record)
        keys = QShortcut(QKeySequence("R"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.record_call)

    def open(self, target: Target) -> None:
        """Show the sheet of a post; ``words`` names the case that the call is about."""
        if target.record_id:
            self.post_id, self.case_id = target.record_id, target.words
        if self.post_id:
            self.refresh()
        else:
            self._stack.setCurrentIndex(0)

    def refresh(self) -> None:
        """Read the sheet anew."""
        post_id, case_id = self.post_id, self.case_id
        if post_id:
            self.context.desk.fetch(
                lambda view: read_sheet(view, post_id, case_id), self._show, key=(self, "sheet")
            )

    def record_call(self) -> None:
        """Record the call that this sheet was for."""
        if self.context.desk.at is not None:
            self.context.desk.refused.emit(PAST_IS_READ_ONLY)
        elif self.post_id:
            ask_record(self.context, self.window(), self.post_id, self.case_id)

    def copy_sheet(self) -> None:
        """Put the sheet on the clipboard as text, with its marking above and below."""
        if self._read is not None:
            QGuiApplication.clipboard().setText(sheet_text(self._read.sheet, self._read.times))
            self.context.notify("The call sheet is on the clipboard.", "info", False)

    def sections(self) -> Sequence[Section]:
        """What the sheet says now, in its order."""
        return sections_of(self._read.sheet, self._read.times) if self._read else ()

    def _turn(self, case_id: str) -> None:
        self.case_id = case_id
        self.refresh()

    def _open_partner(self) -> None:
        if self._read is not None and self._read.sheet.partner_id:
            self.context.go(Target(record_id=self._read.sheet.partner_id))

    def _show(self, read: Sheet | None) -> None:
        self._read = read
        if read is None:
            self._none.say(_NOT_THEN)
            self._stack.setCurrentIndex(0)
            return
        self._show_head(read)
        for section in sections_of(read.sheet, read.times):
            self.lists[section.key].show_section(section)
        offer(self.case, [("", "No case"), *read.cases])
        self.case.setCurrentIndex(max(0, self.case.findData(read.sheet.case_id)))
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        self.record.setEnabled(not reason)
        set_tooltip(self.record, reason or "Key: R")
        self.open_partner.setEnabled(bool(read.sheet.partner_id))
        self._stack.setCurrentIndex(1)
        if self.title != f"Call: {read.sheet.post}":
            self.title = f"Call: {read.sheet.post}"
            self.titled.emit()

    def _show_head(self, read: Sheet) -> None:
        sheet = read.sheet
        self._name.setText(sheet.post)
        spoken = f"say “{sheet.pronunciation}”" if sheet.pronunciation else ""
        who = " ".join(filter(None, (sheet.rank, sheet.person))) or "Holder unknown"
        told = (who, sheet.name_original, spoken, sheet.partner, f"speaks {sheet.languages or 'unknown'}")
        self._who.setText(" · ".join(filter(None, told)))
        tone = TONES[State(sheet.state).tone]
        self._state_icon.show_icon(TONE_ICONS[tone], tone)
        self._state.setText(sheet.state_words.capitalize())
        there = f"{sheet.local_time:%A %H:%M} there" if sheet.local_time else "Time there unknown"
        self._there.setText(f"{there} · {sheet.local_dtg} · here {read.times.both(sheet.now)}")
        limit = str(sheet.channel_limit) if sheet.channel_limit else "no limit stated"
        kind = sheet.channel_kind.replace("_", " ").capitalize()
        way = f"{kind} {sheet.channel} · may carry {limit}" if sheet.channel else "No channel is on record"
        self._line.setText(f"{way} · call placed by {sheet.caller or 'nobody named on our side'}")
        warnings = []
        if sheet.too_low:
            warnings.append(f"This channel carries {limit} at most; the case is marked higher.")
        if sheet.unknown:
            warnings.append(f"Not known: {', '.join(sheet.unknown)}.")
        self._warning.setText(" ".join(warnings))
        self._warning.setVisible(bool(warnings))
        self.marking.show_marking(str(sheet.marking))

    def _body(self) -> QWidget:
        top = row(self._name, self.open_post, self.open_partner, self.copy, self.record)
        top.setStretch(0, 1)
        state = row(self._state_icon, self._state, self._there, self.marking, spacing=8)
        state.setStretch(2, 1)
        about = row(label("About"), self.case, self._line, spacing=8)
        about.setStretch(2, 1)
        head = column(spacing=6, margins=(16, 8, 16, 8))
        for part in (top, state, about):
            head.addLayout(part)
            if part is top:
                head.addWidget(self._who)
        head.addWidget(self._warning)
        sides = [column(spacing=12), column(spacing=12)]
        for one in SECTIONS:
            sides[one.side].addWidget(self.lists[one.key])
        inside = QWidget()
        both = row(spacing=24, margins=(16, 8, 16, 16))
        for side in sides:
            side.addStretch(1)
            both.addLayout(side, 1)
        inside.setLayout(both)
        scroll = QScrollArea()
        scroll.setAccessibleName("Points of the call")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = column(spacing=0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)
        body = QWidget()
        body.setLayout(whole)
        return body
