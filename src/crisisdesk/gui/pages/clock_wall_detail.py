"""What a clock is: what ends, by which rule, from which inputs, from which source, and what follows."""

from datetime import datetime

from PySide6.QtWidgets import QScrollArea, QWidget

from crisisdesk.briefing.terms import day
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.times import Times
from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.pages.clock_wall_words import (
    confidence_of,
    ends_words,
    kind_words,
    left_words,
    state_words,
)
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import fields_of
from crisisdesk.services.clocks import Clock
from crisisdesk.services.clocks.clock import Ending
from crisisdesk.store.schema import type_by_table

WIDTH = 320
_HELP = "A help for the officer, never legal advice."
_ASK = "Choose a clock to read what it is."
_UNSURE = "Verify: sources disagree about this rule, or it may have changed."
_UNCONFIRMED = "Verify: this rule was not confirmed in a text."


class ClockDetail(QScrollArea):
    """The answer to "What is this?" for one clock."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._clock: Clock | None = None
        self.setAccessibleName("What is this?")
        self.setWidgetResizable(True)
        self.setMinimumWidth(WIDTH)
        self._heading = label("What is this?", "heading")
        self._caption = label(_ASK, "strong", wrap=True)
        self._badge = label("", wrap=True)
        self._badge.setProperty("tone", "warn")
        self._facts = Facts()
        self._open = push_button("Open &record", self._open_record)
        self._open_rule = push_button("Open r&ule", self._open_its_rule)
        inside = QWidget()
        box = column(
            self._heading, self._caption, self._badge, self._facts, spacing=8, margins=(12, 8, 12, 12)
        )
        box.addLayout(row(self._open, self._open_rule, None))
        box.addWidget(label(_HELP, "small", wrap=True))
        box.addStretch(1)
        inside.setLayout(box)
        self.setWidget(inside)
        self.show_clock(None, None, "")

    def show_clock(self, clock: Clock | None, times: Times | None, case: str) -> None:
        """Show a clock; without one, say what belongs here."""
        self._clock = clock
        for part in (self._facts, self._open):
            part.setVisible(clock is not None)
        self._open_rule.setVisible(bool(clock and clock.rule_id))
        if clock is None or times is None:
            self._caption.setText(_ASK)
            self._badge.hide()
            return
        self._caption.setText(clock.caption)
        warning = {"Q": _UNSURE, "M": _UNCONFIRMED}.get(confidence_of(clock), "")
        self._badge.setText(warning)
        self._badge.setVisible(bool(warning))
        self._facts.show_facts(_facts(clock, times, case))

    def _open_record(self) -> None:
        if self._clock is not None:
            self._context.go(Target(record_id=self._clock.record_id))

    def _open_its_rule(self) -> None:
        if self._clock is not None and self._clock.rule_id:
            self._context.go(Target(record_id=self._clock.rule_id))


def _facts(clock: Clock, times: Times, case: str) -> list[tuple[str, str]]:
    counted = f"{clock.days:,} {'working days' if clock.working else 'days'}" if clock.days else ""
    return [
        ("What ends", f"{kind_words(clock.kind)}: {clock.label}"),
        ("Ends", ends_words(clock, times)),
        ("Left", left_words(clock, times)),
        ("State", state_words(clock)),
        ("Why so", clock.reason),
        ("Begins to count", _written(clock.starts, times)),
        ("Counts", counted),
        ("Rule, source, confidence", clock.rule or "None: the date stands as it was entered."),
        ("What follows", clock.effect or "unknown"),
        ("Owner", clock.owner or "nobody"),
        ("Case", case),
        ("Warns", ", ".join(f"{days} days before" for days in clock.warns)),
        ("Field", _field(clock)),
    ]


def _field(clock: Clock) -> str:
    """The field that the clock comes from, as its form calls it."""
    record_type = type_by_table().get(clock.record_type)
    if record_type is None or not clock.field:
        return ""
    labels = {f.name: f.label for f in fields_of(record_type)}
    return f"{labels.get(clock.field, clock.field)} ({record_type.__label__.lower()})"


def _written(end: Ending | None, times: Times) -> str:
    if end is None:
        return ""
    return times.both(end) if isinstance(end, datetime) else day(end)
