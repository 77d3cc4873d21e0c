"""A bundle as the bytes of a file."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from crisisdesk.exchange.bundles.content import Entry, Manifest, Step
from crisisdesk.exchange.bundles.seal import made_seal

MANIFEST, RECORDS, JOURNAL, SEAL, FILES = (
    "manifest.json", "records.jsonl", "journal.jsonl", "seal.json", "files/",
)  # fmt: skip
_EARLY = (1980, 1, 1, 0, 0, 0)


def packed(
    manifest: Manifest,
    entries: Iterable[Entry],
    steps: Iterable[Step],
    files: Mapping[str, bytes],
    *,
    key: str = "",
    salt: bytes | None = None,
) -> bytes:
    """Write a bundle, sealed where a key is given; with the same salt the same content gives the same bytes."""
    parts = {
        RECORDS: _lines([entry.record_type, entry.id, entry.row] for entry in entries),
        JOURNAL: _lines(map(_told_step, steps)),
        **{f"{FILES}{digest}": content for digest, content in sorted(files.items())},
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    head = canonical(manifest.told(digests))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            (MANIFEST, head), (SEAL, canonical(made_seal(head, key, salt))), *parts.items(),
        ):  # fmt: skip
            member = zipfile.ZipInfo(name, _EARLY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return held.getvalue()


def canonical(value: Any) -> bytes:
    """JSON in the one form that has the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _lines(values: Iterable[Any]) -> bytes:
    return b"".join(canonical(value) + b"\n" for value in values)


def _told_step(step: Step) -> dict[str, Any]:
    told = {name: value for name, value in asdict(step).items() if value}
    if not step.body:
        told["changes"] = [
            change
            if isinstance(change, str)
            else [change.record_type, change.record_id, change.before, change.after]
            for change in step.changes
        ]
    return told
