"""Finding the record that a text means: its id, its code, what it is called."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

_CODES = ("code", "iso2", "codename", "portion")
_NAMES = ("name", "title", "official_name", "name_original", "title_local", "iso_numeric")
_SHOWN = 4
_MANY = 500

Index = Mapping[str, list[str]]


class Naming:
    """Finds records by what people write for them; reads each type once, so it is for one snapshot only."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._indexes: dict[str, tuple[Index, ...]] = {}

    def find(self, record_type: type[Record], text: str) -> str:
        """The id of the one record of this type that the text means, in any case of its letters.

        Ids come first, then ids without the type's name before them (``FRA`` for ``partner-FRA``), then captions,
        then codes, then other names.

        Raises:
            UserError: None is called that, or several are; the sentence names some.
        """
        text = " ".join(text.split())
        table = record_type.__tablename__
        if self._view.type_of(text) == table:
            return text
        for index in self._index(record_type):
            match index.get(text.casefold(), []):
                case []:
                    continue
                case [only]:
                    return only
                case several:
                    raise UserError(self._several(record_type, text, several))
        raise UserError(self._none(record_type, text))

    def _index(self, record_type: type[Record]) -> tuple[Index, ...]:
        table = record_type.__tablename__
        if table not in self._indexes:
            self._indexes[table] = tuple(_indexed(level) for level in self._levels(record_type))
        return self._indexes[table]

    def _levels(self, record_type: type[Record]) -> Iterator[Iterator[tuple[str, str]]]:
        table = record_type.__tablename__
        named = {f.name for f in fields_of(record_type)}
        captions = self._view.sql("SELECT id, caption FROM catalogue WHERE record_type = ?", table).all()
        yield (pair for record_id, _ in captions for pair in _ids(record_id, table))
        yield ((caption, record_id) for record_id, caption in captions)
        for names in (_CODES, _NAMES, ("other_names",)):
            columns = [name for name in names if name in named]
            if columns:
                quoted = ", ".join(f'"{name}"' for name in columns)
                yield _told(self._view.sql(f'SELECT id, {quoted} FROM "{table}"').all())

    def _several(self, record_type: type[Record], text: str, ids: list[str]) -> str:
        captions = self._view.captions(ids[:_SHOWN])
        named = ", ".join(f"{i} (“{captions.get(i, i)}”)" for i in ids[:_SHOWN])
        more = " and others" if len(ids) > _SHOWN else ""
        return f"“{text[:60]}” means several {record_type.__plural__.lower()}: {named}{more}; give the id of one."

    def _none(self, record_type: type[Record], text: str) -> str:
        label = record_type.__label__.lower()
        other = self._view.type_of(text)
        if other is not None:
            return f"“{text[:60]}” is a {type_by_table()[other].__label__.lower()}, not a {label}."
        hits = self._view.search(text, [record_type], limit=3) if text else []
        near = f" Did you mean {', '.join(f'{hit.id} (“{hit.caption}”)' for hit in hits)}?" if hits else ""
        return f"There is no {label} with the id, code or name “{text[:60]}”.{near}"


def _ids(record_id: str, table: str) -> Iterator[tuple[str, str]]:
    yield record_id, record_id
    yield record_id.removeprefix(f"{table}-"), record_id


def _told(rows: list[Any]) -> Iterator[tuple[str, str]]:
    for record_id, *values in rows:
        for value in filter(None, values):
            yield from ((part.strip(), record_id) for part in value.split(";"))


def _indexed(pairs: Iterator[tuple[str, str]]) -> Index:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for text, record_id in pairs:
        if text:
            found[" ".join(text.split()).casefold()][record_id] = None
    return {text: list(ids) for text, ids in found.items()}
