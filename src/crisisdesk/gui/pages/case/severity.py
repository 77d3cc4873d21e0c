"""How grave a case is: an icon, a word and a place on the scale, so that colour is never alone."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import IconLabel, restyle, row
from crisisdesk.model.cases import Severity

STEPS = len(Severity)
TONES: dict[Severity, Tone] = {
    Severity.WATCH: "neutral",
    Severity.ELEVATED: "info",
    Severity.SERIOUS: "warn",
    Severity.ACUTE: "bad",
}
ICONS: dict[Severity, str] = {
    Severity.WATCH: "eye",
    Severity.ELEVATED: "activity",
    Severity.SERIOUS: "triangle-alert",
    Severity.ACUTE: "siren",
}
_BAR, _GAP, _HEIGHT = 5, 3, 16


def severity_words(severity: Severity) -> str:
    """Such as ``Serious · 3 of 4``."""
    return f"{severity.value.capitalize()} · {severity.rank} of {STEPS}"


class SeverityScale(QWidget):
    """Four rising bars, as many filled as the severity has steps."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._severity = Severity.WATCH
        self.setFixedSize(self.sizeHint())
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for the bars."""
        return QSize(STEPS * (_BAR + _GAP), _HEIGHT)

    def show_severity(self, severity: Severity) -> None:
        """Fill the bars."""
        self._severity = severity
        self.setAccessibleName(f"{severity.rank} of {STEPS}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, the empty ones as outlines."""
        painter, theme = QPainter(self), self._look.theme
        for step in range(STEPS):
            height = _HEIGHT * (step + 2) // (STEPS + 1)
            bar = QRect(step * (_BAR + _GAP), _HEIGHT - height, _BAR, height)
            if step < self._severity.rank:
                painter.fillRect(bar, QColor(theme.tone(TONES[self._severity])))
            else:
                painter.setPen(QColor(theme.edge))
                painter.drawRect(bar.adjusted(0, 0, -1, -1))


class SeverityMark(QWidget):
    """Icon, scale and word side by side."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon, self._scale = IconLabel(look, "eye"), SeverityScale(look)
        self._word = label("", "strong")
        self.setLayout(row(self._icon, self._scale, self._word, spacing=6))

    def show_severity(self, severity: Severity) -> None:
        """Show how grave it is."""
        tone = TONES[severity]
        self._icon.show_icon(ICONS[severity], tone)
        self._scale.show_severity(severity)
        self._word.setText(severity_words(severity))
        restyle(self._word, tone=tone)
        self.setAccessibleName(f"Severity: {severity_words(severity)}")
