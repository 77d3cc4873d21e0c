# ruff: noqa: N802 - the methods of APSW's VFS have SQLite's names
"""Power cuts and failing disks, as SQLite itself tests them: a VFS that records what reaches the disk, or fails.

After a cut everything that was synced stays. Each later write is kept, dropped, or torn in sectors, some of them
garbage; a deletion lasts once something was synced after it. The image is opened with the program's own driver.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
_NAMES = itertools.count()


@dataclass(frozen=True)
class Op:
    """What happened to a file: ``write`` (offset, bytes), ``truncate`` (size), ``sync`` or ``delete``."""

    kind: str
    file: str
    at: int = 0
    content: bytes = b""


@dataclass
class Disk:
    """What was asked of the disk, in order; may be told to fail.

    ``fails`` names a kind of call and its number: the n-th write, sync or read raises, once or for good.
    """

    ops: list[Op] = field(default_factory=list)
    fails: tuple[str, int, bool] | None = None
    counted: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    def note(self, op: Op) -> None:
        self.count(op.kind)
        self.ops.append(op)

    def count(self, kind: str) -> None:
        number = self.counted[kind] = self.counted.get(kind, 0) + 1
        if self.fails is None or self.fails[0] != kind:
            return
        _, wanted, for_good = self.fails
        if number == wanted or (for_good and number > wanted):
            self.failed += 1
            raise apsw.IOError(f"the {number}. {kind} failed")

    def cut(self, place: int, start: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
        """The files as they lie on the disk when the power goes while operation ``place`` is under way."""
        files = {name: bytearray(content) for name, content in start.items()}
        for name in {op.file for op in self.ops[: place + 1]}:
            content = _survived(name, self.ops[: place + 1], files.get(name), chance)
            if content is None:
                files.pop(name, None)
            else:
                files[name] = content
        return {name: bytes(content) for name, content in files.items()}


def _survived(name: str, ops: list[Op], content: bytearray | None, chance: random.Random) -> bytearray | None:
    own = [(place, op) for place, op in enumerate(ops) if op.file == name]
    synced = max((place for place, op in own if op.kind == "sync"), default=-1)
    any_sync = max((place for place, op in enumerate(ops) if op.kind == "sync"), default=-1)
    for place, op in own:
        if op.kind == "delete":
            if place < any_sync or chance.random() < 0.5:
                content = None
        elif place <= synced:
            content = _done(content, op)
        else:
            content = _perhaps(content, op, chance)
    return content


def _done(content: bytearray | None, op: Op) -> bytearray | None:
    if op.kind == "write":
        content = bytearray() if content is None else content
        if len(content) < op.at:
            content.extend(bytes(op.at - len(content)))
        content[op.at : op.at + len(op.content)] = op.content
    elif op.kind == "truncate" and content is not None:
        del content[op.at :]
    return content


def _perhaps(content: bytearray | None, op: Op, chance: random.Random) -> bytearray | None:
    fate = chance.random()
    if fate < 0.4:
        return _done(content, op)
    if fate < 0.7 or op.kind != "write":
        return content
    for first in range(0, len(op.content), SECTOR):
        part = op.content[first : first + SECTOR]
        sector = chance.random()
        if sector < 0.1:
            part = chance.randbytes(len(part))
        if sector < 0.6:
            content = _done(content, Op("write", op.file, op.at + first, part))
    return content


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.count("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.note(Op("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._disk.note(Op("truncate", self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._disk.note(Op("sync", self._name))
        super().xSync(flags)


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self.name = f"faults-{next(_NAMES)}"
        self._disk = disk
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(self._disk, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        self._disk.note(Op("delete", Path(name).name))
        super().xDelete(name, sync)


class Station:
    """A desk file on a recorded disk, written with the statements that the store really sends.

    A Python VFS has no shared memory, so the file is locked for one connection.
    """

    def __init__(self, path: Path, settings: list[str], disk: Disk, *, checkpoint: int = 1_000) -> None:
        self.disk = disk
        self._vfs = _Vfs(disk)
        self.connection = apsw.Connection(str(path), vfs=self._vfs.name)
        self.connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        for text in (*settings, f"PRAGMA wal_autocheckpoint={checkpoint}"):
            list(self.connection.execute(text))

    def perform(self, statements: list[str]) -> None:
        """Run one recorded transaction; a failure rolls it back and is raised."""
        try:
            for text in statements:
                list(self.connection.execute(text))
        except apsw.Error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self.connection.close()


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Put an image on the real disk."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(content)


def cuts(
    disk: Disk, start: dict[str, bytes], seeds: int, every: int
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Images of a cut at each ``every``-th operation, with so many fates each; and after how many operations."""
    for place in range(0, len(disk.ops), every):
        for seed in range(seeds):
            yield place, disk.cut(place, start, random.Random(place * 1_000 + seed))
