"""How high what a bundle holds is marked: its records, and the paragraphs that bear a mark of their own."""

import re
from collections.abc import Iterable, Iterator

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.content import Entry
from crisisdesk.model.base import UNMARKED, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

_PORTION = re.compile(r"\(([^()\n]{1,120})\)")


def banner_of(known: Ladder, entries: Iterable[Entry]) -> Marking:
    """The marking of the whole."""
    return known.banner((mark for entry in entries for mark in marks_of(known, entry)), UNMARKED)


def refuse_too_high(view: Snapshot, known: Ladder, entries: Iterable[Entry], name: str) -> None:
    """Let nothing in that this machine may not hold.

    Raises:
        UserError: A record or a paragraph is marked above the desk's ceiling, or its level is on none of its ladders.
    """
    ceiling = view.get(Desk, DESK_ID).ceiling
    high = [mark for entry in entries for mark in marks_of(known, entry) if not known.within(mark, ceiling)]
    if high:
        raise UserError(
            f"{name} holds {len(high)} portions above {ceiling}, the ceiling of this desk, such as {high[0]}; "
            "nothing was brought in. Use a machine that is accredited for it, or ask for a bundle without them."
        )


def marks_of(known: Ladder, entry: Entry) -> Iterator[Marking]:
    """The marking of a record, and of each of its paragraphs that bears one.

    Raises:
        UserError: The record's own marking is none that the desk knows.
    """
    marking = Marking.parse(str(entry.row.get("marking") or UNMARKED))
    known.level(marking)
    yield marking
    for f in fields_of(type_by_table()[entry.record_type]):
        text = entry.row.get(f.name)
        if f.kind == "prose" and isinstance(text, str) and "(" in text:
            yield from _portions(known, text)


def _portions(known: Ladder, text: str) -> Iterator[Marking]:
    for paragraph in text.split("\n"):
        found = _PORTION.match(paragraph.lstrip())
        if found is None:
            continue
        try:
            mark = Marking.parse(found[1])
            known.level(mark)
        except UserError:  # words in brackets that are no mark
            continue
        yield mark
