"""Preferences: how the window looks, and how desks are kept safe. They hold at once, and no restart is needed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QSlider, QWidget

from crisisdesk.gui.look import Look
from crisisdesk.gui.plain import label
from crisisdesk.gui.safety_preferences import add_safety
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.theme.themes import THEMES
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.settings import Settings

_SYSTEM = "As the system"
_SMALLEST, _LARGEST, _STEP = 75, 200, 5


class PreferencesDialog(QDialog):
    """Theme, text size, density and motion; locking and backups."""

    def __init__(self, look: Look, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("Preferences")
        self._look, self._settings = look, settings
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow("&Theme", self._theme())
        form.addRow("Te&xt size", self._text())
        form.addRow("&Rows", self._rows())
        form.addRow("&Motion", self._motion())
        add_safety(form, settings, self)
        box = column(margins=(24, 24, 24, 24), spacing=16)
        box.addLayout(form)
        box.addWidget(
            label("Preferences are kept for you on this computer, not in the desk.", "muted", wrap=True)
        )
        box.addLayout(row(None, push_button("Close", self.accept, primary=True)))
        self.setLayout(box)
        self.setMinimumWidth(560)

    def _theme(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName("Theme")
        choice.addItems([_SYSTEM, *(theme.name.capitalize() for theme in THEMES)])
        names = [theme.name for theme in THEMES]
        kept = self._settings.get("look.theme")
        choice.setCurrentIndex(names.index(kept) + 1 if kept in names else 0)
        choice.currentIndexChanged.connect(self._wear)
        return choice

    def _wear(self, place: int) -> None:
        if place == 0:
            self._settings.pop("look.theme", None)
            self._look.follow_system()
        else:
            self._settings["look.theme"] = THEMES[place - 1].name
            self._look.wear(THEMES[place - 1])

    def _text(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName("Text size in percent")
        slider.setRange(_SMALLEST // _STEP, _LARGEST // _STEP)
        slider.setValue(round(self._look.text_scale * 100 / _STEP))
        slider.setTracking(False)
        slider.valueChanged.connect(self._scale)
        return slider

    def _scale(self, value: int) -> None:
        self._look.scale_text(value * _STEP / 100)
        self._settings["look.text"] = round(self._look.text_scale, 2)

    def _rows(self) -> QCheckBox:
        box = QCheckBox("Close together")
        box.setChecked(self._look.density is Density.COMPACT)
        box.toggled.connect(self._space)
        return box

    def _space(self, compact: bool) -> None:  # noqa: FBT001 - the shape of Qt's signal
        self._look.space(Density.COMPACT if compact else Density.COMFORTABLE)
        self._settings["look.compact"] = compact

    def _motion(self) -> QCheckBox:
        box = QCheckBox("Let things slide and fade")
        box.setChecked(self._look.motion)
        box.toggled.connect(self._move)
        return box

    def _move(self, motion: bool) -> None:  # noqa: FBT001 - the shape of Qt's signal
        self._look.motion = motion
        self._settings["look.motion"] = motion
