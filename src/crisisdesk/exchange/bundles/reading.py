"""Opening a bundle that somebody sent: its sizes and names first, then every digest, the seal and the chain."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.chain import follow
from crisisdesk.exchange.bundles.content import FORMAT, Bundle, Entry, Manifest, Step, Told
from crisisdesk.exchange.bundles.packing import FILES, JOURNAL, MANIFEST, RECORDS, SEAL
from crisisdesk.exchange.bundles.seal import checked_seal
from crisisdesk.exchange.json_in import strict_json

_MB = 1 << 20
FILE_LIMIT, WHOLE_LIMIT = 200 * _MB, 256 * _MB
_LIMITS = {MANIFEST: 4 * _MB, SEAL: 4096, RECORDS: 48 * _MB, JOURNAL: 48 * _MB}
_ATTACHMENT_LIMIT = 64 * _MB
_MEMBERS, _LINES, _LINE = 10_000, 400_000, 4 * _MB
_PAIR, _CHANGE_PARTS, _HEAD_PARTS, _HEX = 3, 4, 6, 64


def read_bundle(path: Path, key: str = "") -> Bundle:
    """Open a bundle and verify it: names and sizes, digests, seal, chain, and that the records are what it says.

    Raises:
        UserError: It is no bundle, is too large, was damaged or altered, or the key does not fit; one sentence says
            which. Nothing is written anywhere.
    """
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise UserError(f"{path.name} is larger than {FILE_LIMIT // _MB} MB, the limit of a bundle.")
        with zipfile.ZipFile(path) as archive:
            return _Reader(archive, path.name).bundle(key)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
        ValueError,
    ) as error:
        raise UserError(f"{path.name} is no bundle of a desk, or it was damaged on its way.") from error


class _Reader:
    """One archive, read member by member; nothing is unpacked to the disk."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name

    def bundle(self, key: str) -> Bundle:
        self._refuse_strange()
        raw = self._member(MANIFEST)
        told = self._object(raw, MANIFEST)
        if told.get("format") != FORMAT:
            raise UserError(f"{self._name} is of another format; this program reads {FORMAT}.")
        seal = checked_seal(strict_json(self._text(SEAL), self._name), raw, key, self._name)
        manifest = self._manifest(told)
        parts = told.get("parts")
        if not isinstance(parts, dict) or set(parts) | {MANIFEST, SEAL} != set(self._archive.namelist()):
            raise self._altered("it does not hold the parts that it names")
        files = {
            name.removeprefix(FILES): self._part(name, parts) for name in parts if name.startswith(FILES)
        }
        if any(hashlib.sha256(content).hexdigest() != digest for digest, content in files.items()):
            raise self._altered("a kept file is not what its digest says")
        entries = tuple(self._entries(self._part(RECORDS, parts)))
        steps = tuple(self._steps(self._part(JOURNAL, parts)))
        digest = hashlib.sha256(raw).hexdigest()
        found = Bundle(self._name, manifest, digest, seal, entries, steps, files)
        if fault := follow(found):
            raise self._altered(fault)
        return found

    # -- members ------------------------------------------------------------------------------------------

    def _refuse_strange(self) -> None:
        """Look at all names and sizes before anything is unpacked."""
        members = self._archive.infolist()
        names = [member.filename for member in members]
        whole = sum(member.file_size for member in members)
        known = all(name in _LIMITS or _is_file(name) for name in names)
        if not {*_LIMITS} <= {*names} or not known or len(names) != len({*names}) or len(names) > _MEMBERS:
            raise UserError(f"{self._name} is no bundle of a desk: it does not hold what a bundle holds.")
        if whole > WHOLE_LIMIT or any(
            m.file_size > _LIMITS.get(m.filename, _ATTACHMENT_LIMIT) for m in members
        ):
            raise UserError(
                f"{self._name} unpacks to more than a bundle may hold ({WHOLE_LIMIT // _MB} MB); divide it."
            )

    def _member(self, name: str) -> bytes:
        limit = _LIMITS.get(name, _ATTACHMENT_LIMIT)
        with self._archive.open(name) as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise self._altered(f"{name} is larger than it says")
        return content

    def _part(self, name: str, parts: dict[str, Any]) -> bytes:
        content = self._member(name)
        if hashlib.sha256(content).hexdigest() != parts.get(name):
            raise self._altered(f"{name} is not what its digest says")
        return content

    def _text(self, name: str) -> str:
        return self._member(name).decode("utf-8")

    # -- what they say ------------------------------------------------------------------------------------

    def _object(self, raw: bytes, what: str) -> dict[str, Any]:
        value = strict_json(raw.decode("utf-8"), f"{self._name}, {what}")
        if not isinstance(value, dict):
            raise self._altered(f"{what} is no object")
        return value

    def _manifest(self, told: dict[str, Any]) -> Manifest:
        kinds = {"str": str, "int": int, "bool": bool}
        values = {f.name: told.get(f.name) for f in fields(Manifest)}
        for f in fields(Manifest):
            if type(values[f.name]) is not kinds[str(getattr(f.type, "__name__", f.type))]:
                raise self._altered(f"its manifest does not say its {f.name}")
        return Manifest(**values)  # type: ignore[arg-type]  # each was just seen to be of its kind

    def _lines(self, content: bytes, what: str) -> Iterator[Any]:
        lines = content.split(b"\n")
        if len(lines) > _LINES or any(len(line) > _LINE for line in lines):
            raise self._altered(f"{what} has lines that no desk writes")
        for line in lines:
            if line:
                yield strict_json(line.decode("utf-8"), f"{self._name}, {what}")

    def _entries(self, content: bytes) -> Iterator[Entry]:
        for value in self._lines(content, RECORDS):
            match value:
                case [str(record_type), str(record_id), dict(row)]:
                    yield Entry(record_type, record_id, row)
                case _:
                    raise self._altered("it holds something that is no record")

    def _steps(self, content: bytes) -> Iterator[Step]:
        for value in self._lines(content, JOURNAL):
            match value:
                case {"number": int(number), "digest": str(digest), "body": str(body)}:
                    yield Step(number, digest, body=body)
                case {"number": int(number), "digest": str(digest), "at": str(at), "changes": list(changes)}:
                    head, head_seal = value.get("head") or (), value.get("head_seal") or ""
                    if not isinstance(head, (list, tuple)) or not isinstance(head_seal, str):
                        raise self._altered("its journal holds something that is no revision")
                    told = tuple(self._change(change) for change in changes)
                    yield Step(number, digest, at, head=tuple(head), head_seal=head_seal, changes=told)
                case _:
                    raise self._altered("its journal holds something that is no revision")

    def _change(self, value: Any) -> Told | str:
        match value:
            case str():
                return value
            case [str(record_type), str(record_id), None | str() as before, None | str() as after]:
                return Told(record_type, record_id, before, after)
        raise self._altered("its journal holds something that is no change")

    def _altered(self, why: str) -> UserError:
        return UserError(f"{self._name} was damaged or altered on its way ({why}); ask for it once more.")


def _is_file(name: str) -> bool:
    digest = name.removeprefix(FILES)
    return name.startswith(FILES) and len(digest) == _HEX and not set(digest) - set("0123456789abcdef")
