"""Pictures of every page of the window, taken without a display."""

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QTabWidget

from crisisdesk.gui.context import Target
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages import PAGES
from crisisdesk.gui.session import DeskSession
from crisisdesk.gui.theme.themes import THEMES
from crisisdesk.gui.window import MainWindow
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.transfers import Transfer
from crisisdesk.progress import Progress, silent
from crisisdesk.settings import Settings
from crisisdesk.store.workspace import Workspace

_SETTLED_AFTER = 0.25
_AT_MOST = 10.0


def take(
    workspace: Workspace,
    folder: Path,
    *,
    size: tuple[int, int] = (1366, 768),
    theme: str = "light",
    record_types: Sequence[type[Record]] = RECORD_TYPES,
    progress: Progress = silent,
) -> list[Path]:
    """Save every page of the window on this desk and each tab of a place as PNG; returns the files in the order of the rail.

    Args:
        workspace: An open desk; it is closed at the end.
        folder: Where the pictures go; it is made if need be.
        size: Width and height in pixels.
        theme: ``light``, ``dark`` or ``high contrast``.
        record_types: Of which the table is pictured, after the places.
        progress: Told each page.
    """
    app = QApplication.instance() or QApplication(["crisisdesk"])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    look = Look(app, next((t for t in THEMES if t.name.startswith(theme)), THEMES[0]))
    look.motion = False
    window = MainWindow(Settings(folder / "settings.json"))
    window.dress(look)
    window.resize(*size)
    window.show()
    session = DeskSession(window, workspace)
    window.fill(session)
    targets = list(_targets(workspace, record_types))
    files = []
    for number, (name, target) in enumerate(targets):
        progress(number, len(targets), f"Picture of {name}")
        window.go(target)
        _settle(app, session)
        for part in _parts(window) if ":" not in target.page else ("",):
            _settle(app, session)
            words = re.sub(r"[^a-z0-9]+", "-", f"{name} {part}".strip().lower())
            file = folder / f"{number + 1:02d}-{words}-{look.theme.name.replace(' ', '-')}.png"
            window.grab().save(str(file))
            files.append(file)
    window.session = None
    session.close()
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return files


def _parts(window: MainWindow) -> Iterator[str]:
    """Turn the page in sight to each of its parts in turn: their names, the first one for where it stands."""
    yield ""
    found = [tabs for tabs in window.findChildren(QTabWidget) if tabs.isVisible()]
    if not found:
        return
    tabs, stood = found[0], found[0].currentIndex()
    for place in range(tabs.count()):
        if place != stood and tabs.isTabVisible(place):
            tabs.setCurrentIndex(place)
            yield tabs.tabText(place).replace("&", "")
    tabs.setCurrentIndex(stood)


def _targets(workspace: Workspace, record_types: Sequence[type[Record]]) -> Iterator[tuple[str, Target]]:
    with workspace.snapshot() as view:
        cases = view.all(CrisisCase, order=CrisisCase.opened_at, limit=1)
        transfers = view.all(Transfer, order=Transfer.clock_ends_on.desc(), limit=1)
        posts = view.all(Post, Post.rhythm_days.is_not(None), Post.partner_id.is_not(None), limit=1)
        roles = view.all(Involvement, limit=1)
    for entry in PAGES:
        yield entry.title, Target(entry.key, words="frigate" if entry.key == "search" else "")
        if entry.key == "cases" and cases:
            yield "Case", Target("case", cases[0].id)
        if entry.key == "calls" and posts:
            yield "Call sheet", Target("call", posts[0].id, "post", cases[0].id if cases else "")
        if entry.key == "calls" and roles:
            yield "Partner", Target("partner", roles[0].partner_id)
        if entry.key == "transfers" and transfers:
            yield "Transfer", Target("transfer", transfers[0].id)
    for record_type in record_types:
        yield record_type.__plural__, Target(f"records:{record_type.__tablename__}")


def _settle(app: QApplication, session: DeskSession) -> None:
    """Let the page read and draw until it has been quiet for a moment."""
    begun = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _SETTLED_AFTER and time.monotonic() - begun < _AT_MOST:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if session.desk.reading:
            quiet_since = time.monotonic()
        time.sleep(0.01)
