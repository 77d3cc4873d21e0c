"""The tables beside the records: journal, catalogue and search index."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, LargeBinary, Table, Text

from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.engine import APPLICATION_ID, SCHEMA_VERSION

METADATA = Record.metadata

REVISION = Table(
    "revision",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("reverts_id", Integer, ForeignKey("revision.id")),
    Column("digest", Text, nullable=False),
    Column("seal", Text),
    sqlite_autoincrement=True,
)
"""One row a transaction; ``digest`` chains it to the one before; ``seal`` stands in for columns that were purged."""

CHANGE = Table(
    "change",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("revision_id", Integer, ForeignKey("revision.id"), nullable=False),
    Column("record_type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("seal", Text),
    Index("ix_change_revision_id", "revision_id"),
    Index("ix_change_record_id", "record_id"),
)
"""One row a record; before and after as JSON of the columns that differ; ``seal`` stands in for what was purged."""

CATALOGUE = Table(
    "catalogue",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("record_type", Text, nullable=False),
    Column("caption", Text, nullable=False),
)
"""Every record with its type and caption: derived from the records, rebuilt at will.

``number`` is that of the record's newest change; it joins the search index, in which the newest has the highest.
"""

CONTENT = Table(
    "content",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""Files that records point to by their SHA-256, such as issued briefs."""

OPENING = Table(
    "opening",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("way", Text, nullable=False),
)
"""Who opened the desk, where and when; see the module ``openings``."""

LIST_VERSION = Table(
    "list_version",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("list", Text, nullable=False, index=True),
    Column("dated", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("parties", Integer, nullable=False),
    Column("names", Integer, nullable=False),
    Column("about", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Column("members", LargeBinary, nullable=False),
)
"""The list library: one whole version of a sanctions list a row, never changed; see the module ``library``."""

LISTED_PARTY = Table(
    "listed_party",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("list", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("party", Text, nullable=False),
    Index("ix_listed_party_list_key", "list", "key"),
)
"""Listed parties by the digest of what is said of them, so that what many versions share is kept once."""

LIBRARY = frozenset({"list_version", "listed_party"})
"""The tables that no journal tells of: what was imported stays, and only its adoption is recorded."""

SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(caption, body, latin, tags, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3 4')"
)


_SPACE = re.compile(r" +\n?")
_STEPS = "alembic_version"  # where the migrations note how far a file has come


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty file and mark it as a desk of this format; the migrations lead to the same."""
    METADATA.create_all(connection)
    connection.exec_driver_sql(SEARCH)
    connection.exec_driver_sql(f"CREATE TABLE {_STEPS} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO {_STEPS} VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def statements_of(connection: Connection) -> list[str]:
    """The statements that made a file's tables and indexes, by kind and name, with single spaces.

    Those that SQLite and the migrations make for themselves are left out.
    """
    text = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', name"
    rows = connection.exec_driver_sql(text).all()
    return [_SPACE.sub(lambda s: s.group().strip(" ") or " ", sql) for name, sql in rows if is_ours(name)]


def is_ours(name: str) -> bool:
    """Whether a table is made by the program itself, not by SQLite, its search or the migrations for their own use."""
    return not name.startswith(("sqlite_", "search_", _STEPS))


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic should compare a table with the record types; the search index it does not understand."""
    return kind != "table" or (name is not None and is_ours(name) and name != "search")


def table_of(record_type: type[Record]) -> Table:
    """The table of a record type."""
    table = record_type.__table__
    assert isinstance(table, Table)
    return table


@cache
def type_by_table() -> Mapping[str, type[Record]]:
    """Record types by the name that the journal knows them by."""
    return MappingProxyType({record_type.__tablename__: record_type for record_type in RECORD_TYPES})


def references_to(table: str) -> Iterator[tuple[type[Record], list[str]]]:
    """The record types that refer to a type, with the fields by which they do."""
    for record_type in RECORD_TYPES:
        names = [f.name for f in fields_of(record_type) if f.references == table]
        if names:
            yield record_type, names
