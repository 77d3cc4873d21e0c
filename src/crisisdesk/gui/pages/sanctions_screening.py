"""The screening tab: a name or a file against the adopted lists, and what waits for a decision."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.filing import ask_open
from crisisdesk.gui.pages.case.words import counted
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.sanctions_hit import HitPane
from crisisdesk.gui.pages.sanctions_ownership import NONE_OWNED, OWNED, owned_row
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.pages.sanctions_screening_reading import (
    ANSWERS,
    DECIDED,
    QUEUE,
    Answers,
    Doubt,
    Queue,
    answer_row,
    decided_row,
    queue_row,
    read_answers,
    read_file,
    read_queue,
    with_decisions,
)
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.lists import ScreeningVerdict
from crisisdesk.progress import Progress, silent
from crisisdesk.screening import Question
from crisisdesk.services.questions import question_of
from crisisdesk.services.screening import ScreeningRoom
from crisisdesk.services.screening_queue import decide
from crisisdesk.store.workspace import Workspace

_ASK = "Ask a name above, or screen a file of names. Hits are suggestions; a person decides."
_CLEAR_QUEUE = "Nothing waits: every hit on a name of the desk is decided."
_NONE_DECIDED = "No decision is kept yet."
_TYPES = ("", "Person", "Organisation", "Vessel", "Aircraft")
T = TypeVar("T")
Moment = datetime | int | None


class ScreeningTab(QWidget):
    """A line for a name, its hits, the queue of open decisions, and at the right one hit explained."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self._room = context, context.desk.screening.room
        self._answers: Answers | None = None
        self._queue: Queue | None = None
        self.name = _line("Name to screen", "Name of a person, organisation, vessel or aircraft", 34)
        self.birth = _line("Birth date", "Birth date", 12)
        self.country = _line("Country", "Country", 14)
        self.identifier = _line("Identifier", "Passport, IMO …", 16)
        self.type = QComboBox()
        self.type.setAccessibleName("Type")
        for word in _TYPES:
            self.type.addItem(word or "Any type", word)
        self.ask_button = push_button("&Screen", self.ask, primary=True)
        self.file_button = push_button("Screen a &file…", self.ask_file)
        self.which = SegmentedControl(
            "Shown",
            [
                ("answers", "Answers"),
                ("queue", "Open decisions"),
                ("decided", "Decided"),
                ("owned", "Ownership"),
            ],
        )
        self.count = label("", "muted")
        self.strip = MessageStrip(context.look)
        self.answers = RowPane(context, "Answers", ANSWERS, "sanctions.answers", icon="search", sentence=_ASK)
        self.queue = RowPane(
            context, "Open decisions", QUEUE, "sanctions.queue", icon="inbox", sentence="Screening the desk…"
        )
        self.decided = RowPane(
            context, "Decided", DECIDED, "sanctions.decided", icon="circle-check", sentence=_NONE_DECIDED
        )
        self.owned = RowPane(
            context, "Ownership", OWNED, "sanctions.owned", icon="network", sentence=NONE_OWNED
        )
        self.hit = HitPane(context)
        self._panes = {
            "answers": self.answers,
            "queue": self.queue,
            "decided": self.decided,
            "owned": self.owned,
        }
        self._lay()
        self._connect()

    def refresh(self) -> None:
        """Screen the names of the desk anew; what was asked before costs nothing."""
        if self._queue is None:
            self._run(partial(_queue, room=self._room, at=self.context.desk.at), self._take_queue)
        else:
            read = partial(read_queue, room=self._room, progress=silent)
            self.context.desk.fetch(read, self._take_queue, key=(self, "queue"), refused=self._refuse)
        if self._answers is not None:
            read_again = partial(with_decisions, answers=self._answers)
            self.context.desk.fetch(read_again, self._keep_answers, key=(self, "answers"))

    def ask(self) -> None:
        """Screen the name in the line, with what is known beside it."""
        try:
            question = question_of(
                self.name.text().strip(),
                birth=self.birth.text().strip(),
                country=self.country.text().strip(),
                identifier=self.identifier.text().strip(),
                type=str(self.type.currentData()),
            )
        except UserError as refusal:
            self._refuse(str(refusal))
            return
        self.ask_questions([question])

    def ask_questions(self, questions: Sequence[Question]) -> None:
        """Screen some names, and show what they find."""
        self.strip.dismiss()
        read = partial(_answers, room=self._room, questions=questions, at=self.context.desk.at)
        self._run(read, self._show_answers)

    def ask_file(self) -> None:
        """Choose a CSV file of names."""
        kinds = (("CSV file of names", ".csv"),)
        ask_open(self.window(), self.context.memory, "Screen a file of names", kinds, self.screen_file)

    def screen_file(self, path: Path) -> None:
        """Screen all names of a CSV file."""
        self.strip.dismiss()
        self._run(partial(_file, room=self._room, path=path, at=self.context.desk.at), self._show_answers)

    def show_side(self, which: str) -> None:
        """Show the answers, the queue, or what was decided."""
        self.which.choose(which)
        self._stack.setCurrentWidget(self._panes[which])
        self.hit.setVisible(which != "owned")
        self._tell_count()
        self._explain()

    # -- answers and queue --------------------------------------------------------------------------------

    def _run(self, job: Callable[[Workspace, Progress], T], then: Callable[[T], None]) -> None:
        self.context.desk.run(job, then, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "warn")

    def _show_answers(self, answers: Answers) -> None:
        self._keep_answers(answers)
        self.show_side("answers")
        if answers.doubts:
            self.answers.table.selectRow(0)
            self.answers.setFocus()

    def _keep_answers(self, answers: Answers) -> None:
        self._answers = answers
        names = len(answers.screened)
        told = f"None of {names:,} names has a hit." if names != 1 else "No listed party is called like that."
        self.answers.show_rows([answer_row(doubt) for doubt in answers.doubts], told)
        self._tell_count()
        self._explain()

    def _take_queue(self, queue: Queue) -> None:
        self._queue = queue
        self.queue.show_rows([queue_row(doubt) for doubt in queue.doubts], _CLEAR_QUEUE)
        self.decided.show_rows([decided_row(one) for one in queue.decided], _NONE_DECIDED)
        self.owned.show_rows([owned_row(one) for one in queue.owned], NONE_OWNED)
        self._tell_count()
        self._explain()

    def _tell_count(self) -> None:
        match self.which.choice:
            case "answers" if self._answers is not None:
                names, hits = len(self._answers.screened), len(self._answers.doubts)
                asked = f"{names:,} names, " if names != 1 else ""
                self.count.setText(f"{asked}{counted(hits, 'hit')}, {self._answers.clear:,} without")
            case "queue" if self._queue is not None:
                self.count.setText(f"{len(self._queue.doubts):,} open")
            case "decided" if self._queue is not None:
                self.count.setText(f"{len(self._queue.decided):,} decided")
            case "owned" if self._queue is not None:
                self.count.setText("Indicative; a lawyer decides")
            case _:
                self.count.setText("")

    def _doubts(self) -> Sequence[Doubt]:
        match self.which.choice:
            case "answers":
                return self._answers.doubts if self._answers else ()
            case "queue":
                return self._queue.doubts if self._queue else ()
            case _:
                return ()

    def _explain(self) -> None:
        wanted = self._panes[self.which.choice].current_id
        self.hit.show_doubt(next((doubt for doubt in self._doubts() if doubt.id == wanted), None))

    def _decide(self, doubt: Doubt, verdict: ScreeningVerdict, reason: str) -> None:
        name = doubt.question.name or doubt.question.identifier
        write = partial(
            decide, question=name, hit=doubt.hit, verdict=verdict, reason=reason, subject=doubt.subject
        )
        self.context.desk.perform("Decide on a hit", write, refused=self.hit.refuse)

    def _open(self, record_id: str) -> None:
        """Go to the record in which a name of the queue stands, to a decision, or to a company."""
        doubt = next((one for one in self._doubts() if one.id == record_id), None)
        own = record_id.partition("|")[0] if self.which.choice in {"decided", "owned"} else ""
        wanted = doubt.subject if doubt is not None else own
        if wanted:
            self.context.go(Target(record_id=wanted))

    # -- building -----------------------------------------------------------------------------------------

    def _lay(self) -> None:
        form = flowing(
            self.name, self.birth, self.country, self.identifier, self.type, self.ask_button, self.file_button
        )
        bar = row(self.which, None, self.count, margins=(16, 0, 8, 8))
        self._stack = QStackedWidget()
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        left = QWidget()
        inside = column(self._stack, spacing=0)
        inside.insertLayout(0, bar)
        left.setLayout(inside)
        panes = RememberingSplitter(
            "Hits and one explained", [left, self.hit], self.context.memory, "sanctions.hits"
        )
        panes.setStretchFactor(0, 1)
        if "sanctions.hits" not in self.context.memory:
            panes.setSizes([820, 440])
        top = QWidget()
        top.setLayout(column(form, margins=(16, 8, 16, 8)))
        box = column(top, self.strip, panes, spacing=0)
        box.setStretch(2, 1)
        self.setLayout(box)
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        for line in (self.name, self.birth, self.country, self.identifier):
            line.returnPressed.connect(self.ask)
        self.which.chosen.connect(self.show_side)
        self.hit.decided.connect(self._decide)
        for pane in self._panes.values():
            pane.table.stood_on.connect(lambda _id: self._explain())
            pane.table.opened.connect(self._open)


def _line(name: str, example: str, letters: int) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    line.setFixedWidth(line.fontMetrics().averageCharWidth() * letters + 24)
    line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return line


def _answers(
    workspace: Workspace,
    progress: Progress,
    *,
    room: ScreeningRoom,
    questions: Sequence[Question],
    at: Moment,
) -> Answers:
    with workspace.snapshot(at) as view:
        return read_answers(view, room, questions, progress)


def _file(
    workspace: Workspace, progress: Progress, *, room: ScreeningRoom, path: Path, at: Moment
) -> Answers:
    with workspace.snapshot(at) as view:
        return read_file(view, room, path, progress)


def _queue(workspace: Workspace, progress: Progress, *, room: ScreeningRoom, at: Moment) -> Queue:
    with workspace.snapshot(at) as view:
        return read_queue(view, room, progress)
