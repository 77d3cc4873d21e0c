"""Checking the desk from the window."""

from typing import TYPE_CHECKING

from crisisdesk.gui.widgets.dialogs import MessageDialog
from crisisdesk.progress import Progress
from crisisdesk.store.checking import Report
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

_SHOWN = 20
_ADVICE = {
    True: "The records are whole; only what is derived from them is not. It can be made anew, after a copy of the file.",
    False: "Nothing was changed. Keep this file as it is, and restore the newest backup that passes the check.",
}


def check_desk(session: "DeskSession") -> None:
    """Check file, references, index, journal and records; say what was found."""
    session.desk.run(_check, lambda report: _tell(session, report))


def _check(workspace: Workspace, progress: Progress) -> Report:
    return workspace.check(progress)


def _tell(session: "DeskSession", report: Report) -> None:
    if report.ok:
        text = (
            f"The desk is whole: {report.revisions:,} revisions, and every record is what the journal says."
        )
        session.notify(f"{text} Digest {report.head[:16]}.", "good", False)
        return
    dialog = MessageDialog(
        session.window.look,
        session.window,
        f"The check found {len(report.problems)} problems",
        _ADVICE[report.repairable == report.problems],
        tone="bad",
        details="\n".join(report.problems[:_SHOWN]),
    )
    if report.repairable:
        dialog.add_button("Repair the index…", accepts=True).clicked.connect(lambda: _repair(session))
    dialog.add_button("Close", accepts=False)
    dialog.open()


def _repair(session: "DeskSession") -> None:
    session.window.asked.emit("repair")
