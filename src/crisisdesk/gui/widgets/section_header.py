"""The heading of a part of a page."""

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import row


class SectionHeader(QWidget):
    """A heading, how many there are, and what can be done with them at the far end."""

    def __init__(self, text: str, *actions: QWidget) -> None:
        super().__init__()
        self._heading, self._count = label(text, "heading"), label("", "muted")
        self.setLayout(row(self._heading, self._count, None, *actions, margins=(0, 8, 0, 4)))

    def show_count(self, count: int | None) -> None:
        """Say how many; ``None`` says nothing."""
        self._count.setText("" if count is None else f"{count:,}".replace(",", "\N{NO-BREAK SPACE}"))

    def rename(self, text: str) -> None:
        """Show another heading."""
        self._heading.setText(text)
