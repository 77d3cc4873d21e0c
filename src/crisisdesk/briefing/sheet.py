"""One page as a stream of drawing operators. Lengths are points, the origin is the lower left corner."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from unicodedata import normalize

from reportlab.pdfbase.pdfdoc import PDFDocument

from crisisdesk.briefing.bidirectional import as_seen, runs_right_to_left, shaped
from crisisdesk.briefing.fonts import Face, FontBook
from crisisdesk.briefing.structure import Element, Mark
from crisisdesk.briefing.styles import Style, Weight
from crisisdesk.briefing.text import Line

_ESCAPED = [
    {"(": "\\(", ")": "\\)", "\\": "\\\\"}.get(
        char, char if char.isascii() and char.isprintable() else f"\\{ord(char):03o}"
    )
    for char in map(chr, range(256))
]
_BRACKETS = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})


def pdf_text(text: str) -> str:
    """A PDF text string: as it is when plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_BRACKETS)})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


@cache
def paint(color: str) -> str:
    """The three numbers of a ``#rrggbb`` colour between 0 and 1."""
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


class Ink:
    """Writes text with the fonts of one file, taking up into the file what is used of each."""

    def __init__(self, pdf: PDFDocument, fonts: FontBook, colors: Mapping[str, str] | None = None) -> None:
        """``colors`` are those of a house in place of ours."""
        self._pdf, self._fonts, self._colors = pdf, fonts, colors or {}

    def paint(self, color: str) -> str:
        """As :func:`paint`, in the colours of the house."""
        return paint(self._colors.get(color, color))

    def shown(self, text: str, weight: Weight, size: float) -> str:
        """The operators that show printable text, already in the order in which it is seen."""
        faces = self._fonts[weight].faces
        if text.isascii() and text.isprintable():
            face = faces["n"]
            assert face is not None, "the main fonts cover Latin"
            name = face.font.getSubsetInternalName(0, self._pdf)
            return f"{name} {size:g} Tf ({text.translate(_BRACKETS)}) Tj"
        known = "".join([char if faces[char] else self._other(char, weight) for char in text])
        runs = groupby(known, key=faces.__getitem__)
        return " ".join(self._run(face, "".join(chars), size) for face, chars in runs if face)

    def _other(self, char: str, weight: Weight) -> str:
        """What stands for a joined form that no font has: its letters alone, or their numbers."""
        faces = self._fonts[weight].faces
        letters = normalize("NFKC", char)
        return letters if all(faces[letter] for letter in letters) else f"[U+{ord(char):04X}]"

    def _run(self, face: Face, text: str, size: float) -> str:
        shown = []
        for subset, codes in face.font.splitString(text, self._pdf):
            name = face.font.getSubsetInternalName(subset, self._pdf)
            shown.append(f"{name} {size:g} Tf ({''.join([_ESCAPED[code] for code in codes])}) Tj")
        return " ".join(shown)


class Sheet:
    """A page while it is being filled.

    Attributes:
        marks: The element of each piece of marked content, by its number.
    """

    def __init__(self, index: int, ink: Ink) -> None:
        self.index = index
        self.marks: list[Element] = []
        self._ink = ink
        self._code: list[str] = []
        self._joinable = -1

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been drawn yet."""
        return not self._code

    @property
    def code(self) -> str:
        """All operators so far."""
        return "\n".join(self._code)

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to this element; what follows for the same one joins it."""
        if self.marks and self.marks[-1] is element and self._joinable == len(self._code):
            self._code.pop()
            yield
            self._close()
            return
        number = len(self.marks)
        self.marks.append(element)
        element.kids.append(Mark(self.index, number))
        self._code.append(f"/{element.kind} <</MCID {number}>> BDC")
        yield
        self._close()

    def _close(self) -> None:
        self._code.append("EMC")
        self._joinable = len(self._code)

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn inside means nothing to a reading program."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def put(self, operators: str) -> None:
        """Add operators that leave the state of the page as they found it."""
        self._code.append(operators)

    def slot(self) -> int:
        """Leave a place to be filled later."""
        self._code.append("")
        return len(self._code) - 1

    @contextmanager
    def filling(self, slot: int) -> Iterator[None]:
        """What is drawn inside goes into a place that was left."""
        code, self._code, self._joinable = self._code, [], -1
        yield
        code[slot], self._code = self.code, code

    def line(self, line: Line, style: Style, left: float, top: float) -> None:
        """Draw a line of text whose box begins at ``left`` and ``top``.

        A wrapped line ends with its space, or programs that read the text would join the words.
        """
        if not line.spans:
            return
        text = line.text
        if runs_right_to_left(text):
            seen = as_seen(text, right_to_left=line.right_to_left)
            shown = self._ink.shown(seen, line.spans[-1].weight, style.size)
        else:
            *others, last = line.spans
            parts = [self._ink.shown(shaped(span.text), span.weight, style.size) for span in others]
            end = "" if line.ends else " "
            shown = " ".join([*parts, self._ink.shown(shaped(last.text) + end, last.weight, style.size)])
        start = f"BT {self._ink.paint(style.color)} rg 1 0 0 1 {left:.6g} {top - style.drop:.6g} Tm"
        self._code.append(f"{start} {shown} ET")

    def rectangle(self, left: float, bottom: float, width: float, height: float, color: str) -> None:
        """Fill a rectangle."""
        self._code.append(
            f"{self._ink.paint(color)} rg {left:.6g} {bottom:.6g} {width:.6g} {height:.6g} re f"
        )

    def rule(self, left: float, y: float, width: float, color: str, thickness: float = 0.5) -> None:
        """Draw a line from left to right."""
        self._code.append(
            f"{self._ink.paint(color)} RG {thickness:g} w {left:.6g} {y:.6g} m {left + width:.6g} {y:.6g} l S"
        )
