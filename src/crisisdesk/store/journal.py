"""The journal: every revision with all its changes, chained by digests.

A digest covers the digest before it, the revision's own columns and the text of all its changes, so a row that
is altered, dropped or put in with another program breaks the chain at a revision that can be named.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.store.changes import Change, ChangeSet, Row

GENESIS = "0" * 64
_COLUMNS = "id, at, actor, kind, summary, reverts_id, digest"
Texts = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Revision:
    """One transaction as the journal keeps it; ``kind`` is founding, edit, undo, redo or revert."""

    id: int
    at: datetime
    actor: str
    kind: str
    summary: str
    reverts_id: int | None
    digest: str


def as_text(row: Row | None) -> str | None:
    """Columns as JSON with sorted names: the same text for the same content."""
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest_of(previous: str, head: Sequence[Any], changes: Iterable[Texts]) -> str:
    """The digest of a revision: SHA-256 in hexadecimal, over length-prefixed parts so that none can be shifted."""
    seal = hashlib.sha256(previous.encode())
    for part in (*head, *(text for change in changes for text in change)):
        raw = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        seal.update(b"-" if part is None else b"%d:" % len(raw))
        seal.update(raw)
    return seal.hexdigest()


def append(
    connection: Connection,
    *,
    at: datetime,
    actor: str,
    kind: str,
    summary: str,
    reverts_id: int | None,
    changes: Sequence[Change],
) -> int:
    """Write a revision with its changes and return its number."""
    last = connection.exec_driver_sql("SELECT id, digest FROM revision ORDER BY id DESC LIMIT 1").first()
    sequence = (
        connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'revision'").scalar() or 0
    )
    number, previous = max(sequence, last[0] if last else 0) + 1, last[1] if last else GENESIS
    texts = [(c.record_type, c.record_id, as_text(c.before), as_text(c.after)) for c in changes]
    head = (number, _moment_text(at), actor, kind, summary, reverts_id)
    connection.exec_driver_sql(
        f"INSERT INTO revision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*head, digest_of(previous, head, texts)),
    )
    connection.exec_driver_sql(
        "INSERT INTO change (revision_id, record_type, record_id, before, after) VALUES (?, ?, ?, ?, ?)",
        [(number, *text) for text in texts],
    )
    return number


def _moment_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _revision(row: Sequence[Any]) -> Revision:
    return Revision(row[0], datetime.fromisoformat(row[1]), row[2], row[3], row[4], row[5], row[6])


def head(connection: Connection) -> Revision | None:
    """The newest revision."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM revision ORDER BY id DESC LIMIT 1").first()
    return _revision(row) if row else None


def revision(connection: Connection, number: int) -> Revision:
    """Find a revision by its number.

    Raises:
        UserError: There is none.
    """
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM revision WHERE id = ?", (number,)).first()
    if row is None:
        raise UserError(f"There is no revision {number} in this desk; see: crisisdesk history")
    return _revision(row)


def revision_at(connection: Connection, moment: datetime) -> int:
    """The number of the last revision recorded at or before a moment; 0 when the desk did not exist yet.

    Order is by revision, not by clock: a clock that was set back hides nothing that came before.
    """
    after = connection.exec_driver_sql(
        "SELECT min(id) FROM revision WHERE at > ? AND id > coalesce((SELECT max(id) FROM revision WHERE at <= ?), 0)",
        (_moment_text(moment.replace(microsecond=999_999)),) * 2,
    ).scalar()
    newest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM revision").scalar_one()
    return int(newest if after is None else after - 1)


def revisions(
    connection: Connection,
    *,
    record_id: str = "",
    before: int | None = None,
    after: int = 0,
    limit: int | None = None,
) -> list[Revision]:
    """Revisions, newest first: all, or those that touched a record, between two numbers (both excluded)."""
    where, values = ["id > ?"], [after]
    if before is not None:
        where.append("id < ?")
        values.append(before)
    bound: list[Any] = list(values)
    if record_id:
        where.append("id IN (SELECT revision_id FROM change WHERE record_id = ?)")
        bound.append(record_id)
    text = f"SELECT {_COLUMNS} FROM revision WHERE {' AND '.join(where)} ORDER BY id DESC"
    if limit is not None:
        text += f" LIMIT {int(limit)}"
    return [_revision(row) for row in connection.exec_driver_sql(text, tuple(bound))]


def changes_of(connection: Connection, number: int, record_id: str = "") -> list[Change]:
    """The changes of one revision in their order, all or those of one record."""
    also, bound = (" AND record_id = ?", (number, record_id)) if record_id else ("", (number,))
    rows = connection.exec_driver_sql(
        f"SELECT record_type, record_id, before, after FROM change WHERE revision_id = ?{also} ORDER BY id",
        bound,
    )
    return [_change(row) for row in rows]


def changes_since(connection: Connection, number: int) -> ChangeSet:
    """All changes of the revisions after this one, one after the other."""
    newest = head(connection)
    rows = connection.exec_driver_sql(
        "SELECT record_type, record_id, before, after FROM change WHERE revision_id > ? ORDER BY id",
        (number,),
    )
    return ChangeSet(
        newest.id if newest else 0, tuple(_change(row) for row in rows), newest.summary if newest else ""
    )


def _change(row: Sequence[Any]) -> Change:
    return Change(row[0], row[1], row[2] and json.loads(row[2]), row[3] and json.loads(row[3]))


def backwards(connection: Connection, after: int) -> Iterator[Change]:
    """The changes of all revisions after this one, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT record_type, record_id, before, after FROM change WHERE revision_id > ? ORDER BY id DESC",
        (after,),
    )
    return (_change(row) for row in rows)


def to_undo(connection: Connection) -> Revision | None:
    """The newest act that is still in force: what undo takes back. A founding is never undone."""
    undone: set[int] = set()
    settled: set[int] = set()
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM revision ORDER BY id DESC"):
        act = _revision(row)
        if act.kind == "redo":
            settled.add(act.reverts_id or 0)
        elif act.kind == "undo":
            if act.id not in settled:
                undone.add(act.reverts_id or 0)
        elif act.kind == "founding":
            return None
        elif act.id not in undone:
            return act
    return None


def to_redo(connection: Connection) -> Revision | None:
    """The undo that redo takes back: the newest in force that no newer act has overtaken."""
    settled: set[int] = set()
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM revision ORDER BY id DESC"):
        act = _revision(row)
        if act.kind == "redo":
            settled.add(act.reverts_id or 0)
        elif act.kind == "undo":
            if act.id not in settled:
                return act
        else:
            return None
    return None


def broken_links(connection: Connection) -> Iterator[str]:
    """Recompute the chain; yield a sentence for each revision at which it breaks."""
    changes: dict[int, list[Texts]] = {}
    for number, *text in connection.exec_driver_sql(
        "SELECT revision_id, record_type, record_id, before, after FROM change ORDER BY revision_id, id"
    ):
        changes.setdefault(number, []).append((text[0], text[1], text[2], text[3]))
    previous, expected = GENESIS, 1
    for row in connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM revision ORDER BY id"):
        number, digest = row[0], row[6]
        if number != expected:
            yield f"Revision {expected} is missing from the journal; revision {number} follows on {expected - 1}."
        if digest_of(previous, row[:6], changes.pop(number, [])) != digest:
            yield f"Revision {number} (“{str(row[4])[:60]}”) does not fit its digest: it was altered outside CrisisDesk."
        previous, expected = digest, number + 1
    for number in changes:
        yield f"The journal holds changes of a revision {number} that it does not have."
