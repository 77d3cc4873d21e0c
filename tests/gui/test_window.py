import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crisisdesk import paths
from crisisdesk.gui.actions import collisions
from crisisdesk.gui.apart import ApartWindow
from crisisdesk.gui.commands import NUMBERED, window_actions
from crisisdesk.gui.context import Target
from crisisdesk.gui.pages import PAGES
from crisisdesk.gui.pages.case.asking import AskDialog
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.switcher import recent_ids
from crisisdesk.gui.window import SMALLEST, MainWindow
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    """Send a shortcut as a keyboard does: by way of the window's own actions."""
    for action in window.actions():
        if QKeySequence(keys) in action.shortcuts():
            assert action.isEnabled(), keys
            action.trigger()
            return
    raise AssertionError(f"{keys} does nothing")


def settled(qtbot: QtBot, session: DeskSession) -> None:
    qtbot.waitUntil(lambda: not session.desk.reading, timeout=10_000)


def current(session: DeskSession) -> str:
    page = session.places.current
    return page.key if page is not None else ""


def test_every_action_has_a_text_and_no_two_share_a_key(window: MainWindow):
    actions = window_actions(window)

    assert all(action.title.strip() for action in actions)
    assert not collisions(actions)


@pytest.mark.parametrize(
    ("number", "entry"), list(enumerate(PAGES[:NUMBERED], 1)), ids=lambda value: getattr(value, "key", value)
)
def test_a_number_leads_to_each_place(
    qtbot: QtBot, window: MainWindow, session: DeskSession, number: int, entry
):
    press(qtbot, window, f"Ctrl+{number % 10}")
    settled(qtbot, session)

    assert current(session) == entry.key
    assert window.frame.rail.currentItem().text().startswith(entry.title)


def test_back_and_forward_go_through_the_places(qtbot: QtBot, window: MainWindow, session: DeskSession):
    press(qtbot, window, "Ctrl+1")
    press(qtbot, window, "Alt+Left")
    assert current(session) == "cases"

    press(qtbot, window, "Alt+Right")
    assert current(session) == "now"


def test_f1_leads_to_the_help_of_the_place(qtbot: QtBot, window: MainWindow, session: DeskSession):
    press(qtbot, window, "Ctrl+3")
    press(qtbot, window, "F1")

    assert current(session) == "help"
    assert session.places.current.viewer.page == "clocks"


def test_the_palette_runs_a_command_by_a_few_letters(qtbot: QtBot, window: MainWindow, session: DeskSession):
    press(qtbot, window, "Ctrl+K")
    palette = QApplication.activeModalWidget()
    qtbot.keyClicks(palette.picker.line, "dark th")
    qtbot.keyClick(palette.picker.line, Qt.Key.Key_Return)

    assert window.look.theme.name == "dark"


def test_the_switcher_opens_over_the_window(qtbot: QtBot, window: MainWindow, session: DeskSession):
    press(qtbot, window, "Ctrl+P")

    assert isinstance(QApplication.activeModalWidget(), QDialog)
    QApplication.activeModalWidget().close()
    settled(qtbot, session)


def test_find_goes_to_search(qtbot: QtBot, window: MainWindow, session: DeskSession):
    press(qtbot, window, "Ctrl+F")
    assert current(session) == "search"


def test_the_rail_and_the_time_bar_can_be_hidden_and_come_back(
    qtbot: QtBot, window: MainWindow, session: DeskSession
):
    for keys, part, memory in (
        ("F9", window.frame.rail, "window.rail"),
        ("F8", session.time_bar, "window.time_bar"),
    ):
        press(qtbot, window, keys)
        assert part.isHidden()
        assert window.settings[memory] is False
        press(qtbot, window, keys)
        assert not part.isHidden()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_themes_change_without_a_restart(qtbot: QtBot, window: MainWindow, session: DeskSession, theme: str):
    window.commands.qaction(theme).trigger()

    assert window.look.theme.name == window.settings["look.theme"]
    assert window.grab().toImage().pixelColor(300, window.height() - 8).name() == window.look.theme.window


def test_text_grows_to_200_percent_and_the_frame_with_it(
    qtbot: QtBot, window: MainWindow, session: DeskSession
):
    narrow = window.frame.rail.width()

    for _ in range(10):
        press(qtbot, window, "Ctrl++")

    assert window.look.text_scale == pytest.approx(2.0)
    assert window.frame.rail.width() > narrow
    window.look.scale_text(1.0)


def test_the_window_comes_back_as_large_as_it_was(qtbot: QtBot, window: MainWindow, session: DeskSession):
    window.resize(1024, 700)
    window.close()

    again = MainWindow(Settings.load(window.settings.path))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1024, 700)


def test_settings_that_somebody_spoilt_do_no_harm(qtbot: QtBot, tmp_path):
    spoilt = {
        "window.size": ["wide"],
        "window.place": 3,
        "window.ground": [1, 2, 3],
        "window.maximized": "yes",
    }
    window = MainWindow(Settings(tmp_path / "s.json", spoilt))
    qtbot.addWidget(window)

    with qtbot.waitSignal(window.painted):
        window.show()

    assert window.width() >= SMALLEST[0]
    assert window.height() >= SMALLEST[1]


def test_a_file_that_is_dropped_is_told(qtbot: QtBot, window: MainWindow, desk_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk_file))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    with qtbot.waitSignal(window.dropped) as dropped:
        window.dropEvent(event)

    assert dropped.args == [str(desk_file)]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, session: DeskSession, entry):
    window.go_to(entry.key)
    settled(qtbot, session)

    nameless = [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in window.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not child.focusProxy()
        and not isinstance(child.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
    ]
    assert not nameless


def test_every_place_has_its_help_page_and_no_link_in_it_leads_nowhere():
    folder = paths.resources() / "help"
    pages = {file.stem: file.read_text("utf-8") for file in folder.glob("*.md")}

    assert {entry.load().help for entry in PAGES} <= pages.keys()
    links = {name for text in pages.values() for name in re.findall(r"\]\((\w+)\.md\)", text)}
    assert links <= pages.keys()
    assert links | {"index"} == pages.keys()


def test_the_window_is_never_larger_than_its_screen(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings["window.size"], settings["window.place"] = [90_000, 90_000], [90_000, 90_000]

    window = MainWindow(settings)
    qtbot.addWidget(window)

    room = QApplication.primaryScreen().availableGeometry()
    assert window.width() <= max(room.width(), window.minimumWidth())
    assert window.height() <= max(room.height(), window.minimumHeight())
    assert room.contains(window.pos())


def test_a_record_that_was_gone_to_is_offered_first_later(window: MainWindow, session: DeskSession) -> None:
    session.go(Target("case", "case-1"))

    assert recent_ids(window.settings) == ["case-1"]


def test_the_place_takes_the_title_of_the_case_once_it_is_read(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.go(Target("case", "case-1"))

    qtbot.waitUntil(lambda: window.frame.title.text() == "Strait")


def test_a_case_is_opened_from_anywhere_by_its_title_only(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    press(qtbot, window, "Ctrl+Shift+N")
    dialog = window.findChild(AskDialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit), "Storm")
    qtbot.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.frame.title.text() == "Storm")


def test_a_record_named_at_the_start_is_gone_to_once_the_desk_is_open(
    qtbot: QtBot, window: MainWindow, desk_file: Path
) -> None:
    window.wanted = "case-1"
    session = DeskSession(window, Workspace.open(desk_file, actor="officer"))

    window.fill(session)
    window.go_to("cases")

    qtbot.waitUntil(lambda: window.frame.title.text() == "Strait")


def test_a_record_that_is_opened_apart_has_a_window_of_its_own(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    table = session.places.current.table

    qtbot.keyClick(table, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(ApartWindow)))

    apart = window.findChildren(ApartWindow)[0]
    qtbot.waitUntil(lambda: "Strait" in apart.windowTitle())
    assert window.marking in {banner.text for banner in apart.banners}
    qtbot.keyClick(apart, Qt.Key.Key_W, CONTROL)
    qtbot.waitUntil(lambda: not window.findChildren(ApartWindow))


def test_windows_apart_close_with_the_desk(qtbot: QtBot, window: MainWindow, session: DeskSession) -> None:
    session.go(Target("case", "case-1", apart=True))
    qtbot.waitUntil(lambda: bool(window.findChildren(ApartWindow)))

    session.close()

    qtbot.waitUntil(lambda: not window.findChildren(ApartWindow))
    window.session = None


def test_the_view_menu_brings_every_panel_back(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.go(Target("records:partner"))
    page = session.places.current
    page.toggle_detail()
    window.do("rail")
    window.do("time_bar")

    window.commands.qaction("panels").trigger()

    assert not page.detail.isHidden()
    assert not window.frame.rail.isHidden()
    assert not session.time_bar.isHidden()
    assert {"rail", "time_bar", "detail", "panels"} <= {
        action.objectName() for action in window.frame.menus["view"].actions()
    }


def test_the_commands_have_their_keys_in_a_window_apart_too(
    qtbot: QtBot, window: MainWindow, session: DeskSession
) -> None:
    session.go(Target("case", "case-1", apart=True))
    qtbot.waitUntil(lambda: bool(window.findChildren(ApartWindow)))

    apart = window.findChildren(ApartWindow)[0]

    assert {window.commands.qaction(action.id) for action in window.commands} <= set(apart.actions())
