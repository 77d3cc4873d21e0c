"""Bringing the rules and words of a desk up to date with the program: what differs, and taking it over."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from crisisdesk.gui.plain import label
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.progress import Progress, silent
from crisisdesk.services.rule_pack import Edition, Newer, compare_rules, take_over_rules
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

SIZE = (920, 560)
COLUMNS = (
    Column("what", "What", 112, "status"),
    Column("type", "Record type", 144, "muted"),
    Column("record", "Record", 240, "strong"),
    Column("field", "Field", 128),
    Column("held", "Here", 130),
    Column("shipped", "Program", 130),
)
_CURRENT = "The desk has all rules and words of this program."


class RulePackDialog(QDialog):
    """What the program ships that the desk does not have; Enter takes it over, Escape leaves all as it is."""

    def __init__(self, session: "DeskSession", edition: Edition) -> None:
        super().__init__(session.window)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Rules and words of the program")
        self.setAccessibleName("Rules and words of the program")
        self.resize(*SIZE)
        self.model = RowTableModel(COLUMNS, self)
        self.model.show(ListSource(COLUMNS, rows_of(edition)))
        table = TableView(
            session.window.look, "What differs", self.model, session.context.memory, "rule_pack.columns"
        )
        told = label(
            f"{len(edition.new):,} new records and {len(edition.taken):,} changed fields can be taken over. "
            f"{len(edition.kept):,} fields were changed here and stay as they are; {len(edition.gone):,} records were "
            "deleted here and stay away. It is one step, which undo takes back.",
            wrap=True,
        )
        self.take = push_button("&Take over", self._take, primary=True)
        self.take.setEnabled(not edition.is_current)
        whole = column(told, table, spacing=8, margins=(16, 16, 16, 16))
        whole.setStretch(1, 1)
        whole.addLayout(row(None, push_button("Close", self.reject), self.take))
        self.setLayout(whole)
        table.setFocus()

    def _take(self) -> None:
        self.take.setEnabled(False)
        self._session.desk.perform("Take over rules", partial(take_over_rules, progress=silent), self._tell)

    def _tell(self, edition: Edition) -> None:
        told = f"{len(edition.new):,} records and {len(edition.taken):,} fields were taken over."
        self._session.notify(told, "good", True)
        self.accept()


def rows_of(edition: Edition) -> list[Row]:
    """What differs as rows: new records, fields that follow the program, fields that stay."""
    new = [
        Row(
            one.id,
            (Cell("New", "good"), type(one).__label__, Cell(one.caption, hint=one.caption), "", "", ""),
        )
        for one in edition.new
    ]
    return [*new, *map(_row, edition.taken), *map(_row, edition.kept)]


def _row(one: Newer) -> Row:
    what = Cell("Stays", "neutral", "It was changed here.") if one.kept else Cell("Changes", "info")
    caption = one.record.caption
    values = (_said(one.held), _said(one.shipped))
    return Row(
        f"{one.record.id}|{one.field}",
        (
            what,
            type(one.record).__label__,
            Cell(caption, hint=caption),
            one.label,
            *(Cell(v, hint=v) for v in values),
        ),
    )


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def bring_rules_up_to_date(session: "DeskSession") -> None:
    """Compare the desk with the shipped rules, and show what could be taken over."""
    session.desk.run(_compare, lambda edition: _show(session, edition))


def _compare(workspace: Workspace, progress: Progress) -> Edition:
    with workspace.snapshot() as view:
        return compare_rules(view, progress)


def _show(session: "DeskSession", edition: Edition) -> None:
    if edition.is_current and not edition.kept and not edition.gone:
        session.notify(_CURRENT, "good", False)
    else:
        RulePackDialog(session, edition).open()
