"""What a bundle holds, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "crisisdesk-bundle-1"
SUFFIX = ".cbundle"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    ``case_id`` is empty for a whole desk. ``head`` is the digest of the newest revision. ``packed_at`` is ISO 8601.
    ``schema`` is the format of the desk that it was packed from.
    """

    desk: str
    case_id: str
    title: str
    exercise: bool
    banner: str
    packed_at: str
    packed_by: str
    head: str
    revisions: int
    records: int
    files: int
    schema: int

    def told(self, parts: Mapping[str, str]) -> dict[str, Any]:
        """It as JSON has it, with the digests of the other members."""
        return {"format": FORMAT, **asdict(self), "parts": dict(sorted(parts.items()))}


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as its columns lie in the desk."""

    record_type: str
    id: str
    row: Row


@dataclass(frozen=True, slots=True)
class Told:
    """One change in full: before and after are the very texts of the journal."""

    record_type: str
    record_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of the chain.

    ``body`` alone stands for a revision of which the bundle holds nothing. Else ``head`` has its own columns, or
    ``head_seal`` stands for them where they speak of more than the bundle holds; ``at`` is when it was made. Each
    change is told, or stands there as its seal.
    """

    number: int
    digest: str
    at: str = ""
    body: str = ""
    head: tuple[Any, ...] = ()
    head_seal: str = ""
    changes: Sequence[Told | str] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was verified.

    Attributes:
        name: That of its file.
        digest: SHA-256 of its manifest, which stands for the whole.
        seal: ``sealed`` with the key that was given, ``unsealed``, or ``not checked`` where no key was given.
        files: The kept files by their SHA-256.
    """

    name: str
    manifest: Manifest
    digest: str
    seal: str
    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
