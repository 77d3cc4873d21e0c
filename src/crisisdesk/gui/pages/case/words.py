"""The labels that people know the codes of records by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of some vocabularies, in their order."""

    terms: Mapping[str, Mapping[str, str]]

    def of(self, vocabulary: str, code: str) -> str:
        """The label of a code; the code itself in plain letters where no term has it."""
        known = self.terms.get(vocabulary, {}).get(code)
        return known or code.replace("_", " ").capitalize()

    def all(self, vocabulary: str) -> tuple[tuple[str, str], ...]:
        """Codes and labels of a vocabulary."""
        return tuple(self.terms.get(vocabulary, {}).items())


def counted(count: int, noun: str) -> str:
    """Such as ``1 hotline`` and ``2 hotlines``."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def read_words(view: Snapshot, *vocabularies: str) -> Words:
    """Read some vocabularies."""
    statement: Any = (
        select(Term.vocabulary, Term.code, Term.label)
        .where(Term.vocabulary.in_(vocabularies))
        .order_by(Term.position, Term.code)
    )
    terms: dict[str, dict[str, str]] = {name: {} for name in vocabularies}
    for vocabulary, code, label in view.select(statement):
        terms[vocabulary][code] = label
    return Words(terms)
