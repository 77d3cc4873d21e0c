"""The list library: imported versions of sanctions lists, whole and immutable, beside the journal.

A party is kept once under the digest of its text, whatever number of versions have it. What a version consists of is
kept as the numbers of its parties in order. Nothing here is undone: a version that is no longer adopted stays.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from sys import byteorder

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.model.moments import iso
from crisisdesk.progress import Progress
from crisisdesk.store.engine import run, run_many, value_of

_MANY = 500
_DIGEST = 64
_LOST_ADOPTIONS = (  # what a person typed in the place of a digest names no version
    "SELECT id FROM list_adoption WHERE length(version) = ? AND version NOT GLOB '*[^0-9a-f]*' "
    "AND version NOT IN (SELECT digest FROM list_version)"
)
_COLUMNS = "digest, list, dated, source, parties, names, about, kept_at"
_PARTY = "list, key, party, digest"


@dataclass(frozen=True, slots=True)
class StoredParty:
    """A party as the library keeps it: its list, its key there, and the text that the importer wrote of it."""

    list: str
    key: str
    party: str
    digest: str

    @classmethod
    def of(cls, list_name: str, key: str, party: str) -> "StoredParty":
        """Take a party, with the digest under which it is kept."""
        whole = f"{list_name}\0{key}\0{party}"
        return cls(list_name, key, party, hashlib.sha256(whole.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version as the library keeps it.

    ``digest`` covers all its parties and all that is said of it here but ``kept_at``. ``source`` is the digest of the
    files it was read from, ``about`` the text that the importer wrote of it as a whole. ``parties`` and ``names``
    count what is listed, without what its list keeps after the end.
    """

    digest: str
    list: str
    dated: str
    source: str
    parties: int
    names: int
    about: str
    kept_at: str = ""

    @classmethod
    def of(
        cls,
        list_name: str,
        members: Iterable[StoredParty],
        *,
        dated: str,
        source: str,
        parties: int,
        names: int,
        about: str,
    ) -> "StoredVersion":
        """Take a version that consists of these parties, in this order."""
        said = (list_name, dated, source, parties, names, about)
        return cls(_version_digest(said, (party.digest for party in members)), *said)


def _version_digest(said: Sequence[object], digests: Iterable[str]) -> str:
    whole = hashlib.sha256(json.dumps(said).encode())
    for digest in digests:
        whole.update(bytes.fromhex(digest))
    return whole.hexdigest()


class Library:
    """The imported lists of one desk, as one connection sees them; past views share that of the present."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- reading ------------------------------------------------------------------------------------------

    def versions(self, list_name: str = "") -> tuple[StoredVersion, ...]:
        """All versions of a list, or of all lists, in the order in which they were kept."""
        where, values = ("WHERE list = ? ", (list_name,)) if list_name else ("", ())
        text = f"SELECT {_COLUMNS} FROM list_version {where}ORDER BY kept_at, rowid"
        return tuple(StoredVersion(*row) for row in run(self._connection, text, values))

    def find(self, digest: str) -> StoredVersion | None:
        """The version of this digest, or nothing."""
        text = f"SELECT {_COLUMNS} FROM list_version WHERE digest = ?"
        row = run(self._connection, text, (digest,)).fetchone()
        return None if row is None else StoredVersion(*row)

    def version(self, digest: str) -> StoredVersion:
        """The version of this digest.

        Raises:
            UserError: The library does not have it.
        """
        found = self.find(digest)
        if found is None:
            raise UserError(
                f"The library has no version {digest[:16]}… of a list; import and adopt the list again."
            )
        return found

    def parties(self, digest: str) -> Iterator[StoredParty]:
        """All parties of a version in its order, read a few hundred at a time."""
        members = iter(self._members(digest))
        while part := list(islice(members, _MANY)):
            yield from self._parties(part)

    def digests(self, digest: str) -> dict[str, str]:
        """The digest of each party of a version by its key: what it takes to compare two versions."""
        text = "SELECT number, key, digest FROM listed_party WHERE list = ?"
        rows = run(self._connection, text, (self.version(digest).list,))
        known = {number: (key, own) for number, key, own in rows}
        return dict(known[number] for number in self._members(digest))

    def party(self, digest: str, key: str) -> StoredParty | None:
        """The party of a version with this key, or nothing."""
        version = self.find(digest)
        if version is None:
            return None
        text = f"SELECT number, {_PARTY} FROM listed_party WHERE list = ? AND key = ?"
        rows = run(self._connection, text, (version.list, key)).fetchall()
        members = self._members(digest) if rows else ()
        return next((StoredParty(*row) for number, *row in rows if number in members), None)

    def some(self, digests: Iterable[str]) -> dict[str, StoredParty]:
        """The parties of these digests; those that the library does not have are left out."""
        wanted, found = iter(sorted(set(digests))), {}
        while part := list(islice(wanted, _MANY)):
            text = f"SELECT {_PARTY} FROM listed_party WHERE digest IN ({_marks(part)})"
            found.update({row[3]: StoredParty(*row) for row in run(self._connection, text, part)})
        return found

    def _members(self, digest: str) -> "array[int]":
        packed = value_of(self._connection, "SELECT members FROM list_version WHERE digest = ?", (digest,))
        return _unpacked(packed or b"")

    def _parties(self, numbers: Sequence[int]) -> Iterator[StoredParty]:
        text = f"SELECT number, {_PARTY} FROM listed_party WHERE number IN ({_marks(numbers)})"
        found = {number: StoredParty(*row) for number, *row in run(self._connection, text, numbers)}
        return (found[number] for number in numbers)

    # -- writing; the connection is that of a transaction -------------------------------------------------

    def keep(
        self, version: StoredVersion, parties: Sequence[StoredParty], moment: datetime, progress: Progress
    ) -> StoredVersion:
        """Keep a version with its parties; one that is there already stays as it is.

        Args:
            version: As :meth:`StoredVersion.of` takes it of the same parties.
            parties: All of it, in its order.
            moment: When it is kept.
            progress: Called every 500 parties; what it raises ends the work.
        """
        known = self.find(version.digest)
        if known is not None:
            return known
        members = array("I")
        for start in range(0, len(parties), _MANY):
            progress(start, len(parties), "Keeping the list")
            members.extend(self._kept(parties[start : start + _MANY]))
        kept = replace(version, kept_at=iso(moment))
        run(
            self._connection,
            f"INSERT INTO list_version ({_COLUMNS}, members) VALUES ({_marks(range(9))})",
            (*(getattr(kept, f.name) for f in fields(kept)), _packed(members)),
        )
        return kept

    def _kept(self, part: Sequence[StoredParty]) -> Iterator[int]:
        text = f"INSERT OR IGNORE INTO listed_party ({_PARTY}) VALUES (?, ?, ?, ?)"
        run_many(self._connection, text, ((p.list, p.key, p.party, p.digest) for p in part))
        text = f"SELECT digest, number FROM listed_party WHERE digest IN ({_marks(part)})"
        numbers = dict(run(self._connection, text, [p.digest for p in part]))
        return (numbers[p.digest] for p in part)

    # -- checking -----------------------------------------------------------------------------------------

    def faults(self) -> Iterator[str]:
        """What in the library is not what its digests say, as sentences."""
        digests = {}
        for number, *row in run(self._connection, f"SELECT number, {_PARTY} FROM listed_party"):
            stored = StoredParty(*row)
            digests[number] = stored.digest
            if stored != StoredParty.of(stored.list, stored.key, stored.party):
                yield f"The listed party {number} was altered outside CrisisDesk; restore a backup."
        text = f"SELECT members, {_COLUMNS} FROM list_version"
        for packed, *row in run(self._connection, text).fetchall():
            yield from _faults_of(StoredVersion(*row), _unpacked(packed), digests)
        for (record_id,) in run(self._connection, _LOST_ADOPTIONS, (_DIGEST,)):
            yield f"The version that {record_id} adopted is not in the library; adopt the list again."


def _faults_of(version: StoredVersion, members: "array[int]", digests: Mapping[int, str]) -> Iterator[str]:
    lost = sum(number not in digests for number in members)
    told = f"The version {version.digest[:16]}… of {version.list}"
    if lost:
        yield f"{told} lacks {lost} of its parties; restore a backup."
        return
    said = (version.list, version.dated, version.source, version.parties, version.names, version.about)
    if _version_digest(said, (digests[number] for number in members)) != version.digest:
        yield f"{told} was altered outside CrisisDesk; restore a backup."


def _packed(numbers: "array[int]") -> bytes:
    """Four bytes a number, the least one first, on whatever machine."""
    assert numbers.itemsize == 4  # noqa: PLR2004 - true of "I" on all machines that Python runs on
    if byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
