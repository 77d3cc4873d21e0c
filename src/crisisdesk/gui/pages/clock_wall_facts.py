"""Names and values under each other, as text that can be marked and copied."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.plain import PlainLabel, label, selectable
from crisisdesk.gui.widgets.parts import column


class Facts(QWidget):
    """A list of facts; those without a value are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(spacing=0)
        self.setLayout(self._box)
        self._pairs: list[tuple[PlainLabel, PlainLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; the labels of before are used again."""
        said = [(name, value) for name, value in facts if value]
        while len(self._pairs) < len(said):
            pair = (label("", "small", wrap=True), selectable(""))
            pair[1].setContentsMargins(0, 0, 0, 8)
            for part in pair:
                self._box.addWidget(part)
            self._pairs.append(pair)
        for number, (name_label, value_label) in enumerate(self._pairs):
            shown = number < len(said)
            name_label.setVisible(shown and bool(said[number][0]))
            value_label.setVisible(shown)
            if shown:
                name_label.setText(said[number][0])
                value_label.setText(said[number][1])
                value_label.setAccessibleName(f"{said[number][0]}: {said[number][1]}")
