"""Failures of the file, put into words for the person at the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from crisisdesk.errors import UserError
from crisisdesk.paths import disk_of
from crisisdesk.store.engine import DatabaseError as DriverError
from crisisdesk.store.reserve import give_up


@contextmanager
def said(path: Path, *, encrypted: bool = False) -> Iterator[None]:
    """Put failures of the file into words; what is not the file's fault stays a bug."""
    try:
        yield
    except (DatabaseError, DriverError) as error:
        sentence = _words(str(getattr(error, "orig", error)).lower(), path, encrypted=encrypted)
        if not sentence:
            raise
        raise UserError(sentence) from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema in what it says of it
        if b"malformed" not in error.object:
            raise
        raise UserError(DAMAGED.format(path=path, reason="its schema is no text")) from error


DAMAGED = "{path} is damaged ({reason}); restore a backup, or run: crisisdesk check"
_WORDS = {
    (
        "locked",
        "busy",
    ): "{path} is being written by another program; nothing was changed. Try again in a moment.",
    ("full",): "The disk is full ({disk}); nothing of this was saved in {path}. {room}",
    ("readonly", "read-only", "unable to open"): (
        "{path} or its folder cannot be written; nothing was changed. Copy the desk to a folder of your own."
    ),
    ("malformed", "corrupt", "decode to utf-8"): DAMAGED,
    ("foreign key",): "A record refers to one that is gone; nothing was changed.",
    ("unique constraint",): "A record is there already, or twice; nothing was changed.",
    (
        "disk i/o",
    ): "{path} cannot be read or written (disk error); nothing was changed. Copy it to another disk.",
}


_ROOM = {
    True: "A reserve was given up: what you did can be done again now. Then make room.",
    False: "Make room and do it again.",
}


def _words(reason: str, path: Path, *, encrypted: bool) -> str:
    """What a person should know of a failure that SQLite words so; nothing if it is none of the file's."""
    if "not a database" in reason:
        if encrypted:
            return f"The passphrase does not fit {path}, or the file is damaged; nothing was changed."
        return f"{path} is not a desk file, or is damaged; restore a backup."
    for signs, sentence in _WORDS.items():
        if any(sign in reason for sign in signs):
            if "{room}" in sentence:
                return sentence.format(path=path, disk=disk_of(path), room=_ROOM[give_up(path)])
            return sentence.format(path=path, reason=reason)
    return ""
