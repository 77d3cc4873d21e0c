"""What is known beside a name, and how it moves the score; each rule moves it one way only.

===============  ===============================================  =======================================
kind             for                                              against
===============  ===============================================  =======================================
identifier       the same: at least 0.95                          never (a party has many numbers)
type             the same: neutral                                another: x 0.6
birth year       the same: a fifth of the way to 1                more than 2 years off: x 0.8
country          the same: a tenth of the way to 1                another: x 0.95
gender           the same: neutral                                another: x 0.85
weak alias                                                        at most 0.85 before the above
===============  ===============================================  =======================================

So a fact in favour never lowers a score, a fact against never raises one, and what is unknown changes nothing.
An equal identifier is weighed last and wins over all.
"""

from collections.abc import Iterator

from crisisdesk.model.values import PartialDate
from crisisdesk.screening.values import WEAK, Candidate, Evidence, ListedName, Question, Verdict

WEAK_CAP = 0.85
IDENTIFIER_FLOOR = 0.95
_YEARS_OFF = 2
_FACTORS = {"type": 0.6, "birth year": 0.8, "country": 0.95, "gender": 0.85}
_STEPS = {"birth year": 0.2, "country": 0.1}


def identifier_key(text: str) -> str:
    """Letters and figures of an identifier, in capitals; what stands between them differs from list to list."""
    return "".join(c for c in text.upper() if c.isalnum())


def evidence_of(question: Question, candidate: Candidate, name: ListedName) -> tuple[Evidence, ...]:
    """All that speaks for or against, where both sides say something."""
    return tuple(_evidence(question, candidate, name))


def weighed(name_score: float, evidence: tuple[Evidence, ...]) -> float:
    """The score with its evidence, 0 to 1; see the table of this module."""
    score = name_score
    if any(e.kind == "weak alias" for e in evidence):
        score = min(score, WEAK_CAP)
    for e in evidence:
        match e.verdict:
            case Verdict.FOR:
                score += (1 - score) * _STEPS.get(e.kind, 0.0)
            case Verdict.AGAINST:
                score *= _FACTORS.get(e.kind, 1.0)
    if any(e.kind == "identifier" and e.verdict is Verdict.FOR for e in evidence):
        score = max(score, IDENTIFIER_FLOOR + (1 - IDENTIFIER_FLOOR) * name_score)
    return score


def _evidence(question: Question, candidate: Candidate, name: ListedName) -> Iterator[Evidence]:
    if name.quality == WEAK:
        yield Evidence("weak alias", Verdict.AGAINST, "The list calls this a weak alias.")
    if question.type and candidate.type:
        yield _same("type", question.type, candidate.type)
    if question.birth and candidate.births:
        yield _birth(question.birth, candidate.births)
    if question.country and candidate.countries:
        yield _country(question.country, candidate.countries)
    if question.gender and candidate.gender:
        yield _same("gender", question.gender, candidate.gender)
    if question.identifier and candidate.identifiers:
        yield _identifier(question.identifier, candidate.identifiers)


def _same(kind: str, asked: str, listed: str) -> Evidence:
    if asked.casefold() == listed.casefold():
        return Evidence(kind, Verdict.NEUTRAL, f"Both are listed as {listed}.")
    return Evidence(kind, Verdict.AGAINST, f"Asked for {asked}, listed as {listed}.")


def _birth(asked: PartialDate, listed: tuple[PartialDate, ...]) -> Evidence:
    off = min(_years_between(asked, date) for date in listed)
    dates = ", ".join(map(str, listed[:3]))
    if off == 0:
        return Evidence("birth year", Verdict.FOR, f"Born {asked}; the list has {dates}.")
    verdict = Verdict.AGAINST if off > _YEARS_OFF else Verdict.NEUTRAL
    return Evidence("birth year", verdict, f"Born {asked}; the list has {dates}, {off} years off.")


def _years_between(one: PartialDate, other: PartialDate) -> int:
    """Years from the one span to the other; 0 where they share a year."""
    return max(0, one.first.year - other.last.year, other.first.year - one.last.year)


def _country(asked: str, listed: tuple[str, ...]) -> Evidence:
    shown = ", ".join(listed[:4])
    if asked.casefold() in {country.casefold() for country in listed}:
        return Evidence("country", Verdict.FOR, f"{asked} is among the listed countries.")
    return Evidence("country", Verdict.AGAINST, f"{asked} is not among the listed countries ({shown}).")


def _identifier(asked: str, listed: tuple[str, ...]) -> Evidence:
    wanted = identifier_key(asked)
    found = next((number for number in listed if identifier_key(number) == wanted), None) if wanted else None
    if found is not None:
        return Evidence("identifier", Verdict.FOR, f"The list has the same identifier, {found}.")
    return Evidence("identifier", Verdict.NEUTRAL, f"{asked} is not among the listed identifiers.")
