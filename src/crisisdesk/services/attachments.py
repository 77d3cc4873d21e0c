"""Files kept inside the desk by their digest: taken in with a limit, given out as they were, never opened or run."""

import re
from dataclasses import dataclass
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.model.sources import Source
from crisisdesk.model.text import clean
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

LARGEST = 25 * 1024 * 1024
"""Bytes of one file: a desk is copied whole at each backup."""
_UNFIT = re.compile(r"[^\w.,()+ -]+")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that a source keeps: the name that it is given out under, its digest, and its size in bytes."""

    name: str
    sha256: str
    size: int


def read_attachment(path: Path) -> bytes:
    """Read a file that is to be kept.

    Raises:
        UserError: It cannot be read, is empty, or is larger than the desk takes.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UserError(f"{path} is not a file; choose one.")
        if size > LARGEST:
            raise UserError(
                f"{path.name} has {size / _MEGABYTE:,.0f} MB; a desk takes files of {LARGEST // _MEGABYTE} MB at most. "
                "Note where it lies instead."
            )
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    if not content:
        raise UserError(f"{path.name} is empty; there is nothing to keep.")
    if len(content) > LARGEST:
        raise UserError(f"{path.name} grew while it was read; try again when it is finished.")
    return content


def attach(tx: Transaction, source_id: str, content: bytes, name: str) -> Source:
    """Keep a file with a source; one that it kept before stays in the history.

    Raises:
        UserError: There is no such source.
    """
    source = tx.get(Source, source_id)
    source.sha256 = tx.keep(content)
    source.address = source.address or clean(name, label="File name")[:200]
    return source


def add_source(tx: Transaction, content: bytes, name: str, *, title: str = "") -> Source:
    """Make a source out of a file: its title is the file's name, unless another is given."""
    words = clean(title, label="Title") or clean(name, label="File name")[:200] or "File"
    return tx.add(Source(title=words, address=clean(name, label="File name")[:200], sha256=tx.keep(content)))


def kept_file(view: Snapshot, source_id: str) -> KeptFile | None:
    """The file that a source keeps in this desk; nothing where it keeps none, or it was purged."""
    source = view.get(Source, source_id)
    found = view.sql("SELECT length(bytes) FROM content WHERE digest = ?", source.sha256).fetchone()
    return KeptFile(safe_file_name(source), source.sha256, found[0]) if found and source.sha256 else None


def detach(view: Snapshot, source_id: str) -> tuple[KeptFile, bytes]:
    """The file that a source keeps, checked against its digest.

    Raises:
        UserError: It keeps none, or it was altered outside CrisisDesk.
    """
    kept = kept_file(view, source_id)
    if kept is None:
        raise UserError("This source keeps no file in the desk; it notes where the document lies at most.")
    return kept, view.content(kept.sha256)


def safe_file_name(source: Source) -> str:
    """A name without folders and signs that a system could take for something else."""
    named = source.address.replace("\\", "/").rpartition("/")[2] if "://" not in source.address else ""
    name = " ".join(_UNFIT.sub(" ", named or source.title).split()).strip(". ")
    return name[:120] or "file"
