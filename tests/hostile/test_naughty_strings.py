"""I1 to I3 of the fault list: naughty strings in every text field of every type are kept, found, told and read back."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisdesk.exchange.exporting import export
from crisisdesk.exchange.importing import import_file
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.text import clean
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

from ..store.conftest import minimal  # noqa: TID252 - tests have no package to name

DATA = Path(__file__).resolve().parents[1] / "data" / "blns.base64.json"
OWN = [
    "annex\u202efdp.exe",
    "%s%n%x{0}${1}",
    "=1+1",
    "@SUM(A1)",
    "<b>bold</b>",
    "R&D <draft>",
    "'; DROP TABLE case; --",
]
WORDLESS = frozenset({"settings", "sha256", "digest", "head"})


def naughty() -> list[str]:
    """The big list and ours, as a field may hold them: cleaned, not empty."""
    told = [base64.b64decode(text).decode("utf-8") for text in json.loads(DATA.read_text("utf-8"))]
    return [text for text in (clean(one, label="Text", prose=True) for one in [*told, *OWN]) if text]


STRINGS = naughty()
TYPES = [t for t in RECORD_TYPES if t.__tablename__ != "desk"]


def texts_of(record_type: type[Record]) -> list[str]:
    return [f.name for f in fields_of(record_type) if f.kind in {"text", "prose"} and f.name not in WORDLESS]


def rows_of(record_type: type[Record]) -> Iterator[dict[str, object]]:
    """One row for so many strings that each comes up once, each field with another."""
    names = texts_of(record_type)
    for start in range(0, len(STRINGS), max(1, len(names))):
        chosen = dict(zip(names, STRINGS[start:], strict=False))
        prose = {f.name for f in fields_of(record_type) if f.kind == "prose"}
        said = {name: text if name in prose else clean(text, label="Text") for name, text in chosen.items()}
        yield {**minimal(record_type), **said, "id": f"naughty-{record_type.__tablename__}-{start}"}


class _UndoError(Exception):
    """Ends a trial, so that nothing of it is kept."""


@pytest.mark.parametrize("record_type", TYPES, ids=lambda t: t.__tablename__)
def test_every_text_field_keeps_tells_and_finds_every_naughty_string(
    desk: Workspace, record_type: type[Record]
) -> None:
    if not texts_of(record_type):
        pytest.skip("a type without text of its own")
    rows = list(rows_of(record_type))

    def trial(tx: Transaction) -> None:
        tx.sql("PRAGMA defer_foreign_keys=ON")
        tx.add_rows(record_type, rows)
        kept = {record.id: row_of(record) for record in tx.all(record_type)}
        for row in rows:
            assert {n: kept[str(row["id"])][n] for n in texts_of(record_type)} == {
                n: row[n] for n in texts_of(record_type)
            }
        for one in rows[:3]:
            tx.search(str(one[texts_of(record_type)[0]]))
        raise _UndoError

    with pytest.raises(_UndoError):
        desk.perform("Try", trial)


@pytest.mark.parametrize("text", STRINGS[::7], ids=lambda text: repr(text[:20]))
def test_as_search_text_it_never_raises(desk: Workspace, text: str) -> None:
    with desk.snapshot() as view:
        assert isinstance(view.search(text), list)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_of_them_is_read_back_equal(desk: Workspace, tmp_path: Path, form: str) -> None:
    from crisisdesk.model.partners import Partner  # noqa: PLC0415 - one type stands for all

    def add(tx: Transaction) -> None:
        for place, text in enumerate(STRINGS):
            tx.add(Partner(id=f"partner-naughty-{form}-{place}", name=clean(text, label="Name"), notes=text))

    added = desk.perform("Add", add).changes.revision
    with desk.snapshot() as view:
        content = export(view, form, record_type=Partner).content
    (tmp_path / f"partner.{form}").write_bytes(content)

    report = import_file(desk, tmp_path / f"partner.{form}", record_type=Partner, dry_run=True)

    desk.revert(added)
    assert (report.taken, report.changed, report.refused) == (0, 0, [])
    assert report.unchanged >= len(STRINGS)
