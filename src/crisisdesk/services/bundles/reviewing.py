"""A bundle's differences as a person reviews them: one line a field, worded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crisisdesk.model.base import Record, fields_of
from crisisdesk.services.bundles.ancestry import Row
from crisisdesk.services.bundles.comparing import Comparison, Item
from crisisdesk.services.bundles.joining import GONE
from crisisdesk.services.bundles.wording import label_of, words_of
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the bundle would change here, or on which the two copies disagree.

    ``kind`` is new, changed, gone, kept or disagreement. ``stands`` is ``ours`` or ``theirs``: whose value there would
    be if nobody decides. ``base`` is what both last agreed on, where that is known.
    """

    kind: str
    record_type: str
    type_label: str
    record_id: str
    caption: str
    field: str
    label: str
    base: str
    ours: str
    theirs: str
    stands: str


def review_lines(view: Snapshot, comparison: Comparison) -> list[Line]:
    """The differences, disagreements first, then by type and record."""
    names = _names(view, comparison)
    lines = [line for item in comparison.items for line in _lines(item, names)]
    return sorted(lines, key=lambda line: line.kind != "disagreement")


def _names(view: Snapshot, comparison: Comparison) -> dict[str, str]:
    """What the records are called that the differences speak of or refer to, here or in the bundle."""
    wanted = {
        str(row[f.name])
        for item in comparison.items
        for row in (item.ours, item.theirs, item.base)
        if row is not None
        for f in fields_of(type_by_table()[item.record_type])
        if f.kind == "reference" and row.get(f.name)
    }
    entries = comparison.bundle.entries
    known = {e.id: _caption(type_by_table()[e.record_type], e.row, e.id) for e in entries if e.id in wanted}
    return known | view.captions(wanted)


def _caption(record_type: type[Record], row: Mapping[str, Any] | None, record_id: str) -> str:
    texts = {name: words_of(record_type, name, value) for name, value in (row or {}).items() if name != "id"}
    return record_type.own_caption(texts) or record_id


def _lines(item: Item, names: dict[str, str]) -> Iterator[Line]:
    record_type = type_by_table()[item.record_type]
    caption = _caption(record_type, item.joined.row or item.ours or item.theirs, item.record_id)
    clashing = {clash.field: clash for clash in item.clashes}

    def line(kind: str, name: str, stands: str) -> Line:
        base, ours, theirs = (
            _side(record_type, row, name, names) for row in (item.base, item.ours, item.theirs)
        )
        label = label_of(record_type, name) if name or kind == "disagreement" else ""
        type_label = record_type.__label__
        return Line(
            kind,
            item.record_type,
            type_label,
            item.record_id,
            caption,
            name,
            label,
            base,
            ours,
            theirs,
            stands,
        )

    for name, clash in clashing.items():
        yield line("disagreement", name, "ours" if clash.ours_stands else "theirs")
    if item.kind in {"new", "gone"} and GONE not in clashing:
        yield line(item.kind, GONE, "theirs")
    elif item.ours is not None and item.theirs is not None:
        row = item.joined.row or {}
        for name in (n for n in row if row[n] != item.ours.get(n) and n not in clashing):
            yield line("changed", name, "theirs")


def _side(record_type: type[Record], row: "Row | None", name: str, names: dict[str, str]) -> str:
    if name == GONE:
        return "" if row is None else _caption(record_type, row, "")
    if row is None:
        return ""
    words = words_of(record_type, name, row.get(name))
    f = next(one for one in fields_of(record_type) if one.name == name)
    return names.get(words, words) if f.kind == "reference" else words
