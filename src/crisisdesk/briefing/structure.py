"""The tree that tells a reading program what the marks on the pages are: headings, paragraphs, tables, pictures."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "Document", "Sect", "H1", "H2", "H3", "H4", "H5", "P", "Caption", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "Figure", "TOC", "TOCI", "Link", "Reference",
]  # fmt: skip


@dataclass(slots=True, eq=False)
class Mark:
    """A piece of a page's content: its page, counted from 0, and its number there."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Annotation:
    """A link's active area, by its place in the list of all links."""

    index: int


@dataclass(slots=True, eq=False)
class Element:
    """A node; ``attributes`` are further entries of its dictionary, ready to be written."""

    kind: Kind
    parent: "Element | None" = None
    attributes: str = ""
    kids: "list[Element | Mark | Annotation]" = field(default_factory=list)

    def add(self, kind: Kind, attributes: str = "") -> "Element":
        """A new last child."""
        child = Element(kind, self, attributes)
        self.kids.append(child)
        return child


def settle_headings(root: Element) -> None:
    """Draw up headings that are more than one level below the one before: a step left out confuses readers."""
    last = 0
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.kind in _HEADINGS:
            last = min(_HEADINGS.index(element.kind), last) + 1
            element.kind = _HEADINGS[last - 1]
        waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


_HEADINGS: tuple[Kind, ...] = ("H1", "H2", "H3", "H4", "H5")
