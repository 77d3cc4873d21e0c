"""Progress of long work as one line on standard error that writes over itself."""

import sys
from time import monotonic

from crisisdesk.progress import Progress

_EVERY = 0.1


def progress_line() -> Progress:
    """Make a line that shows how far the work is, at most ten times a second."""
    shown = 0.0

    def show(done: int, total: int, text: str, /) -> None:
        nonlocal shown
        ended = bool(total) and done >= total
        if monotonic() - shown < _EVERY and not ended:
            return
        shown = monotonic()
        share = f"{100 * done // total:3d} % " if total else ""
        sys.stderr.write(f"\r\x1b[K{share}{text}" + ("\r\x1b[K" if ended else ""))
        sys.stderr.flush()

    return show
