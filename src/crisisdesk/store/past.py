"""The past: a copy of the desk in memory, rewound through the journal.

Every page and every brief works on it unchanged. Revisions, not clock times, order it. Nothing of it touches the disk.
"""

from sqlalchemy import Connection, Engine

from crisisdesk.progress import Progress, silent
from crisisdesk.store import journal, rows
from crisisdesk.store.changes import Change
from crisisdesk.store.engine import memory_engine
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.schema import METADATA, SEARCH, type_by_table

_MANY = 2_000


def rewound(source: Connection, revision: int, progress: Progress = silent) -> Engine:
    """Copy the desk into memory as it stood after a revision, search index included."""
    engine = memory_engine()
    with engine.begin() as past:
        METADATA.create_all(past)
        past.exec_driver_sql(SEARCH)
        for table in [*type_by_table(), "revision", "change", "content"]:
            _copy(source, past, table, revision)
        _rewind(source, past, revision, progress)
        Indexing(past, type_by_table()).rebuild(progress)
    return engine


def _copy(source: Connection, past: Connection, table: str, revision: int) -> None:
    limit = {
        "revision": f" WHERE id <= {int(revision)}",
        "change": f" WHERE revision_id <= {int(revision)}",
    }.get(table, "")
    found = source.exec_driver_sql(f'SELECT * FROM "{table}"{limit}')
    names = ", ".join(f'"{name}"' for name in found.keys())  # noqa: SIM118 - a result's keys, not a dict's
    marks = ", ".join("?" * len(found.keys()))
    while part := found.fetchmany(_MANY):
        past.exec_driver_sql(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [tuple(row) for row in part]
        )


def _rewind(source: Connection, past: Connection, revision: int, progress: Progress) -> None:
    known = type_by_table()
    columns = {table: set(METADATA.tables[table].columns.keys()) for table in known}
    for place, change in enumerate(journal.backwards(source, revision)):
        if place % _MANY == 0:
            progress(place, 0, "Going back in time")
        if change.record_type in known:
            _take_back(past, change, known, columns[change.record_type])


def _take_back(past: Connection, change: Change, known: dict, columns: set[str]) -> None:  # type: ignore[type-arg]
    before = {name: value for name, value in (change.before or {}).items() if name in columns}
    match change.kind:
        case "new":
            rows.delete(past, change.record_type, change.record_id)
        case "gone":
            rows.insert(past, known[change.record_type], [before])
        case _:
            if before:
                rows.update(past, change.record_type, change.record_id, before)
