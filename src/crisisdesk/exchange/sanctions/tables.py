"""Rows of text tables, one at a time, each with the line it begins on."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.progress import Progress

_STEP = 1_000
_LINE = 1_000_000
_ROW = 2_000_000
_END = "\x1a"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Row = list[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A table as text: its file and the encoding that was taken."""

    file: SourceFile
    encoding: str

    @property
    def note(self) -> str:
        """A sentence about the encoding where it is not UTF-8, else empty."""
        if self.encoding in {"utf-8", "utf-8-sig"}:
            return ""
        return f"{self.file.name} is not UTF-8 and was read as {self.encoding}; look at names with accents."


def as_text(file: SourceFile) -> Text:
    """Find the encoding of a file: what its mark says, else UTF-8, else Windows-1252.

    Raises:
        UserError: It is none of them, or holds NUL bytes, as no text does.
    """
    encoding = next((name for mark, name in _MARKS if file.head.startswith(mark)), "")
    if encoding:
        return Text(file, encoding)
    return Text(file, "utf-8" if _decodes(file, "utf-8") else _windows(file))


def _windows(file: SourceFile) -> str:
    if not _decodes(file, "cp1252"):
        raise UserError(f"{file.name} is no text in UTF-8, UTF-16 or Windows-1252; fetch the list again.")
    return "windows-1252"


def _decodes(file: SourceFile, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open() as stream:
            while chunk := stream.read(1 << 20):
                if b"\0" in chunk:
                    raise UserError(f"{file.name} holds NUL bytes, as no text does; fetch the list again.")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def rows(
    text: Text, progress: Progress, note: Callable[[str], None], *, delimiter: str = ","
) -> Iterator[tuple[int, Row]]:
    """Each row with the line on which it begins; blank lines and a lone end mark (Ctrl-Z) at the end are left out.

    ``note`` is told of a last line without an end: a file cut within its last cell has no other mark.

    Raises:
        UserError: A quote is never closed, a line or a cell is far too long, or the text cannot be decoded.
    """
    lines = _Lines(text, progress, note)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            if lines.ended:
                if row != [_END]:
                    raise UserError(
                        f"{text.file.name}, line {number:,}: a quote is opened and never closed; the file is broken off or damaged, "
                        "fetch the list again."
                    )
                return
            if row and row != [_END]:
                yield number, row
            lines.row_done()
            number = lines.number + 1
    except csv.Error as error:
        raise UserError(
            f"{text.file.name}, line {number:,}: {error}; the file is damaged, fetch the list again."
        ) from error
    except UnicodeError as error:
        raise UserError(f"{text.file.name}, line {number:,}: this is no text in {text.encoding}.") from error
    finally:
        lines.close()


class _Lines:
    """Lines for the csv reader, with an end mark behind the last: inside an open quote it never comes out alone."""

    def __init__(self, text: Text, progress: Progress, note: Callable[[str], None]) -> None:
        self._raw = text.file.open()
        self._stream = io.TextIOWrapper(self._raw, text.encoding, newline="")
        self._name, self._progress, self._note = text.file.name, progress, note
        self._row = self._size = 0
        self.number = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.ended:
            raise StopIteration
        line = self._stream.readline(_LINE)
        if not line:
            self.ended = True
            return f"{_END}\n"
        self.number += 1
        self._size += len(line)
        if len(line) == _LINE or self._size > _ROW:
            raise UserError(
                f"{self._name}, line {self.number:,}: the row has more than a million characters; this is not a list."
            )
        if line.endswith(("\n", "\r")):
            return line
        if line != _END:
            self._note(f"The last line of {self._name} has no end; look whether its last row is whole.")
        return line + "\n"

    def row_done(self) -> None:
        self._size = 0
        self._row += 1
        if self._row % _STEP == 0:
            self._progress(self._row, 0, f"Reading {self._name}")

    def close(self) -> None:
        self._stream.close()


def column_names(row: Sequence[str]) -> Row:
    """Names of columns as we compare them: one blank for several, no mark of the encoding."""
    return [" ".join(cell.replace("\ufeff", "").split()) for cell in row]


def fitting(row: Row, width: int, name: str, line: int) -> Row:
    """The row, if it has this many cells.

    Raises:
        UserError: It has not: the file is cut in the middle of a row, or damaged.
    """
    if len(row) != width:
        raise UserError(
            f"{name}, line {line:,}: the row has {len(row)} cells instead of {width}; the file is broken off or damaged, "
            "fetch the list again."
        )
    return row
