"""Preferences about safety: when an encrypted desk locks itself, where backups go and how many stay."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QWidget

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
    form.addRow("Backups lie", _folder(settings, window))


def _lock(settings: Settings) -> QComboBox:
    name = "Lock encrypted desks after so long without a key or a click"
    return _choice(settings, MINUTES, name, _LOCK_CHOICES, minutes_of(settings))


def _hours(settings: Settings) -> QComboBox:
    name = "Back up an open desk every so often, if it was written"
    return _choice(settings, HOURS, name, _HOUR_CHOICES, plan_of(settings).hours)


def _kept(settings: Settings) -> QHBoxLayout:
    plan = plan_of(settings)
    choices = (
        _choice(
            settings,
            key,
            f"Keep one backup for each of so many {word}",
            tuple((number, f"{number} {word}") for number in numbers),
            now,
        )
        for key, word, numbers, now in (
            (DAYS, "days", (3, 7, 14, 30), plan.days),
            (WEEKS, "weeks", (2, 5, 13, 26), plan.weeks),
            (MONTHS, "months", (3, 12, 36, 120), plan.months),
        )
    )
    return row(*choices, None)


def _choice(
    settings: Settings, key: str, name: str, choices: tuple[tuple[float, str], ...], now: float
) -> QComboBox:
    """A choice among some numbers, and the present one where somebody wrote another into the settings."""
    choice = QComboBox()
    choice.setAccessibleName(name)
    numbers = [number for number, _ in choices]
    for number, words in choices:
        choice.addItem(words, number)
    if now not in numbers:
        choice.addItem(f"{now:g}", now)
        numbers.append(now)
    choice.setCurrentIndex(numbers.index(now))

    def keep(place: int) -> None:
        settings[key] = numbers[place]

    choice.currentIndexChanged.connect(keep)
    return choice


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
