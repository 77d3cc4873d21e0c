"""The alignment matrix as a picture: partners down, measures across, a sign for each state that needs no colour."""

from collections.abc import Mapping, Sequence

from crisisdesk.drawing.metrics import elided
from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Shape, Stroke, Text
from crisisdesk.model.sanctions import AlignmentState

LABELS: dict[AlignmentState, str] = {
    AlignmentState.IN_FORCE: "in force",
    AlignmentState.ANNOUNCED: "announced",
    AlignmentState.AGREED: "agreed",
    AlignmentState.UNDER_STUDY: "in study",
    AlignmentState.EXEMPTED: "exempt",
    AlignmentState.EXPIRED: "expired",
    AlignmentState.OPPOSED: "opposed",
    AlignmentState.NOT_APPLICABLE: "not applicable",
    AlignmentState.UNKNOWN: "unknown",
}
"""Every state with the word of the legend, in its order there."""

_ROW, _NAMES, _HEAD, _SIGN = 14.0, 150.0, 16.0, 8.0
_WIDEST, _NARROWEST = 34.0, 15.0
_WIDTH = 480.0
_INK, _MID, _PALE, _LINE = "#17202b", "#8a949e", "#dfe4e9", "#c3cad2"
_GOOD, _BAD = "#14532d", "#8c1414"
_LEGEND_COLUMN, _LEGEND_ROW = 96.0, 13.0

State = AlignmentState | None


def matrix_drawing(
    partners: Sequence[str],
    measures: Sequence[str],
    cells: Mapping[tuple[int, int], AlignmentState],
    totals: Sequence[str],
    *,
    unknown: str = "unknown",
) -> Drawing:
    """Draw it.

    Args:
        partners: Names of the rows.
        measures: Short names of the columns, such as S1.
        cells: The state by row and column; what is not in it is unknown.
        totals: For each column, how many hold it in force of those known; none for no such line.
        unknown: What the legend calls an unknown state.
    """
    step = max(_NARROWEST, min(_WIDEST, (_WIDTH - _NAMES) / max(1, len(measures))))
    width = max(_WIDTH, _NAMES + step * len(measures))
    shapes: list[Shape] = []
    for column, name in enumerate(measures):
        shapes.append(Text((_NAMES + (column + 0.5) * step, 11), name, 7.0, _MID, "middle", bold=True))
    for row, name in enumerate(partners):
        top = _HEAD + row * _ROW
        shapes.append(Polyline(((0, top), (_NAMES + step * len(measures), top)), Stroke(_LINE, 0.4)))
        shapes.append(Text((0, top + 10), elided(name, 7.5, _NAMES - 8), 7.5, _INK))
        for column in range(len(measures)):
            middle = (_NAMES + (column + 0.5) * step, top + _ROW / 2)
            shapes += sign(cells.get((row, column)), middle)
    foot = _HEAD + len(partners) * _ROW
    shapes.append(Polyline(((0, foot), (_NAMES + step * len(measures), foot)), Stroke(_INK, 0.8)))
    if totals:
        shapes.append(Text((0, foot + 10), "In force, of those known", 7.0, _INK, bold=True))
    for column, total in enumerate(totals):
        shapes.append(
            Text((_NAMES + (column + 0.5) * step, foot + 10), total, 6.5, _INK, "middle", bold=True)
        )
    used = [state for state in LABELS if state in {*cells.values(), AlignmentState.UNKNOWN}]
    shapes += _legend(used, foot + _ROW + 8, width, unknown)
    across = max(1, int(width // _LEGEND_COLUMN))
    height = foot + _ROW + 10 + _LEGEND_ROW * -(-len(used) // across)
    return Drawing(
        width, height, tuple(shapes), "Sanctions matrix", _described(partners, measures, cells, unknown)
    )


def sign(state: State, middle: tuple[float, float]) -> list[Shape]:
    """The sign of a state around a point; told apart by form, and by tone where there is colour."""
    (x, y), half = middle, _SIGN / 2
    left, right, top, foot = x - half, x + half, y - half, y + half
    frame, pen = Stroke(_INK, 0.8), Stroke(_BAD, 1.8)
    faint = Stroke(_MID, 0.8)
    forms: dict[AlignmentState, list[Shape]] = {
        AlignmentState.IN_FORCE: [Box((left, top), _SIGN, _SIGN, Stroke(_GOOD, 0.8), _GOOD)],
        AlignmentState.ANNOUNCED: [
            Box((left, y), _SIGN, half, None, _MID),
            Box((left, top), _SIGN, _SIGN, frame),
        ],
        AlignmentState.AGREED: [Box((left, top), _SIGN, _SIGN, frame, _PALE)],
        AlignmentState.UNDER_STUDY: [Disc(middle, half, frame), Disc(middle, 1.1, None, _INK)],
        AlignmentState.OPPOSED: [
            Polyline(((left, top), (right, foot)), pen),
            Polyline(((left, foot), (right, top)), pen),
        ],
        AlignmentState.EXEMPTED: [Polyline(((x, top), (right, foot), (left, foot), (x, top)), frame)],
        AlignmentState.EXPIRED: [
            Box((left, top), _SIGN, _SIGN, Stroke(_MID, 0.8, (1.5, 1.5))),
            Polyline(((left, foot), (right, top)), faint),
        ],
        AlignmentState.NOT_APPLICABLE: [Polyline(((left + 1, y), (right - 1, y)), Stroke(_MID, 1.0))],
    }
    unknown: list[Shape] = [Text((x, y + 2.6), "?", 7.5, _MID, "middle")]
    return unknown if state is None else forms.get(state, unknown)


def _legend(states: Sequence[AlignmentState], top: float, width: float, unknown: str) -> list[Shape]:
    across = max(1, int(width // _LEGEND_COLUMN))
    shapes: list[Shape] = []
    for index, state in enumerate(states):
        x, y = (index % across) * _LEGEND_COLUMN, top + (index // across) * _LEGEND_ROW
        words = unknown if state is AlignmentState.UNKNOWN else LABELS[state]
        shapes += [*sign(state, (x + 5, y + 3)), Text((x + 14, y + 5.6), words, 7.0, _INK)]
    return shapes


def _described(
    partners: Sequence[str],
    measures: Sequence[str],
    cells: Mapping[tuple[int, int], AlignmentState],
    unknown: str,
) -> str:
    """The picture in words: each partner with its states, of many equal ones their number."""
    told = []
    for row, partner in enumerate(partners):
        by_state: dict[str, list[str]] = {}
        for column, measure in enumerate(measures):
            state = cells.get((row, column), AlignmentState.UNKNOWN)
            words = unknown if state is AlignmentState.UNKNOWN else LABELS[state]
            by_state.setdefault(words, []).append(measure)
        told.append(f"{partner}: " + "; ".join(f"{words} {', '.join(of)}" for words, of in by_state.items()))
    return "How partners stand to each measure. " + ". ".join(told) + "."
