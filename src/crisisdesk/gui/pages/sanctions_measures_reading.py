"""What the measures tab reads: measures by authority with what runs out, and the life of one of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.measures import MeasureException, MeasureStep
from crisisdesk.model.sanctions import Measure
from crisisdesk.services.matrix import ENDED
from crisisdesk.services.measures import exceptions_of, lapsed, next_steps, steps_of
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

MEASURES = (
    Column("authority", "Authority", 168, hint="Who issues it, and by which law"),
    Column("title", "Measure", 240, "strong"),
    Column("status", "Status", 120, "status"),
    Column("left", "Runs out", 136, "status", hint="Its last day or its next review, whichever comes first"),
    Column("kind", "Kind", 144),
    Column("target", "Target", 144),
    Column("exceptions", "Let through", 112, "number", hint="Exemptions, licences and wind-downs that hold"),
    Column("citation", "Legal citation", 180, "muted"),
    Column("marking", "Marking", 140, "marking", hidden=True),
)
VOCABULARIES = ("sanction_status", "sanction_authority", "sanction_measure")
_SOON, _NEAR = 30, 90
_TONES: Mapping[str, Tone] = {
    "in_force": "good",
    "renewed": "good",
    "amended": "good",
    "adopted": "info",
    "announced": "info",
    "coordinated": "info",
    "proposed": "info",
    "suspended": "warn",
    "eased": "warn",
}


@dataclass(frozen=True, slots=True)
class MeasureList:
    """All measures, ordered by authority; ``over`` are those whose last day passed without a renewal."""

    day: date
    measures: tuple[Measure, ...]
    words: Words
    exceptions: Mapping[str, int]
    over: frozenset[str]


@dataclass(frozen=True, slots=True)
class MeasureLife:
    """One measure: the statuses that may follow, its steps, the newest first, and what is let through it."""

    measure: Measure
    next: tuple[str, ...]
    steps: tuple[MeasureStep, ...]
    holding: tuple[MeasureException, ...]
    past: tuple[MeasureException, ...]
    day: date


def read_measures(view: Snapshot) -> MeasureList:
    """Read all measures."""
    words = read_words(view, *VOCABULARIES)
    day = view.moment.date()
    found = sorted(
        view.all(Measure), key=lambda m: (_authority(m, words).casefold(), m.title.casefold(), m.id)
    )
    holding = Counter(one.measure_id for one in view.all(MeasureException) if one.in_force(day))
    return MeasureList(day, tuple(found), words, holding, frozenset(one.id for one in lapsed(view)))


def read_life(view: Snapshot, measure_id: str) -> MeasureLife | None:
    """Read one measure; nothing where it is gone."""
    measure = view.find(Measure, measure_id)
    if measure is None:
        return None
    holding = exceptions_of(view, measure_id)
    known = {one.id for one in holding}
    past = [one for one in exceptions_of(view, measure_id, holding=False) if one.id not in known]
    steps = tuple(reversed(steps_of(view, measure_id)))
    return MeasureLife(
        measure, next_steps(view, measure.status), steps, tuple(holding), tuple(past), view.moment.date()
    )


def fits(measure: Measure, read: MeasureList, which: str, words: str) -> bool:
    """Whether a measure is among ``all``, ``live``, ``due`` or ``ended`` ones and holds all of the words."""
    left = days_left(measure, read.day)
    wanted = {
        "live": measure.status not in ENDED,
        "due": measure.status not in ENDED and left is not None and left <= _NEAR,
        "ended": measure.status in ENDED,
    }.get(which, True)
    text = fold(f"{measure.title} {measure.target} {_authority(measure, read.words)} {measure.citation}")
    return wanted and all(word in text for word in fold(words).split())


def measure_row(measure: Measure, read: MeasureList) -> Row:
    """A measure as a row."""
    count = read.exceptions.get(measure.id, 0)
    status = read.words.of("sanction_status", measure.status)
    return Row(
        measure.id,
        (
            _authority(measure, read.words),
            measure.title,
            Cell(status, _TONES.get(measure.status, "neutral")),
            _left(measure, read),
            read.words.of("sanction_measure", measure.kind) if measure.kind else "",
            measure.target,
            Cell(str(count) if count else "", order=float(count)),
            measure.citation,
            str(measure.marking),
        ),
    )


def _authority(measure: Measure, words: Words) -> str:
    return words.of("sanction_authority", measure.authority) if measure.authority else "not named"


def _left(measure: Measure, read: MeasureList) -> Cell:
    left = days_left(measure, read.day)
    if left is None or measure.status in ENDED:
        return Cell("")
    if measure.id in read.over or left < 0:
        return Cell(
            f"{counted(-left, 'day')} over", "bad", "Its last day passed without a renewal.", float(left)
        )
    tone: Tone = "bad" if left <= _SOON else "warn" if left <= _NEAR else "neutral"
    return Cell(f"in {counted(left, 'day')}", tone, order=float(left))


def days_left(measure: Measure, day: date) -> int | None:
    """The days until it ends or is to be reviewed, whichever comes first."""
    dates = [when.last for when in (measure.ends_on, measure.renewal_on) if when]
    return (min(dates) - day).days if dates else None


def tone_of(status: str) -> Tone:
    """The tone in which a status is shown."""
    return _TONES.get(status, "neutral")
