"""What becomes of a bug: a report in a file, one dialog in words, and the program goes on."""

import time
from collections.abc import Callable
from types import TracebackType

from crisisdesk import paths
from crisisdesk.errors import UserError, report_of
from crisisdesk.gui.window import MainWindow

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def reporter(window: MainWindow) -> Hook:
    """The hook for what nobody caught."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        text = report_of(error)
        _tell(window, _kept(text), text)

    return report


def _kept(text: str) -> str:
    """Write the report beside the program's other notes; where it is, in a sentence."""
    folder = paths.state_folder() / "reports"
    file = folder / f"bug-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths.write_file(file, text.encode("utf-8", "backslashreplace"))
    except (OSError, UserError):
        return "The report could not be written; copy its details and pass them on."
    return f"A report is in {file}; please pass it on."


def _tell(window: MainWindow, where: str, text: str) -> None:
    from crisisdesk.gui.widgets.dialogs import bug_report  # noqa: PLC0415 - hopefully never

    dialog = bug_report(
        window.look,
        window,
        "This is a fault of CrisisDesk, not yours",
        f"What you saved is safe. {where}",
        text,
    )
    dialog.open()
