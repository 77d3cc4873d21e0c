"""Whether another program has a desk file open."""

import os
from pathlib import Path

from crisisdesk.errors import UserError

_SHARED_LOCK, _SHARED_LENGTH = 0x40000002, 510
"""Where SQLite locks a file that it has open (``os_unix.c``, ``SHARED_FIRST``); in WAL mode as long as it is open."""


def refuse_open(path: Path) -> None:
    """See that no other program has a desk open, for it is about to be replaced.

    This program itself must have closed it: the locks of one process are not seen by itself, and looking at the
    file drops them. On Windows the system refuses to replace a file that is open.

    Raises:
        UserError: Another one has.
    """
    if os.name != "nt" and path.is_file() and _is_locked(path):
        raise UserError(
            f"{path} is open in another program; close it there and try again. Nothing was changed."
        )


def _is_locked(path: Path) -> bool:
    import fcntl  # noqa: PLC0415 - there is none on Windows

    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:  # not ours to write: replacing it will say why
        return False
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_LENGTH, _SHARED_LOCK)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
