"""Files of a list as they lie on disk: plain, as ``.gz`` or in a ``.zip``, unpacked only as far as is safe."""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from crisisdesk.errors import UserError

HEAD = 1 << 16
LIMIT = 1 << 30
_SHEET_LIMIT = 50_000_000
_RATIO = 200
_RATIO_FROM = 20_000_000
_MEMBERS = 40

_GZIP, _ZIP, _XLS = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class SourceFile:
    """One file of a list; ``member`` names the part of a ``.zip``."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return Path(self.member).name if self.member else self.path.name

    @cached_property
    def head(self) -> bytes:
        """The first bytes, unpacked.

        Raises:
            UserError: It cannot be opened, is empty or is packed twice.
        """
        with self.open() as stream:
            head = stream.read(HEAD)
        if not head.strip():
            raise UserError(f"{self.name} is empty; fetch the list again.")
        if head.startswith(_GZIP) or (self._packed and head.startswith(_ZIP) and b"xl/" not in head):
            raise UserError(f"{self.name} is an archive within an archive; unpack it first.")
        return head

    @property
    def _packed(self) -> bool:
        return bool(self.member) or _starts(self.path, _GZIP)

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook, ``.xls`` or ``.xlsx``."""
        return self.head.startswith((_XLS, _ZIP))

    @property
    def is_old_workbook(self) -> bool:
        """Whether it is a workbook of the binary kind (``.xls``)."""
        return self.head.startswith(_XLS)

    def open(self) -> BinaryIO:
        """The unpacked bytes from the beginning.

        Reading raises ``UserError`` where the packing is damaged, and where more comes out than 1 GB or than
        200 times of what is there.
        """
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive:
                    info = archive.getinfo(self.member)
                    return _limited([cast("BinaryIO", archive.open(info))], self.name, info.compress_size)
            packed = self.path.stat().st_size
            plain = self.path.open("rb")
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise UserError(f"{self.name} cannot be opened ({_why(error)}).") from error
        if plain.peek(2)[:2] == _GZIP:
            return _limited([cast("BinaryIO", gzip.GzipFile(fileobj=plain)), plain], self.name, packed)
        return _limited([plain], self.name, LIMIT)

    def digest_into(self, digest: "hashlib._Hash") -> int:
        """Add the unpacked bytes to a digest and return how many they are."""
        size = 0
        with self.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
        return size

    def whole(self) -> bytes:
        """All bytes of a workbook.

        Raises:
            UserError: They are more than 50 MB, which no list is.
        """
        with self.open() as stream:
            content = stream.read(_SHEET_LIMIT + 1)
        if len(content) > _SHEET_LIMIT:
            raise UserError(
                f"{self.name} has more than {_SHEET_LIMIT // 1_000_000} MB, far more than a list; it was not read."
            )
        return content


def open_files(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files of a list; an archive (``.zip``) gives the files in it.

    Raises:
        UserError: There is none, one cannot be opened, or an archive holds other archives or far too many files.
    """
    files = tuple(file for path in paths for file in _unfolded(path))
    if not files:
        raise UserError("No file was chosen; choose the files of one sanctions list.")
    for file in files:
        if not file.head:
            raise AssertionError(file)
    return files


def _unfolded(path: Path) -> Iterator[SourceFile]:
    if not _starts(path, _ZIP):
        yield SourceFile(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(f"{path.name} is a damaged archive ({_why(error)}); fetch it again.") from error
    names = {info.filename for info in infos}
    if "xl/workbook.xml" in names:
        yield SourceFile(path)
        return
    if len(infos) > _MEMBERS or sum(info.file_size for info in infos) > LIMIT:
        raise UserError(f"{path.name} unpacks to far more than a list; it was not read.")
    if any(info.flag_bits & 1 for info in infos):
        raise UserError(f"{path.name} is locked with a password; unpack it first.")
    yield from (SourceFile(path, info.filename) for info in infos)


def _starts(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError as error:
        raise UserError(f"{path.name} cannot be opened ({_why(error)}).") from error


def _why(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)[:80]


def _limited(streams: Sequence[BinaryIO], name: str, packed: int) -> BinaryIO:
    """The first of these streams; closing it closes all."""
    return io.BufferedReader(_Limited(streams, name, packed), 1 << 16)


class _Limited(io.RawIOBase):
    """Counts what is unpacked and turns damage of the packing into a sentence."""

    def __init__(self, streams: Sequence[BinaryIO], name: str, packed: int) -> None:
        self._streams, self._stream = streams, streams[0]
        self._name, self._packed = name, max(packed, 1)
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        for stream in self._streams:
            stream.close()
        super().close()

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # the stub's Buffer has no length
        try:
            chunk = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UserError(
                f"{self._name} is broken off or damaged ({_why(error)}); fetch the list again."
            ) from error
        self._position += len(chunk)
        if self._position > LIMIT or (
            self._position > _RATIO_FROM and self._position > _RATIO * self._packed
        ):
            raise UserError(f"{self._name} unpacks to far more than a list; it was not read.")
        buffer[: len(chunk)] = chunk
        return len(chunk)
