"""An index as bytes and back, so that it need not be built at each start.

The bytes hold JSON only: nothing in them is ever run. What is quick to work out is worked out anew.
"""

import json
import zlib
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.values import PartialDate
from crisisdesk.screening.index import Index, assembled
from crisisdesk.screening.names import ComparableName
from crisisdesk.screening.values import Candidate, ListedName

MARK = b"crisisdesk-screening-1\n"
_FAST = 1


def to_bytes(index: Index) -> bytes:
    """The index as bytes; equal indexes give equal bytes."""
    content = {
        "candidates": [_plain(candidate) for candidate in index.candidates],
        "names": [[name.words, name.weights, name.form] for name in index.names],
        "holders": index.holders,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return MARK + zlib.compress(text.encode(), _FAST)


def from_bytes(kept: bytes) -> Index:
    """The index that these bytes hold.

    Raises:
        UserError: They are not an index, or one of another version: build it anew.
    """
    if not kept.startswith(MARK):
        raise UserError("The kept index of listed names is of another version; it must be built anew.")
    try:
        content = json.loads(zlib.decompress(kept[len(MARK) :]))
        names = tuple(ComparableName(tuple(w), tuple(weights), form) for w, weights, form in content["names"])
        holders = tuple(tuple((who, which) for who, which in held) for held in content["holders"])
        return assembled(tuple(map(_candidate, content["candidates"])), names, holders)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError("The kept index of listed names is damaged; it must be built anew.") from error


def _plain(candidate: Candidate) -> list[Any]:
    return [
        candidate.list,
        candidate.key,
        [[name.text, name.kind, name.quality] for name in candidate.names],
        candidate.type,
        [str(birth) for birth in candidate.births],
        candidate.countries,
        candidate.identifiers,
        candidate.gender,
    ]


def _candidate(plain: list[Any]) -> Candidate:
    issuer, key, names, kind, births, countries, identifiers, gender = plain
    return Candidate(
        issuer,
        key,
        tuple(ListedName(*name) for name in names),
        kind,
        tuple(map(PartialDate.parse, births)),
        tuple(countries),
        tuple(identifiers),
        gender,
    )
