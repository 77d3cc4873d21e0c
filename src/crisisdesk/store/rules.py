"""What is asked of a record before it is kept, whatever its type."""

from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection

from crisisdesk.errors import UserError
from crisisdesk.model.base import Problem, Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.store import rows
from crisisdesk.store.changes import Change
from crisisdesk.store.engine import run, value_of
from crisisdesk.store.schema import references_to

_TYPED = frozenset({"text", "prose", "term"})
_POINTING = frozenset({"term", "reference"})


class Rules:
    """Clean text, nothing required that is missing, terms and references that exist, and each type's own rules."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: set[tuple[str, str]] = set()  # terms and records that were looked up and are there
        self._added: Container[str] = ()

    def forget(self) -> None:
        """Look terms and references up anew: some may be gone."""
        self._known.clear()

    def row_of(
        self, record: Record, only: Container[str] | None = None, *, added: Container[str] = ()
    ) -> dict[str, Any]:
        """The columns of a record, after its text was cleaned and its terms were put right.

        Args:
            record: A new one, or one that was edited.
            only: The fields that were edited, where not all are new.
            added: Ids of records that will be written with it.

        Raises:
            UserError: It breaks a rule; the sentences name all of them.
        """
        self._added = added
        fields = (
            _fields(type(record)) if only is None else [f for f in _fields(type(record)) if f.name in only]
        )
        row = rows.row_of(record)
        problems = [*self._field_problems(record, row, fields), *record.problems()]
        if problems:
            raise UserError(" ".join(dict.fromkeys(problem.sentence for problem in problems)))
        return row

    def _field_problems(
        self, record: Record, row: dict[str, Any], fields: Iterable[Field]
    ) -> Iterator[Problem]:
        pointing = []
        for f in fields:
            value = row[f.name]
            if value and f.kind in _TYPED:
                yield from self._clean(record, row, f)
                value = row[f.name]
            if f.required and (value is None or value == ""):
                yield Problem(f.name, f"{f.label} must not be empty.")
            elif value and f.kind in _POINTING:
                pointing.append((f, value))
        for f, value in self._not_there(pointing):
            if f.kind == "reference":
                yield Problem(f.name, f"{f.label}: there is no {f.references} with the id “{value[:60]}”.")
            elif not self._settle_term(record, row, f):
                yield Problem(f.name, self._unknown_term(f, value))

    def _clean(self, record: Record, row: dict[str, Any], f: Field) -> Iterator[Problem]:
        try:
            clean = f.read(row[f.name])
        except UserError as error:
            yield Problem(f.name, str(error))
            return
        if clean != row[f.name]:
            row[f.name] = clean
            setattr(record, f.name, clean)

    def _not_there(self, pointing: Iterable[tuple[Field, str]]) -> list[tuple[Field, str]]:
        """Those of these terms and references that do not exist; asked in one query."""
        asked = [(f, v) for f, v in pointing if v not in self._added and (_target(f), v) not in self._known]
        if not asked:
            return []
        text = "SELECT " + ", ".join(_question(f) for f, _ in asked)
        values = [v for f, value in asked for v in ((f.vocabulary, value) if f.kind == "term" else (value,))]
        answers = run(self._connection, text, values).fetchone()
        self._known.update((_target(f), v) for (f, v), there in zip(asked, answers, strict=True) if there)
        return [pair for pair, there in zip(asked, answers, strict=True) if not there]

    def _settle_term(self, record: Record, row: dict[str, Any], f: Field) -> bool:
        """Whether the vocabulary has a term of this label, or of this code in another case; it is put right then."""
        value = row[f.name]
        text = "SELECT code FROM term WHERE vocabulary = ? AND (lower(code) = lower(?) OR lower(label) = lower(?)) LIMIT 1"
        code = value_of(self._connection, text, (f.vocabulary, value.replace(" ", "_"), value))
        if code is not None:
            row[f.name] = code
            setattr(record, f.name, code)
        return code is not None

    def _unknown_term(self, f: Field, value: str) -> str:
        text = "SELECT code FROM term WHERE vocabulary = ? ORDER BY position, code LIMIT 60"
        known = ", ".join(code for (code,) in run(self._connection, text, (f.vocabulary,))) or "no terms yet"
        return f"{f.label}: “{value[:40]}” is not in the vocabulary {f.vocabulary}, which has {known}."


@cache
def _fields(record_type: type[Record]) -> tuple[Field, ...]:
    """The fields of a type of which something is asked here."""
    return tuple(f for f in fields_of(record_type) if f.required or f.kind in _TYPED | _POINTING)


def _target(f: Field) -> str:
    return f"term:{f.vocabulary}" if f.kind == "term" else f.references


def _question(f: Field) -> str:
    if f.kind == "term":
        return "EXISTS (SELECT 1 FROM term WHERE vocabulary = ? AND code = ?)"
    return f'EXISTS (SELECT 1 FROM "{f.references}" WHERE id = ?)'


def refuse_dangling(connection: Connection, changes: Iterable[Change]) -> None:
    """See that nothing refers to what is gone.

    Raises:
        UserError: Something does; the sentence names it.
    """
    for change in changes:
        if change.kind == "gone":
            for record_type, names in references_to(change.record_type):
                for name in names:
                    _refuse_held(connection, change.record_id, record_type, name)


def _refuse_held(connection: Connection, record_id: str, record_type: type[Record], name: str) -> None:
    text = f'SELECT id FROM "{record_type.__tablename__}" WHERE "{name}" = ? LIMIT 1'
    holder = value_of(connection, text, (record_id,))
    if holder is not None:
        raise UserError(
            f"“{_called(connection, record_id)}” cannot be deleted: the {record_type.__label__.lower()} "
            f"“{_called(connection, holder)}” ({holder}) refers to it; delete or change that first."
        )


def _called(connection: Connection, record_id: str) -> str:
    return value_of(connection, "SELECT caption FROM catalogue WHERE id = ?", (record_id,)) or record_id
