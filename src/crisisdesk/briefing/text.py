"""Plain text broken into lines of a given width."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from crisisdesk.briefing.bidirectional import begins_right_to_left
from crisisdesk.briefing.fonts import FontBook
from crisisdesk.briefing.styles import Style, Weight

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_NEVER_FIRST = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
_SOFT_BREAK = re.compile(
    rf"(?<=[-\u2010\u2013\u2014/])(?=[^\W\d])|(?<=\u200b)"
    rf"|(?<=[{_WIDE}])(?![{_NEVER_FIRST}])|(?<!^)(?=[{_WIDE}])(?![{_NEVER_FIRST}])"
)
"""Where a word may go on on the next line: after a hyphen or stroke before a letter, and between Chinese characters,
but not before their closing punctuation."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one weight inside a line."""

    text: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in the order in which it is read.

    ``width`` is in points. ``ends`` tells that a line end or the end of the text follows, not a mere wrap.
    """

    spans: tuple[Span, ...]
    width: float
    ends: bool
    right_to_left: bool

    @property
    def text(self) -> str:
        """The text of all spans."""
        return "".join(span.text for span in self.spans)


@dataclass(slots=True)
class _Atom:
    """A piece of text that is not broken, and whether a space parts it from the one before."""

    text: str
    weight: Weight
    width: float
    spaced: bool
    solid: bool = False


class Setter:
    """Breaks texts into lines with the fonts of one rendering."""

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts

    def width(self, text: str, style: Style) -> float:
        """The width in points of printable text on one line."""
        return self.fonts[style.weight].widths[text] * style.size

    def lines(self, text: str, style: Style, width: float, prefix: Sequence[Span] = ()) -> list[Line]:
        """Break ``text`` into lines at most ``width`` points wide.

        ``prefix`` stands in front of the text on its first line. Line ends in the text are kept. A word that
        is wider than the line is cut. Always gives at least one line.
        """
        printable = self.fonts.printable
        plain = printable(text)
        if not any(span.text for span in prefix) and "\n" not in plain:
            quick = self._quick(plain, style, width)
            if quick is not None:
                return quick
        spans = [Span(printable(span.text).replace("\n", " "), span.weight) for span in prefix if span.text]
        lines: list[Line] = []
        for part in plain.rstrip("\n").split("\n"):
            right_to_left = begins_right_to_left(part)
            lines += self._wrap(
                [*spans, Span(part, style.weight)], style.size, width, right_to_left=right_to_left
            )
            spans = []
        return lines

    def one_line(self, text: str, style: Style, width: float) -> Line:
        """The text on one line, its end left out for an ellipsis where it is too long."""
        lines = self.lines(text.replace("\n", " "), style, width)
        if len(lines) == 1:
            return lines[0]
        return self.lines(lines[0].text.rstrip() + "…", style, width + 2 * style.size)[0]

    def _quick(self, text: str, style: Style, width: float) -> list[Line] | None:
        """What :meth:`_wrap` would give, sooner, for text whose words need no breaking; None for other text."""
        widths = self.fonts[style.weight].widths
        weight, size, space = style.weight, style.size, widths[" "]
        right_to_left = begins_right_to_left(text)
        room = width / size + 1e-6
        lines: list[Line] = []
        words: list[str] = []
        used = -space
        for word in filter(None, text.split(" ")):
            needed = widths[word] + space
            if used + needed > room:
                if needed - space > room or _SOFT_BREAK.search(word):
                    return None
                lines.append(
                    Line(
                        (Span(" ".join(words), weight),), used * size, ends=False, right_to_left=right_to_left
                    )
                )
                words, used = [], -space
            words.append(word)
            used += needed
        spans = (Span(" ".join(words), weight),) if words else ()
        lines.append(Line(spans, max(used, 0.0) * size, ends=True, right_to_left=right_to_left))
        return lines

    def _wrap(self, spans: list[Span], size: float, width: float, *, right_to_left: bool) -> Iterator[Line]:
        room = width / size + 1e-6
        line: list[_Atom] = []
        used = 0.0
        waiting = list(self._words(spans))[::-1]
        while waiting:
            atom = waiting.pop()
            gap = self.fonts[atom.weight].widths[" "] if atom.spaced and line else 0.0
            if used + gap + atom.width <= room:
                line.append(atom)
                used += gap + atom.width
            elif pieces := self._pieces(atom, room, room - used - gap):
                waiting += reversed(pieces)
            elif line:
                yield _line(line, used * size, ends=False, right_to_left=right_to_left)
                line, used = [], 0.0
                waiting.append(atom)
            else:  # a single character wider than the line
                line.append(atom)
                used = atom.width
        yield _line(line, used * size, ends=True, right_to_left=right_to_left)

    def _words(self, spans: list[Span]) -> Iterator[_Atom]:
        for span in spans:
            widths = self.fonts[span.weight].widths
            for word in span.text.split(" "):
                if word:
                    yield _Atom(word, span.weight, widths[word], spaced=True)

    def _pieces(self, atom: _Atom, room: float, rest: float) -> list[_Atom]:
        """What a word that does not fit falls into; nothing if it is to go to the next line whole."""
        if not atom.solid:
            atom.solid = True
            parts = [part for part in _SOFT_BREAK.split(atom.text) if part]
            if len(parts) > 1:
                widths = self.fonts[atom.weight].widths
                return [
                    _Atom(part, atom.weight, widths[part], spaced=atom.spaced and not index, solid=True)
                    for index, part in enumerate(parts)
                ]
        if atom.width <= room or rest < room / 2:
            return []
        return self._cut(atom, rest)

    def _cut(self, atom: _Atom, room: float) -> list[_Atom]:
        """The word cut after as many characters as fit, at least one; nothing if that is all of it."""
        widths = self.fonts[atom.weight].widths
        used, end = widths[atom.text[0]], 1
        while end < len(atom.text) and used + widths[atom.text[end]] <= room:
            used += widths[atom.text[end]]
            end += 1
        if end >= len(atom.text):
            return []
        return [
            _Atom(atom.text[:end], atom.weight, used, atom.spaced, solid=True),
            _Atom(atom.text[end:], atom.weight, atom.width - used, spaced=False, solid=True),
        ]


def _line(atoms: list[_Atom], width: float, *, ends: bool, right_to_left: bool) -> Line:
    spans: list[Span] = []
    for weight, group in groupby(atoms, key=lambda atom: atom.weight):
        text = "".join([" " + atom.text if atom.spaced else atom.text for atom in group])
        spans.append(Span(text if spans else text.removeprefix(" "), weight))
    return Line(tuple(spans), width, ends, right_to_left)
