"""The history of one record: each change as a sentence, with who and when; values can be restored."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.shown import local, relative
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.panels.reverting import restore_value, revert_revision
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.moments import dtg
from crisisdesk.services.differences import told_differences
from crisisdesk.store.changes import Change
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot

_NEWEST = 300


@dataclass(frozen=True, slots=True)
class Step:
    """One field that a revision changed in the record, or its making or end; ``field`` is empty for these."""

    revision: Revision
    change: Change
    field: str
    sentence: str
    when: str


def read_steps(view: Snapshot, record_id: str) -> list[Step]:
    """The newest steps of a record's history."""
    steps = []
    for revision in view.history(record_id, limit=_NEWEST):
        when = f"{dtg(revision.at)} · {local(revision.at)} · {relative(revision.at, view.moment)} · {revision.actor}"
        for change in view.changes_of(revision.id, record_id):
            for told in told_differences(view, [change]):
                _, colon, ending = told.sentence.partition("”: ")
                words = ending[:1].upper() + ending[1:] if colon and told.field else told.sentence
                steps.append(Step(revision, change, told.field, words, when))
    return steps


class HistoryPanel(Panel):
    """The steps, newest first, and what can be taken back."""

    title = "History"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.strip = MessageStrip(context.look)
        self.list = QListWidget()
        self.list.setAccessibleName("History of the record")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.restore = push_button("Restore this value", self._restore)
        self.revert = push_button("Revert this change", self._revert)
        self._steps: Sequence[Step] = ()
        box = column(self.strip, self.list, spacing=0)
        box.addLayout(row(self.restore, self.revert, None, margins=(12, 8, 12, 12)))
        self.setLayout(box)

    def read(self) -> None:
        """Ask for the history."""
        record_id = self.record_id
        self.strip.dismiss()
        self.context.desk.fetch(
            lambda view: read_steps(view, record_id), self._show, key=("history", id(self))
        )

    def _show(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        at = self.list.currentRow()
        self.list.clear()
        for step in steps:
            item = QListWidgetItem(f"{step.sentence}\n{step.when}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{step.sentence} {step.when}")
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(at, 0), len(steps) - 1))
        self._allow()
        self.counted.emit(len({step.revision.id for step in steps}))

    def _current(self) -> Step | None:
        place = self.list.currentRow()
        return self._steps[place] if 0 <= place < len(self._steps) else None

    def _allow(self) -> None:
        step, now = self._current(), self.context.desk.at is None
        self.restore.setEnabled(now and step is not None and bool(step.field))
        self.revert.setEnabled(now and step is not None and step.revision.kind != "founding")

    def _restore(self) -> None:
        step = self._current()
        if step is not None:
            restore_value(self.context, step.change, step.field, self._refuse)

    def _revert(self) -> None:
        step = self._current()
        if step is not None:
            revert_revision(self.context, step.revision.id, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "warn")
