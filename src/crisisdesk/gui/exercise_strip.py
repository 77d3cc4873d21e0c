"""What a window shows of an exercise: its clock, and the script that plays on it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from crisisdesk.gui.desk import Desk
from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconLabel, push_button, row
from crisisdesk.model.injects import Inject
from crisisdesk.model.moments import dtg
from crisisdesk.services.exercise_clock import ExerciseTime, exercise_time, set_rate, start_exercise
from crisisdesk.services.injects import Script, play, script
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

LOOK_EVERY = 5_000
"""How often, in milliseconds, the clock is looked at and what is due is played."""


@dataclass(frozen=True, slots=True)
class ExerciseState:
    """The clock and the script, as a window shows them; the script is none where there is none."""

    time: ExerciseTime
    script: Script | None


def read_exercise(view: Snapshot) -> ExerciseState | None:
    """How the exercise stands; nothing while it has no clock of its own, or in a live desk."""
    time = exercise_time(view)
    return None if time is None or not time.own else ExerciseState(time, script(view))


class ExerciseStrip(QFrame):
    """One line over the pages, hidden in a live desk; plays what is due while the window is open."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: ExerciseState | None = None
        self._playing = False
        self.setProperty("part", "strip")
        self.text = label("", "strong")
        self.hold = push_button("Hold the clock", self._hold)
        box = row(IconLabel(look, "clock", "info"), self.text, None, self.hold, margins=(10, 4, 4, 4))
        self.setLayout(box)
        self.hide()
        self._ticks = QTimer(self, interval=LOOK_EVERY)
        self._ticks.timeout.connect(self.look)
        desk.changed.connect(self._follow)
        self.look()

    def look(self) -> None:
        """Read how the exercise stands now."""
        self._desk.fetch(read_exercise, self._show, key=(self, "exercise"), now=True)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("desk", Inject.__tablename__):
            self.look()

    def _show(self, state: ExerciseState | None) -> None:
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            self._ticks.stop()
            return
        if not self._ticks.isActive():
            self._ticks.start()
        self.text.setText(told(state))
        writable = not self._desk.workspace.read_only
        self.hold.setText("Let the clock run" if state.time.rate == 0 else "Hold the clock")
        self.hold.setEnabled(writable)
        if writable and state.script is not None and state.script.due and not self._playing:
            self._play()

    def _play(self) -> None:
        """Play what is due; another window may have done so meanwhile, and then nothing is."""
        if self._desk.at is not None:
            return
        self._playing = True
        self._desk.perform("Play injects", _play, self._played, self._not_played)

    def _played(self, _count: int) -> None:
        self._playing = False
        self.look()

    def _not_played(self, sentence: str) -> None:
        self._playing = False
        self._desk.refused.emit(sentence)

    def start(self) -> None:
        """Start the exercise: minute 0 is now, by a clock that runs as that of the machine."""
        machine = self._desk.workspace.machine_clock()
        self._desk.perform("Start the exercise", partial(start_exercise, machine=machine))

    def _hold(self) -> None:
        if self._state is None:
            return
        machine, rate = self._desk.workspace.machine_clock(), 1.0 if self._state.time.rate == 0 else 0.0
        self._desk.perform("Hold the exercise clock", partial(set_rate, machine=machine, rate=rate))


def _play(tx: Transaction) -> int:
    return len(play(tx))


def told(state: ExerciseState) -> str:
    """The line, such as ``EXERCISE clock 010600Z APR 27 · minute 60 · runs at 60 · 2 injects wait, the next at 0730Z``."""
    time = state.time
    parts = [f"EXERCISE clock {dtg(time.now)}"]
    if time.minutes is not None:
        parts.append(f"minute {time.minutes}")
    parts.append("stands still" if time.rate == 0 else f"runs at {time.rate:g}")
    if state.script is not None:
        following = f", the next at {dtg(state.script.next_at)}" if state.script.next_at else ""
        parts.append(f"{state.script.waiting} injects wait{following}")
    return " · ".join(parts)
