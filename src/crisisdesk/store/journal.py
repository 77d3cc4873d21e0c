"""The journal: every revision with all its changes, chained by digests.

A digest covers the digest before it and the body of its revision: the seals of its own columns and of each of its
changes, in their order. A row that is altered, dropped or put in with another program breaks the chain at a revision
that can be named. A seal stands in for what it was made of, so the chain holds where content was purged (see
``purging``), and a bundle of one case can be followed without the other cases.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.store.changes import Change, ChangeSet, Row
from crisisdesk.store.engine import run, run_many, value_of

GENESIS = "0" * 64
_COLUMNS = "id, at, actor, kind, summary, reverts_id, digest"
_CHANGE = "record_type, record_id, before, after"
_BARRIERS = frozenset({"founding", "purge"})


@dataclass(frozen=True, slots=True)
class Revision:
    """One transaction as the journal keeps it.

    ``kind`` is founding, edit, undo, redo, revert, purge, or register: what is only noted, and never undone.
    """

    id: int
    at: datetime
    actor: str
    kind: str
    summary: str
    reverts_id: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class End:
    """Where the journal ends, which is all that the next revision needs to know of it.

    ``given`` is the highest number that a revision ever had, ``last_change`` that of the last change.
    """

    revision: int
    digest: str
    given: int
    last_change: int


NOTHING = End(0, GENESIS, 0, 0)
_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode


def as_text(row: Row | None) -> str | None:
    """Columns as JSON with sorted names: the same text for the same content."""
    return None if row is None else _as_json(row)


def seal_of(values: Sequence[Any]) -> str:
    """SHA-256 in hexadecimal over length-prefixed parts, so that nothing can be shifted from one to the next."""
    return hashlib.sha256(_parts(values)).hexdigest()


def body_of(head_seal: str, change_seals: Iterable[str]) -> str:
    """What a revision adds to the chain: the seal of its own columns and those of its changes, as one."""
    return hashlib.sha256("".join((head_seal, *change_seals)).encode()).hexdigest()


def chained(previous: str, body: str) -> str:
    """The digest of a revision, from the digest before it and its own body."""
    return hashlib.sha256(f"{previous}{body}".encode()).hexdigest()


def digest_of(previous: str, head: Sequence[Any], changes: Iterable[Sequence[str | None]]) -> str:
    """The digest of a revision whose columns and changes are all there."""
    return chained(previous, body_of(seal_of(head), map(seal_of, changes)))


def _parts(values: Sequence[Any]) -> bytes:
    raw = (None if value is None else str(value).encode("utf-8", "surrogatepass") for value in values)
    return b"".join(b"-" if part is None else b"%d:%b" % (len(part), part) for part in raw)


def end(connection: Connection) -> End:
    """Where the journal ends now."""
    row = run(
        connection,
        "SELECT id, digest, (SELECT seq FROM sqlite_sequence WHERE name = 'revision'), (SELECT max(id) FROM change) "
        "FROM revision ORDER BY id DESC LIMIT 1",
    ).fetchone()
    return (
        End(0, GENESIS, 0, 0) if row is None else End(row[0], row[1], max(row[0], row[2] or 0), row[3] or 0)
    )


def append(
    connection: Connection,
    after: End,
    *,
    at: datetime,
    actor: str,
    kind: str,
    summary: str,
    reverts_id: int | None,
    changes: Sequence[Change],
) -> int:
    """Write a revision with its changes and return its number; the changes are numbered on from ``after``."""
    number = after.given + 1
    texts = [(c.record_type, c.record_id, as_text(c.before), as_text(c.after)) for c in changes]
    head = (number, _moment_text(at), actor, kind, summary, reverts_id)
    run(
        connection,
        f"INSERT INTO revision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*head, digest_of(after.digest, head, texts)),
    )
    run_many(
        connection,
        "INSERT INTO change (id, revision_id, record_type, record_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        ((place, number, *text) for place, text in enumerate(texts, after.last_change + 1)),
    )
    return number


def _moment_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _revision(row: Sequence[Any]) -> Revision:
    return Revision(row[0], datetime.fromisoformat(row[1]), row[2], row[3], row[4], row[5], row[6])


def head(connection: Connection) -> Revision | None:
    """The newest revision."""
    row = run(connection, f"SELECT {_COLUMNS} FROM revision ORDER BY id DESC LIMIT 1").fetchone()
    return _revision(row) if row else None


def revision(connection: Connection, number: int) -> Revision:
    """Find a revision by its number.

    Raises:
        UserError: There is none.
    """
    row = run(connection, f"SELECT {_COLUMNS} FROM revision WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UserError(f"There is no revision {number} in this desk; see: crisisdesk history")
    return _revision(row)


def revision_at(connection: Connection, moment: datetime) -> int:
    """The number of the last revision recorded at or before a moment; 0 when the desk did not exist yet.

    Order is by revision, not by clock: a clock that was set back hides nothing that came before.
    """
    text = "SELECT id FROM revision WHERE at <= ? ORDER BY id DESC LIMIT 1"
    return value_of(connection, text, (_moment_text(moment.replace(microsecond=999_999)),)) or 0


def revisions(
    connection: Connection,
    *,
    record_id: str = "",
    before: int | None = None,
    after: int = 0,
    limit: int | None = None,
) -> list[Revision]:
    """Revisions, newest first: all, or those that touched a record, between two numbers (both excluded)."""
    where: list[str] = ["id > ?"]
    bound: list[int | str] = [after]
    if before is not None:
        where.append("id < ?")
        bound.append(before)
    if record_id:
        where.append("id IN (SELECT revision_id FROM change WHERE record_id = ?)")
        bound.append(record_id)
    text = f"SELECT {_COLUMNS} FROM revision WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?"
    return [_revision(row) for row in run(connection, text, (*bound, -1 if limit is None else limit))]


def changes_of(
    connection: Connection, number: int, record_id: str = "", limit: int | None = None
) -> list[Change]:
    """The changes of one revision in their order, all or those of one record; with a limit, the first of them."""
    also, bound = (" AND record_id = ?", (number, record_id)) if record_id else ("", (number,))
    text = f"SELECT {_CHANGE} FROM change WHERE revision_id = ?{also} ORDER BY id LIMIT ?"
    rows = run(connection, text, (*bound, -1 if limit is None else limit))
    return [_change(row) for row in rows]


def changes_since(connection: Connection, number: int) -> ChangeSet:
    """All changes of the revisions after this one, one after the other."""
    newest = head(connection)
    rows = run(connection, f"SELECT {_CHANGE} FROM change WHERE revision_id > ? ORDER BY id", (number,))
    changes = tuple(_change(row) for row in rows)
    return ChangeSet(newest.id, changes, newest.summary) if newest else ChangeSet(0, changes)


def _change(row: Sequence[Any]) -> Change:
    return Change(row[0], row[1], row[2] and json.loads(row[2]), row[3] and json.loads(row[3]))


def backwards(connection: Connection, after: int) -> Iterator[Change]:
    """The changes of all revisions after this one, newest first."""
    rows = run(connection, f"SELECT {_CHANGE} FROM change WHERE revision_id > ? ORDER BY id DESC", (after,))
    return (_change(row) for row in rows)


def _newest_first(connection: Connection) -> Iterator[Revision]:
    return (_revision(row) for row in run(connection, f"SELECT {_COLUMNS} FROM revision ORDER BY id DESC"))


def to_undo(connection: Connection) -> Revision | None:
    """The newest act that is still in force: what undo takes back. A founding or a purge is never undone."""
    undone: set[int] = set()
    settled: set[int] = set()
    for act in _newest_first(connection):
        if act.kind == "redo":
            settled.add(act.reverts_id or 0)
        elif act.kind == "undo":
            if act.id not in settled:
                undone.add(act.reverts_id or 0)
        elif act.kind in _BARRIERS:
            return None
        elif act.kind != "register" and act.id not in undone:
            return act
    return None


def to_redo(connection: Connection) -> Revision | None:
    """The undo that redo takes back: the newest in force that no newer act has overtaken."""
    settled: set[int] = set()
    for act in _newest_first(connection):
        if act.kind == "redo":
            settled.add(act.reverts_id or 0)
        elif act.kind == "undo":
            if act.id not in settled:
                return act
        elif act.kind != "register":
            return None
    return None


def broken_links(connection: Connection) -> Iterator[str]:
    """Recompute the chain; yield a sentence for each revision at which it breaks."""
    told = groupby(
        run(connection, f"SELECT revision_id, {_CHANGE}, seal FROM change ORDER BY revision_id, id"),
        itemgetter(0),
    )
    at, changes = next(told, _NO_MORE)
    previous, expected = GENESIS, 1
    for row in run(connection, f"SELECT {_COLUMNS}, seal FROM revision ORDER BY id"):
        number, digest = row[0], row[6]
        if number != expected:
            yield f"Revision {expected} is missing from the journal; revision {number} follows on {expected - 1}."
        while at is not None and at < number:
            yield _orphans(at)
            at, changes = next(told, _NO_MORE)
        own = (_sealed(change[1:5], change[5]) for change in changes) if at == number else ()
        if chained(previous, body_of(row[7] or seal_of(row[:6]), own)) != digest:
            yield f"Revision {number} (“{str(row[4])[:60]}”) does not fit its digest: it was altered outside CrisisDesk."
        if at == number:
            at, changes = next(told, _NO_MORE)
        previous, expected = str(digest), number + 1
    while at is not None:
        yield _orphans(at)
        at, changes = next(told, _NO_MORE)


def _sealed(change: Sequence[str | None], seal: str | None) -> str:
    return seal or seal_of(change)


_NO_MORE: tuple[Any, Iterator[Any]] = (None, iter(()))


def _orphans(number: int) -> str:
    return f"The journal holds changes of a revision {number} that it does not have."
