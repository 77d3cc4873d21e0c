"""Everything that can be done from anywhere in the window, with its keys."""

from collections.abc import Callable
from typing import Protocol

from crisisdesk.gui.actions import Action
from crisisdesk.gui.pages import PAGES

MENUS = (
    ("desk", "&Desk"),
    ("edit", "&Edit"),
    ("go", "&Go"),
    ("view", "&View"),
    ("help", "&Help"),
)


NUMBERED = 10
"""So many places have a number as key; the last ones have keys of their own or are in the palette."""


class Commanded(Protocol):
    """What the commands need of a window."""

    def ready(self) -> bool:
        """Whether a desk is open."""

    def writable(self) -> bool:
        """Whether a desk is open and looked at as it is now."""

    def lockable(self) -> bool:
        """Whether an encrypted desk is open."""

    def go_to(self, key: str) -> None:
        """Go to a place of the rail, by its key."""

    def do(self, name: str) -> None:
        """Do one of the window's own steps, by its name."""


def window_actions(window: Commanded) -> list[Action]:
    """The actions of the window, in the order of the menus."""

    def step(name: str) -> Callable[[], None]:
        return lambda: window.do(name)

    ready, writable = window.ready, window.writable
    return [
        Action("open", "Open a desk…", step("open"), "Ctrl+O", "folder-open", "desk"),
        Action("new_desk", "New desk…", step("new_desk"), "", "folder-plus", "desk"),
        Action("sample", "Open the sample desk", step("sample"), "", "life-buoy", "desk"),
        Action(
            "hand_over", "Hand over the watch…", step("hand_over"), "Ctrl+Shift+H", "users", "desk", writable
        ),
        Action(
            "take_over", "Take over the watch…", step("take_over"), "Ctrl+Shift+T", "inbox", "desk", ready
        ),
        Action("import", "Import a file…", step("import"), "", "upload", "desk", writable),
        Action("export", "Export…", step("export"), "", "download", "desk", ready),
        Action("backups", "Backups…", step("backups"), "", "save", "desk", ready),
        Action("restore", "Restore a backup…", step("restore"), "", "rotate-ccw", "desk"),
        Action("encryption", "Encryption…", step("encryption"), "", "shield", "desk", writable),
        Action("lock", "Lock the desk", step("lock"), "Ctrl+Shift+L", "lock", "desk", window.lockable),
        Action("rules", "Bring rules and words up to date…", step("rules"), "", "scale", "desk", writable),
        Action("pack", "Pack a case…", step("pack"), "", "folder-plus", "desk", ready),
        Action("bring_in", "Bring in a bundle…", step("bring_in"), "", "inbox", "desk", writable),
        Action("exercise", "Start the exercise clock", step("exercise"), "", "clock", "desk", writable),
        Action("check", "Check the desk", step("check"), "", "shield", "desk", ready),
        Action("preferences", "Preferences…", step("preferences"), "Ctrl+,", "settings", "desk"),
        Action("quit", "Quit", step("quit"), "Ctrl+Q", "log-out", "desk"),
        Action("undo", "Undo", step("undo"), "Ctrl+Z", "undo-2", "edit", writable),
        Action("redo", "Redo", step("redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo-2", "edit", writable),
        Action("log", "Log what happened", step("log"), "Ctrl+L", "notebook-pen", "edit", writable),
        Action("paste", "Paste lines into the log…", step("paste"), "Ctrl+Shift+V", "list", "edit", writable),
        Action("new", "New record", step("new"), "Ctrl+N", "plus", "edit", writable),
        Action("new_case", "Open a case", step("new_case"), "Ctrl+Shift+N", "siren", "edit", writable),
        Action("brief", "Export the brief", step("brief"), "Ctrl+B", "file-text", "edit", ready),
        Action("find", "Search", step("find"), "Ctrl+F", "search", "go", ready),
        Action("switch", "Go to a record…", step("switch"), "Ctrl+P", "target", "go", ready),
        Action("palette", "Commands…", step("palette"), "Ctrl+K", "command", "go"),
        Action("back", "Back", step("back"), "Alt+Left", "arrow-left", "go", ready),
        Action("forward", "Forward", step("forward"), "Alt+Right", "arrow-right", "go", ready),
        *(
            Action(
                f"go_{entry.key}",
                entry.title,
                _going(window, entry.key),
                f"Ctrl+{n % 10}" if n <= NUMBERED else "",
                entry.icon,
                "go",
                ready,
            )
            for n, entry in enumerate(PAGES, 1)
        ),
        Action("rail", "Show or hide the places", step("rail"), "F9", "panel-left", "view"),
        Action("time_bar", "Show or hide the time bar", step("time_bar"), "F8", "history", "view"),
        Action("detail", "Show or hide the detail", step("detail"), "", "panel-right", "view", ready),
        Action("panels", "Show all panels", step("panels"), "", "eye", "view", ready),
        Action("now", "Back to now", step("now"), "Ctrl+Home", "rotate-ccw", "view", ready),
        Action("larger", "Larger text", step("larger"), "Ctrl++; Ctrl+=", "zoom-in", "view"),
        Action("smaller", "Smaller text", step("smaller"), "Ctrl+-", "zoom-out", "view"),
        Action("light", "Light theme", step("light"), "", "sun", "view"),
        Action("dark", "Dark theme", step("dark"), "", "moon", "view"),
        Action("contrast", "High contrast", step("contrast"), "", "contrast", "view"),
        Action("dense", "Close or wide rows", step("dense"), "", "list", "view"),
        Action("notices", "Notices", step("notices"), "Ctrl+Shift+M", "bell", "view"),
        Action("help", "Help on this page", step("help"), "F1", "book-open", "help"),
        Action("shortcuts", "Keyboard shortcuts", step("shortcuts"), "Ctrl+/", "keyboard", "help"),
        Action("about", "About CrisisDesk", step("about"), "", "info", "help"),
    ]


def _going(window: Commanded, key: str) -> Callable[[], None]:
    return lambda: window.go_to(key)
