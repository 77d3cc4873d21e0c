"""Plain tables for a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

_WIDEST = 60


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Lines of a table: columns as wide as they need to be, at most sixty signs each."""
    cells = [[_cell(value) for value in row] for row in [head, *rows]]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(head))]
    for row in cells:
        yield "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()


def _cell(value: Any) -> str:
    text = "" if value is None else "yes" if value is True else "" if value is False else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Columns on the screen: wide signs take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
