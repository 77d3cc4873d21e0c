from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisdesk.gui.remembering import DeskMemory
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.window import MainWindow
from crisisdesk.settings import Settings


def test_a_draft_is_offered_in_its_own_desk_only(tmp_path: Path):
    settings: dict[str, object] = {}
    DeskMemory(settings, tmp_path / "a.cdesk")["draft:case:new"] = "typed"

    again = DeskMemory(settings, tmp_path / "a.cdesk")
    other = DeskMemory(settings, tmp_path / "b.cdesk")

    assert again["draft:case:new"] == "typed"
    assert "draft:case:new" not in other
    assert list(again) == ["draft:case:new"]


def test_nothing_of_an_encrypted_desk_goes_to_the_settings(tmp_path: Path):
    settings = Settings(tmp_path / "settings.json", {"cases.columns": [1], "case.last": "of another desk"})
    private: dict[str, object] = {}
    memory = DeskMemory(settings, tmp_path / "a.cdesk", private)

    memory["draft:case:new"], memory["records:case:views"] = "secret words", {"secret view": {}}

    assert memory["draft:case:new"] == "secret words"
    assert set(private) == {"draft:case:new", "records:case:views"}
    assert "secret" not in str(dict(settings))
    assert memory["cases.columns"] == [1]
    assert memory.get("case.last") is None
    assert set(memory) == {"draft:case:new", "records:case:views", "cases.columns"}


def test_a_forgotten_draft_is_gone(tmp_path: Path):
    memory = DeskMemory({}, tmp_path / "a.cdesk")
    memory["draft:case:new"] = "typed"

    memory.pop("draft:case:new")

    assert len(memory) == 0


def test_drafts_are_on_disk_before_the_window_closes(qtbot: QtBot, window: MainWindow, session: DeskSession):
    session.context.memory["draft:case:new"] = {"texts": {"title": "half typed"}}

    qtbot.waitUntil(
        lambda: window.settings.path.exists() and "half typed" in window.settings.path.read_text(),
        timeout=9_000,
    )
