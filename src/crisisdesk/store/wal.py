"""The beginning of a desk as the log beside it has it.

A power cut while the log is taken into the file may tear the file's first page; SQLite then reads that page from the
log, so what kind of file it is and which salt it has must be read there as well.
Format of the log: https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
"""

import struct
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_SMALLEST, _LARGEST = 512, 65_536


def first_page(log: Path, length: int) -> bytes | None:
    """The first bytes of the first page, out of the newest frame that holds it; nothing where no frame does."""
    try:
        with log.open("rb") as file:
            head = file.read(_HEADER)
            if len(head) < _HEADER:
                return None
            magic, _, size, _, salts = struct.unpack(">IIII8s8x", head)
            if magic not in _MAGIC or not _SMALLEST <= size <= _LARGEST:
                return None
            found, place = None, _HEADER
            while len(frame := file.read(_FRAME)) == _FRAME and frame[8:16] == salts:
                if int.from_bytes(frame[:4], "big") == 1:
                    found = file.read(length)
                place += _FRAME + size
                file.seek(place)
            return found
    except OSError:
        return None
