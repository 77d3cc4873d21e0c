"""Where files are: the shipped ones, and the user's own; and the one way to write a file."""

import errno
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import platformdirs

from crisisdesk.errors import UserError

DESK_SUFFIX = ".cdesk"
_PACKAGE = Path(__file__).resolve().parent
_SQLITE = b"SQLite format 3\0"


@cache
def _root() -> Path:
    """The folder that holds ``db`` and ``resources``: the checkout, or the package when installed."""
    checkout = _PACKAGE.parent.parent
    return checkout if (checkout / "db" / "seeds").is_dir() else _PACKAGE / "shipped"


def seeds() -> Path:
    """The folder of vocabularies, rules, groups and memberships as CSV."""
    return _root() / "db" / "seeds"


def migrations() -> Path:
    """The folder of the Alembic migrations."""
    return _root() / "db" / "migrations"


def samples() -> Path:
    """The folder of the sample desk's texts."""
    return _root() / "db" / "samples"


def resources() -> Path:
    """The folder of icons, fonts, styles, codes, maps and help pages."""
    return _root() / "resources"


def settings_file() -> Path:
    """The file of this user's preferences."""
    return Path(platformdirs.user_config_dir("crisisdesk", appauthor=False)) / "settings.json"


def state_folder() -> Path:
    """The folder of logs, drafts and recent desks of this user."""
    return Path(platformdirs.user_state_dir("crisisdesk", appauthor=False))


def write_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    The bytes go to a new file in the same folder, readable by its owner only,
    are counted, synced, and put in the place of ``path`` in one step; then the
    folder is synced. On any failure the file that was there before is untouched. A desk is never written over.

    Raises:
        UserError: The disk is full, the folder is missing or may not be written, or there is a desk in that place.
    """
    _refuse_desk(path)
    import tempfile  # noqa: PLC0415 - 4 ms that the first paint of the window need not wait for

    chunks = [content] if isinstance(content, bytes) else content
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".part")
    except OSError as error:
        raise UserError(f"{str(path)[:300]} cannot be written: {_why(error, path)}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            for chunk in chunks:
                view = memoryview(chunk)
                while view:
                    view = view[file.write(view) :]
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError(
            f"{path} cannot be written: {_why(error, path)}. What was there before is untouched."
        ) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_desk(path: Path) -> None:
    """A desk is known by its name, or by the head of its file where it is not encrypted."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError:  # there is none, or the writing itself says what is wrong with the place
        return
    if head == _SQLITE or (head and path.suffix.lower() == DESK_SUFFIX):
        raise UserError(f"{path} is a desk, and is not written over; choose another name.")


def sync_file(path: Path) -> None:
    """Make what another library wrote into a file survive a power cut."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename inside this folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def disk_of(path: Path) -> str:
    """How a person knows the disk that a file lies on: where it is mounted, or its drive."""
    place = path.absolute().parent
    while not place.is_mount() and place != place.parent:
        place = place.parent
    return str(place)


def _why(error: OSError, path: Path) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"the disk {disk_of(path)} is full" if error.errno == errno.ENOSPC else reason
