"""What a section of a brief is, and what it may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from crisisdesk.briefing.blocks import Align, Block, Cell, Heading, Paragraph, Table
from crisisdesk.briefing.inputs import Inputs, NetworkPicture
from crisisdesk.briefing.portions import Portion, Portions, Quote
from crisisdesk.briefing.spans import merged
from crisisdesk.briefing.terms import Terms
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.sources import Source
from crisisdesk.model.values import Grade
from crisisdesk.store.snapshot import Snapshot

__all__ = ["Citations", "Inputs", "NetworkPicture", "Options", "Row", "Scope", "Section", "table"]

Row = tuple[str | Cell, ...]
_LONG_MARK = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What the officer chose.

    ``portion_marks`` is heeded only where no portion is classified: a classified document always has them.
    ``clearances`` are lines of the clearance page: office, name, result and time with semicolons between. With
    ``hide_recipients`` a copy for a reader names no other reader in its release lists.
    """

    bottom_line: str = ""
    addressees: str = ""
    distribution: str = ""
    portion_marks: bool = False
    clearances: tuple[str, ...] = ()
    hide_recipients: bool = False


@dataclass(slots=True)
class Citations:
    """The sources that were cited, numbered by their first citation, with the grades given to what they said."""

    grades: dict[str, list[Grade]] = field(default_factory=dict)

    def cite(self, source_id: str | None, grade: Grade | None) -> str:
        """The reference to print, such as ``[2, B2]``; empty where nothing is known of the source."""
        parts: list[str] = []
        if source_id:
            grades = self.grades.setdefault(source_id, [])
            if grade is not None and grade not in grades:
                grades.append(grade)
            parts.append(str(list(self.grades).index(source_id) + 1))
        if grade is not None:
            parts.append(str(grade))
        return f"[{', '.join(parts)}]" if parts else ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one brief covers.

    Attributes:
        begins: The period covered starts here.
        as_of: The moment that the brief shows, and the end of the period. Late, due and quiet are judged by it.
        since: The last revision that the reader knows from the brief before; nothing if there was none.
        previous: That brief, if it was an issued one.
        inputs: What was worked out elsewhere: network, clocks, findings, gaps.
        partner_id: The one partner that the brief is about; empty for all.
        family: The ids of that partner's own agencies and offices.
        post_id: The counterpart of a call sheet; empty for none.
        short: Names of sections that say only what matters most.
        decision_id: The one decision that the paper asks for; empty for all.
        touched: Ids of records that are new or changed since the brief before; their rows have a bar.
        sourced: Whether it has a list of sources; without one a citation is the grade alone.
        tight: How often the lists were cut already to keep the paper to its pages.
        stood: It shows how things stood at the moment by all that is known now, not what was known then.
    """

    case: CrisisCase
    desk: Desk
    begins: datetime
    as_of: datetime
    since: int | None
    previous: Brief | None
    portions: Portions
    terms: Terms
    options: Options = Options()
    inputs: Inputs = field(default_factory=Inputs)
    citations: Citations = field(default_factory=Citations)
    partner_id: str = ""
    post_id: str = ""
    short: frozenset[str] = frozenset()
    stood: bool = False
    decision_id: str = ""
    touched: frozenset[str] = frozenset()
    sourced: bool = True
    tight: int = 0
    family: frozenset[str] = frozenset()

    @property
    def picture(self) -> NetworkPicture | None:
        """The coordination network, if the brief shows it."""
        return self.inputs.picture

    def about(self, *partner_ids: str | None) -> bool:
        """Whether something that concerns these partners belongs into the brief: one on a single partner leaves others out."""
        return not self.partner_id or not ({self.partner_id, *self.family}.isdisjoint(partner_ids))

    @property
    def today(self) -> date:
        """The day of ``as_of``, in UTC."""
        return self.as_of.date()

    @property
    def released(self) -> bool:
        """Whether the brief goes to somebody else than our own readers."""
        return bool(self.portions.audience.code)

    def within(self, moment: datetime | None) -> bool:
        """Whether a moment lies in the period; its first moment belongs to the brief before, if there was one."""
        if moment is None or moment > self.as_of:
            return False
        return self.begins < moment or (self.since is None and moment == self.begins)

    def told(self, entry: LogEntry) -> datetime | None:
        """The moment by which an entry belongs into the period: when it was entered, or on the other clock when it happened."""
        return entry.event_time if self.stood else entry.entered_at

    def note(self, text: str) -> Paragraph:
        """A short line about what is, or is not, in the records of the case; marked as the case is."""
        return Paragraph(text, self.portions.take(self.case.marking), "small")

    def plain(self, text: str) -> Paragraph:
        """A short line of the program's own, about no record."""
        return Paragraph(text, self.portions.take(self.portions.plain), "small")

    def heading(self, text: str) -> Heading:
        """A heading inside a section; its words are nobody's secret."""
        return Heading(text, 1, self.portions.printed(self.portions.plain))

    def cite(self, source_id: str | None, grade: Grade | None, quote: Quote) -> str:
        """Cite a source in a portion that quotes it, unless the reader must not know of it."""
        source = self.portions.view.find(Source, source_id) if self.sourced else None
        if source is None or self.portions.audience.obstacle(source.marking, self.portions.ladder):
            return f"[{grade}]" if grade else ""
        quote.record(source)
        return self.citations.cite(source.id, grade)


class Section(Protocol):
    """A part of a brief; one that returns no blocks is left out."""

    @property
    def name(self) -> str:
        """Stable word for profiles and options."""

    @property
    def title(self) -> str:
        """Its heading; empty for none."""

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Put the records into blocks, through ``scope.portions`` and nothing else."""


def table(
    scope: Scope,
    columns: Sequence[str],
    rows: Sequence[Portion[Any, Row]],
    *,
    widths: Sequence[float],
    aligns: Sequence[Align] = (),
    caption: str = "",
    heads: Sequence[tuple[int, str]] = (),
    merge: Sequence[int] = (),
) -> Table:
    """A table of portions; where marks are printed its first column holds them.

    Args:
        scope: Of the brief.
        columns: The heads.
        rows: In their order.
        widths: Shares of the line for each column, without that of the marks.
        aligns: As of the columns.
        caption: Printed above, with the marking of all rows.
        heads: Sub-heads: before which row they stand, and their words.
        merge: Columns whose equal neighbours are one cell, each within those before it.
    """
    marks = [scope.portions.printed(row.marking) for row in rows]
    cells: list[Row] = [
        (mark, *row.words) if mark else row.words for mark, row in zip(marks, rows, strict=True)
    ]
    shift = 1 if any(marks) else 0
    touched = [row.record.id in scope.touched for row in rows]
    emphasis = set()
    for inserted, (before, words) in enumerate(heads):
        cells.insert(before + inserted, (*[""] * shift, words))
        touched.insert(before + inserted, False)
        emphasis.add(before + inserted)
    share = (0.13 if max(map(len, marks)) > _LONG_MARK else 0.09) if shift else 0.0
    return Table(
        columns=("Mark", *columns) if shift else tuple(columns),
        rows=tuple(merged(cells, [column + shift for column in merge])),
        widths=(share, *(width * (1 - share) for width in widths)) if shift else tuple(widths),
        aligns=("left", *aligns) if shift else tuple(aligns),
        caption=caption,
        marking=scope.portions.printed(scope.portions.combined(row.marking for row in rows))
        if caption
        else "",
        emphasis=frozenset(emphasis),
        changed=frozenset(index for index, new in enumerate(touched) if new),
    )
