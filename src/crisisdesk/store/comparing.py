"""Whether catalogue and search index hold, word by word, what the records make them hold.

SQLite's own check looks at the shape of an index, not at its words, and an index without stored text cannot be
compared with the text. So both are made anew beside the desk, in the connection's own memory, and compared.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from crisisdesk.progress import silent
from crisisdesk.store.engine import run, value_of
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.schema import CATALOGUE, SEARCH, type_by_table

_FEW = 5
_COLUMNS = ", ".join(column.name for column in CATALOGUE.columns)
_MADE = (
    f"CREATE TEMP TABLE catalogue ({_COLUMNS.replace('number', 'number INTEGER PRIMARY KEY')})",
    "CREATE UNIQUE INDEX temp.catalogue_id ON catalogue (id)",
    SEARCH.replace("CREATE VIRTUAL TABLE search", "CREATE VIRTUAL TABLE temp.search"),
    "CREATE VIRTUAL TABLE temp.word_there USING fts5vocab(main, search, instance)",
    "CREATE VIRTUAL TABLE temp.word_wanted USING fts5vocab(temp, search, instance)",
)
_DROPPED = ("word_wanted", "word_there", "search", "catalogue")
_SUMS = "SELECT term, count(*), sum(doc), sum(offset), sum(unicode(col)), sum(doc * (offset + 1)) FROM temp.{} GROUP BY term"


def strayed(connection: Connection) -> Iterator[str]:
    """A sentence for what the catalogue says otherwise than the records, and one for words that do.

    What is unqualified in a statement means the copy in memory while it is there, so the index is made by the very
    code that makes the real one.
    """
    try:
        for text in _MADE:
            run(connection, text)
        Indexing(connection, type_by_table()).rebuild(silent)
        text = f"SELECT id FROM (SELECT {_COLUMNS} FROM main.catalogue EXCEPT SELECT {_COLUMNS} FROM temp.catalogue)"
        for (record_id,) in run(connection, text).fetchmany(_FEW):
            yield f"The record {record_id} stands otherwise in the catalogue than in the desk; rebuild it."
        there, wanted = (_SUMS.format(name) for name in ("word_there", "word_wanted"))
        many = sum(
            value_of(connection, f"SELECT count(*) FROM ({one} EXCEPT {other})")
            for one, other in ((there, wanted), (wanted, there))
        )
        if many:
            yield "The search index holds other words than the records; rebuild it."
    finally:
        for name in _DROPPED:
            run(connection, f"DROP TABLE IF EXISTS temp.{name}")
