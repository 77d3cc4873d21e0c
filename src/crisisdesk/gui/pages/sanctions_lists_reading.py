"""What the lists tab reads: adoptions, what changed between versions, and the parties that fit some words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crisisdesk.exchange.sanctions import Difference
from crisisdesk.exchange.sanctions.party import ListedParty
from crisisdesk.exchange.sanctions.written import party_from_json
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.lists import ListAdoption
from crisisdesk.model.moments import dtg
from crisisdesk.progress import Progress
from crisisdesk.services.list_differences import in_words, list_difference
from crisisdesk.services.lists import Proposal, check_lists, list_names
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

LISTS = (
    Column("list", "List", 152, "strong"),
    Column("dated", "Dated", 80),
    Column("parties", "Parties", 68, "number", hint="Listed now"),
    Column("names", "Names", 64, "number", hint="With aliases and other scripts"),
    Column("adopted", "Adopted", 132, "moment"),
)
VERSIONS = (
    Column("number", "No.", 48, "number"),
    Column("dated", "Dated", 88, "strong"),
    Column("added", "Added", 72, "number"),
    Column("changed", "Changed", 84, "number"),
    Column("removed", "Removed", 84, "number"),
    Column("parties", "Parties", 72, "number", hidden=True),
    Column("adopted", "Adopted", 132, "moment"),
    Column("by", "By", 88, "muted"),
    Column("files", "Files", 220, "muted"),
)
CHANGES = (
    Column("change", "Change", 104, "status"),
    Column("name", "Listed as", 240, "strong"),
    Column("key", "Key", 80, "muted"),
    Column("field", "What", 112),
    Column("before", "Before", 220, "muted"),
    Column("after", "After", 220),
)
PARTIES = (
    Column("name", "Listed as", 260, "strong"),
    Column("type", "Type", 104),
    Column("state", "State", 112, "status"),
    Column("programmes", "Programmes", 140),
    Column("other", "Other names", 260, "muted"),
    Column("births", "Born", 96),
    Column("countries", "Countries", 120),
    Column("key", "Key", 88, "muted"),
    Column("list", "List", 120, "muted"),
)
FOUND_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed from one version to another, as rows; ``summary`` counts it in one sentence."""

    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal with what it would change, as rows."""

    proposal: Proposal
    changed: Changed


@dataclass(frozen=True, slots=True)
class FoundParties:
    """Parties that fit some words; ``more`` says that there are others."""

    rows: tuple[Row, ...]
    more: bool


# -- versions ---------------------------------------------------------------------------------------------


def read_adoptions(view: Snapshot) -> dict[str, list[ListAdoption]]:
    """All adoptions of each list, the newest first."""
    found: dict[str, list[ListAdoption]] = {}
    for one in view.all(ListAdoption, order=ListAdoption.number):
        found.setdefault(one.list_name, []).insert(0, one)
    return found


def list_row(newest: ListAdoption, label: str) -> Row:
    """A list by the version of it that is in use."""
    return Row(
        newest.list_name,
        (label, _dated(newest), _number(newest.parties), _number(newest.names), _adopted(newest)),
    )


def version_row(one: ListAdoption) -> Row:
    """One adopted version; the first one has nothing before it, so all of it is new."""
    return Row(
        one.id,
        (
            _number(one.number),
            _dated(one),
            _number(one.added),
            _number(one.changed),
            _number(one.removed),
            _number(one.parties),
            _adopted(one),
            one.adopted_by,
            one.files,
        ),
    )


def read_changes(view: Snapshot, after: ListAdoption, before: ListAdoption) -> Changed:
    """What changed from one adopted version to a later one."""
    found = list_difference(view, after.list_name, before.version, after.version)
    return _changed(found.difference, found.names)


def read_check(workspace: Workspace, progress: Progress, *, paths: list[Path]) -> Checked:
    """What adopting these files would change; nothing is written."""
    proposal = check_lists(workspace, "", paths, progress)
    with workspace.snapshot() as view:
        names = dict(_names_before(view, proposal))
    wanted = {*proposal.difference.added, *(key for key, _ in proposal.difference.changed)}
    names |= {one.key: party_from_json(one.party).name for one in proposal.parties if one.key in wanted}
    return Checked(proposal, _changed(proposal.difference, names))


def _names_before(view: Snapshot, proposal: Proposal) -> Iterator[tuple[str, str]]:
    if proposal.before is None or not proposal.difference.removed:
        return
    digests = view.library.digests(proposal.before.version)
    gone = [digests[key] for key in proposal.difference.removed if key in digests]
    for stored in view.library.some(gone).values():
        yield stored.key, party_from_json(stored.party).name


def _changed(found: Difference, names: Mapping[str, str]) -> Changed:
    counts = (
        f"{len(found.added):,} added",
        f"{len(found.changed):,} changed",
        f"{len(found.removed):,} removed",
    )
    return Changed(", ".join(counts), tuple(_change_rows(found, names)))


def _change_rows(found: Difference, names: Mapping[str, str]) -> Iterator[Row]:
    for key in found.removed:
        yield _change(key, Cell("Removed", "warn"), names, "", "", "")
    for key, fields in found.changed:
        for name, (before, after) in fields.items():
            told = name.replace("_", " ").capitalize()
            yield _change(key, Cell("Changed", "info"), names, told, in_words(before), in_words(after))
    for key in found.added:
        yield _change(key, Cell("Added", "good"), names, "", "", "")


def _change(key: str, kind: Cell, names: Mapping[str, str], *told: str) -> Row:
    return Row(f"{key}\0{told[0]}", (kind, names.get(key, key), key, *told))


# -- parties ----------------------------------------------------------------------------------------------


def find_parties(view: Snapshot, *, words: str, list_name: str) -> FoundParties:
    """Parties of the adopted versions whose record holds all of these words, whichever part of it."""
    wanted = fold(words).split()
    rows: list[Row] = []
    labels = list_names()
    for name, adoptions in read_adoptions(view).items():
        if list_name not in {"", name}:
            continue
        for stored in view.library.parties(adoptions[0].version):
            text = fold(stored.party)
            if all(word in text for word in wanted):
                if len(rows) == FOUND_AT_MOST:
                    return FoundParties(tuple(rows), more=True)
                rows.append(party_row(party_from_json(stored.party), labels.get(name, name)))
    return FoundParties(tuple(rows), more=False)


def party_row(party: ListedParty, label: str) -> Row:
    """One listed party."""
    others = "; ".join(name.text for name in party.names if name.text != party.name)
    ended = party.delisted_on
    countries = dict.fromkeys([*party.nationalities, *(a.country for a in party.addresses if a.country)])
    return Row(
        f"{party.list}\0{party.key}",
        (
            party.name,
            party.type.value.capitalize(),
            Cell("Listed", "neutral") if ended is None else Cell(f"Ended {ended}", "warn"),
            "; ".join(party.programmes),
            others,
            "; ".join(map(str, party.births)),
            "; ".join(countries),
            party.key,
            label,
        ),
    )


def _number(number: int) -> Cell:
    return Cell(f"{number:,}", order=float(number))


def _dated(one: ListAdoption) -> str:
    return str(one.dated) if one.dated else "not dated"


def _adopted(one: ListAdoption) -> Cell | str:
    at = one.adopted_at
    return Cell(dtg(at), order=at.timestamp()) if at else "unknown"
