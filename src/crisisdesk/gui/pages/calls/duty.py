"""The duty roster: who has the watch, a week at a time; signing on and off."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.calls.duty_reading import COLUMNS, STATES, Roster, read_roster
from crisisdesk.gui.pages.calls.part import Choice, Deed, ListPart
from crisisdesk.gui.pages.calls.record_reading import read_when
from crisisdesk.gui.pages.calls.steps import ask_step
from crisisdesk.gui.pages.calls.week import WeekStrip
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.model.moments import dtg
from crisisdesk.services.duty import plan_shift, sign_off, sign_on
from crisisdesk.store.transaction import Transaction


class DutyTab(ListPart):
    """A week of shifts, as a strip and as a table."""

    key, title, icon = "duty", "Duty roster", "clock"
    columns = COLUMNS
    choices = (Choice("State", STATES),)
    empty = "Who has the watch, from when to when. Plan the first shift of this week."
    creates = "duty_shift"
    follows = ("duty_shift", "post", "person", "case", "action", "term", "desk")

    def __init__(self, context: Context) -> None:
        self.strip = WeekStrip(context.look)
        self._weeks = 0
        self._roster: Roster | None = None
        super().__init__(context)
        self.strip.picked.connect(self.list.table.stand_on)

    def above(self) -> Sequence[QWidget]:
        """The strip of the week."""
        return (self.strip,)

    def deeds(self) -> Sequence[Deed]:
        """Sign on and off, plan, go to another week."""
        return (
            Deed("Week &before", lambda _id: self.turn(-1), "B", needs_line=False, writes=False),
            Deed("&Week after", lambda _id: self.turn(1), "W", needs_line=False, writes=False),
            Deed("&Plan a shift…", self.plan, "P", needs_line=False),
            Deed("Sign o&ff…", self.sign_off, "F"),
            Deed("Sign &on…", self.sign_on, "O", primary=True),
        )

    def refresh(self) -> None:
        """Read the week anew."""
        weeks = self._weeks
        self.context.desk.fetch(lambda view: read_roster(view, weeks), self._take, key=(self, "roster"))

    def turn(self, by: int) -> None:
        """Go some weeks on, or back."""
        self._weeks += by
        self.refresh()

    def sign_on(self, row_id: str) -> None:
        """Sign a shift on, by its officer or by whoever takes it."""

        def write(tx: Transaction, answers: Mapping[str, str]) -> object:
            return sign_on(tx, row_id, by=answers["by"])

        found = self.line_of(row_id)
        if found is not None:
            asked = (Question("by", "&Taken by another officer", example="empty: the officer on the roster"),)
            ask_step(
                self.context,
                self.window(),
                f"Sign on: {found.caption}",
                "",
                asked,
                verb="Sign on",
                write=write,
            )

    def sign_off(self, row_id: str) -> None:
        """Sign a shift off; overdue work that belongs to nobody needs a reason."""

        def write(tx: Transaction, answers: Mapping[str, str]) -> object:
            return sign_off(tx, row_id, left_open=answers["why"])

        found = self.line_of(row_id)
        if found is not None:
            text = (
                "Overdue work that belongs to nobody stands in the way, unless you say why it is left open."
            )
            asked = (Question("why", "&Left open because", prose=True),)
            ask_step(
                self.context,
                self.window(),
                f"Sign off: {found.caption}",
                text,
                asked,
                verb="Sign off",
                write=write,
            )

    def plan(self, _row_id: str = "") -> None:
        """Put a shift on the roster."""
        read = self._roster
        if read is None:
            return
        last = max((bar.ends for bar in read.week.bars if bar.ends is not None), default=read.times.now)
        asked = (
            Question("officer", "&Officer"),
            Question("kind", "&Duty", read.duties, value="watch"),
            Question("begins", "&From", value=dtg(max(last, read.week.begins))),
            Question("hours", "&Hours", value="8"),
            Question("telephone", "&Telephone"),
        )
        ask_step(self.context, self.window(), "Plan a shift", "", asked, verb="Plan", write=self._plan)

    def _plan(self, tx: Transaction, answers: Mapping[str, str]) -> object:
        hours = answers["hours"]
        if not hours.isdecimal() or not 0 < int(hours) <= _LONGEST:
            raise UserError(f"A shift lasts from 1 to {_LONGEST} hours; “{hours[:20]}” is not such a number.")
        begins = read_when(answers["begins"], tx.moment)
        ends = read_when(f"+{hours}h", begins)
        return plan_shift(
            tx, answers["officer"], begins, ends, kind=answers["kind"], telephone=answers["telephone"]
        )

    def _take(self, read: Roster) -> None:
        self._roster = read
        first = not self.list.table.current_id
        self.strip.show_week(read.week)
        self.show_lines(read.lines, read.summary)
        running = next((one.row.id for one in read.lines if one.tags & {"on_watch", "due"}), "")
        if first and running:
            self.list.table.stand_on(running)


_LONGEST = 168
