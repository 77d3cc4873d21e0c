"""The key of a desk: a new one, a first one, or a plain copy, each said in words."""

from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.store import rekeying
from crisisdesk.store.copies import Measure

SHORTEST = 8
OLD_COPIES = (
    "Backups and copies made before keep the key that they had, or none: delete those that should not be read any more. "
    "A disk may still hold what was written plain before."
)
PLAIN_EXPORT = (
    "What leaves the desk is not encrypted as the desk is: whoever gets hold of the file can read it."
)
PLAIN_WARNING = "Anybody who gets hold of a plain copy can read all of it, and nothing takes it back."


def change_key(path: Path, old: str | None, new: str) -> Measure:
    """Encrypt a desk that nobody has open with a new passphrase; ``old`` is nothing for a plain one.

    Raises:
        UserError: The old one is wrong, the new one too short; the desk is open elsewhere; there is no room.
    """
    if len(new) < SHORTEST:
        raise UserError(
            f"A passphrase has at least {SHORTEST} characters; several words are better than one."
        )
    return rekeying.change_key(path, old, new)


def write_plain_copy(path: Path, passphrase: str, target: Path) -> Measure:
    """Write a copy of an encrypted desk that anybody can read; show :data:`PLAIN_WARNING` before.

    Raises:
        UserError: There is something at ``target``, or the desk does not open.
    """
    return rekeying.write_plain_copy(path, passphrase, target)
