"""A file that only takes up room beside a desk, to be given up when the disk is full.

SQLite cannot even delete where there is no room left for its log; with the reserve gone, what was refused can be done
again, and room be made in the program itself.
"""

import contextlib
import os
import shutil
from pathlib import Path

SIZE = 4 * 1024 * 1024
_PLENTY = 16
"""The reserve is kept only where the disk has so many times its size free; it is not what fills a disk."""


def hold(path: Path, size: int = SIZE) -> bool:
    """Keep a reserve beside a desk; returns whether there is one now."""
    file = _file(path)
    if file.exists():
        return True
    try:
        if shutil.disk_usage(path.parent).free < size * _PLENTY:
            return False
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as reserve:
            reserve.write(b"\xff" * size)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        return False
    return True


def give_up(path: Path) -> bool:
    """Give the room back; returns whether there was any."""
    try:
        _file(path).unlink()
    except OSError:
        return False
    return True


def _file(path: Path) -> Path:
    return path.with_name(f".{path.name[:200]}.reserve")
