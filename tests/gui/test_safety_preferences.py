from pathlib import Path

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from crisisdesk.gui.look import Look
from crisisdesk.gui.preferences import PreferencesDialog
from crisisdesk.services.backups import plan_of
from crisisdesk.settings import Settings


def choice(dialog: PreferencesDialog, begins: str) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName().startswith(begins))


def test_what_is_chosen_holds_at_once(qtbot: QtBot, look: Look, tmp_path: Path):
    settings = Settings(tmp_path / "s.json", {"backups.hours": 3.0})
    dialog = PreferencesDialog(look, settings, None)
    qtbot.addWidget(dialog)
    assert choice(dialog, "Back up an open desk").currentText() == "3"

    choice(dialog, "Lock encrypted desks").setCurrentText("Never")
    choice(dialog, "Back up an open desk").setCurrentText("day")
    choice(dialog, "Keep one backup for each of so many weeks").setCurrentText("13 weeks")

    assert settings["lock.minutes"] == 0
    assert (plan_of(settings).hours, plan_of(settings).weeks) == (24.0, 13)


def test_what_somebody_wrote_into_the_settings_may_be_anything():
    plan = plan_of(
        {"backups.hours": "x", "backups.days": -4, "backups.weeks": 10**9, "backups.months": float("nan")}
    )

    assert (plan.hours, plan.days, plan.weeks, plan.months) == (4.0, 0, 520, 12)
