"""What a sanctions list is made of, and how its files are known by their content."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.party import ListVersion
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.exchange.sanctions.tables import column_names
from crisisdesk.exchange.sanctions.workbooks import sheet_rows
from crisisdesk.progress import Progress, silent

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_PROLOGUE = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_HEADER_ROWS = 3

Files = Mapping[str, SourceFile]
"""The files of a list by the part that each plays."""


@dataclass(frozen=True)
class Head:
    """The beginning of a file, as far as it takes to know it."""

    file: SourceFile

    @cached_property
    def text(self) -> str:
        """The first characters, whatever the encoding; empty for a workbook."""
        if self.file.is_workbook:
            return ""
        head = self.file.head
        encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        return head.decode(encoding, "replace").lstrip("\ufeff")

    @cached_property
    def root(self) -> str:
        """The name of the outermost element of XML, without its prefix; empty for all else."""
        text = self.text.lstrip()
        found = _ROOT.search(_PROLOGUE.sub("", text)) if text.startswith("<") else None
        return found[1] if found else ""

    def rows(self, delimiter: str = ",") -> list[list[str]]:
        """The whole rows at the beginning; none for XML."""
        if self.root or self.file.is_workbook:
            return []
        lines = self.text.splitlines(keepends=True)[:200]
        try:
            rows = [
                row for row in csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter) if row
            ]
        except csv.Error:
            return []
        return rows[:-1] if len(rows) > 1 else rows

    @cached_property
    def headers(self) -> tuple[frozenset[str], ...]:
        """Each of the first rows as a set of names of columns, under each way of dividing it."""
        if self.file.is_workbook:
            return tuple(frozenset(row) for row in self._sheet_rows())
        found = [row for delimiter in ",;\t" for row in self.rows(delimiter)[:_HEADER_ROWS]]
        return tuple(frozenset(column_names(row)) for row in found)

    def _sheet_rows(self) -> list[list[str]]:
        rows: list[list[str]] = []
        for _, row in sheet_rows(self.file, silent):
            rows.append(column_names(row))
            if len(rows) == _HEADER_ROWS:
                break
        return rows


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file of a list; ``columns`` are those without which it cannot be read."""

    role: str
    label: str
    fits: Callable[[Head], bool]
    columns: tuple[str, ...] = ()
    required: bool = True


def with_columns(role: str, label: str, columns: Sequence[str], *, but: Sequence[str] = ()) -> FileKind:
    """A table known by the names of its columns; ``but`` are names that another kind has."""
    needed, barred = frozenset(columns), frozenset(but)
    return FileKind(
        role, label, lambda head: any(needed <= h and not barred & h for h in head.headers), tuple(columns)
    )


def with_root(role: str, label: str, root: str, also: Callable[[Head], bool] = lambda _: True) -> FileKind:
    """An XML file known by its outermost element, and what else tells it from others with the same."""
    return FileKind(role, label, lambda head: head.root == root and also(head))


@dataclass(frozen=True, slots=True)
class SanctionList:
    """One list of one issuer in one layout.

    ``name`` is the same for all layouts of one list, so that a version in XML succeeds one in CSV. ``expects`` are
    the least and the most parties that a whole list has, and ``shrinks`` the share of parties that may end from one
    version to the next: half a file delists nobody. ``reads`` may raise ``UserError`` and what its progress raises.
    """

    name: str
    layout: str
    label: str
    issuer: str
    files: tuple[FileKind, ...]
    expects: tuple[int, int]
    reads: Callable[[Files, Progress], ListVersion]
    shrinks: float = 0.2

    def check(self, version: ListVersion, known: int = 0) -> None:
        """Refuse a version whose count cannot be right; ``known`` is how many the version in store has in force.

        Raises:
            UserError: Fewer or more parties than a whole list has, or far fewer than are known.
        """
        count, (least, most) = version.in_force, self.expects
        if not least <= count <= most:
            raise UserError(
                f"{self.label}: the file gives {count:,} listed parties, a whole list has {least:,} to {most:,}; "
                "it was not taken, fetch the list again."
            )
        if known and count < known * (1 - self.shrinks):
            raise UserError(
                f"{self.label}: the file gives {count:,} listed parties and {known:,} are known; so many do not end at once, "
                "it was not taken, fetch the list again."
            )
