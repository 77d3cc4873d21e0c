"""Help: pages for desk officers, offline."""

from PySide6.QtCore import QTimer

from crisisdesk import paths
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.widgets.help_viewer import HelpViewer
from crisisdesk.gui.widgets.parts import column


class HelpPage(Page):
    """Shows the help pages; F1 leads to the one of the page that was in sight."""

    key = "help"
    title = "Help"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.viewer = HelpViewer(context.look, paths.resources() / "help")
        self.setLayout(column(self.viewer))
        self.setFocusProxy(self.viewer)

    def open(self, target: Target) -> None:
        """Show the page named, else the one in sight."""
        if target.words:
            self.viewer.open_page(target.words)
        # The page is laid out when it is first shown, and would stand at its first link.
        QTimer.singleShot(0, self.viewer.browser, lambda: self.viewer.browser.verticalScrollBar().setValue(0))
