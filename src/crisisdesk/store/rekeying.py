"""A new key for a desk, a first one, or a plain copy: always on a copy, which takes the desk's place in one step."""

from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.store.copies import Measure, viewing, write_copy
from crisisdesk.store.engine import derive_key, has_log, open_engine
from crisisdesk.store.failures import said
from crisisdesk.store.holders import refuse_open
from crisisdesk.store.keys import Key
from crisisdesk.store.opening import look_over


def change_key(path: Path, old: str | None, new: str) -> Measure:
    """Encrypt a desk, which no program may have open, with a new passphrase; ``old`` is nothing for a plain one.

    The copy is counted before it replaces the file, so a kill at any moment leaves the desk with the old key or with
    the new one. Backups keep the key that they were made with, and what a disk once held it may still hold.

    Raises:
        UserError: The old passphrase is wrong, the new one empty; the desk is open elsewhere; there is no room.
    """
    if old == new:
        raise UserError("The new passphrase is the old one; choose another.")
    refuse_open(path)
    return _written(path, old, path, Key.derive(new))


def write_plain_copy(path: Path, passphrase: str, target: Path) -> Measure:
    """Write a copy of an encrypted desk that anybody can read; the desk itself is left as it is.

    Raises:
        UserError: There is something at ``target``, or the desk does not open.
    """
    if target.exists():
        raise UserError(f"There is already a file {target}; choose another name.")
    return _written(path, passphrase, target, None)


def _written(path: Path, old: str | None, target: Path, new_key: Key | None) -> Measure:
    key = derive_key(path, old)
    with said(path, encrypted=key is not None):
        look_over(path, key)
    if path == target and has_log(path):
        with viewing(path, key, "write"):  # its end takes what lies in the log into the file
            pass
    engine = open_engine(path, key, "write")

    def leave() -> None:
        engine.dispose()
        refuse_open(path)

    try:
        if path == target:
            return write_copy(engine, key, target, new_key, before_placing=leave)
        return write_copy(engine, key, target, new_key)
    finally:
        engine.dispose()
        for one in (key, new_key):
            if one is not None:
                one.forget()
