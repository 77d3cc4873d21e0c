"""The escalation ladder of a case: the rung it stands on, how long that may last, and the steps up and down."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.plain import set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.model.base import shorten
from crisisdesk.services.ladder import Moved, Step, climb, ladder_of, lay_ladder, step_down
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

TICK_MS = 60_000
_NONE = "This case has no ladder yet. Give it the one of its template, or the general one, and edit it here."
_WORDS = 80


def read_ladder(view: Snapshot, case_id: str) -> Read:
    """The rungs from the lowest up; the sentence says where the case stands and until when."""
    times, steps = read_times(view), ladder_of(view, case_id)
    current = next((one for one in steps if one.state == "current"), None)
    down = current is not None and _came_down(current, steps)
    return Read(
        [_row(one, times, down=down) for one in steps], _summary(current, times, down=down) if steps else ""
    )


def _came_down(current: Step, steps: Sequence[Step]) -> bool:
    """Whether the case stepped down to its rung: its time limit is one of climbing, and does not run then."""
    reached = current.reached_at
    return reached is not None and any(
        one.number > current.number and one.left_at is not None and one.left_at <= reached for one in steps
    )


def _summary(current: Step | None, times: Times, *, down: bool) -> str:
    if current is None:
        return "The case stands on no rung."
    if down:
        since = times.both(current.reached_at)
        return f"Rung {current.number}: {current.level}, stepped down to it {since} · no time limit runs"
    told = f"Rung {current.number}: {current.level}, since {times.both(current.reached_at)}"
    if current.due_at is None:
        return f"{told} · no time limit"
    if current.overdue:
        fallback = shorten(current.fallback, _WORDS) if current.fallback else "no fallback is written"
        return f"{told} · time limit {times.due(current.due_at)}: {fallback}"
    return f"{told} · time limit {times.due(current.due_at)}"


def _row(one: Step, times: Times, *, down: bool) -> Row:
    return Row(
        one.id,
        (
            _state(one, down=down),
            Cell(str(one.number), order=float(one.number)),
            one.level,
            one.channel,
            one.action,
            one.owner or "nobody named",
            _limit(one, times, down=down),
            one.fallback or "not said",
            one.trigger,
            one.exit_test,
            one.offer,
            times.both(one.reached_at) if one.reached_at else "",
        ),
    )


def _state(one: Step, *, down: bool) -> Cell:
    if one.state == "current" and down:
        return Cell("Here, going down", "info")
    if one.state == "current":
        return Cell("Here, over time", "bad") if one.overdue else Cell("Here", "warn")
    return Cell("Left", "neutral") if one.state == "left" else Cell("Ahead", "info")


def _limit(one: Step, times: Times, *, down: bool) -> Cell:
    if one.state == "current" and not down and one.due_at is not None:
        words = times.due(one.due_at)
        return Cell(words[:1].upper() + words[1:], "bad" if one.overdue else "warn", times.both(one.due_at))
    return Cell(f"{one.limit_hours:,} h" if one.limit_hours else "none")


class LadderTab(TableTab):
    """The ladder; each step is a decision that the log keeps."""

    title, key, icon = "Ladder", "ladder", "layers"
    follows = ("rung", "post", "case", "desk")
    empty = _NONE
    offers = (Offer("New &rung…", "rung"),)
    columns = (
        Column("state", "State", 136, "status"),
        Column("number", "Rung", 64, "number"),
        Column("level", "Who speaks to whom", 210, "strong"),
        Column("channel", "Channel", 140),
        Column("action", "Typical action", 190),
        Column("owner", "Decision owner", 170),
        Column("limit", "Time limit", 130, "status"),
        Column("fallback", "If nobody answers", 200),
        Column("trigger", "Entry trigger", 200, "muted"),
        Column("exit", "Exit test", 180, "muted"),
        Column("offer", "Offer to de-escalate", 180, "muted"),
        Column("reached", "Reached", 190, "moment", hidden=True),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        for letters, step in (("U", self.climb), ("D", self.step_down)):
            keys = QShortcut(QKeySequence(letters), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(step)
        tick = QTimer(self, interval=TICK_MS)
        tick.timeout.connect(self._tick)
        tick.start()

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The rungs of the case."""
        return read_ladder

    def own_buttons(self) -> Sequence[QPushButton]:
        """Up and down."""
        self._up = push_button("Climb &up…", self.climb, primary=True)
        self._down = push_button("Step dow&n…", self.step_down)
        return self._down, self._up

    def climb(self) -> None:
        """Go up, to the rung that the table stands on where it is higher."""
        if self._up.isEnabled():
            steps = [(number, caption) for number, caption in self._rungs() if number > self._standing()]
            self._ask("Climb up", "It may stay empty.", steps, climb)

    def step_down(self) -> None:
        """Go down, with a reason."""
        if self._down.isEnabled():
            below = [(number, caption) for number, caption in self._rungs() if number < self._standing()]
            steps = [*reversed(below), (0, "Leave the ladder")]
            self._ask("Step down", "The log keeps the reason.", steps, step_down)

    def lay(self) -> None:
        """Give the case its ladder."""
        case_id = self.case_id
        if self.context.desk.at is not None:
            self.context.desk.refused.emit(PAST_IS_READ_ONLY)
        else:
            self.context.desk.perform("Give the case its ladder", lambda tx: lay_ladder(tx, case_id))

    def allow(self) -> None:
        """Up where there is a higher rung, down where the case stands on one."""
        super().allow()
        rungs, standing = self._rungs(), self._standing()
        past = PAST_IS_READ_ONLY if self.context.desk.at is not None else ""
        top = "" if any(number > standing for number, _ in rungs) else "There is no higher rung."
        none = "" if standing else "The case stands on no rung."
        for button, reason, key in ((self._up, past or top, "U"), (self._down, past or none, "D")):
            button.setEnabled(not reason)
            set_tooltip(button, reason or f"Key: {key}")
            button.setAccessibleDescription(reason)

    def _show(self, read: Read) -> None:
        """Show the rungs, and stand on that of the case when they are first shown."""
        first = not self.table.current_id
        super()._show(read)
        places = range(self.model.rowCount()) if first else ()
        for place in places:
            if str(self.model.index(place, 0).data()).startswith("Here"):
                self.table.selectRow(place)

    def _rungs(self) -> list[tuple[int, str]]:
        found = []
        for place in range(self.model.rowCount()):
            cells = self.model.row(place).cells
            number = str(cells[1].text if isinstance(cells[1], Cell) else cells[1])
            found.append((int(number), f"{number} · {cells[2]}"))
        return sorted(found)

    def _standing(self) -> int:
        """The rung that the case stands on, 0 for none."""
        for place in range(self.model.rowCount()):
            state, number = self.model.row(place).cells[:2]
            if isinstance(state, Cell) and state.text.startswith("Here") and isinstance(number, Cell):
                return int(number.text)
        return 0

    def _ask(
        self,
        verb: str,
        about: str,
        steps: Sequence[tuple[int, str]],
        service: Callable[..., Moved],
    ) -> None:
        case_id = self.case_id
        options = tuple((str(number), caption) for number, caption in steps)
        questions = (Question("to", "&To", options), Question("why", "&Reason", prose=True, example=about))

        def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
            write = partial(service, case_id=case_id, why=answers["why"], to=int(answers["to"]))

            def moved(made: Moved) -> None:
                dialog.accept()
                self.context.notify(made.entry.text.partition(". ")[0] + ".", "good", True)

            def operation(tx: Transaction) -> Moved:
                return write(tx)

            self.context.desk.perform(f"{verb} the ladder", operation, moved, dialog.refuse)

        text = self._summary.text()
        AskDialog(self.window(), f"{verb} the ladder", text, questions, verb=verb, submit=submit).open()

    def _empty_state(self) -> EmptyState:
        return EmptyState(self.context.look, self.icon, self.empty, "Give it a ladder", self.lay)

    def _tick(self) -> None:
        """Let the time limit run."""
        if self.isVisible() and self.context.desk.at is None and self.case_id:
            self.refresh()
