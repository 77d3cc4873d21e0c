"""All that a table of records needs, read in one go off the window's thread."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crisisdesk.gui.pages.records_query import Condition, Query, describe, find_ids
from crisisdesk.gui.pages.records_rows import read_rows
from crisisdesk.gui.tables.model import PAGE
from crisisdesk.gui.tables.rows import Row
from crisisdesk.model.base import Record
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TableData:
    """What was asked, the ids in order, the rows in sight, how many records there are at all, where some of them stand, the chips."""

    query: Query
    ids: list[str]
    pages: tuple[tuple[int, Sequence[Row]], ...]
    total: int
    places: Mapping[str, int]
    chips: Mapping[Condition, str]


def read_table(
    view: Snapshot, record_type: type[Record], query: Query, first: int, wanted: AbstractSet[str]
) -> TableData:
    """Read the ids and the page from ``first`` on, or the first page; and where the ``wanted`` stand."""
    ids = find_ids(view, record_type, query)
    start = first if first < len(ids) else 0
    pages = ((start, read_rows(view, record_type, ids[start : start + PAGE])),) if ids else ()
    total = view.count(record_type) if query.narrows else len(ids)
    places = {i: place for place, i in enumerate(ids) if i in wanted} if wanted else {}
    return TableData(query, ids, pages, total, places, describe(view, record_type, query.conditions))
