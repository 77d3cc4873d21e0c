"""What a form needs of the desk before it can be filled in, read off the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.gui.forms.shown import typed
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TermChoice:
    """One word of a vocabulary."""

    code: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Material:
    """The texts to begin with, what references are called, the vocabularies, and the levels of marking."""

    texts: Mapping[str, str]
    caption: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, tuple[TermChoice, ...]] = field(default_factory=dict)
    levels: tuple[str, ...] = ()


def read_material(
    view: Snapshot, record_type: type[Record], record_id: str = "", given: Mapping[str, str] | None = None
) -> Material:
    """Read what the form of a record, or of a new one with some fields given, begins with.

    A new record that belongs to a case begins with the marking of that case.

    Raises:
        UserError: The record is gone.
    """
    texts = (
        _texts_of(view, record_type, record_id) if record_id else _new_texts(view, record_type, given or {})
    )
    fields = fields_of(record_type)
    captions = view.captions([record_id, *(texts[f.name] for f in fields if f.kind == "reference")])
    terms = {f.vocabulary: _terms(view, f.vocabulary) for f in fields if f.vocabulary}
    return Material(texts, captions.get(record_id, ""), captions, terms, _levels(view))


def texts_of_row(record_type: type[Record], row: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a row as a person would type them; only those that the row has."""
    return {f.name: typed(f, row[f.name]) for f in fields_of(record_type) if f.name in row}


def _texts_of(view: Snapshot, record_type: type[Record], record_id: str) -> dict[str, str]:
    row = view.sql(f'SELECT * FROM "{record_type.__tablename__}" WHERE id = ?', record_id).mappings().first()
    if row is None:
        raise UserError(f"There is no {record_type.__label__.lower()} with the id “{record_id[:60]}”.")
    return texts_of_row(record_type, row)


def _new_texts(view: Snapshot, record_type: type[Record], given: Mapping[str, str]) -> dict[str, str]:
    texts = {f.name: f.write(f.facts.default) for f in fields_of(record_type)}
    case = view.find(CrisisCase, given.get("case_id"))
    if case is not None:
        texts["marking"] = str(case.marking)
    return {**texts, **{name: text for name, text in given.items() if name in texts}}


def _terms(view: Snapshot, vocabulary: str) -> tuple[TermChoice, ...]:
    text = "SELECT code, label, description FROM term WHERE vocabulary = ? ORDER BY position, label"
    return tuple(TermChoice(*row) for row in view.sql(text, vocabulary))


def _levels(view: Snapshot) -> tuple[str, ...]:
    text = 'SELECT DISTINCT level FROM marking_level ORDER BY "rank", system, "order"'
    return tuple(dict.fromkeys(level for (level,) in view.sql(text)))
