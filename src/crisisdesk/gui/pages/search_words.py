"""The few words of the search line that narrow: ``type:partner``, ``in:strait``, ``partner:NOR``."""

import re
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.snapshot import Snapshot

OPERATORS = ("type", "in", "partner")
_OPERATOR = re.compile(r'(?:^|(?<=\s))(type|in|partner):("[^"]*"?|\S*)', re.IGNORECASE)
_WITHIN = {"in": "case", "partner": "partner"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search line asks for: words, kinds of record, and names of records that the hits refer to."""

    words: str
    types: tuple[str, ...] = ()
    within: tuple[tuple[str, str], ...] = ()


def taken_apart(typed: str) -> Asked:
    """Part what narrows from the words; anything else with a colon (a time, an address) stays a word."""
    types: list[str] = []
    within: list[tuple[str, str]] = []
    for name, value in _OPERATOR.findall(typed):
        word = value.strip('"').strip()
        if word and name.lower() == "type":
            types.append(word)
        elif word:
            within.append((name.lower(), word))
    return Asked(" ".join(_OPERATOR.sub(" ", typed).split()), tuple(types), tuple(within))


def type_called(word: str) -> type[Record]:
    """The type whose name, singular or plural begins so, a whole name first.

    Raises:
        UserError: There is none, or it could be several.
    """
    wanted = word.casefold().replace("-", "_")
    names = {kind: _names(kind) for kind in RECORD_TYPES}
    whole = [kind for kind, called in names.items() if wanted in called]
    begun = [kind for kind, called in names.items() if any(name.startswith(wanted) for name in called)]
    fitting = whole or begun
    if not fitting:
        raise UserError(f"No kind of record is called “{word}”; choose one of the list after “type:”.")
    if len(fitting) > 1:
        several = ", ".join(f"type:{kind.__tablename__}" for kind in fitting[:6])
        raise UserError(f"“type:{word}” could be several: {several}. Type on.")
    return fitting[0]


def record_called(view: Snapshot, operator: str, word: str) -> str:
    """The id of the case or partner that ``in:`` or ``partner:`` names, by id or by words of its name.

    Raises:
        UserError: No such record is there.
    """
    kind = next(one for one in RECORD_TYPES if one.__tablename__ == _WITHIN[operator])
    if view.type_of(word) == kind.__tablename__:
        return word
    hits = view.search(word, (kind,), limit=1)
    if not hits:
        raise UserError(f"No {kind.__label__.lower()} is called “{word}”; {operator}: takes a name or an id.")
    return hits[0].id


def _names(kind: type[Record]) -> tuple[str, ...]:
    table, label, plural = kind.__tablename__, kind.__label__.casefold(), kind.__plural__.casefold()
    return table, label, plural, label.replace(" ", "_"), plural.replace(" ", "_")
