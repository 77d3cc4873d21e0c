"""Q32: a paragraph is marked lower than a fact that it quotes.

A paragraph quotes what it mentions by ``@``, and what it repeats word for word from the log of its case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.paragraphs import lower, paragraphs
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import quoted
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.snapshot import Snapshot

_MENTIONS = """
SELECT mention.from_key, source.record_type, mention.to_key, target.record_type, mention.words FROM mention
JOIN catalogue AS source ON source.id = mention.from_key JOIN catalogue AS target ON target.id = mention.to_key
"""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LEAST_WORDS = 5
_TYPES = {record_type.__tablename__: record_type for record_type in RECORD_TYPES}
_BRIEFED: tuple[type[Record], ...] = (CrisisCase, Decision)
_HITS = 5


@dataclass(frozen=True, slots=True)
class _Quote:
    """That a record quotes another one: by a paragraph with this marking, which reads so."""

    record_id: str
    quoted_id: str
    paragraph: str
    marking: Marking
    fact: Marking


def low_paragraphs(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Mentions first, then sentences of cases and decisions that stand in the log; each pair of records once."""
    found: dict[tuple[str, str], _Quote] = {}
    for quote in (*_mentions(view, scope), *_sentences(view, scope)):
        if lower(quote.marking, quote.fact, scope.ladder):
            found.setdefault((quote.record_id, quote.quoted_id), quote)
    for quote in found.values():
        yield _finding(view, scope, quote)


def _mentions(view: Snapshot, scope: Scope) -> Iterator[_Quote]:
    """Only what is marked at all can be quoted too low."""
    rows = view.sql(_MENTIONS).all()
    facts = _markings(view, ((table, record_id) for _, _, record_id, table, _ in rows))
    high = [row for row in rows if (scope.rank(facts.get(row[2])) or 0) > 0]
    texts = _texts(view, ((table, record_id) for record_id, table, *_ in high))
    for record_id, _, quoted_id, _, words in high:
        for text, own in texts.get(record_id, ()):
            for paragraph, marking in paragraphs(text, own, scope.ladder):
                if words and words.casefold() in paragraph.casefold():
                    yield _Quote(record_id, quoted_id, paragraph, marking, facts[quoted_id])


def _grouped(keys: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for table, record_id in keys:
        found[table][record_id] = None
    return {table: list(ids) for table, ids in found.items()}


def _markings(view: Snapshot, keys: Iterable[tuple[str, str]]) -> dict[str, Marking]:
    return {
        record_id: Marking.parse(text)
        for table, ids in _grouped(keys).items()
        for record_id, text in view.rows(_TYPES[table], ("id", "marking"), ids)
    }


def _texts(view: Snapshot, keys: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, Marking]]]:
    found: dict[str, list[tuple[str, Marking]]] = {}
    for table, ids in _grouped(keys).items():
        names = [f.name for f in fields_of(_TYPES[table]) if f.kind in {"prose", "text"}]
        for record_id, marking, *texts in view.rows(_TYPES[table], ("id", "marking", *names), ids):
            own = Marking.parse(marking)
            found[record_id] = [(text, own) for text in texts if text]
    return found


def _sentences(view: Snapshot, scope: Scope) -> Iterator[_Quote]:
    if not _any_marked(view, scope):
        return
    for record, case_id in _briefed(view, scope):
        for text in (getattr(record, f.name) for f in fields_of(type(record)) if f.kind == "prose"):
            for paragraph, marking in paragraphs(text, record.marking, scope.ladder):
                for sentence in _SENTENCE.split(paragraph):
                    for entry_id, fact in _in_log(view, scope, case_id, sentence):
                        yield _Quote(record.id, entry_id, paragraph, marking, fact)


def _any_marked(view: Snapshot, scope: Scope) -> bool:
    """Whether the log of the desk holds anything but the lowest marking, in records or before paragraphs."""
    rows: Any = view.sql("SELECT DISTINCT marking FROM log_entry")
    if any((scope.rank(Marking.parse(text)) or 0) > 0 for (text,) in rows):
        return True
    return view.sql("SELECT 1 FROM log_entry WHERE text GLOB '(?*)*' LIMIT 1").first() is not None


def _briefed(view: Snapshot, scope: Scope) -> Iterator[tuple[Record, str]]:
    for case in scope.open_cases.values():
        yield case, case.id
    for decision in view.all(Decision):
        if decision.case_id in scope.open_cases:
            yield decision, decision.case_id


def _in_log(view: Snapshot, scope: Scope, case_id: str, sentence: str) -> Iterator[tuple[str, Marking]]:
    """The entries of a case that hold a sentence word for word, each with the marking of the paragraph that does."""
    words = sentence.strip(' .!?"“”')
    if len(words.split()) < _LEAST_WORDS:
        return
    for hit in view.search(f'"{words.replace(chr(34), " ")}"', (LogEntry,), within=case_id, limit=_HITS):
        entry = view.get(LogEntry, hit.id)
        for said, fact in paragraphs(entry.text, entry.marking, scope.ladder):
            if words.casefold() in said.casefold():
                yield entry.id, fact


def _finding(view: Snapshot, scope: Scope, quote: _Quote) -> Finding:
    case_id = quote.record_id if quote.record_id in scope.open_cases else _case_of(view, quote.record_id)
    return Finding(
        check="Q32",
        gravity=Gravity.SERIOUS,
        reason=f"The paragraph {quoted(quote.paragraph)} of {scope.title(quote.record_id)} is marked {quote.marking}, and quotes "
        f"{scope.title(quote.quoted_id)}, which is marked {quote.fact}.",
        records=(quote.record_id, quote.quoted_id),
        proposed="Raise the mark of the paragraph, or take out what it quotes.",
        case_id=case_id,
    )


def _case_of(view: Snapshot, record_id: str) -> str:
    return str(getattr(view.lookup(record_id), "case_id", None) or "")


CHECK = Check("Q32", "low_paragraph", "Paragraph marked lower than a fact that it quotes", low_paragraphs)
