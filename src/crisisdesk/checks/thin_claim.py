"""Q20: a claim rests on one source, on a low grade, or on what is stale.

Judged are the significant facts of the log, and the positions and alignments that briefs print. Credibility 1 means
"confirmed by other sources" (STANAG 2511), so a fact graded so rests on more than one. F and 6 say that nobody can
judge: they are told as that.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from crisisdesk.checks.alignments import current_alignments, live_measures
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, counted, on
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.partners import Position
from crisisdesk.model.sanctions import Alignment
from crisisdesk.model.values import Grade
from crisisdesk.model.views import Mention
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot

_CLAIMS: Any = select(LogEntry.id, LogEntry.case_id, LogEntry.event_time, LogEntry.source_id, LogEntry.grade)
_CORRECTED: Any = select(LogEntry.corrects_id).where(LogEntry.corrects_id.is_not(None))
_SOURCES: Any = select(Mention.from_key).where(Mention.to_key.startswith("source-"))
_CONFIRMED = "1"
_JUDGED = {"source_reliability": "reliability", "information_credibility": "credibility"}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A significant fact of the log that stands."""

    id: str
    case_id: str
    at: datetime | None
    source_id: str | None
    grade: Grade | None


def thin_claims(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Facts of the log, then positions, then alignments."""
    low = _Low(view, scope)
    claims = _claims(view, scope, low)
    graded = [(one, said) for one in claims if one.grade is not None and (said := low.words(one.grade))]
    scope.names(one.id for one, _ in graded)  # all of them in one go
    for one, said in graded:
        yield _finding(one.id, one.case_id, "grade", f"{scope.title(one.id)} ({at(one.at)}) is {said}")
    yield from _one_source(view, scope, claims)
    for record, case_id in _standing(view, scope):
        yield from _of_record(record, case_id, low, scope)


def _claims(view: Snapshot, scope: Scope, low: "_Low") -> list[_Claim]:
    """Facts with a low grade or a source: of others there is nothing to say."""
    told = or_(LogEntry.grade.in_(low.grades), LogEntry.source_id.is_not(None))
    facts = (LogEntry.significant.is_(True), LogEntry.assertion == Assertion.FACT, told)
    rows = view.select(_CLAIMS.where(*facts))
    claims = [_Claim(*row) for row in rows if row.case_id in scope.open_cases]
    corrected = {one for (one,) in view.select(_CORRECTED)} if claims else set()
    return [claim for claim in claims if claim.id not in corrected]


class _Low:
    """Which grades are low, by the ranks of the vocabulary and the limits of the desk."""

    def __init__(self, view: Snapshot, scope: Scope) -> None:
        limits = {name: scope.limits.amount(f"finding-low-{name}") for name in _JUDGED.values()}
        self._low: set[tuple[str, str]] = set()
        for term in view.all(Term, Term.vocabulary.in_(sorted(_JUDGED))):
            limit, name = limits[_JUDGED[term.vocabulary]], _JUDGED[term.vocabulary]
            if limit is not None and json.loads(term.attributes or "{}").get("rank", 0) >= limit:
                self._low.add((name, term.code))

        every = [Grade(letter, figure) for letter in "ABCDEF" for figure in "123456"]
        self._said = {grade: said for grade in every if (said := self._words(grade))}

    @property
    def grades(self) -> list[Grade]:
        """All grades that are low."""
        return list(self._said)

    def words(self, grade: Grade) -> str:
        """What is to be said of a low grade; nothing of a good one."""
        return self._said.get(grade, "")

    def _words(self, grade: Grade) -> str:
        judged = (("reliability", grade.reliability, "F"), ("credibility", grade.credibility, "6"))
        said = [
            f"{name} {code}{', which nobody could judge' if code == none else ''}"
            for name, code, none in judged
            if (name, code) in self._low
        ]
        return f"graded {grade}: {' and '.join(said)}" if said else ""


def _one_source(view: Snapshot, scope: Scope, claims: list[_Claim]) -> Iterator[Finding]:
    least = scope.limits.amount("finding-one-source")
    backed = {one for (one,) in view.select(_SOURCES)}
    alone: dict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for claim in claims:
        confirmed = claim.grade is not None and claim.grade.credibility == _CONFIRMED
        if claim.source_id and not confirmed and claim.id not in backed:
            alone[claim.case_id, claim.source_id].append(claim)
    for (case_id, source_id), held in alone.items():
        if least is None or len(held) < least:
            continue
        newest = max(filter(None, (claim.at for claim in held)), default=None)
        yield Finding(
            check="Q20",
            gravity=Gravity.INFO,
            reason=f"{counted(len(held), 'significant fact')} of {scope.title(case_id)} rest on {scope.title(source_id)} alone, "
            f"the newest of {at(newest)}.",
            records=(case_id, source_id),
            proposed="Look for a second source, or grade as confirmed what another one bears out.",
            case_id=case_id,
            aspect="one_source",
            evidence=tuple(claim.id for claim in held),
        )


def _standing(view: Snapshot, scope: Scope) -> Iterator[tuple[Position | Alignment, str]]:
    for position in view.all(Position, Position.case_id.is_not(None)):
        if position.case_id in scope.open_cases and position.in_force(scope.day):
            yield position, position.case_id
    stands = current_alignments(view, scope)
    for measure in live_measures(view, scope):
        for alignment in stands.get(measure.id, {}).values():
            yield alignment, measure.case_id or ""


def _of_record(record: Position | Alignment, case_id: str, low: _Low, scope: Scope) -> Iterator[Finding]:
    title = scope.title(record.id)
    if record.grade is not None and (said := low.words(record.grade)):
        yield _finding(record.id, case_id, "grade", f"{title} is {said}", record.partner_id)
    span = scope.limits.span("finding-stale-claim")
    if record.as_of is not None and span is not None and record.as_of.last + span < scope.day:
        said = f"{title} is known as of {on(record.as_of)} only"
        yield _finding(record.id, case_id, "stale", said, record.partner_id)


def _finding(record_id: str, case_id: str, aspect: str, said: str, partner_id: str | None = None) -> Finding:
    return Finding(
        check="Q20",
        gravity=Gravity.CAUTION,
        reason=f"{said}.",
        records=(record_id,),
        proposed="Ask anew, and note the answer with its day, source and grade."
        if aspect == "stale"
        else "Look for a better source before it is briefed as a fact.",
        case_id=case_id,
        aspect=aspect,
        partners=(partner_id,) if partner_id else (),
    )


CHECK = Check(
    "Q20",
    "thin_claim",
    "Claim that rests on one source, a low grade or stale knowledge",
    thin_claims,
    ("finding-low-reliability", "finding-low-credibility", "finding-one-source", "finding-stale-claim"),
)
