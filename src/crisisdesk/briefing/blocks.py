"""What a brief is made of, as plain values: no layout, no PDF, no records.

All text is plain text: it is never read as markup. A ``marking`` is a portion mark as it shall be printed,
brackets included, such as ``(S//REL TO USA, GBR)``; it stands in front of the text. Colours are ``#rrggbb``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crisisdesk.briefing.house import PLAIN, House
from crisisdesk.drawing.shapes import Drawing

Tone = Literal["plain", "good", "caution", "bad", "muted"]
"""How a cell or box is underlined. The words must say it too: a tone may be lost in print."""

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: level 1 is just below the section's own title, 3 is the lowest."""

    text: str
    level: Literal[1, 2, 3] = 1
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``lead`` is printed bold in front of the text, on its line.

    Line ends are kept; several spaces are one, use U+2003 for a wider one.
    """

    text: str
    marking: str = ""
    style: Literal["body", "lead", "small", "note"] = "body"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points, each with its own portion mark and bold lead if it is a :class:`Paragraph`."""

    items: tuple[str | Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table that needs more than its text.

    One that takes several ``rows`` stands in the first of them; the rows below have an empty text in its column, and all
    of them stay on one page.
    """

    text: str
    tone: Tone = "plain"
    bold: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head that is repeated on every page.

    ``widths`` are shares of the line, one for each column; without them the texts decide. ``aligns`` is one for
    each column, left where it is shorter. ``emphasis`` holds the indexes of rows printed bold on a tint, such as
    totals and sub-heads; ``changed`` those with a bar at their left, which are new or changed since the brief before.
    A row may be shorter than ``columns``, never longer. ``empty`` is printed when there are no rows, so that an empty
    table says so.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    caption: str = ""
    marking: str = ""
    emphasis: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    empty: str = "None."


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Labels with their values, side by side in ``columns`` columns."""

    pairs: tuple[tuple[str, str], ...]
    columns: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, as large as the line and the page allow but not enlarged more than ``enlarge`` times."""

    drawing: Drawing
    caption: str = ""
    marking: str = ""
    enlarge: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line over the width of the text."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks set apart by a bar and a tint: the bottom line, a decision. A short one is kept on one page."""

    title: str
    blocks: tuple["Block", ...]
    tone: Tone = "plain"
    marking: str = ""


Block = Heading | Paragraph | Bullets | Table | KeyFacts | Picture | Box | Rule | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the brief; it gets a bookmark, as do the headings in it.

    ``level`` is the depth of the bookmark: 0 at the top. An empty ``title`` prints no heading and no bookmark.
    """

    title: str
    blocks: tuple[Block, ...]
    marking: str = ""
    level: int = 0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head of the first page. Empty fields are left out.

    Moments are ready for print (DTG). ``classification`` are the lines of the classification block, printed
    at the lower left of the first page. ``more`` are further labelled facts.
    """

    originator: str = ""
    document_type: str = ""
    case_id: str = ""
    number: str = ""
    dtg: str = ""
    period: str = ""
    as_of: str = ""
    next_report: str = ""
    precedence: str = ""
    addressees: str = ""
    classification: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief, ready to be laid out.

    ``banner`` is the overall marking, printed at the head and foot of every page with a bar in
    ``banner_color``; ``caveats`` stand under it. ``footer`` are the lines at the foot of every page: control
    number, journal digest. ``created`` must know its zone; it is the only moment that goes into the file.
    ``language`` is a BCP 47 tag. ``contents`` asks for a list of contents after the title block. ``labels``
    replaces the engine's own words, see :data:`crisisdesk.briefing.page.LABELS`.
    """

    title: str
    banner: str
    sections: tuple[Section, ...]
    created: datetime
    subject: str = ""
    marking: str = ""
    banner_color: str = "#1b7f3b"
    caveats: tuple[str, ...] = ()
    exercise: bool = False
    header: Header = Header()
    footer: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = "en"
    page_size: Literal["A4", "Letter"] = "A4"
    contents: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    house: House = PLAIN
