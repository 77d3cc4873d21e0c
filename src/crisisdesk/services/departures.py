"""The register of exports: what left the desk as a file, when, by whom, for whom, how marked, and its digest (N21)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.exchange.telling import told
from crisisdesk.model.merging import Export
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

READ_ONLY = "This export is not in the register: the desk is open for reading only."


@dataclass(frozen=True, slots=True)
class Departure:
    """One file that leaves the desk.

    ``what`` is in words, such as ``Brief of Strait closed``; ``audience`` is empty where nothing was withheld for
    anybody; ``revision`` is how far the desk was when it was made, 0 where that is now.
    """

    what: str
    form: str
    content: bytes
    file_name: str = ""
    audience: str = ""
    banner: str = ""
    records: int = 0
    withheld: int = 0
    revision: int = 0


def note_departure(tx: Transaction, departure: Departure) -> Export:
    """Write the row of the register; it is as high as the desk is told of, and never edited."""
    tx.summary = f"Note the export of {departure.what}"[:200]
    return tx.add(
        Export(
            what=departure.what,
            form=departure.form,
            audience=departure.audience,
            banner=departure.banner,
            file_name=departure.file_name,
            sha256=hashlib.sha256(departure.content).hexdigest(),
            size=len(departure.content),
            held=departure.records,
            withheld=departure.withheld,
            as_of_revision=departure.revision or tx.revision,
        )
    )


def registered(workspace: Workspace, departure: Departure) -> str:
    """Enter what left into the register; returns why it could not be entered, or nothing.

    The file has left by then: a desk that cannot be written now is told of, and takes nothing back.
    """
    if workspace.read_only:
        return READ_ONLY
    try:
        workspace.register("Note an export", lambda tx: note_departure(tx, departure))
    except UserError as refusal:
        return f"This export is not in the register: {refusal}"
    return ""


def leave(workspace: Workspace, departure: Departure, write: Callable[[], None]) -> str:
    """Write a file, then enter it into the register; returns why it could not be entered, or nothing.

    Raises:
        UserError: The file cannot be written; nothing is entered then.
    """
    write()
    return registered(workspace, departure)


def departures(view: Snapshot, limit: int | None = None) -> list[Export]:
    """What left the desk, newest first."""
    return view.all(Export, order=Export.exported_at.desc(), limit=limit)


def departures_json(view: Snapshot) -> list[dict[str, object]]:
    """The register, newest first, as JSON has it."""
    return [{"id": one.id, **told(one)} for one in departures(view)]
