"""The fields of a record: grouped, selectable, what is unknown told apart from what is empty by nature."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.panels.fields_reading import Detail, Line, read_detail
from crisisdesk.gui.panels.link_button import LinkButton
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.parts import column

_LABEL_LETTERS = 17


class FieldsPanel(Panel):
    """Every field that has a value, those of the table also without; the rest is named in one line."""

    title = "Fields"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Fields")
        self.setLayout(column(self._scroll, spacing=0))

    def read(self) -> None:
        """Ask for the fields."""
        kind, record_id = self.record_type, self.record_id
        self.context.desk.fetch(
            lambda view: read_detail(view, kind, record_id), self._show, key=("fields", id(self))
        )

    def _show(self, detail: Detail | None) -> None:
        whole = QWidget()
        box = column(spacing=4, margins=(12, 8, 12, 12))
        if detail is None:
            box.addWidget(label("This record is not in the desk at this moment.", "muted", wrap=True))
        else:
            for title, lines in detail.groups:
                self._add_group(box, title, lines)
            if detail.unfilled:
                box.addSpacing(8)
                box.addWidget(label("Not filled in: " + ", ".join(detail.unfilled) + ".", "small", wrap=True))
        box.addStretch(1)
        whole.setLayout(box)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(whole)
        self._scroll.verticalScrollBar().setValue(at)

    def _add_group(self, box: QVBoxLayout, title: str, lines: tuple[Line, ...]) -> None:
        if not lines:
            return
        group, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        group.setLayout(grid)
        for place, line in enumerate(lines):
            caption = label(line.label, "muted", wrap=True)
            caption.setFixedWidth(caption.fontMetrics().averageCharWidth() * _LABEL_LETTERS)
            set_tooltip(caption, line.help)
            grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(line), place, 1)
        if title:
            heading = label(title, "strong")
            heading.setContentsMargins(0, 10, 0, 2)
            box.addWidget(heading)
        box.addWidget(group)

    def _value(self, line: Line) -> QWidget:
        if line.leads_to:
            return LinkButton(line.label, line.text, lambda: self.context.go(Target(record_id=line.leads_to)))
        if line.paragraphs:
            return _paragraphs(line)
        value = selectable(line.text, "" if line.known else "muted")
        value.setAccessibleName(f"{line.label}: {line.text}")
        if not line.more:
            return value
        both = QWidget()
        both.setLayout(column(value, label(line.more, "small", wrap=True), spacing=0))
        return both


def _paragraphs(line: Line) -> QWidget:
    whole = QWidget()
    box = column(spacing=6)
    for mark, words in line.paragraphs:
        text = selectable(f"{mark} {words}".strip())
        text.setAccessibleName(f"{line.label}: {mark} {words}")
        box.addWidget(text)
    whole.setLayout(box)
    return whole
