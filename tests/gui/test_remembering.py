from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisdesk.gui.remembering import DeskMemory
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings


def test_a_draft_is_offered_in_its_own_desk_only(tmp_path: Path):
    settings: dict[str, object] = {}
    DeskMemory(settings, tmp_path / "a.cdesk", encrypted=False)["draft:case:new"] = "typed"

    again = DeskMemory(settings, tmp_path / "a.cdesk", encrypted=False)
    other = DeskMemory(settings, tmp_path / "b.cdesk", encrypted=False)

    assert again["draft:case:new"] == "typed"
    assert "draft:case:new" not in other
    assert list(again) == ["draft:case:new"]


def test_a_draft_of_an_encrypted_desk_is_never_written(tmp_path: Path):
    settings = Settings(tmp_path / "settings.json")
    memory = DeskMemory(settings, tmp_path / "a.cdesk", encrypted=True)

    memory["draft:case:new"], memory["case.tab"] = "secret words", 2
    settings.save()

    assert memory["draft:case:new"] == "secret words"
    assert "secret words" not in settings.path.read_text()
    assert settings["case.tab"] == 2


def test_a_forgotten_draft_is_gone(tmp_path: Path):
    memory = DeskMemory({}, tmp_path / "a.cdesk", encrypted=False)
    memory["draft:case:new"] = "typed"

    memory.pop("draft:case:new")

    assert len(memory) == 0


def test_drafts_are_on_disk_before_the_window_closes(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.context.memory["draft:case:new"] = {"texts": {"title": "half typed"}}

    qtbot.waitUntil(
        lambda: window.settings.path.exists() and "half typed" in window.settings.path.read_text(),
        timeout=9_000,
    )
