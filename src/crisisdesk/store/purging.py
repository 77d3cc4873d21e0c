"""Purging: taking the content of records out of the desk and out of its journal, for good, and saying so.

The chain of digests stays whole: where a change or a revision is purged, its seal stays in the place of its content
(see ``journal``). What remains is that there was a record of a type with an id, when it was written and by whom, and
the revision that purged it, with its reason. The bytes are overwritten: the pages are freed with ``secure_delete``,
the log is emptied, and the file is written anew. Copies of the file made before hold it still.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from crisisdesk.store import journal, rows
from crisisdesk.store.changes import Change
from crisisdesk.store.engine import run, run_many, value_of
from crisisdesk.store.schema import type_by_table

PURGED = "(purged)"
_EMPTY = "{}"
_KEPT_KINDS = ("founding", "purge")


@dataclass(frozen=True, slots=True)
class Doomed:
    """One record that is to be purged; ``there`` is whether it is in the desk still, not in its journal only."""

    record_type: str
    id: str
    there: bool


def doomed(connection: Connection, record_ids: Sequence[str]) -> list[Doomed]:
    """The records with these ids, those that are gone from the desk but not from its journal included."""
    found = []
    for record_id in dict.fromkeys(record_ids):
        text = "SELECT record_type FROM change WHERE record_id = ? AND seal IS NULL ORDER BY id DESC LIMIT 1"
        table = value_of(connection, text, (record_id,))
        if table in type_by_table():
            found.append(Doomed(table, record_id, rows.read(connection, table, record_id) is not None))
    return found


def purge_changes(found: Sequence[Doomed]) -> list[Change]:
    """What the revision that purges tells: which records, and nothing of what they held."""
    return [Change(one.record_type, one.id, {}, None) for one in found]


def purge_rows(connection: Connection, found: Sequence[Doomed]) -> None:
    """Delete the rows, and the kept files that nothing points to any more."""
    before = {digest for (digest,) in run(connection, "SELECT digest FROM content")}
    pointed = {
        value
        for one in found
        for value in (rows.read(connection, one.record_type, one.id) or {}).values()
        if isinstance(value, str) and value in before
    }
    for one in found:
        rows.delete(connection, one.record_type, one.id)
    for digest in pointed:
        if not _is_pointed_to(connection, digest):
            run(connection, "DELETE FROM content WHERE digest = ?", (digest,))


def _is_pointed_to(connection: Connection, digest: str) -> bool:
    text = "SELECT 1 FROM change WHERE seal IS NULL AND instr(after, ?) AND record_id IN (SELECT id FROM catalogue) LIMIT 1"
    return value_of(connection, text, (digest,)) is not None


def empty_journal(connection: Connection, found: Sequence[Doomed], last: int) -> None:
    """Put seals in the place of every change of these records up to a revision, and of what these revisions were called."""
    numbers: set[int] = set()
    for one in found:
        told = run(
            connection,
            "SELECT id, revision_id, record_type, record_id, before, after FROM change "
            "WHERE record_id = ? AND seal IS NULL AND revision_id <= ?",
            (one.id, last),
        ).fetchall()
        numbers.update(row[1] for row in told)
        run_many(
            connection,
            "UPDATE change SET before = ?, after = ?, seal = ? WHERE id = ?",
            ((row[4] and _EMPTY, row[5] and _EMPTY, journal.seal_of(row[2:6]), row[0]) for row in told),
        )
    for number in sorted(numbers):
        _rename(connection, number)


def _rename(connection: Connection, number: int) -> None:
    text = "SELECT id, at, actor, kind, summary, reverts_id, seal FROM revision WHERE id = ?"
    row = run(connection, text, (number,)).fetchone()
    if row[6] is None and row[3] not in _KEPT_KINDS:
        text = "UPDATE revision SET summary = ?, seal = ? WHERE id = ?"
        run(connection, text, (PURGED, journal.seal_of(row[:6]), number))


def faults(connection: Connection) -> Iterator[str]:
    """Whether every seal stands for something that was purged, and holds nothing: else somebody hides an alteration."""
    text = (
        "SELECT record_type, record_id FROM change AS c WHERE seal IS NOT NULL AND ("
        "coalesce(before, ?1) <> ?1 OR coalesce(after, ?1) <> ?1 OR NOT EXISTS ("
        "SELECT 1 FROM change AS p JOIN revision AS r ON r.id = p.revision_id "
        "WHERE r.kind = 'purge' AND p.record_id = c.record_id AND p.revision_id > c.revision_id)) LIMIT 20"
    )
    for table, record_id in run(connection, text, (_EMPTY,)):
        yield f"The journal has a seal in the place of the {table} {record_id}, but no purge tells of it: it was altered."
    text = (
        "SELECT id FROM revision AS r WHERE seal IS NOT NULL AND (summary <> ? OR NOT EXISTS ("
        "SELECT 1 FROM change WHERE revision_id = r.id AND seal IS NOT NULL)) LIMIT 20"
    )
    for (number,) in run(connection, text, (PURGED,)):
        yield f"Revision {number} has a seal in the place of its columns, but nothing of it was purged: it was altered."
