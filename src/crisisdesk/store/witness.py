"""How far each desk was seen to reach, noted outside it, so that a desk that lost its newest entries is noticed.

A file that lost its tail (a deleted log, an older copy put in its place) is whole in itself; only somebody who saw
more can tell. What is noted is the number and the digest of the last revision: nothing of a desk's content.
"""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.store.snapshot import Snapshot

_LIMIT = 4096
_FOUNDING = "SELECT digest FROM revision WHERE id = 1"


@dataclass(frozen=True, slots=True)
class Seen:
    """The last revision that was seen in a desk, with its digest; ``founding`` tells which desk it was."""

    revision: int
    digest: str
    founding: str


class Witness:
    """The notes of one user, a small file for each desk in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, path: Path, seen: Seen) -> None:
        """Remember how far a desk reaches; where no note can be kept, none is."""
        note = {"revision": seen.revision, "digest": seen.digest, "founding": seen.founding}
        with contextlib.suppress(OSError, UserError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            paths.write_file(self._file(path), json.dumps(note).encode())

    def last(self, path: Path) -> Seen | None:
        """What was noted of the desk at this path; nothing where there is no note, or none that can be read."""
        file = self._file(path)
        try:
            note = json.loads(file.read_bytes()[:_LIMIT])
            return Seen(int(note["revision"]), str(note["digest"]), str(note["founding"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def missing(self, path: Path, view: Snapshot) -> str:
        """A sentence about entries that this desk had and has no more; empty where none is missing.

        Another desk that was put at the same path is no loss.
        """
        last = self.last(path)
        if last is None or last.founding != founding_of(view):
            return ""
        told = view.sql("SELECT digest FROM revision WHERE id = ?", last.revision).fetchone()
        if told is None:
            lost = last.revision - view.revision
            return (
                f"{path.name} ends at revision {view.revision}, but {last.revision} were seen here: the last {lost} "
                "are missing. An older copy was put in its place, or its log was lost; look for a newer backup."
            )
        if told[0] != last.digest:
            return (
                f"{path.name} is not the desk that was seen here last: its revision {last.revision} is another one. "
                "It was edited apart, or restored by hand; compare it with the newest backup."
            )
        return ""

    def _file(self, path: Path) -> Path:
        name = str(path.resolve()).encode("utf-8", "surrogatepass")
        return self._folder / f"{hashlib.sha256(name).hexdigest()[:24]}.json"


def seen_in(view: Snapshot) -> Seen:
    """How far a desk reaches in this view."""
    found = view.sql("SELECT digest FROM revision WHERE id = ?", view.revision).fetchone()
    return Seen(view.revision, found[0] if found else "", founding_of(view))


def founding_of(view: Snapshot) -> str:
    """The digest of a desk's first revision, which all its copies share."""
    found = view.sql(_FOUNDING).fetchone()
    return found[0] if found else ""
