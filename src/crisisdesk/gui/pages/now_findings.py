"""Findings as a list with what each is about: the reason, the proposed step, its records, and putting it off."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from crisisdesk.checks import CHECKS
from crisisdesk.checks.finding import SCREENING, Finding
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.pages.now_reading import QUIET_CHECKS, Found, finding_row
from crisisdesk.gui.plain import selectable, set_tooltip
from crisisdesk.gui.tables.rows import Column
from crisisdesk.gui.widgets.parts import column, push_button, row, text_button
from crisisdesk.model.base import shorten
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import Snooze
from crisisdesk.services.findings import snooze
from crisisdesk.store.transaction import Transaction

COLUMNS = (
    Column("gravity", "Gravity", 112, "status"),
    Column("reason", "What and why", 430, "text"),
    Column("proposed", "Proposed step", 260, "muted"),
    Column("check", "Check", 56, "muted", hidden=True),
)
_NARROW = (COLUMNS[0], replace(COLUMNS[1], width=240), *(replace(one, hidden=True) for one in COLUMNS[2:]))
"""Beside other lists the step stands below the list only."""
_NONE = ("circle-check", "No check finds anything to look at.")
_LINKS, _LINK_LENGTH, _WIDE_LINK_LENGTH = 3, 30, 60
_TITLES = {check.id: check.title for check in CHECKS} | {SCREENING[0]: "Names that may be listed"}


class FindingsPanel(QFrame):
    """The findings, the gravest first. Enter opens the first record; Alt+O puts the finding off."""

    wants_all = Signal(bool)
    """Whether what was put off is to be shown, too."""

    def __init__(self, context: Context, key: str, *, framed: bool = True) -> None:
        super().__init__()
        if framed:
            self.setProperty("part", "card")
        self.context = context
        self._link_length = _LINK_LENGTH if framed else _WIDE_LINK_LENGTH
        self._found: dict[str, Finding] = {}
        self._names: Mapping[str, str] = {}
        self.all = push_button("Show put off", link=True)
        self.all.setCheckable(True)
        self.all.toggled.connect(self.wants_all)
        columns = COLUMNS if not framed else _NARROW
        self.list = NowList(
            context, "Findings", key, columns, _NONE, actions=(self.all,), framed=False, stretched="reason"
        )
        self.list.opened.connect(self._open_first)
        self.reason, self.proposed = selectable(""), selectable("", "strong")
        self.reason.setAccessibleName("Why it was found")
        self.proposed.setAccessibleName("Proposed step")
        self.put_off = push_button("Put &off…", self._put_off_or_back)
        self.links: list[QPushButton] = []
        self._link_row = row(None, self.put_off, spacing=4)
        self._detail = QWidget()
        inside = column(self.reason, self.proposed, spacing=4)
        inside.addLayout(self._link_row)
        self._detail.setLayout(inside)
        margin = 12
        whole = column(self.list, self._detail, spacing=8, margins=(margin, 0, margin, 8))
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list)
        self.list.table.stood_on.connect(self._show_detail)

    @property
    def current(self) -> Finding | None:
        """The finding that the list stands on."""
        return self._found.get(self.list.table.current_id)

    def show_found(self, found: Found) -> None:
        """Show these findings in place of those before."""
        self._found = {one.key: one for one in found.findings}
        self._names = found.names
        self.list.show_rows([finding_row(one) for one in found.findings])
        self._show_detail(self.list.table.current_id)

    def stand_on_quiet_lines(self) -> None:
        """Go to the first finding about a line that is silent or was not tested."""
        self.list.table.setFocus()
        wanted = next((key for key, one in self._found.items() if one.check in QUIET_CHECKS), "")
        self.list.table.stand_on(wanted)

    def _show_detail(self, key: str) -> None:
        one = self._found.get(key)
        self._detail.setVisible(one is not None)
        if one is None:
            return
        self.reason.setText(one.reason)
        set_tooltip(self.reason, f"{one.check}: {_TITLES.get(one.check, '')}")
        self.proposed.setText(one.proposed)
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        self.put_off.setText("Put &off…" if one.snoozed is None else "Bring &back")
        self.put_off.setEnabled(not reason)
        set_tooltip(self.put_off, reason or "Put it off until a day, with a reason (Alt+O)")
        self._show_links(one)

    def _show_links(self, one: Finding) -> None:
        for old in self.links:
            self._link_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        keys = list(dict.fromkeys((*one.records, *one.evidence)))
        self.links = [self._link(key) for key in keys[:_LINKS]]
        if len(keys) > _LINKS:
            set_tooltip(self.links[-1], "; ".join(self._names.get(key, key) for key in keys))
        for place, link in enumerate(self.links):
            self._link_row.insertWidget(place, link)
        before: QWidget = self.list.table
        for link in (*self.links, self.put_off):
            QWidget.setTabOrder(before, link)
            before = link

    def _link(self, key: str) -> QPushButton:
        name = self._names.get(key, key)
        link = text_button(shorten(name, self._link_length), lambda: self.context.go(Target(record_id=key)))
        link.setAccessibleName(f"Record: {name}")
        set_tooltip(link, name)
        return link

    def _open_first(self, key: str) -> None:
        one = self._found.get(key)
        if one is not None and one.records:
            self.context.go(Target(record_id=one.records[0]))

    def _put_off_or_back(self) -> None:
        one = self.current
        if one is None or self.context.desk.at is not None:
            return
        if one.snoozed is None:
            ask_put_off(self.context, self.window(), one)
            return
        self.context.desk.perform(
            "Bring a finding back", partial(_bring_back, one.snoozed.id), lambda _: self._tell_back()
        )

    def _tell_back(self) -> None:
        self.context.notify("The finding is back.", "good", True)


def ask_put_off(context: Context, window: QWidget, one: Finding) -> AskDialog:
    """Ask why a finding is put off and until when; it comes back after that day if its cause is still there."""
    room = context.desk.screening.room if one.check == SCREENING[0] else None

    def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
        def done(_kept: Snooze) -> None:
            dialog.accept()
            context.notify("The finding is put off.", "good", True)

        def write(tx: Transaction) -> Snooze:
            until = PartialDate.parse(answers["until"]) if answers["until"].strip() else None
            return snooze(tx, one.key, answers["why"], until, room)

        context.desk.perform(f"Put off: {shorten(one.reason, 60)}", write, done, dialog.refuse)

    dialog = AskDialog(
        window,
        "Put this finding off",
        one.reason,
        [
            Question("why", "&Reason", example="It is kept with the finding"),
            Question("until", "&Until (day)", example="Such as 2026-12-01; empty: until it is brought back"),
        ],
        verb="Put off",
        submit=submit,
    )
    dialog.open()
    return dialog


def _bring_back(snooze_id: str, tx: Transaction) -> None:
    tx.delete(tx.get(Snooze, snooze_id))
