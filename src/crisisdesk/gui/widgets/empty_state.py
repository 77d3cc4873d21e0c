"""What stands where a list has nothing to show."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button

MARGIN = 24
_NARROWEST, _WIDEST = 20, 56
"""How many letters of the sentence stand on one line at least and at most."""
_TALLEST = 2_000


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
        box = column(None, *parts, None, spacing=16, margins=(MARGIN, MARGIN, MARGIN, MARGIN))
        for widget in parts:
            box.setAlignment(widget, Qt.AlignmentFlag.AlignHCenter)
        box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
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
        letter = self._sentence.fontMetrics().averageCharWidth()
        width = max(letter * _NARROWEST, min(letter * _WIDEST, self.width() - 2 * MARGIN))
        # Not heightForWidth: it never answers more than the height that was given before.
        room = QRect(0, 0, width, _TALLEST)
        lines = self._sentence.fontMetrics().boundingRect(
            room, Qt.TextFlag.TextWordWrap, self._sentence.text()
        )
        self._sentence.setFixedSize(width, lines.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow panes are no less good: the sentence takes more lines there."""
        letter = self._sentence.fontMetrics().averageCharWidth()
        return QSize(letter * _NARROWEST + 2 * MARGIN, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence the room that there is."""
        super().resizeEvent(event)
        self._measure()
