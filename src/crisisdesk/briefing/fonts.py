"""Fonts by script: which face draws a character, how wide it is, and what is printed when none can."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

from reportlab.pdfbase.ttfonts import TTFError, TTFont

from crisisdesk import paths
from crisisdesk.briefing.bidirectional import INVISIBLE, shaped
from crisisdesk.briefing.styles import Weight
from crisisdesk.errors import UserError

_MAIN: dict[Weight, str] = {
    "regular": "NotoSans-Regular.ttf",
    "bold": "NotoSans-Bold.ttf",
    "italic": "NotoSans-Italic.ttf",
}
_SYMBOLS = "DejaVuSans.ttf"
_SCRIPTS = (
    (((0x0590, 0x05FF), (0xFB1D, 0xFB4F)), "NotoSansHebrew"),
    (
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
        "NotoSansArabic",
    ),
    (((0x0530, 0x058F), (0xFB13, 0xFB17)), "NotoSansArmenian"),
    (((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)), "NotoSansGeorgian"),
)


class Face:
    """One font file."""

    def __init__(self, path: Path, *, readable: bool) -> None:
        name = f"{path.stem}-{crc32(str(path).encode()):08x}"
        self.font = TTFont(name, str(path), asciiReadable=readable)
        self._glyphs: dict[int, int] = self.font.face.charToGlyph
        self._widths: dict[int, float] = self.font.face.charWidths

    def covers(self, code: int) -> bool:
        """Whether the file has a glyph of its own for this character."""
        return self._glyphs.get(code, 0) != 0

    def width(self, code: int) -> float:
        """How far this character moves on, for a size of one point."""
        return float(self._widths.get(code, self.font.face.defaultWidth)) / 1000


@cache
def _face(path: Path, *, readable: bool = False) -> Face:
    try:
        return Face(path, readable=readable)
    except (TTFError, OSError) as error:
        raise UserError(
            f"The font file {path} cannot be used: {error}. Put a sound .ttf in its place."
        ) from error


class _Faces(dict[str, Face | None]):
    """The first face that covers a character, looked up once."""

    def __init__(self, book: "FontBook", weight: Weight) -> None:
        super().__init__()
        self._book, self._weight = book, weight

    def __missing__(self, char: str) -> Face | None:
        found = next((f for f in self._book.candidates(char, self._weight) if f.covers(ord(char))), None)
        self[char] = found
        return found


class _Widths(dict[str, float]):
    """Widths of words for a size of one point, as they will be shaped."""

    def __init__(self, faces: _Faces) -> None:
        super().__init__()
        self._faces, self._chars = faces, dict[str, float]()

    def __missing__(self, word: str) -> float:
        chars = self._chars
        try:
            width = sum([chars[char] for char in (word if word.isascii() else shaped(word))])
        except KeyError:
            for char in set(shaped(word)):
                face = None if char in INVISIBLE else self._faces[char]
                chars[char] = face.width(ord(char)) if face else 0.0
            return self[word]
        self[word] = width
        return width


class Typeface:
    """All faces of one weight: the main one and those that stand in for other scripts.

    Attributes:
        faces: The face that draws a character, None when there is none.
        widths: The width of a text for a size of one point.
    """

    def __init__(self, book: "FontBook", weight: Weight) -> None:
        self.faces = _Faces(book, weight)
        self.widths = _Widths(self.faces)


class _Printable(dict[int, int | str]):
    """What is printed for a character: itself, or its number in brackets when no font has it."""

    def __init__(self, typeface: Typeface) -> None:
        super().__init__({0x09: " ", 0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n"})
        self.update({0x2028: "\n", 0x2029: "\n"})
        self._faces = typeface.faces

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        drawn = char in INVISIBLE or (
            (char.isprintable() or char.isspace()) and self._faces[char] is not None
        )
        self[code] = code if drawn else f"[U+{code:04X}]"
        return self[code]


class FontBook:
    """The fonts of one rendering.

    Args:
        folder: Where the shipped fonts are, those of :func:`crisisdesk.paths.resources` by default.
        packs: Folders of further ``.ttf`` files, tried in order of their names after the shipped ones.
    """

    def __init__(self, folder: Path | None = None, packs: Sequence[Path] = ()) -> None:
        self._folder = folder or paths.resources() / "fonts"
        folders = (self._folder / "packs", *packs)
        self._packs = tuple(
            path for place in folders if place.is_dir() for path in sorted(place.glob("*.ttf"))
        )
        self._typefaces: dict[Weight, Typeface] = {weight: Typeface(self, weight) for weight in _MAIN}
        self._printable = _Printable(self._typefaces["regular"])

    def __getitem__(self, weight: Weight) -> Typeface:
        return self._typefaces[weight]

    def candidates(self, char: str, weight: Weight) -> Iterator[Face]:
        """The faces that may draw this character, best first; files are opened when they are reached."""
        yield _face(self._folder / _MAIN[weight], readable=True)
        if weight != "regular":
            yield from self._scripts(ord(char), "Bold" if weight == "bold" else "Regular")
        yield from self._scripts(ord(char), "Regular")
        yield _face(self._folder / _MAIN["regular"], readable=True)
        yield _face(self._folder / _SYMBOLS)
        for path in self._packs:
            yield _face(path)

    def _scripts(self, code: int, cut: str) -> Iterator[Face]:
        for ranges, family in _SCRIPTS:
            path = self._folder / f"{family}-{cut}.ttf"
            if any(first <= code <= last for first, last in ranges) and path.is_file():
                yield _face(path)

    def printable(self, text: str) -> str:
        """The text with one kind of line end, and with ``[U+XXXX]`` for whatever no font can draw."""
        if text.isascii() and text.isprintable():
            return text
        composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        return composed.translate(self._printable)
