"""Opening what somebody else wrote: its size, its compression, its encoding."""

import codecs
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crisisdesk.errors import UserError

SIZE_LIMIT = 200 * 1024 * 1024
_PART = 1 << 20
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class _Borrowed(io.TextIOWrapper):
    """Text of a file that belongs to somebody else, who closes it."""

    def close(self) -> None:
        """Leave the file open."""


@dataclass(frozen=True, slots=True)
class Source:
    """An open file with its encoding, and how to say that to a person."""

    name: str
    file: BinaryIO
    encoding: str
    encoding_name: str

    def text(self) -> io.TextIOWrapper:
        """The file as text from its beginning, line ends untouched."""
        self.file.seek(0)
        return _Borrowed(self.file, self.encoding, newline="")


def opened(path: Path) -> Source:
    """Open a text file, or one packed with gzip, and find out its encoding.

    Without a mark at its beginning it is UTF-8 if all of it is, else Windows-1252.

    Raises:
        UserError: It cannot be read, is larger than 200 MB, or is no text.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise UserError(
                f"{path.name} is larger than {SIZE_LIMIT >> 20} MB, the limit of an import; divide it."
            )
        file: BinaryIO = path.open("rb")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    try:
        if file.read(2) == _GZIP:
            file.close()
            file = _unpacked(path)
        encoding, said = _encoding(path, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Source(path.name, file, encoding, said)


def _unpacked(path: Path) -> BinaryIO:
    try:
        with gzip.open(path) as packed:
            content = packed.read(SIZE_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(f"{path.name} is packed with gzip, but damaged.") from error
    if len(content) > SIZE_LIMIT:
        raise UserError(
            f"{path.name} unpacks to more than {SIZE_LIMIT >> 20} MB, the limit of an import; divide it."
        )
    return io.BytesIO(content)


def _encoding(path: Path, file: BinaryIO) -> tuple[str, str]:
    file.seek(0)
    head = file.read(4096)
    if head.startswith(_ZIP):
        raise UserError(
            f"{path.name} is a workbook or another archive; save the sheet as CSV and import that."
        )
    for mark, encoding, said in _MARKS:
        if head.startswith(mark):
            return encoding, said
    if b"\0" in head:
        raise UserError(f"{path.name} is not text (or UTF-16 without a mark); choose a CSV or JSON file.")
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := file.read(_PART):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:  # not UTF-8, then; what an office program writes in the west of Europe
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"
