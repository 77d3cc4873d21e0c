"""Sanctions: the measures, how partners stand to each, and what runs out."""

from collections.abc import Iterator
from datetime import timedelta

from crisisdesk.briefing.blocks import Block, Bullets, Cell, Paragraph, Table, Tone
from crisisdesk.briefing.circle import alignments_of, measures_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, listed, partial, sentence, until
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot

ENDED = frozenset({"lifted", "expired", "legacy", "withdrawn", "closed"})
_AHEAD = timedelta(days=60)
_ACROSS = 7
_WORDS: dict[AlignmentState, tuple[str, Tone]] = {
    AlignmentState.IN_FORCE: ("in force", "good"),
    AlignmentState.ANNOUNCED: ("announced", "plain"),
    AlignmentState.AGREED: ("agreed", "plain"),
    AlignmentState.UNDER_STUDY: ("in study", "caution"),
    AlignmentState.OPPOSED: ("opposed", "bad"),
    AlignmentState.EXEMPTED: ("exempt", "caution"),
    AlignmentState.EXPIRED: ("expired", "caution"),
    AlignmentState.NOT_APPLICABLE: ("n/a", "muted"),
    AlignmentState.UNKNOWN: ("unknown", "muted"),
}
_OUTSIDE = frozenset({AlignmentState.NOT_APPLICABLE, AlignmentState.UNKNOWN})

Measures = list[Portion[Measure, Row]]
Cells = dict[tuple[str, str], Portion[Alignment, str]]


class Sanctions:
    """Measures numbered S1, S2 ...; the matrix refers to them by these numbers."""

    name = "sanctions"
    title = "Sanctions"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Measures, matrix, expiries."""
        all_of_case = measures_of(view, scope.case.id)
        living = [measure for measure in all_of_case if measure.status not in ENDED]
        measures = scope.portions.portions(living, lambda measure, quote: _measure(measure, quote, scope))
        ended = len(all_of_case) - len(living)
        past = (
            f"{counted(ended, 'measure')} lifted, ended or withdrawn." if ended and not scope.released else ""
        )
        if not measures:
            return [
                scope.note(
                    joined(("No sanction measure stands or is in preparation in this case.", past), " ")
                )
            ]
        numbered = [
            Portion(one.record, (f"S{number}", *one.words), one.marking)
            for number, one in enumerate(measures, start=1)
        ]
        columns = ("", "Measure", "Target", "Status", "From", "Review")
        widths = (0.06, 0.34, 0.2, 0.14, 0.13, 0.13)
        return [
            table(scope, columns, numbered, widths=widths),
            *([scope.note(past)] if past else []),
            *self._matrices(view, scope, numbered),
            *_expiries(numbered, scope),
        ]

    def _matrices(self, view: Snapshot, scope: Scope, measures: Measures) -> Iterator[Block]:
        cells = _cells(view, scope, {one.record.id for one in measures})
        partners, silent = _partners(view, scope, cells)
        stated = [one for one in measures if _score(one.record.id, cells) != "0 of 0"]
        if not stated or not partners:
            return
        chunks = -(-len(stated) // _ACROSS)
        size = -(-len(stated) // chunks)
        for start in range(0, len(stated), size):
            yield _matrix(stated[start : start + size], partners, cells, scope, first=start == 0)
        if silent:
            names = listed([name for name, _ in silent])
            marking = scope.portions.combined(marking for _, marking in silent)
            word = "Not stated" if scope.released else "Not known on any measure"
            yield Paragraph(f"{word}: {names}.", scope.portions.printed(marking), "small")


def _measure(measure: Measure, quote: Quote, scope: Scope) -> Row:
    issuer = quote.name(measure.issuer_id) or scope.terms.label("sanction_authority", measure.authority)
    title = joined((quote.text(measure.title), issuer), " · ")
    cited = scope.cite(measure.source_id, measure.grade, quote)
    target = quote.name(measure.target_id) if measure.target_id else quote.text(measure.target)
    status = scope.terms.label("sanction_status", measure.status)
    return (
        joined((title, cited), " "),
        target,
        status,
        partial(measure.begins_on),
        partial(measure.renewal_on or measure.ends_on),
    )


def _cells(view: Snapshot, scope: Scope, measures: set[str]) -> Cells:
    """The newest state of each partner on each measure that the reader may see."""
    newest: dict[tuple[str, str], Alignment] = {}
    for alignment in alignments_of(view, scope.case.id):
        if alignment.measure_id in measures and alignment.in_force(scope.today):
            newest[alignment.partner_id, alignment.measure_id] = alignment
    found = scope.portions.portions(
        newest.values(), lambda alignment, quote: quote.name(alignment.partner_id)
    )
    return {(one.record.partner_id, one.record.measure_id): one for one in found}


def _partners(
    view: Snapshot, scope: Scope, cells: Cells
) -> tuple[list[tuple[str, str]], list[tuple[str, Marking]]]:
    """Ids and names of partners with a stated position, and the names of the involved ones without."""
    stated = {
        one.record.partner_id: one.words
        for one in cells.values()
        if one.record.state is not AlignmentState.UNKNOWN
    }
    involved = {
        one.partner_id: one
        for one in view.all(Involvement, Involvement.case_id == scope.case.id)
        if one.in_force(scope.today) and one.role in {"ally", "partner", "provider", "transit"}
    }
    others = [one for partner, one in involved.items() if partner not in stated]
    silent = scope.portions.portions(others, lambda one, quote: quote.name(one.partner_id))
    named = sorted(stated.items(), key=lambda item: item[1])
    return named, sorted(((one.words, one.marking) for one in silent), key=lambda item: item[0])


def _matrix(
    measures: Measures, partners: list[tuple[str, str]], cells: Cells, scope: Scope, *, first: bool
) -> Table:
    ids = [one.record.id for one in measures]
    rows: list[Row] = []
    for partner, name in partners:
        own = [cells.get((partner, measure)) for measure in ids]
        if any(cell and cell.record.state is not AlignmentState.UNKNOWN for cell in own):
            rows.append((name, *(_state(cell, scope) for cell in own)))
    rows.append(("In force, of those known", *(_score(measure, cells) for measure in ids)))
    shown = [
        cells[partner, measure] for partner, _ in partners for measure in ids if (partner, measure) in cells
    ]
    marks = [one.marking for one in shown] + [one.marking for one in measures]
    marking = scope.portions.combined(marks)
    return Table(
        columns=("Partner", *(str(one.words[0]) for one in measures)),
        rows=tuple(rows),
        widths=(0.28, *[0.72 / len(ids)] * len(ids)),
        caption="How partners stand to each measure; who is unknown on all of these is left out"
        if first
        else "The same, further measures",
        marking=scope.portions.printed(marking),
        emphasis=frozenset({len(rows) - 1}),
    )


def _state(cell: Portion[Alignment, str] | None, scope: Scope) -> Cell:
    words, tone = _WORDS[cell.record.state if cell else AlignmentState.UNKNOWN]
    return Cell("not stated" if scope.released and words == "unknown" else words, tone)


def _score(measure: str, cells: Cells) -> str:
    """How many hold the measure in force, of those whose position is known; unknown lowers coverage, not alignment."""
    states = [one.record.state for (_, of), one in cells.items() if of == measure]
    known = [state for state in states if state not in _OUTSIDE]
    return f"{sum(state is AlignmentState.IN_FORCE for state in known)} of {len(known)}"


def _expiries(measures: Measures, scope: Scope) -> Iterator[Block]:
    """What ends or must be renewed soon, or should have been."""
    points: list[tuple[str, Paragraph]] = []
    for one in measures:
        for when, words in _ends(one.record):
            if when.last <= scope.today + _AHEAD:
                text = f"{words} {partial(when)}, {until(when.last, scope.today)}."
                if one.record.renewal_rule and when == one.record.renewal_on:
                    text = f"{text} Rule: {sentence(one.record.renewal_rule)}"
                title = Quote(scope.portions, one.marking).text(one.record.title)
                lead = f"{one.words[0]} {title}:"
                points.append(
                    (str(when.last), Paragraph(text, scope.portions.printed(one.marking), lead=lead))
                )
    if points:
        yield scope.heading("Runs out within 60 days")
        yield Bullets(tuple(point for _, point in sorted(points, key=lambda item: item[0])))


def _ends(measure: Measure) -> list[tuple[PartialDate, str]]:
    """The days on which a measure runs out; a review on its last day is its renewal."""
    if measure.renewal_on is not None and measure.renewal_on == measure.ends_on:
        return [(measure.renewal_on, "Ends unless renewed")]
    dates = ((measure.renewal_on, "Review or renewal due"), (measure.ends_on, "Ends"))
    return [(when, words) for when, words in dates if when is not None]
