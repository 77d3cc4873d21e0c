"""Sanctions lists: what files would change, adopting them, the versions in use, and what became of a listing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions import SANCTION_LISTS, Difference, ListVersion, read_list, recognise
from crisisdesk.exchange.sanctions.written import party_json, version_json
from crisisdesk.model.lists import ListAdoption
from crisisdesk.model.values import PartialDate
from crisisdesk.progress import Progress
from crisisdesk.services.list_differences import compared, lacking
from crisisdesk.store.library import StoredParty, StoredVersion
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """What adopting some files would change; nothing is written yet.

    ``before`` is the adoption that is in use, if any; ``unchanged`` says that the files give just that version.
    ``notes`` are whole sentences for the person who adopts.
    """

    list: str
    label: str
    version: StoredVersion
    parties: tuple[StoredParty, ...]
    before: ListAdoption | None
    difference: Difference
    files: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the version in use is this one already."""
        return self.before is not None and self.before.version == self.version.digest


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adoption that was made, and what it changed; ``revision`` is 0 where the version was in use already."""

    adoption: ListAdoption
    proposal: Proposal
    revision: int


def list_names() -> dict[str, str]:
    """What each list is called, by the short name that commands and records use."""
    return {each.name: each.label for each in reversed(SANCTION_LISTS)}


def list_named(text: str) -> str:
    """The short name of the list that a text means: ``ofac-sdn``, ``OFAC SDN``, its label, or a part that only one has.

    Raises:
        UserError: No list, or several, are called that.
    """
    wanted = _folded(text)
    for name, label in list_names().items():
        if wanted in {_folded(name), _folded(label)}:
            return name
    near = [name for name in list_names() if wanted and wanted in _folded(name)]
    if len(near) == 1:
        return near[0]
    raise UserError(
        f"There is no sanctions list “{text[:40]}”; choose one of {', '.join(sorted(list_names()))}."
    )


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def adopted(view: Snapshot) -> dict[str, ListAdoption]:
    """The adoption of each list that is in use at this snapshot, by the name of the list."""
    return {one.list_name: one for one in view.all(ListAdoption, order=ListAdoption.number)}


# -- checking and adopting --------------------------------------------------------------------------------


def check_lists(workspace: Workspace, list_name: str, paths: Sequence[Path], progress: Progress) -> Proposal:
    """Read the files of a list and say what adopting them would change; nothing is written.

    Args:
        workspace: The desk whose version in use is compared.
        list_name: The list that the files must be; empty takes whichever they are.
        paths: All files of the list, plain or packed.
        progress: Called at least every 1,000 rows; what it raises ends the work.

    Raises:
        UserError: The files are another list, none, broken, or give a count that cannot be right.
    """
    found, _ = recognise(paths)
    if list_name and found.name != list_named(list_name):
        raise UserError(
            f"{paths[0].name} is the {found.label} ({found.name}), not {list_named(list_name)}; nothing was changed."
        )
    with workspace.snapshot() as view:
        before = adopted(view).get(found.name)
        version = read_list(paths, progress, known=before.parties if before else 0)
        stored = _stored(version, progress)
        known = view.library.find(before.version) if before else None
        difference = compared(view.library, known, version, stored)
    return Proposal(
        list=version.list,
        label=found.label,
        version=_as_stored(version, stored),
        parties=stored,
        before=before,
        difference=difference,
        files=tuple(path.name for path in paths),
        notes=(*version.notes, *_doubts(version, before, known)),
    )


def adopt_lists(workspace: Workspace, list_name: str, paths: Sequence[Path], progress: Progress) -> Adopted:
    """Take the version that some files give into use: one revision, which one undo takes back.

    Adopting the version that is in use already changes nothing. Raises what :func:`check_lists` does, and:

    Raises:
        UserError: The desk is read-only, or another version was adopted meanwhile.
    """
    return adopt(workspace, check_lists(workspace, list_name, paths, progress), progress)


def adopt(workspace: Workspace, proposal: Proposal, progress: Progress) -> Adopted:
    """Take a version into use that was checked before; see :func:`adopt_lists`."""
    if proposal.unchanged and proposal.before is not None:
        return Adopted(proposal.before, proposal, 0)
    done = workspace.perform(f"Adopt {proposal.label}", partial(_adopt, proposal=proposal, progress=progress))
    return Adopted(done.value, proposal, done.changes.revision)


def _adopt(tx: Transaction, proposal: Proposal, progress: Progress) -> ListAdoption:
    before = adopted(tx).get(proposal.list)
    if (before and before.version) != (proposal.before and proposal.before.version):
        raise UserError(f"Another version of {proposal.list} was adopted meanwhile; check the files again.")
    version, found = proposal.version, proposal.difference
    tx.library.keep(version, proposal.parties, tx.moment, progress)
    adoption = tx.add(
        ListAdoption(
            list_name=proposal.list,
            number=before.number + 1 if before else 1,
            version=version.digest,
            dated=PartialDate.parse(version.dated) if version.dated else None,
            parties=version.parties,
            names=version.names,
            added=len(found.added),
            changed=len(found.changed),
            removed=len(found.removed),
            files="; ".join(proposal.files),
            source_digest=version.source,
            notes="\n".join(proposal.notes),
        )
    )
    dated = f" of {version.dated}" if version.dated else ""
    tx.summary = (
        f"Adopt {proposal.label}{dated}: {adoption.added:,} added, {adoption.changed:,} changed, "
        f"{adoption.removed:,} removed"
    )
    return adoption


def _stored(version: ListVersion, progress: Progress) -> tuple[StoredParty, ...]:
    stored = []
    for place, party in enumerate(version.parties):
        if place % _EVERY == 0:
            progress(place, len(version.parties), "Comparing with the version in use")
        stored.append(StoredParty.of(party.list, party.key, party_json(party)))
    return tuple(stored)


def _as_stored(version: ListVersion, parties: tuple[StoredParty, ...]) -> StoredVersion:
    return StoredVersion.of(
        version.list,
        parties,
        dated=str(version.date or ""),
        source=version.digest,
        parties=version.in_force,
        names=sum(len(party.names) for party in version.parties if party.delisted_on is None),
        about=version_json(version),
    )


def _doubts(version: ListVersion, before: ListAdoption | None, known: StoredVersion | None) -> list[str]:
    """What speaks for looking twice before these files are adopted."""
    doubts = []
    if before and before.dated and version.date and version.date.last < before.dated.first:
        doubts.append(f"These files are of {version.date}, older than the version in use, of {before.dated}.")
    absent = list(lacking(known, version)) if known else []
    if absent:
        told = ", ".join(f"{part} ({rows:,} rows)" for part, rows in absent)
        doubts.append(
            f"The version in use has {told} and these files have none: choose all files of the list together, or "
            "screening no longer knows them. What changed was counted without them."
        )
    return doubts
