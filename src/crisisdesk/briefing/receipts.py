"""Receipts: what each line of a brief says, and which records it rests on (MISSION N12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crisisdesk.briefing.blocks import Cell
from crisisdesk.model.marking import Marking


@dataclass(frozen=True, slots=True, eq=False)
class Receipt:
    """A line of a brief: its section, its words, its marking, and the ids of the records it rests on, its own first."""

    section: str
    text: str
    marking: Marking
    records: tuple[str, ...]


def spoken(words: Any, *, own: bool = True) -> str:
    """What a portion says as one line of text, whatever form it was put into; who did it only for our own readers."""
    match words:
        case str():
            return words
        case Cell():
            return words.text
        case None:
            return ""
        case tuple() | list():
            return " · ".join(filter(None, (spoken(word, own=own) for word in _flat(words))))
    names = ("partner", "text", "who") if own else ("partner", "text")
    return " ".join(filter(None, (str(getattr(words, name, "")) for name in names)))


def _flat(words: Iterable[Any]) -> Iterable[Any]:
    return (word for word in words if word)
