"""Rows of the first sheet of a workbook, as text.

``.xlsx`` is read as the XML it is, row by row: readers that build the whole grid ask for hundreds of gigabytes when one
cell stands in the far corner. ``.xls`` cannot be larger than 65,536 rows of 256 cells.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import python_calamine

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.markup import Node, entries
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.exchange.sanctions.tables import Row
from crisisdesk.progress import Progress

_UNPACKED = 200_000_000
_RATIO = 100
_RATIO_FROM = 20_000_000
_WIDTH = 256
_STEP = 1_000
_COLUMN = re.compile(r"[A-Z]{1,3}")


def sheet_rows(file: SourceFile, progress: Progress) -> Iterator[tuple[int, Row]]:
    """Each row with its number; whole numbers without a point, dates as ISO 8601 where the workbook says that they are.

    Raises:
        UserError: The workbook is damaged, locked, or unpacks to far more than a list.
    """
    read = _old_rows(file) if file.is_old_workbook else _new_rows(file)
    for number, row in read:
        if number % _STEP == 0:
            progress(number, 0, f"Reading {file.name}")
        if any(row):
            yield number, row


def _damaged(file: SourceFile) -> UserError:
    return UserError(
        f"{file.name} is a damaged or locked workbook; fetch it again, or save it anew without a password."
    )


def _old_rows(file: SourceFile) -> Iterator[tuple[int, Row]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.whole()))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.iter_rows()
    except UserError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise _damaged(file) from error
        raise
    first = sheet.start[0] + 1 if sheet.start else 1
    for number, row in enumerate(rows, start=first):
        yield number, [_told(cell) for cell in row]


def _told(cell: Any) -> str:
    match cell:
        case str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _new_rows(file: SourceFile) -> Iterator[tuple[int, Row]]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.whole())) as book:
            _check(book, file)
            shared = _shared(book, file.name)
            sheet = _first_sheet(book, file.name)
            with book.open(sheet) as stream:
                for node in entries(stream, file.name, {"row"}, _nothing, root={"worksheet"}):
                    if node.tag == "row":
                        yield int(node.get("r") or 0), _cells(node, shared)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        RuntimeError,
        EOFError,
        zlib.error,
        OSError,
    ) as error:
        raise _damaged(file) from error


def _nothing() -> None:
    """Progress is told by row."""


def _check(book: zipfile.ZipFile, file: SourceFile) -> None:
    unpacked = sum(info.file_size for info in book.infolist())
    packed = sum(info.compress_size for info in book.infolist())
    if unpacked > _UNPACKED or (unpacked > _RATIO_FROM and unpacked > _RATIO * max(packed, 1)):
        raise UserError(f"{file.name} unpacks to far more than a list; it was not read.")


def _first_sheet(book: zipfile.ZipFile, name: str) -> str:
    """The part that holds the first sheet, by the relation that the workbook names."""
    with book.open("xl/workbook.xml") as stream:
        sheet = next(node for node in entries(stream, name, {"sheet"}, _nothing) if node.tag == "sheet")
    with book.open("xl/_rels/workbook.xml.rels") as stream:
        for node in entries(stream, name, {"Relationship"}, _nothing):
            if node.get("Id") == sheet.get("id") and node.get("Id"):
                target = node.get("Target")
                return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet.get("id"))


def _shared(book: zipfile.ZipFile, name: str) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    with book.open("xl/sharedStrings.xml") as stream:
        return [_string(node) for node in entries(stream, name, {"si"}, _nothing) if node.tag == "si"]


def _string(node: Node) -> str:
    plain = "".join(t.text for t in node.all("t"))
    return plain + "".join(t.text for t in node.all("r", "t"))


def _cells(node: Node, shared: list[str]) -> Row:
    row: Row = []
    for cell in node.all("c"):
        place = _COLUMN.match(cell.get("r"))
        column = _number(place[0]) if place else len(row)
        if column >= _WIDTH:
            raise ValueError(column)
        row.extend([""] * (column + 1 - len(row)))
        row[column] = _content(cell, shared)
    return row


@lru_cache(maxsize=_WIDTH)
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _content(cell: Node, shared: list[str]) -> str:
    text = next((child.text for child in cell if child.tag == "v"), "")
    match cell.get("t"):
        case "s":
            return shared[int(text)]
        case "inlineStr":
            inline = cell.first("is")
            return _string(inline) if inline else ""
        case "d":
            return text.partition("T")[0]
        case "" | "n" if text:
            return _told(float(text))
        case _:
            return text
