"""Which columns are shown, how wide and in which order: chosen by people, kept by name."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHeaderView

from crisisdesk.gui.tables.rows import Column

NARROWEST, STEP = 48, 24
_AT_LEAST_GROWN = 480
"""A column that names its rows may become this wide, or twice its own width, before the last one gets the rest."""


def arrangement(header: QHeaderView, columns: Sequence[Column], scale: float = 1.0) -> dict[str, Any]:
    """How the columns stand now, as JSON can hold it; widths as they would be with text at 100 %."""
    order = [columns[header.logicalIndex(place)].id for place in range(len(columns))]
    hidden = [column.id for number, column in enumerate(columns) if header.isSectionHidden(number)]
    widths = {
        column.id: round(header.sectionSize(number) / scale)
        for number, column in enumerate(columns)
        if not header.isSectionHidden(number)
    }
    return {"order": order, "hidden": hidden, "widths": widths}


def arrange(header: QHeaderView, columns: Sequence[Column], kept: object, scale: float = 1.0) -> None:
    """Bring the columns back; what is kept of columns that no longer exist is passed over."""
    known = {column.id: number for number, column in enumerate(columns)}
    saved = kept if isinstance(kept, dict) else {}
    hidden = saved.get("hidden", [column.id for column in columns if column.hidden])
    widths = saved.get("widths", {})
    order = [column_id for column_id in saved.get("order", known) if column_id in known]
    for place, column_id in enumerate(order):
        header.moveSection(header.visualIndex(known[column_id]), place)
    for column_id, number in known.items():
        header.setSectionHidden(number, column_id in hidden)
        header.resizeSection(
            number, max(NARROWEST, round(widths.get(column_id, columns[number].width) * scale))
        )
    if header.hiddenSectionCount() == len(columns):
        header.showSection(0)


def share(
    header: QHeaderView, columns: Sequence[Column], room: int, scale: float = 1.0, *, favoured: str = ""
) -> None:
    """Give the room that all columns leave to the one that names the rows, as far as it has use for it.

    A column that is ``favoured`` gets all of it.
    """
    number = _growing(columns, favoured)
    if header.isSectionHidden(number):
        return
    wide = {place: round(column.width * scale) for place, column in enumerate(columns)}
    spare = room - sum(width for place, width in wide.items() if not header.isSectionHidden(place))
    most = room if favoured else max(2 * wide[number], round(_AT_LEAST_GROWN * scale))
    header.resizeSection(number, max(wide[number], min(most, wide[number] + spare)))


def _growing(columns: Sequence[Column], favoured: str) -> int:
    named = [number for number, column in enumerate(columns) if column.id == favoured]
    named += [number for number, column in enumerate(columns) if column.kind == "strong"]
    return named[0] if named else max(range(len(columns)), key=lambda number: columns[number].width)


def move(header: QHeaderView, number: int, step: int) -> None:
    """Move a column one place among those in sight."""
    place = header.visualIndex(number) + step
    while 0 <= place < header.count() and header.isSectionHidden(header.logicalIndex(place)):
        place += step
    if 0 <= place < header.count():
        header.moveSection(header.visualIndex(number), place)


def widen(header: QHeaderView, number: int, step: int) -> None:
    """Make a column wider, or narrower with a negative step."""
    header.resizeSection(number, max(NARROWEST, header.sectionSize(number) + step))
