"""What a program that was killed left half written."""

import contextlib
import re
import time
from pathlib import Path


def sweep(folder: Path, stem: str, *, older: float = 3_600.0) -> None:
    """Delete what a program that was killed left half written in a folder: our own temporary files of one name.

    Only files that nobody has touched for ``older`` seconds, so that nothing is taken from a program that writes now.
    """
    pattern = re.compile(rf"\.{{1,2}}{re.escape(stem[:30])}.*\.(part|waiting)(-journal|-wal|-shm)?")
    try:
        found = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    except OSError:
        return
    for path in found:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime >= older:
                path.unlink()
