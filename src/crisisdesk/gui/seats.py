"""What the seat of a desk file is called and where its lock lies.

Light, for it is asked before the first paint: two checksums part the few desks of one user, and cost no import.
"""

import zlib
from pathlib import Path

from crisisdesk import paths


def seat_name(path: Path) -> str:
    """What lock and socket of a desk file are called; the same for every way to write its path."""
    name = str(path.resolve()).encode("utf-8", "surrogatepass")
    return f"crisisdesk-{zlib.crc32(name):08x}{zlib.adler32(name):08x}"


def lock_file(path: Path, folder: Path | None = None) -> Path:
    """The lock of a desk file; ``folder`` holds the locks, the user's own by default."""
    return (folder or paths.state_folder() / "open") / f"{seat_name(path)}.lock"
