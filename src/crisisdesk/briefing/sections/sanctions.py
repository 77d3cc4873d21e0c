"""Sanctions: the measures, how partners stand to each, and what runs out."""

from collections.abc import Iterator
from datetime import timedelta

from crisisdesk.briefing.blocks import Block, Bullets, Paragraph, Picture
from crisisdesk.briefing.charts.matrix import matrix_drawing
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
        if scope.partner_id:
            near = {
                one.measure_id for one in alignments_of(view, scope.case.id) if scope.about(one.partner_id)
            }
            living = [one for one in living if one.id in near or scope.about(one.issuer_id, one.target_id)]
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
        if self.name in scope.short:
            return [
                *self._matrices(view, scope, numbered),
                *_named(numbered, scope),
                *_expiries(numbered, scope),
            ]
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
        yield _matrix(stated, partners, cells, scope)
        if silent and not scope.partner_id:
            names = listed([name for name, _ in silent])
            marking = scope.portions.combined(marking for _, marking in silent)
            word = "Not stated" if scope.released else "Not known on any measure"
            yield Paragraph(f"{word}: {names}.", scope.portions.printed(marking), "small")


def _named(measures: Measures, scope: Scope) -> list[Block]:
    """The measures behind the numbers, in one paragraph."""
    marking = scope.portions.combined(one.marking for one in measures)
    parts = [
        f"{one.words[0]} {Quote(scope.portions, one.marking).text(one.record.title, 60)}" for one in measures
    ]
    return [Paragraph(sentence(joined(parts)), scope.portions.printed(marking), "small", lead="Measures:")]


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


def _matrix(measures: Measures, partners: list[tuple[str, str]], cells: Cells, scope: Scope) -> Picture:
    """Who stands how to what, as a picture with its words for those who cannot see it."""
    ids = [one.record.id for one in measures]
    named = [(partner, name) for partner, name in partners if scope.about(partner)]
    states = {
        (row, column): cells[partner, measure].record.state
        for row, (partner, _) in enumerate(named)
        for column, measure in enumerate(ids)
        if (partner, measure) in cells
    }
    marking = scope.portions.combined(
        [one.marking for (_, measure), one in cells.items() if measure in ids]
        + [one.marking for one in measures]
    )
    drawing = matrix_drawing(
        [name for _, name in named],
        [str(one.words[0]) for one in measures],
        states,
        [] if scope.partner_id else [_score(measure, cells).replace(" of ", "/") for measure in ids],
        unknown="not stated" if scope.released else "unknown",
    )
    caption = "How partners stand to each measure; who is unknown on all of these is left out"
    return Picture(drawing, caption, scope.portions.printed(marking))


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
