"""Briefs: a new one with its pages in sight before anything is written, and those that were issued."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QTabWidget, QWidget

from crisisdesk.briefing.preview import page_images
from crisisdesk.briefing.profiles import profile_named
from crisisdesk.errors import CancelledError
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.filing import ask_open
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.briefings_form import BriefForm, scrolled
from crisisdesk.gui.pages.briefings_handling import HandlingForm
from crisisdesk.gui.pages.briefings_issued import IssuedBriefs
from crisisdesk.gui.pages.briefings_length import LengthMeter
from crisisdesk.gui.pages.briefings_preview import PagePreview
from crisisdesk.gui.pages.briefings_reading import (
    BriefOrder,
    Reading,
    read_briefings,
    read_changed,
    standing_of,
)
from crisisdesk.gui.pages.briefings_saving import save_issued, save_made
from crisisdesk.gui.pages.briefings_sections import SectionPicker
from crisisdesk.gui.pages.briefings_withheld import WithheldLines
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.dialogs import question
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.progress import Progress
from crisisdesk.services.brief_preview import Preview
from crisisdesk.services.brief_receipts import ChangedStatement
from crisisdesk.services.briefs import BriefMade, issued_brief
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

WITHHELD_TAB, ISSUED_TAB = 3, 4
EXPORT = "export"
"""The word of a target that asks for the brief as a file at once."""
STYLE_KEY = "brief.style"
"""Where the path of the house style is remembered."""
_NO_CASE = "A brief is made of a case, and this desk has none yet. Open a case first; then its brief is one key away."
_FREEZES = (
    "It gets its number, and its PDF is kept byte for byte with its digest. An issued brief cannot be changed; "
    "a later one supersedes it."
)


class BriefingsPage(Page):
    """A form, the pages that it makes, and the issued briefs of all cases."""

    key, title, help = "briefings", "Briefings", "briefings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.case_id = str(context.memory.get("case.last", ""))
        self.made: BriefMade | None = None
        self._pdf = b""
        self._wants_export = False
        self._wanted = object()
        self.form, self.preview, self.issued = BriefForm(), PagePreview(), IssuedBriefs(context)
        self.sections, self.handling = SectionPicker(), HandlingForm()
        self.withheld = WithheldLines(context)
        self.strip = MessageStrip(context.look)
        self.facts, self.length = label("", "muted", wrap=True), LengthMeter()
        self.stop = push_button("St&op", self._call_off, link=True)
        self.export_button = push_button("&Export PDF…", self.export, primary=True)
        self.issue_button = push_button("&Issue…", self.issue)
        self.other_button = push_button("Page or &tables…", self.export_other)
        set_tooltip(
            self.other_button, "The same as a web page to paste from, or its tables as workbook or CSV"
        )
        self._no_case = EmptyState(
            context.look, "file-text", _NO_CASE, "Open a case…", lambda: context.create("case", {})
        )
        self._lay()
        self.sections.show_profile(self.form.order.profile)
        for part in (self.form, self.sections, self.handling):
            part.changed.connect(self._make)
        self.tabs.currentChanged.connect(lambda _place: self._compare())
        self.handling.style_asked.connect(self._ask_style)
        self.handling.style_left.connect(lambda: self._take_style(""))
        style = context.memory.get(STYLE_KEY)
        if isinstance(style, str) and Path(style).is_file():
            self.handling.take_style(style)
        self.issued.stood_on.connect(self._tell_changed)
        self.issued.changed.opened.connect(self._lead_to)
        self.withheld.opened.connect(self._lead_to)
        self.form.case_chosen.connect(self._remember_case)
        self.form.keep.clicked.connect(lambda *_: self._keep_bottom_line())
        self.preview.widened.connect(self._picture)
        self.issued.chosen.connect(self._show_issued)
        self.issued.save_asked.connect(self._save_issued)

    def open(self, target: Target) -> None:
        """Brief a case; ``words`` "export" asks for the file at once."""
        if target.record_id:
            self.case_id = target.record_id
        self._wants_export = target.words == EXPORT
        self._stale = True
        self._refresh_now()

    def refresh(self) -> None:
        """Read cases and issued briefs anew, and make the draft anew."""
        self.context.desk.fetch(read_briefings, self._take, key=(self, "page"))

    # -- building -----------------------------------------------------------------------------------------

    def _lay(self) -> None:
        left, right = QWidget(), QWidget()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("New brief, and issued briefs")
        issued = QWidget()
        issued.setLayout(column(self.issued, margins=(16, 0, 16, 8)))
        for widget, caption in (
            (scrolled(self.form, margin=16), "Brief"),
            (self.sections, "Sections"),
            (scrolled(self.handling), "Marking"),
            (self.withheld, "Withheld"),
            (issued, "Issued"),
        ):
            self.tabs.addTab(widget, caption)
        buttons = QWidget()
        buttons.setLayout(row(self.export_button, self.other_button, self.issue_button, None, self.stop))
        below = QWidget()
        told = QWidget()
        line = row(self.facts, self.length)
        line.setStretch(0, 1)
        told.setLayout(line)
        below.setLayout(column(told, buttons, margins=(16, 8, 16, 8)))
        form = column(self.tabs, below, spacing=0)
        form.setStretch(0, 1)
        left.setLayout(form)
        pages = column(self.strip, self.preview, self._no_case, spacing=0)
        pages.setStretch(1, 1)
        right.setLayout(pages)
        memory = self.context.memory
        panes = RememberingSplitter("Briefs and preview", [left, right], memory, "brief.panes")
        panes.setStretchFactor(1, 1)
        if "brief.panes" not in memory:
            panes.setSizes([520, 660])
        self.setLayout(column(panes))
        self.setFocusProxy(self.form.case)

    # -- the draft ----------------------------------------------------------------------------------------

    @property
    def order(self) -> BriefOrder:
        """What all parts of the form ask for now."""
        return replace(self.form.order, sections=self.sections.chosen, marks=self.handling.marks)

    def _take(self, reading: Reading) -> None:
        self.form.show_choices(reading, self.case_id, past=self.context.desk.at is not None)
        self.handling.show_choices(reading.levels, reading.readers)
        self.issued.show_rows(reading.issued)
        self.tabs.setTabText(ISSUED_TAB, f"Issued ({len(reading.issued)})")
        for part in (self.form, self.sections, self.handling):
            part.setEnabled(bool(reading.cases))
        self._no_case.setVisible(not reading.cases)
        self.preview.setVisible(bool(reading.cases))
        self._make()

    def _make(self) -> None:
        """Make the draft away from the window's thread; one that is under way is called off."""
        self.sections.show_profile(self.form.order.profile)
        order, desk = self.order, self.context.desk
        wanted = self._wanted = object()
        self._allow()
        if not order.case_id:
            return
        self._say_making(making=True)

        def still_wanted(_done: int, _total: int, _text: str) -> None:
            if self._wanted is not wanted:
                raise CancelledError

        def make(_view: Snapshot) -> BriefMade | None:
            return order.tried(desk.workspace, desk.at, still_wanted)

        desk.fetch(make, self._show, key=(self, "draft"), now=True, refused=self._refuse)
        self._compare()

    def _say_making(self, *, making: bool) -> None:
        self.stop.setVisible(making)
        if making:
            self.facts.setText("Making the pages…")

    def _call_off(self) -> None:
        """Make no pages now; what is in sight stays."""
        self._wanted = object()
        self._say_making(making=False)
        self.facts.setText("Not made: the pages in sight are those of before.")

    def _show(self, made: BriefMade | None) -> None:
        if made is None:
            return
        self.made, self._pdf = made, made.pdf
        self._say_making(making=False)
        self.strip.dismiss()
        withheld = sum(made.withheld.values())
        reasons = ", ".join(f"{reason}: {count}" for reason, count in made.withheld.items())
        parts = [f"{made.pages} page{'s' * (made.pages != 1)}", made.banner]
        if withheld:
            parts.append(f"{withheld} withheld ({reasons})")
        self.facts.setText(" · ".join(parts))
        self.tabs.setTabText(WITHHELD_TAB, f"Withheld ({withheld})" if withheld else "Withheld")
        self.length.measure(made)
        self._allow()
        self._picture()
        if self._wants_export:
            self._wants_export = False
            self.export()

    def _compare(self) -> None:
        """Read what the reader would get, if that is looked at."""
        order, desk = self.order, self.context.desk
        if self.tabs.currentIndex() != WITHHELD_TAB or not order.case_id:
            return

        def read(_view: Snapshot) -> Preview | None:
            return order.compared(desk.workspace, desk.at)

        desk.fetch(read, self.withheld.show_preview, key=(self, "withheld"), now=True, refused=self._alone)

    def _alone(self, _sentence: str) -> None:
        """The draft says already why there is no copy."""
        self.withheld.show_preview(None)

    def _tell_changed(self, brief_id: str) -> None:
        """Say of an issued brief what it would say otherwise now."""
        if not brief_id:
            self.issued.changed.say("")
            return

        def show(found: tuple[Sequence[ChangedStatement], str]) -> None:
            self.issued.changed.show_changed(*found)

        self.issued.changed.say("Comparing with the records of today…")
        self.context.desk.fetch(
            partial(read_changed, brief_id=brief_id),
            show,
            key=(self, "changed"),
            refused=self.issued.changed.say,
        )

    def _lead_to(self, record_id: str) -> None:
        if record_id:
            self.context.go(Target(record_id=record_id))

    def _refuse(self, sentence: str) -> None:
        self.made, self._wants_export = None, False
        self._say_making(making=False)
        self.facts.setText("")
        self.length.hide()
        self.preview.show_pages([])
        self.strip.say(sentence, "warn")
        self._allow()

    def _picture(self) -> None:
        """Draw the first page at once where there is none yet, and all of them after it."""
        pdf, scale, desk = self._pdf, self.preview.scale, self.context.desk
        if not pdf:
            return

        def show_first(images: list[bytes]) -> None:
            if not self.preview.shown:
                self.preview.show_pages(images)

        if not self.preview.shown:
            desk.fetch(lambda _view: page_images(pdf, scale, [0]), show_first, key=(self, "first"), now=True)
        desk.fetch(
            lambda _view: page_images(pdf, scale), self.preview.show_pages, key=(self, "pages"), now=True
        )

    def _allow(self) -> None:
        past = self.context.desk.at is not None or self.form.order.as_of is not None
        reason = (
            PAST_IS_READ_ONLY
            if past
            else "This desk is open for reading only."
            if self.context.desk.workspace.read_only
            else ""
        )
        self.export_button.setEnabled(self.made is not None)
        self.other_button.setEnabled(self.made is not None)
        self.issue_button.setEnabled(self.made is not None and not reason)
        self.form.keep.setVisible(not reason)
        set_tooltip(self.issue_button, reason)

    def _remember_case(self, case_id: str) -> None:
        self.case_id = case_id

    def _keep_bottom_line(self) -> None:
        order = self.form.order

        def keep(tx: Transaction) -> None:
            tx.get(CrisisCase, order.case_id).bottom_line = order.bottom_line

        def kept(_none: None) -> None:
            self.form.forget_bottom_line(order.case_id)
            self.context.notify("The case says this now, too.", "good", True)

        self.context.desk.perform("Set the bottom line of the case", keep, kept)

    # -- out of the desk ----------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a file, and write the pages that are in sight."""
        made = self.made
        if made is None:
            self._wants_export = True
            self._make()
            return
        save_made(self.context, self.window(), made, f"{made.pages} pages, {made.banner}")

    def export_other(self) -> None:
        """Ask for a file, and write what is in sight as a web page, or its tables."""
        if self.made is not None:
            save_made(self.context, self.window(), self.made, self.made.banner, other=True)

    def issue(self) -> None:
        """Ask once, then number and freeze the brief."""
        order, made = self.order, self.made
        if made is None:
            return
        name = profile_named(order.profile).label.lower()
        heading = f"Issue this {name}: {made.pages} pages, {made.banner}?"
        dialog = question(self.context.look, self.window(), heading, _FREEZES, "Issue")
        dialog.accepted.connect(partial(self._issue, order))
        dialog.open()

    def _issue(self, order: BriefOrder) -> None:
        def job(workspace: Workspace, progress: Progress) -> BriefMade:
            return order.made(workspace, None, progress, issue=True)

        self.context.desk.run(job, self._tell_issued)

    def _tell_issued(self, made: BriefMade) -> None:
        number = made.issue.number if made.issue else 0
        self.context.notify(
            f"Issued as number {number}: {made.pages} pages, {made.banner}, SHA-256 {made.sha256[:16]}.",
            "good",
            False,
        )
        save_made(self.context, self.window(), made, f"number {number}")

    def _show_issued(self, brief_id: str, caption: str) -> None:
        def read(view: Snapshot) -> tuple[bytes, str]:
            return issued_brief(view, brief_id), standing_of(view, brief_id)

        def show(found: tuple[bytes, str]) -> None:
            self._pdf, standing = found
            self._picture()
            said = f"{caption}, as it left the desk. {standing}".strip()
            self.strip.say(said, "warn" if standing else "info", "Back to the draft", self._make)

        self.context.desk.fetch(read, show, key=(self, "issued"))

    def _save_issued(self, brief_id: str, name: str) -> None:
        def read(view: Snapshot) -> tuple[bytes, str, str]:
            brief = view.get(Brief, brief_id)
            return issued_brief(view, brief_id), brief.banner, brief.audience

        def save(found: tuple[bytes, str, str]) -> None:
            pdf, banner, audience = found
            save_issued(self.context, self.window(), pdf, name, banner=banner, audience=audience)

        self.context.desk.fetch(read, save)

    def _ask_style(self) -> None:
        kinds = (("House style", ".toml"),)
        ask_open(
            self.window(),
            self.context.memory,
            "Choose a house style",
            kinds,
            lambda path: self._take_style(str(path)),
        )

    def _take_style(self, path: str) -> None:
        self.context.memory[STYLE_KEY] = path
        self.handling.take_style(path)
