"""What stands where a list has nothing to show."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button


class EmptyState(QWidget):
    """An icon, a sentence that says what belongs here, and the one thing to do about it."""

    def __init__(
        self,
        look: Look,
        icon: str,
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """``action`` is the word on the button; without it there is none."""
        super().__init__()
        self._icon = IconLabel(look, icon, "neutral", 40)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        parts: list[QWidget] = [self._icon, self._sentence]
        if action:
            parts.append(push_button(action, run, primary=True))
        box = column(None, *parts, None, spacing=16, margins=(24, 24, 24, 24))
        for widget in parts:
            box.setAlignment(widget, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(box)
        look.changed.connect(self._measure)
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._measure()

    def _measure(self) -> None:
        # A wrapped label in an aligned layout is not asked for its height: it is told its room.
        width = self._sentence.fontMetrics().averageCharWidth() * 56
        self._sentence.setFixedSize(width, self._sentence.heightForWidth(width))
