"""Records that may be there twice: people, posts, partners, channels; a person looks and decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.part import Choice, Deed, Line, ListPart, line
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.records import record_type_named
from crisisdesk.services.duplicates import Pair, duplicates
from crisisdesk.store.snapshot import Snapshot

PARTED = "calls.parted"
"""Pairs of ids that somebody said are not the same."""
_TYPES = (("person", "People"), ("post", "Posts"), ("partner", "Partners"), ("channel", "Channels"))
_MOST = 200
_CLOSE = 92.0


@dataclass(frozen=True, slots=True)
class Doubles:
    """The pairs of a type."""

    lines: Sequence[Line]
    hidden: int


def read_doubles(view: Snapshot, name: str, parted: frozenset[str]) -> Doubles:
    """Read the likeliest pairs of a type, without those that were said to be two."""
    found = duplicates(view, record_type_named(name), limit=_MOST)
    shown = [one for one in found if _key(one) not in parted]
    return Doubles([_line(one) for one in shown], len(found) - len(shown))


def _key(one: Pair) -> str:
    return f"{one.first_id}|{one.second_id}"


def _line(one: Pair) -> Line:
    sure = one.score >= _CLOSE and not one.against
    row = Row(
        _key(one),
        (
            Cell(f"{one.score:.0f} of 100", "warn" if sure else "info", order=one.score),
            one.first,
            one.second,
            " ".join(one.evidence),
            " ".join(one.against),
        ),
    )
    facts = (
        ("Likeness of names", f"{one.score:.0f} of 100"),
        ("What speaks for it", "\n".join(one.evidence)),
        ("What speaks against it", "\n".join(one.against) or "nothing that is on record"),
        ("Ids", f"{one.first_id}\n{one.second_id}"),
    )
    return line(row, one.first_id, f"{one.first} and {one.second}", facts)


class DoublesTab(ListPart):
    """Pairs with what speaks for and against; joining is reviewed field by field, and can be undone."""

    key, title, icon = "duplicates", "Duplicates", "copy"
    columns = (
        Column("score", "Likeness", 120, "status"),
        Column("first", "One", 220, "strong"),
        Column("second", "The other", 220, "strong"),
        Column("evidence", "Speaks for it", 300),
        Column("against", "Speaks against it", 260, "muted"),
    )
    choices = (Choice("Which records", _TYPES, 160),)
    empty = "Records of this kind that may be there twice. None was found."
    creates = "person"
    follows = ("person", "post", "partner", "channel", "incumbency")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.kind = self.combos[0]
        self.kind.activated.connect(lambda _number: self.refresh())

    def deeds(self) -> Sequence[Deed]:
        """Review and join, or keep them apart."""
        return (
            Deed("They are &two", self.part_them, "N", writes=False),
            Deed("&Review and join…", self.open_row, "J", primary=True),
        )

    def refresh(self) -> None:
        """Compare anew."""
        self.summary.setText("Comparing…")
        name, parted = str(self.kind.currentData()), frozenset(self._parted())
        self.context.desk.fetch(
            lambda view: read_doubles(view, name, parted), self._take, key=(self, "doubles")
        )

    def open_row(self, row_id: str) -> None:
        """Review the pair field by field; in the past, only look at the first."""
        first, _, second = row_id.partition("|")
        if self.context.desk.at is not None:
            self.context.go(Target(record_id=first))
        elif second:
            from crisisdesk.gui.pages.calls.join_dialog import ask_join  # noqa: PLC0415 - loaded when first wanted

            ask_join(self.context, self.window(), first, second)

    def part_them(self, row_id: str) -> None:
        """Keep that these are two; they are not offered again in this window."""
        if row_id:
            self.context.memory[PARTED] = [*self._parted(), row_id]
            self.refresh()

    def show_fitting(self) -> None:
        """The kind is no filter of the lines in sight: it is read anew."""
        number = self.kind.currentIndex() if hasattr(self, "kind") else 0
        words = self.words.text().casefold().split()
        fitting = [one.row for one in self._lines if all(word in one.searched for word in words)]
        self.put(lambda: self.list.show_rows(fitting), narrowed=len(fitting) != len(self._lines))
        self.combos[0].setCurrentIndex(number)

    def clear_filter(self) -> None:
        """Show all pairs of this kind."""
        self.words.clear()
        self.list.table.setFocus()

    def _parted(self) -> list[str]:
        match self.context.memory.get(PARTED):
            case [*keys]:
                return [key for key in keys if isinstance(key, str)]
        return []

    def _take(self, read: Doubles) -> None:
        hidden = f" · {read.hidden:,} kept apart" if read.hidden else ""
        pairs = "pair" if len(read.lines) == 1 else "pairs"
        self.show_lines(read.lines, f"{len(read.lines):,} {pairs} that may be the same{hidden}")
