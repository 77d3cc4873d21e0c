"""Text from the wild is kept exactly after it was cleaned, searched without harm, and found."""

import base64
import json
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.desk import Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.search import terms
from crisisdesk.store.workspace import Workspace

DATA = Path(__file__).resolve().parents[1] / "data" / "blns.base64.json"
NAUGHTY = [base64.b64decode(text).decode() for text in json.loads(DATA.read_text(encoding="ascii"))]
OURS = [
    "\x00nul\x00", "e\u0301\x00\u0301", "\u202eright to left", "a\u2028b\x85c\r\nd\re", "\ufeffmark", "=1+1", "@x", "-x",
    "<table><tr><td>" * 20, "(S//NF) text", "'; DROP TABLE partner; --", "\U0010ffff", "ﷺ" * 100, "z" + "\u0300" * 500,
]  # fmt: skip


def texts(record_type: type[Record]) -> list[str]:
    return [f.name for f in fields_of(record_type) if f.kind in {"text", "prose"}]


@pytest.mark.parametrize("record_type", [t for t in RECORD_TYPES if texts(t)], ids=lambda t: t.__tablename__)
def test_every_text_field_keeps_every_text(full: Workspace, record_type: type[Record]) -> None:
    read = {f.name: f.read for f in fields_of(record_type)}
    with full.snapshot() as view:
        columns = ["id", *(f.name for f in fields_of(record_type))]
        first = view.ids(record_type)[0]
        model = dict(zip(columns, view.rows(record_type, columns, [first])[0], strict=True))
    rows = [
        model | {"id": f"x-{n}"} | {name: read[name](text) for name in texts(record_type)}
        for n, text in enumerate(NAUGHTY + OURS)
    ]

    full.perform("Add", lambda tx: tx.add_rows(record_type, rows))

    with full.snapshot() as view:
        kept = view.rows(record_type, columns, [row["id"] for row in rows])
        assert kept == [tuple(row[name] for name in columns) for row in rows]
        assert all(view.get(record_type, "x-7").caption for _ in range(1))
    assert full.check().ok


def test_every_text_is_found_by_itself(full: Workspace) -> None:
    entries = {}
    for n, text in enumerate(NAUGHTY + OURS):
        try:
            entries[f"log-{n}"] = full.perform("Log", lambda tx, n=n, text=text: tx.add(
                LogEntry(id=f"log-{n}", case_id="case-a", text=text, kind="event"))).value.text  # fmt: skip
        except UserError as refusal:
            assert "Text" in str(refusal) or "text" in str(refusal)  # noqa: PT017 - blank texts are refused
    with full.snapshot() as view:
        for record_id, text in entries.items():
            found = [hit.id for hit in view.search(text, [LogEntry], limit=600)]
            assert record_id in found or not terms(text)
    assert len(entries) > 500


def test_cleaning_twice_is_cleaning_once() -> None:
    for f in (f for f in fields_of(LogEntry) if f.kind in {"text", "prose"}):
        for text in NAUGHTY + OURS:
            assert f.read(f.read(text)) == f.read(text)


def test_the_desks_own_row_keeps_them_too(full: Workspace) -> None:
    for text in filter(str.strip, NAUGHTY[:40]):
        full.perform("Name", lambda tx, text=text: tx.set_field(tx.get(Desk, "desk"), "name", text))

    assert full.check().ok
