"""``RecordDetail``: one record beside its list, with all panels of its type."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTabWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.panels import panels_for
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.panels.marking_chip import MarkingChip
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.parts import IconButton, column, push_button, row
from crisisdesk.model.base import Record
from crisisdesk.model.log import LogEntry
from crisisdesk.store.changes import ChangeSet
from crisisdesk.store.snapshot import Snapshot

_PAUSE = 60


class RecordDetail(QWidget):
    """What is known of one record of a type.

    Somebody who runs down a list by the arrow keys does not wait for each: it is read when the keys rest.
    """

    delete_asked = Signal(str)

    def __init__(self, context: Context, record_type: type[Record]) -> None:
        super().__init__()
        self.context, self._type = context, record_type
        self.record_id = ""
        self._title = selectable("", "heading")
        self._id = selectable("", "small")
        self._marking = MarkingChip(context.look)
        word = record_type.__label__.lower()
        copy = IconButton(context.look, "copy", "Copy id", self.copy_id)
        self.edit = push_button("Correct…" if record_type is LogEntry else "&Edit…", self._edit)
        self.delete = IconButton(
            context.look, "trash-2", f"Delete {word}", lambda: self.delete_asked.emit(self.record_id)
        )
        self.panels: list[Panel] = [panel(context) for panel in panels_for(record_type.__tablename__)]
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(f"Detail of the {word}")
        for panel in self.panels:
            self.tabs.addTab(panel, panel.title)
            panel.counted.connect(lambda count, panel=panel: self._count(panel, count))
        self._body = QWidget()
        head = row(self._title, self.edit, self.delete, spacing=4, margins=(12, 12, 12, 0))
        head.setStretch(0, 1)
        body = column(spacing=4)
        body.addLayout(head)
        body.addLayout(
            row(
                self._marking,
                label(record_type.__label__, "small"),
                self._id,
                copy,
                None,
                margins=(12, 0, 12, 4),
            )
        )
        body.addWidget(self.tabs, 1)
        self._body.setLayout(body)
        self._none = EmptyState(
            context.look, "panel-right", f"Choose a {word} in the list to see all of it here."
        )
        self.setLayout(column(self._none, self._body, spacing=0))
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE)
        self._rest.timeout.connect(self.refresh)
        context.desk.changed.connect(self._follow)
        context.desk.moved.connect(self.refresh)
        self.show_record("")

    def show_record(self, record_id: str) -> None:
        """Show this record; an empty id shows none."""
        self.record_id = record_id
        self._none.setVisible(not record_id)
        self._body.setVisible(bool(record_id))
        if record_id:
            self._rest.start()

    def copy_id(self) -> None:
        """Put the short id on the clipboard."""
        QGuiApplication.clipboard().setText(self.record_id)
        self.context.notify(f"Copied {self.record_id}", "info", False)

    def refresh(self) -> None:
        """Read everything anew."""
        if not self.record_id:
            return
        record_id = self.record_id
        self.context.desk.fetch(
            lambda view: _head(view, self._type, record_id), self._show_head, key=("detail", id(self))
        )
        for panel in self.panels:
            panel.show_record(self._type.__tablename__, record_id)
        self._allow()

    def _show_head(self, head: tuple[str, str]) -> None:
        caption, marking = head
        self._title.setText(caption)
        self._id.setText(self.record_id)
        self._marking.show_marking(marking)
        self.setAccessibleName(f"Detail of {caption}")

    def _count(self, panel: Panel, count: int) -> None:
        self.tabs.setTabText(self.panels.index(panel), f"{panel.title} ({count:,})" if count else panel.title)

    def _allow(self) -> None:
        now = self.context.desk.at is None
        fixed = self._type.__append_only__ and self._type is not LogEntry
        reason = PAST_IS_READ_ONLY if not now else "It stays as it was written." if fixed else ""
        self.edit.setEnabled(not reason)
        self.delete.setEnabled(now)
        set_tooltip(self.edit, reason)

    def _edit(self) -> None:
        self.context.edit(self.record_id)

    def _follow(self, changes: ChangeSet) -> None:
        if self.record_id and self.isVisible() and changes:
            self._rest.start()


def _head(view: Snapshot, record_type: type[Record], record_id: str) -> tuple[str, str]:
    """Caption and marking."""
    found = view.rows(record_type, ["marking"], [record_id])
    caption = view.captions([record_id]).get(record_id, f"{record_id} (not in the desk at this moment)")
    return caption, str(found[0][0] or "") if found else ""
