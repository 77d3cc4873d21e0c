"""The palette, the sheet of shortcuts, the help and the about box."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.actions import Action
from crisisdesk.gui.look import Look
from crisisdesk.gui.widgets.about_dialog import About, AboutDialog
from crisisdesk.gui.widgets.command_palette import CommandPalette
from crisisdesk.gui.widgets.entry_list import Entry, EntryModel
from crisisdesk.gui.widgets.help_viewer import HelpViewer
from crisisdesk.gui.widgets.shortcut_sheet import ShortcutSheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def actions(ran: list[str]) -> list[Action]:
    return [
        Action("escalate", "Escalate case", lambda: ran.append("escalate"), "Ctrl+E", area="Case"),
        Action("brief", "Issue brief", lambda: ran.append("brief"), area="Case"),
        Action("lock", "Lock", lambda: ran.append("lock"), "F4", area="Desk", enabled_when=lambda: False),
    ]


@pytest.fixture
def viewer(qtbot: QtBot, look: Look) -> HelpViewer:
    made = HelpViewer(look, paths.resources() / "help")
    qtbot.addWidget(made)
    return made


def test_letters_and_enter_run_a_command(qtbot: QtBot, look: Look, window: QWidget, actions, ran):
    palette = CommandPalette(look, window, actions)
    palette.call()

    qtbot.keyClicks(palette.picker.line, "esc")
    qtbot.keyClick(palette.picker.line, Qt.Key.Key_Return)

    assert ran == ["escalate"]
    assert not palette.isVisible()


def test_arrows_move_while_the_focus_stays_in_the_line(
    qtbot: QtBot, look: Look, window: QWidget, actions, ran
):
    palette = CommandPalette(look, window, actions)
    palette.call()

    qtbot.keyClick(palette.picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.picker.line, Qt.Key.Key_Return)

    assert ran == ["brief"]


def test_what_was_used_last_comes_first(qtbot: QtBot, look: Look, window: QWidget, actions):
    palette = CommandPalette(look, window, actions)
    palette.call()
    palette.picker.picked.emit("brief")

    palette.call()

    assert palette.picker.model.entry(0).id == "brief"


def test_what_cannot_be_done_is_shown_but_not_run(qtbot: QtBot, look: Look, window: QWidget, actions, ran):
    palette = CommandPalette(look, window, actions)
    palette.call()

    qtbot.keyClicks(palette.picker.line, "lock")
    qtbot.keyClick(palette.picker.line, Qt.Key.Key_Return)

    assert palette.picker.model.entry(0).id == "lock"
    assert ran == []
    palette.reject()


def test_the_list_of_entries_is_a_sound_model(qtmodeltester, qtbot: QtBot):
    model = EntryModel()
    qtmodeltester.check(model)

    model.show([Entry("a", "Escalate", "Case", "Ctrl+E"), Entry("b", "Lock", enabled=False)])
    qtmodeltester.check(model)

    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Escalate, Case, Ctrl+E"


def test_the_sheet_can_be_searched_by_key_and_word(qtbot: QtBot, window: QWidget, actions):
    sheet = ShortcutSheet(actions, window)

    sheet.narrow("ctrl+e")

    areas = {area.text(0): area.isHidden() for area in sheet._areas.values()}
    assert areas == {"Case": False, "Desk": True}


@pytest.mark.parametrize("page", sorted(file.stem for file in (paths.resources() / "help").glob("*.md")))
def test_every_link_of_the_help_leads_to_a_page(viewer: HelpViewer, page: str):
    links = re.findall(r"\]\(([^)]+)\)", viewer.browser.read(page))

    assert viewer.browser.read(page).startswith("# ")
    assert all((paths.resources() / "help" / link).is_file() for link in links)


def test_links_open_pages_and_back_leads_back(qtbot: QtBot, viewer: HelpViewer):
    viewer.browser.anchorClicked.emit(QUrl("log.md"))
    assert viewer.page == "log"

    viewer._back.click()

    assert viewer.page == "index"
    assert "CrisisDesk" in viewer.browser.toPlainText()


def test_an_unknown_page_leads_to_the_first(viewer: HelpViewer):
    viewer.open_page("../../secret")
    assert viewer.page == "index"


def test_the_help_can_be_searched(viewer: HelpViewer):
    viewer.line.setText("hotline zzzz")
    assert viewer.contents.count() == 0
    assert not viewer._nothing.isHidden()

    viewer.line.setText("escalate")
    assert viewer.contents.count() > 0


def test_the_help_loads_no_pictures(qtbot: QtBot, look: Look, tmp_path: Path):
    (tmp_path / "index.md").write_text(
        "# Start\n\n![x](http://192.0.2.1/a.png) <img src='/etc/hostname'>", "utf-8"
    )
    viewer = HelpViewer(look, tmp_path)
    qtbot.addWidget(viewer)

    viewer.show()

    assert viewer.browser.loadResource(2, QUrl("http://192.0.2.1/a.png")) is None
    assert "<img" in viewer.browser.toPlainText()


def test_diagnostics_are_copied(qtbot: QtBot, look: Look):
    about = About("CrisisDesk", "1.0", "No network.", [("Qt", "6.11.3")], [("Settings", "here")], "MIT")
    box = AboutDialog(look, about, None)
    qtbot.addWidget(box)

    next(b for b in box.findChildren(QPushButton) if b.text() == "Copy diagnostics").click()

    assert QGuiApplication.clipboard().text() == "CrisisDesk 1.0\nQt: 6.11.3\nSettings: here"
