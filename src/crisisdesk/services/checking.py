"""Looking whether a desk is whole, what its journal says, and whether a digest on paper is of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store import repairing
from crisisdesk.store.checking import Report
from crisisdesk.store.repairing import Repaired
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a digest belongs to: a revision of the journal, or an issued file that the desk keeps."""

    digest: str
    revision: int | None
    at: datetime | None
    summary: str


def check(workspace: Workspace, progress: Progress = silent) -> Report:
    """Look at pages, references, search index, digest chain, and whether the records are what the journal tells.

    Raises:
        UserError: The file is so damaged that it cannot be read.
    """
    return workspace.check(progress)


def find_digest(view: Snapshot, text: str) -> Sealed | None:
    """Find what a digest, or its first eight figures or more, belongs to; nothing if nothing of this desk has it.

    A brief prints the digest of the newest revision that it knew. Whoever finds it in a chain that a check calls
    whole knows that nothing before it was altered since.

    Raises:
        UserError: That is no digest.
    """
    digest = "".join(text.split()).lower().removesuffix("…")
    if _DIGEST.fullmatch(digest) is None:
        raise UserError(f"“{text[:80]}” is no digest: give its first eight figures (0-9, a-f) or more.")
    found = view.sql("SELECT id, digest FROM revision WHERE digest GLOB ? LIMIT 1", f"{digest}*").fetchone()
    if found is not None:
        revision = view.revision_named(found[0])
        return Sealed(found[1], revision.id, revision.at, revision.summary)
    kept = view.sql("SELECT digest FROM content WHERE digest GLOB ? LIMIT 1", f"{digest}*").fetchone()
    return Sealed(kept[0], None, None, "An issued file that the desk keeps") if kept else None


def repair(path: Path, *, passphrase: str | None, moment: datetime, progress: Progress = silent) -> Repaired:
    """Make the indexes of a desk anew, after a copy; see :func:`crisisdesk.store.repairing.repair`.

    Raises:
        UserError: The desk does not open, is open elsewhere, or there is no room for the copy.
    """
    return repairing.repair(path, passphrase=passphrase, moment=moment, progress=progress)
