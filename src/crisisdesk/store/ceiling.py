"""The ceiling of a desk: nothing that is marked higher is kept in it (domain facts 6: the site sets it)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.model.base import UNMARKED
from crisisdesk.store.changes import Change, Row
from crisisdesk.store.engine import run, value_of

_LOWEST = str(UNMARKED)
_PORTION = re.compile(r"^\s*\(((?://)?[A-Z][A-Z0-9 :+&'./\-]{0,60}?)(?://[^()\n]*)?\)\s", re.MULTILINE)


def refuse_above_ceiling(connection: Connection, changes: Sequence[Change]) -> None:
    """Refuse records, or paragraphs of them, that are marked above the desk's ceiling.

    What is on no ladder of the desk has no height and is let pass; it is never released.

    Raises:
        UserError: One is; the sentence names it.
    """
    marked = [(change, level) for change in changes for level in _levels(change.after or {})]
    if not marked:
        return
    ranks = _ranks(connection)
    ceiling = value_of(connection, "SELECT ceiling FROM desk")
    allowed = _rank(_head(str(ceiling or _LOWEST)), ranks)
    for change, level in marked:
        if _rank(level, ranks) > allowed:
            raise UserError(
                f"Nothing was saved: {change.record_type.replace('_', ' ')} {change.record_id} holds what is marked "
                f"{level}, and this desk may keep no higher than {ceiling}; use a machine that is accredited for it."
            )


def _levels(row: Row) -> Iterator[str]:
    """The levels of the record and of marked paragraphs in it; the lowest of all is not worth a look."""
    marking = row.get("marking")
    if marking and marking != _LOWEST:
        yield _head(str(marking))
    for text in row.values():
        if isinstance(text, str) and "(" in text:
            yield from (" ".join(found[1].split()).upper() for found in _PORTION.finditer(text))


def _head(marking: str) -> str:
    """The part of a marking that says its level, with a leading ``//`` if it has one."""
    own = marking.removeprefix("//")
    return ("//" if own != marking else "") + own.partition("//")[0].upper()


def _rank(head: str, ranks: Mapping[str, int]) -> int:
    """How high it is; of a joint or foreign marking (``//JOINT SECRET GBR USA``, ``//GBR S``) without the owners."""
    own = head.removeprefix("//")
    words = own.removeprefix("JOINT ").split()
    forms = [own]
    if own != head:
        forms += [" ".join(words[:size]) for size in range(len(words), 0, -1)] + [" ".join(words[1:])]
    return next((ranks[form] for form in forms if form in ranks), 0)


def _ranks(connection: Connection) -> dict[str, int]:
    """The rank of every level, by its words and its portion form; of two with one form the lower."""
    found: dict[str, int] = {}
    for name, portion, rank in run(
        connection, "SELECT level, portion, rank FROM marking_level ORDER BY rank"
    ):
        found.setdefault(str(name).upper(), rank)
        if portion:
            found.setdefault(str(portion).strip("()").upper(), rank)
    return found
