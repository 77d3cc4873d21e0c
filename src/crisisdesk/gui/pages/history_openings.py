"""Who opened the desk, in a dialog over History."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from crisisdesk.gui.context import Context
from crisisdesk.gui.widgets.dialogs import MessageDialog
from crisisdesk.model.moments import dtg
from crisisdesk.store.openings import Opening

_WHERE = (
    "The list is kept in the file itself and goes with it. Who opens the desk for reading only is not in it."
)
_FEW = 12


def show_openings(context: Context, parent: QWidget) -> None:
    """Read who opened the desk, and show it, newest first."""

    def show(found: Sequence[Opening]) -> None:
        if not isValid(parent):
            return
        lines = [f"{dtg(one.at)}  {one.actor} on {one.machine}, by {one.way}" for one in found]
        first = "\n".join(lines[:_FEW]) or "Nobody was noted yet."
        dialog = MessageDialog(
            context.look,
            parent,
            "Who opened this desk",
            f"{first}\n\n{_WHERE}",
            tone="info",
            details="\n".join(lines) if len(lines) > _FEW else "",
        )
        dialog.add_button("Close", accepts=False)
        dialog.open()

    context.desk.quietly(lambda workspace, _progress: workspace.openings(), show)
