from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from crisisdesk.briefing.blocks import Table
from crisisdesk.briefing.charts.burden import Bar, burden_drawing
from crisisdesk.briefing.charts.matrix import LABELS, matrix_drawing, sign
from crisisdesk.briefing.charts.timeline import Mark, timeline_drawing
from crisisdesk.briefing.render import render
from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Text
from crisisdesk.model.sanctions import AlignmentState

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


def test_every_state_has_a_sign_and_a_word_of_its_own() -> None:
    forms = {state: str([_form(shape) for shape in sign(state, (0.0, 0.0))]) for state in AlignmentState}

    assert len(set(forms.values())) == len(AlignmentState)
    assert set(LABELS) == set(AlignmentState)


def test_the_matrix_says_in_words_what_it_shows() -> None:
    cells = {(0, 0): AlignmentState.IN_FORCE, (0, 1): AlignmentState.OPPOSED}

    drawing = matrix_drawing(["Norway", "Japan"], ["S1", "S2"], cells, ["1/1", "0/1"])

    assert "Norway: in force S1; opposed S2. Japan: unknown S1, S2." in drawing.description
    assert {"Norway", "Japan", "S1", "S2", "1/1", "in force", "opposed", "unknown"} <= set(words(drawing))


def test_bars_begin_at_zero_and_are_in_proportion() -> None:
    bars = [Bar("A", Decimal(100), Decimal(50), "100"), Bar("B", Decimal(25), Decimal(0), "25")]

    drawing = burden_drawing(bars, "Promised in EUR", key=("delivered", "promised"))

    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    (whole, done, other), lefts = boxes[:3], {box.corner[0] for box in boxes[:3]}
    assert len(lefts) == 1
    assert whole.width == pytest.approx(2 * done.width) == pytest.approx(4 * other.width)


def test_a_target_is_a_line_with_its_figure() -> None:
    drawing = burden_drawing(
        [Bar("A", Decimal("2.4"), Decimal("2.4"), "2.4 %")], "Spending", target=Decimal(2)
    )

    assert "target 2 %" in words(drawing)
    assert "Target: 2 percent." in drawing.description


def test_marks_near_to_one_another_do_not_lie_on_each_other() -> None:
    marks = [Mark(NOON + timedelta(minutes=n), "event", n) for n in range(3)]

    drawing = timeline_drawing(marks, NOON - timedelta(days=3), NOON + timedelta(days=3))

    heights = {shape.center[1] for shape in drawing.shapes if isinstance(shape, Disc)}
    assert len(heights) == 3


def test_a_changed_row_has_a_bar_that_no_reading_program_stumbles_over(make_document, read_pages) -> None:
    plain = Table(("A",), (("one",), ("two",)))
    barred = Table(("A",), (("one",), ("two",)), changed=frozenset({1}))

    first, second = (render(make_document(block)) for block in (plain, barred))

    assert first != second
    assert read_pages(first) == read_pages(second)


def _form(shape: object) -> object:
    match shape:
        case Box(corner, width, height, stroke, fill):
            return ("box", corner, width, height, stroke is not None and stroke.dash, fill)
        case Polyline(points):
            return ("line", points)
    return shape
