"""Retention: taking records out for good, when the rules say that they may not be kept; deliberate, and on record."""

from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.exchange.scope import owned_by_case
from crisisdesk.model.cases import CrisisCase
from crisisdesk.progress import Progress, silent
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

COPIES = (
    "Backups and copies of the file that were made before still hold it, and so do exports and bundles: destroy those by "
    "your own rules."
)


@dataclass(frozen=True, slots=True)
class Purge:
    """What would be purged: the ids, and what each is called now."""

    ids: tuple[str, ...]
    names: tuple[str, ...]


def planned(view: Snapshot, record_ids: Sequence[str], *, with_parts: bool = False) -> Purge:
    """What a purge of these records would take; with their parts, of a case all that is its own.

    Raises:
        UserError: Nothing is named.
    """
    if not record_ids:
        raise UserError("Name the records that are purged, by their ids.")
    ids = dict.fromkeys(record_ids)
    for record_id in record_ids if with_parts else ():
        if view.type_of(record_id) == CrisisCase.__tablename__:
            ids.update(dict.fromkeys(owned_by_case(view, record_id)))
    names = view.captions(ids)
    return Purge(tuple(ids), tuple(names.get(i, f"{i} (in the journal only)") for i in ids))


def purge(workspace: Workspace, plan: Purge, reason: str, progress: Progress = silent) -> int:
    """Purge, and return the number of the revision that says so; nothing brings it back.

    Raises:
        UserError: No reason is given, something else refers to one of the records, or the desk cannot be written.
    """
    why = " ".join(reason.split())
    if not why:
        raise UserError(
            "A purge needs its reason, such as the retention rule that it follows; it stays on record."
        )

    def operation(tx: Transaction) -> None:
        found = tx.purge(plan.ids)
        tx.summary = f"Purge {len(found)} record{'s' * (len(found) != 1)}: {why[:200]}"

    return workspace.purge("Purge", operation, progress).changes.revision
