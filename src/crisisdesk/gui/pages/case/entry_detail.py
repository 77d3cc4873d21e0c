"""Everything about one log entry, beside the list: text, times, source, grade, links, what corrects it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.forms.correction import CorrectionDialog
from crisisdesk.gui.pages.case.header import MarkingChip
from crisisdesk.gui.pages.case.times import read_times
from crisisdesk.gui.pages.case.words import read_words
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.parts import column, push_button, row, text_button
from crisisdesk.model.base import shorten
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.values import Precision
from crisisdesk.model.views import Mention
from crisisdesk.services.log import promote
from crisisdesk.store.snapshot import Snapshot

WIDTH = 320
LINK_LETTERS = 38


@dataclass(frozen=True, slots=True)
class Detail:
    """An entry with all that belongs to it, in words; links are pairs of id and name."""

    entry: LogEntry
    heading: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str, str], ...]
    corrected_by: str
    past: bool


def read_detail(view: Snapshot, entry_id: str) -> Detail | None:
    """Read an entry; nothing where it did not exist at the moment looked at."""
    entry = view.find(LogEntry, entry_id)
    if entry is None:
        return None
    times = read_times(view)
    words = read_words(view, "log_kind", "likelihood", "confidence_level", "precedence")
    later = view.all(LogEntry, LogEntry.corrects_id == entry_id)
    mentions = [one.to_key for one in view.all(Mention, Mention.from_key == entry_id)]
    names = view.captions([entry.partner_id, entry.post_id, entry.source_id, entry.corrects_id, *mentions])
    exactly = "" if entry.event_precision is Precision.EXACT else f" ({entry.event_precision.value})"
    facts = (
        ("Happened", times.both(entry.event_time) + exactly),
        ("Entered", f"{times.both(entry.entered_at)}, by {entry.author or 'unknown'}"),
        ("Stated as", entry.assertion.value.capitalize()),
        ("Likelihood", words.of("likelihood", entry.likelihood) if entry.likelihood else ""),
        ("Confidence", words.of("confidence_level", entry.confidence) if entry.confidence else ""),
        ("Grade", str(entry.grade) if entry.grade else "not graded"),
        (
            "Precedence",
            words.of("precedence", entry.precedence) if entry.precedence != "routine" else "",
        ),
        (
            "Holds until",
            times.both(entry.holds_until) if entry.assertion is Assertion.ASSUMPTION else "",
        ),
        ("Reason of correction", entry.correction_reason),
        ("Id", entry.id),
    )
    asked = (
        ("Source", entry.source_id),
        ("Partner", entry.partner_id),
        ("Post", entry.post_id),
        ("Corrects", entry.corrects_id),
    )
    links = [(caption, i, names.get(i, i)) for caption, i in asked if i]
    links += [("Names", key, names[key]) for key in mentions if key in names]
    links += [("Corrected by", one.id, one.caption) for one in later]
    return Detail(
        entry=entry,
        heading=words.of("log_kind", entry.kind),
        facts=tuple((caption, text) for caption, text in facts if text),
        links=tuple(links),
        corrected_by=later[0].id if later else "",
        past=view.past,
    )


class EntryDetail(QScrollArea):
    """Shows the entry that the list stands on; offers to correct it and to mark it as significant.

    A link to another entry of the log is followed by ``go_to_entry``, others by the window.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._entry_id = ""
        self.detail: Detail | None = None
        self.go_to_entry = lambda entry_id: context.go(Target(record_id=entry_id))
        self.correct = push_button("Co&rrect…", self.ask_correction)
        self.promote = push_button("&Mark as significant", self.mark_significant)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
        self.setAccessibleName("The entry")
        self._heading, self._marking = label("", "heading", wrap=True), MarkingChip(context.look)
        self._text, self._state = selectable(""), label("", "strong", wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
        self._none = label("Choose an entry to see all of it.", "muted", wrap=True)
        self._body = QWidget()
        box = column(self._heading, self._state, self._text, spacing=8)
        box.addLayout(row(self._marking, None))
        box.addLayout(row(self.correct, self.promote, None))
        box.addLayout(self._facts)
        self._body.setLayout(box)
        whole = QWidget()
        whole.setLayout(column(self._none, self._body, None, margins=(16, 16, 16, 16)))
        self.setWidget(whole)
        self._marking.setWordWrap(True)
        self._body.hide()
        context.look.changed.connect(self._measure)

    def show_entry(self, entry_id: str) -> None:
        """Read an entry and show it; nothing for an empty id."""
        self._entry_id = entry_id
        if entry_id:
            self._context.desk.fetch(
                lambda view: read_detail(view, entry_id), self._show, key=(self, "detail")
            )
        else:
            self._show(None)

    def renew(self) -> None:
        """Read the same entry anew."""
        self.show_entry(self._entry_id)

    def ask_correction(self) -> None:
        """Ask for the corrected text and times."""
        if self.detail is not None and self.correct.isEnabled():
            CorrectionDialog(self._context, self.window(), self.detail.entry.id).open()

    def mark_significant(self) -> None:
        """Let the entry be in the next brief."""
        if self.detail is not None and self.promote.isEnabled():
            entry_id = self.detail.entry.id
            self._context.desk.perform("Mark log entry as significant", lambda tx: promote(tx, entry_id))

    def _show(self, detail: Detail | None) -> None:
        self.detail = detail
        self._body.setVisible(detail is not None)
        self._none.setVisible(detail is None)
        if detail is None:
            return
        entry = detail.entry
        self._heading.setText(detail.heading)
        states = (
            "★ Significant: it belongs in the next brief." if entry.significant else "",
            "Corrected: a later entry says otherwise." if detail.corrected_by else "",
            "A correction of an earlier entry." if entry.corrects_id else "",
        )
        self._state.setText("\n".join(filter(None, states)))
        self._state.setVisible(any(states))
        self._text.setText(entry.text)
        self._marking.say(str(entry.marking))
        self._show_facts(detail)
        self._measure()
        self._allow(detail)

    def _measure(self) -> None:
        """Be as wide as the buttons ask for; in large text that is more than usual."""
        whole = self.widget()
        if whole is not None:
            room = whole.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(max(WIDTH, room))

    def _show_facts(self, detail: Detail) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for caption, text in detail.facts:
            self._facts.addWidget(_fact(caption, selectable(text)))
        for caption, record_id, name in detail.links:
            follow = self.go_to_entry if record_id.startswith("log_entry-") else self._go
            self._facts.addWidget(_fact(caption, _link(name, partial(follow, record_id))))

    def _go(self, record_id: str) -> None:
        self._context.go(Target(record_id=record_id))

    def _allow(self, detail: Detail) -> None:
        past = PAST_IS_READ_ONLY if detail.past else ""
        corrected = "It was corrected already; correct the newer entry." if detail.corrected_by else ""
        significant = "It is significant already." if detail.entry.significant else ""
        for button, reason in ((self.correct, past or corrected), (self.promote, past or significant)):
            button.setEnabled(not reason)
            set_tooltip(button, reason)
            button.setAccessibleDescription(reason)


def _link(name: str, run: Callable[[], object]) -> QWidget:
    """A link that is cut where it does not fit, and says all of itself in a tool tip."""
    made = text_button(shorten(name, LINK_LETTERS), run)
    set_tooltip(made, name)
    made.setStyleSheet("text-align: left;")
    return made


def _fact(caption: str, value: QWidget) -> QWidget:
    made = QWidget()
    value.setAccessibleName(f"{caption}: {value.property('text')}")
    made.setLayout(column(label(caption, "small"), value, spacing=0))
    return made
