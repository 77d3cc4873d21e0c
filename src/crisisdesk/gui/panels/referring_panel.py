"""What refers to a record, by type: memberships, posts, log entries ..."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QListView

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.entry_list import Entry, EntryDelegate, EntryModel
from crisisdesk.gui.widgets.parts import column
from crisisdesk.store.schema import references_to
from crisisdesk.store.snapshot import Snapshot

SHOWN_OF_EACH = 50
_ALL = "all:"


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one type that refer by one field: how many, and the first of them as id and caption."""

    record_type: str
    plural: str
    field: str
    label: str
    count: int
    records: tuple[tuple[str, str], ...]


def read_referring(view: Snapshot, record_type: str, record_id: str) -> list[Group]:
    """Count and name what refers to a record, by type and field."""
    groups = []
    for kind, names in references_to(record_type):
        table = kind.__tablename__
        order = "c.number DESC" if kind.__append_only__ else "c.caption COLLATE NOCASE"
        for name in names:
            count = view.sql(f'SELECT count(*) FROM "{table}" WHERE "{name}" = ?', record_id).scalar()
            if not count:
                continue
            text = (
                f'SELECT c.id, c.caption FROM "{table}" AS t JOIN catalogue AS c ON c.id = t.id '
                f'WHERE t."{name}" = ? ORDER BY {order} LIMIT {SHOWN_OF_EACH}'
            )
            found = tuple((i, caption) for i, caption in view.sql(text, record_id))
            labels = kind.__table__.columns[name].info["facts"].label
            groups.append(Group(table, kind.__plural__, name, labels, int(count), found))
    return groups


class ReferringPanel(Panel):
    """A list grouped by type and field; Enter or a click opens."""

    title = "Referring"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._empty = label("Nothing refers to this record.", "muted", wrap=True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setAccessibleName("Referring records")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(context.look, self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self.setLayout(column(self._empty, self.list, spacing=0))

    def read(self) -> None:
        """Ask what refers."""
        kind, record_id = self.record_type, self.record_id
        self.context.desk.fetch(
            lambda view: read_referring(view, kind, record_id), self._show, key=("referring", id(self))
        )

    def _show(self, groups: Sequence[Group]) -> None:
        self.model.show([entry for group in groups for entry in _entries(group)])
        self._empty.setVisible(not groups)
        self.list.setVisible(bool(groups))
        self.counted.emit(sum(group.count for group in groups))

    def _open(self, index: QModelIndex) -> None:
        entry_id = self.model.entry(index.row()).id
        if entry_id.startswith(_ALL):
            _, kind, name = entry_id.split(":", 2)
            self.context.go(Target(f"records:{kind}", "", kind, f"{name}={self.record_id}"))
        elif entry_id:
            self.context.go(Target(record_id=entry_id))


def _entries(group: Group) -> list[Entry]:
    title = f"{group.plural} ({group.count:,})"
    head = Entry(
        f"{_ALL}{group.record_type}:{group.field}",
        title,
        f"by “{group.label}” · show in a table",
        icon="list",
    )
    entries = [Entry(i, f"    {caption}") for i, caption in group.records]
    left = group.count - len(entries)
    if left:
        entries.append(Entry(head.id, f"    … and {left:,} more"))
    return [head, *entries]
