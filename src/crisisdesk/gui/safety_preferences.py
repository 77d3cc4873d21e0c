"""Preferences about safety: when an encrypted desk locks itself, where backups go and how many stay."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from crisisdesk.gui.locking import MINUTES, minutes_of
from crisisdesk.gui.plain import ElidedLabel
from crisisdesk.gui.widgets.parts import push_button, row
from crisisdesk.services.backups import DAYS, FOLDER, HOURS, MONTHS, WEEKS, plan_of
from crisisdesk.settings import Settings

_LOCK_CHOICES = (
    (2, "2 minutes"),
    (5, "5 minutes"),
    (10, "10 minutes"),
    (30, "30 minutes"),
    (60, "1 hour"),
    (0, "Never"),
)
_HOUR_CHOICES = ((0.5, "half hour"), (1.0, "hour"), (4.0, "4 hours"), (12.0, "12 hours"), (24.0, "day"))
_BESIDE = "Beside each desk"


def add_safety(form: QFormLayout, settings: Settings, window: QWidget) -> None:
    """Add the rows about safety to the form of the preferences; each holds at once."""
    form.addRow("&Lock encrypted desks after", _lock(settings))
    form.addRow("&Back up every", _hours(settings))
    form.addRow("Keep backups of", _kept(settings))
    form.addRow("Backups &lie", _folder(settings, window))


def _lock(settings: Settings) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName("Lock encrypted desks after so long without a key or a click")
    now = minutes_of(settings)
    choices = [*_LOCK_CHOICES]
    if now not in dict(choices):
        choices.append((now, f"{now} minutes"))
    for minutes, words in choices:
        choice.addItem(words, minutes)
    choice.setCurrentIndex(choice.findData(now))
    choice.currentIndexChanged.connect(lambda place: settings.__setitem__(MINUTES, choice.itemData(place)))
    return choice


def _hours(settings: Settings) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName("Back up an open desk every so often, if it was written")
    now = plan_of(settings).hours
    choices = [*_HOUR_CHOICES]
    if now not in dict(choices):
        choices.append((now, f"{now:g} hours"))
    for hours, words in choices:
        choice.addItem(words, hours)
    choice.setCurrentIndex([hours for hours, _ in choices].index(now))
    choice.currentIndexChanged.connect(lambda place: settings.__setitem__(HOURS, choice.itemData(place)))
    return choice


def _kept(settings: Settings) -> QHBoxLayout:
    plan = plan_of(settings)
    spins = [
        _spin(settings, key, value, word, most)
        for key, value, word, most in (
            (DAYS, plan.days, "days", 366),
            (WEEKS, plan.weeks, "weeks", 520),
            (MONTHS, plan.months, "months", 1_200),
        )
    ]
    return row(*spins, None)


def _spin(settings: Settings, key: str, value: int, word: str, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(0, most)
    spin.setSuffix(f" {word}")
    spin.setValue(value)
    spin.setAccessibleName(f"Keep one backup for each of so many {word}")
    spin.valueChanged.connect(lambda number: settings.__setitem__(key, number))
    return spin


def _folder(settings: Settings, window: QWidget) -> QHBoxLayout:
    shown = ElidedLabel(str(plan_of(settings).folder or _BESIDE))

    def choose() -> None:
        dialog = QFileDialog(window, "Folder for backups")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: take(str(Path(name))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(name: str) -> None:
        settings[FOLDER] = name
        shown.setText(name or _BESIDE)

    line = row(
        shown, push_button("Choose…", choose, link=True), push_button("Beside", lambda: take(""), link=True)
    )
    line.setStretch(0, 1)
    return line
