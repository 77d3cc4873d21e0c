"""What the screening tab reads, and how a hit is told in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.lists import ScreeningDecision, ScreeningVerdict
from crisisdesk.model.moments import dtg
from crisisdesk.progress import Progress
from crisisdesk.screening import How, Part, Question, Verdict
from crisisdesk.services.lists import list_names
from crisisdesk.services.ownership import Owned, owned
from crisisdesk.services.questions import questions_of
from crisisdesk.services.screening import Hit, Screened, ScreeningRoom, screen
from crisisdesk.services.screening_queue import (
    OpenHit,
    Pair,
    Standing,
    decisions,
    folded,
    rescreen,
)
from crisisdesk.store.snapshot import Snapshot

ANSWERS = (
    Column("score", "Score", 64, "number"),
    Column("listed", "Listed as", 220, "strong"),
    Column("asked", "Asked", 160),
    Column("decision", "Decision", 128, "status"),
    Column("type", "Type", 104),
    Column("list", "List", 128, "muted"),
    Column("programmes", "Programmes", 120),
    Column("state", "State", 112, "status"),
)
QUEUE = (
    Column("score", "Score", 64, "number"),
    Column("asked", "Name on the desk", 184, "strong"),
    Column("record", "In record", 184),
    Column("listed", "Listed as", 200),
    Column("why", "Why it waits", 168, "status"),
    Column("list", "List", 128, "muted"),
)
DECIDED = (
    Column("asked", "Name asked", 180, "strong"),
    Column("listed", "Listed as", 200),
    Column("decision", "Decision", 120, "status"),
    Column("reason", "Reason", 240),
    Column("at", "Decided", 132, "moment"),
    Column("by", "By", 88, "muted"),
    Column("list", "List", 120, "muted"),
)
VERDICTS: Mapping[ScreeningVerdict, tuple[str, Tone]] = {
    ScreeningVerdict.TRUE_MATCH: ("True match", "bad"),
    ScreeningVerdict.FALSE_MATCH: ("False match", "good"),
    ScreeningVerdict.UNSURE: ("Unsure", "warn"),
}
_WAITING: Mapping[Standing, tuple[str, Tone]] = {
    Standing.NEW: ("Not decided", "info"),
    Standing.CHANGED: ("The listing changed", "warn"),
    Standing.UNSURE: ("Unsure", "warn"),
}
_HOW: Mapping[How, str] = {
    How.EQUAL: "the same",
    How.SPELLING: "spelt alike",
    How.SOUND: "sound alike",
    How.CONSONANTS: "have the same consonants",
    How.INITIAL: "an initial of it",
    How.JOINED: "the same, written together",
}
_SPEAKS: Mapping[Verdict, tuple[str, Tone]] = {
    Verdict.FOR: ("For", "good"),
    Verdict.AGAINST: ("Against", "bad"),
    Verdict.NEUTRAL: ("Neither", "neutral"),
}
_SURE = 0.95


class Reason(NamedTuple):
    """One line of an explanation: its tone, and its words, which say what the tone says."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name and a listed party that it may mean, with what was decided of the two; ``record`` names where it stands."""

    question: Question
    hit: Hit
    decision: ScreeningDecision | None
    standing: Standing | None = None
    subject: str = ""
    record: str = ""

    @property
    def id(self) -> str:
        """The same for the same name and party."""
        return "\0".join((self.subject, folded(self.question.name), self.hit.list, self.hit.key))


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked and what it found; ``asked`` counts the names, ``clear`` those without any hit."""

    screened: tuple[Screened, ...]
    doubts: tuple[Doubt, ...]

    @property
    def clear(self) -> int:
        """How many names have no hit."""
        return sum(not one.hits for one in self.screened)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a decision, all that was decided, and which companies listed parties own."""

    doubts: tuple[Doubt, ...]
    decided: tuple[ScreeningDecision, ...]
    owned: tuple[Owned, ...] = ()


# -- reading ----------------------------------------------------------------------------------------------


def read_answers(
    view: Snapshot, room: ScreeningRoom, questions: Sequence[Question], progress: Progress
) -> Answers:
    """Ask these names against the lists in use."""
    return joined(view, tuple(screen(view, room, questions, progress=progress)))


def read_file(view: Snapshot, room: ScreeningRoom, path: Path, progress: Progress) -> Answers:
    """Ask all names of a CSV file."""
    return read_answers(view, room, questions_of(path), progress)


def joined(view: Snapshot, screened: tuple[Screened, ...]) -> Answers:
    """Answers with what was decided of each hit until now."""
    known = decisions(view, "")
    return Answers(screened, tuple(_answered(screened, known)))


def _answered(screened: Sequence[Screened], known: Mapping[Pair, ScreeningDecision]) -> Iterator[Doubt]:
    for one in screened:
        for hit in one.hits:
            yield Doubt(one.question, hit, known.get(("", folded(one.question.name), hit.list, hit.key)))


def read_queue(view: Snapshot, room: ScreeningRoom, progress: Progress) -> Queue:
    """Screen the names of the desk and say what waits."""
    waiting = rescreen(view, room, progress)
    captions = view.captions({one.subject.record_id for one in waiting})
    decided = sorted(
        view.all(ScreeningDecision), key=lambda one: (one.decided_at is None, one.decided_at), reverse=True
    )
    return Queue(tuple(_waiting(one, captions) for one in waiting), tuple(decided), tuple(owned(view)))


def _waiting(one: OpenHit, captions: Mapping[str, str]) -> Doubt:
    record_id = one.subject.record_id
    return Doubt(
        one.subject.question,
        one.hit,
        one.earlier,
        one.standing,
        record_id,
        captions.get(record_id, record_id),
    )


# -- rows -------------------------------------------------------------------------------------------------


def answer_row(doubt: Doubt) -> Row:
    """A hit on a name that was asked."""
    hit = doubt.hit
    verdict = VERDICTS[doubt.decision.verdict] if doubt.decision else ("not decided", "neutral")
    return Row(
        doubt.id,
        (
            score_cell(hit),
            hit.name,
            doubt.question.name or doubt.question.identifier,
            Cell(*verdict),
            hit.type.capitalize(),
            list_names().get(hit.list, hit.list),
            "; ".join(hit.programmes),
            Cell(f"Ended {hit.delisted_on}", "warn") if hit.delisted_on else "Listed",
        ),
    )


def queue_row(doubt: Doubt) -> Row:
    """A hit on a name of the desk."""
    waits = _WAITING[doubt.standing] if doubt.standing else ("", "neutral")
    hit = doubt.hit
    name = list_names().get(hit.list, hit.list)
    return Row(doubt.id, (score_cell(hit), doubt.question.name, doubt.record, hit.name, Cell(*waits), name))


def decided_row(one: ScreeningDecision) -> Row:
    """A decision that was kept."""
    at = one.decided_at
    return Row(
        one.id,
        (
            one.query,
            one.listed_as,
            Cell(*VERDICTS[one.verdict]),
            one.reason,
            Cell(dtg(at), order=at.timestamp()) if at else "unknown",
            one.decided_by,
            list_names().get(one.list_name, one.list_name),
        ),
    )


def score_cell(hit: Hit) -> Cell:
    """Such as ``0.93``."""
    return Cell(f"{hit.score:.2f}", order=hit.score)


# -- explaining -------------------------------------------------------------------------------------------


def heading(doubt: Doubt) -> str:
    """What the score says, in one sentence."""
    hit = doubt.hit
    beside = "" if hit.score == hit.name_score else f" (the name alone {hit.name_score:.2f})"
    return f"Score {hit.score:.2f} of 1{beside}, by the listed name “{hit.matched}”."


def reasons(doubt: Doubt) -> Iterator[Reason]:
    """Each part of the name, then each fact beside it."""
    yield from (_part(part) for part in doubt.hit.parts)
    for one in doubt.hit.evidence:
        word, tone = _SPEAKS[one.verdict]
        yield Reason(tone, f"{word}: {one.text}")
    if not doubt.hit.evidence:
        yield Reason("neutral", "Nothing beside the name could be compared.")


def _part(part: Part) -> Reason:
    match part.how:
        case How.MISSING:
            return Reason("warn", f"“{part.listed}” is only in the listed name.")
        case How.EXTRA:
            return Reason("warn", f"“{part.asked}” is only in the name asked.")
        case _:
            tone: Tone = "good" if part.alike >= _SURE else "info"
            return Reason(tone, f"“{part.asked}” and “{part.listed}”: {_HOW[part.how]} ({part.alike:.2f}).")


def with_decisions(view: Snapshot, answers: Answers) -> Answers:
    """The same answers with what was decided meanwhile."""
    return joined(view, answers.screened)
