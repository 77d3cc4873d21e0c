"""A network as a picture: the same for the window, the brief and a file.

From the back: links, their marks, nodes, captions. Header, legend and marking are part of the picture, so that
a picture that is cut out and passed on still says what it shows, of when, and how it is to be handled.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np

from crisisdesk.drawing.characters import one_line
from crisisdesk.drawing.metrics import Measure, elided, text_width
from crisisdesk.drawing.shapes import Box, Drawing, Point, Polyline, Shape, Stroke, Text
from crisisdesk.network import legend as legends
from crisisdesk.network import lines, marks, symbols
from crisisdesk.network.backdrop import NOTHING, SAME, Backdrop, Fit, behind
from crisisdesk.network.graph import Network, Node
from crisisdesk.network.heading import MARGIN, banners, described, header
from crisisdesk.network.labels import Caption, Label, Rectangle, Room, placed
from crisisdesk.network.layouts.base import Plane
from crisisdesk.network.lines import look_of
from crisisdesk.network.routes import routes
from crisisdesk.network.symbols import symbol_of
from crisisdesk.network.themes import THEMES, Theme, ThemeName

_BANNER = 18.0
_TITLE = 24.0
_MOST_STRETCHED = 1.9
_LINKS_WITH_TEXT = 40
_NOTE = (142.0, 9.0)
_WEIGHT_OF_A_SIGN = 12  # how many points of line a caption may rather cover than one arrowhead


@dataclass(frozen=True, slots=True)
class _Scale:
    """Sizes that follow from the room each node has."""

    radius: float
    caption: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and what in it is whose.

    ``owners`` holds for each shape the id of the node or link that it belongs to, empty for what belongs to
    none; ``places`` are the middles of the nodes and ``radius`` the size of their symbols, in points.
    """

    drawing: Drawing
    owners: tuple[str, ...]
    places: Mapping[str, Point]
    radius: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """Links, nodes and captions with their owners; and how many captions found no room."""

    shapes: tuple[tuple[str, Shape], ...]
    places: Mapping[str, Point]
    radius: float
    left_out: int = 0
    fit: Fit = SAME


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the network: its shapes, and the rectangle that they leave to it."""

    shapes: tuple[Shape, ...]
    inner: Rectangle


def picture(
    network: Network,
    positions: Mapping[str, Point],
    *,
    width: float,
    height: float,
    title: str = "",
    banner: str = "",
    as_of: datetime | None = None,
    legend: bool = True,
    theme: ThemeName = "print",
    measure: Measure = text_width,
    backdrop: Backdrop = NOTHING,
) -> Drawing:
    """Draw a network; :func:`owned_picture` tells besides which shape is whose."""
    return owned_picture(
        network, positions, width=width, height=height, title=title, banner=banner, as_of=as_of, legend=legend,
        theme=theme, measure=measure, backdrop=backdrop,
    ).drawing  # fmt: skip


def owned_picture(
    network: Network,
    positions: Mapping[str, Point],
    *,
    width: float,
    height: float,
    title: str = "",
    banner: str = "",
    as_of: datetime | None = None,
    legend: bool = True,
    theme: ThemeName = "print",
    measure: Measure = text_width,
    backdrop: Backdrop = NOTHING,
) -> Picture:
    """Draw a network and note whose each shape is.

    Args:
        network: What to draw.
        positions: A place for every node, y downwards, in any unit; the picture fills its frame with them.
        width: Of the whole picture, in points.
        height: Of the whole picture, in points.
        title: Printed at the top left; the network's own title if empty.
        banner: The marking, printed at the top and at the bottom.
        as_of: The moment shown; the network's own if not given.
        legend: Whether to explain symbols and lines below the picture.
        theme: Colours; ``print`` is made for paper, also in black and white.
        measure: Width of a text at a size, of the face that it will be set in.
        backdrop: What lies behind the nodes, in the unit of the positions.
    """
    colors = THEMES[theme]
    around = framed(
        network, width=width, height=height, title=title, banner=banner, as_of=as_of, legend=legend,
        theme=theme, measure=measure,
    )  # fmt: skip
    inside = canvas(network, positions, around.inner, theme=theme, measure=measure, backdrop=backdrop)
    ground = Box((0.0, 0.0), width, height, None, colors.background)
    shapes: list[Shape] = [ground, *(shape for _, shape in inside.shapes), *around.shapes]
    owners = ["", *(owner for owner, _ in inside.shapes)]
    owners += [""] * (len(shapes) - len(owners))
    if inside.left_out:
        shapes.append(names_left_out(inside.left_out, len(network.nodes), around.inner, theme))
        owners.append("")
    heading = one_line(title or network.title)
    drawing = Drawing(width, height, tuple(shapes), heading, described(network, as_of or network.as_of))
    return Picture(drawing, tuple(owners), inside.places, inside.radius)


def names_left_out(count: int, total: int, inner: Rectangle, theme: ThemeName) -> Text:
    """The note on captions that found no room, at the lower right of the network."""
    note = f"{count} of {total} names left out for want of room"
    return Text((inner[2], inner[3] - 2.0), note, 6.0, THEMES[theme].soft, "end")


def framed(
    network: Network,
    *,
    width: float,
    height: float,
    title: str = "",
    banner: str = "",
    as_of: datetime | None = None,
    legend: bool = True,
    theme: ThemeName = "print",
    measure: Measure = text_width,
) -> Frame:
    """Title, moment, marking and legend around the place for a network; see :func:`owned_picture`."""
    colors = THEMES[theme]
    inner = width - 2 * MARGIN
    key = legends.legend_of(network, inner, measure) if legend else legends.Legend(())
    moment = as_of or network.as_of
    heading = one_line(title or network.title)
    above = (_BANNER if banner else 0.0) + (_TITLE if heading or moment else 0.0)
    footer = (_BANNER if banner else 0.0) + key.height
    frame = (MARGIN, MARGIN * 0.6 + above, width - MARGIN, height - MARGIN * 0.6 - footer)
    shapes: list[Shape] = header(heading, moment, frame, colors, measure)
    shapes += banners(one_line(banner), width, height, colors, measure)
    shapes += legends.drawn(key, MARGIN, frame[3] + 2.0, inner, colors)
    return Frame(tuple(shapes), frame)


def canvas(
    network: Network,
    positions: Mapping[str, Point],
    frame: Rectangle,
    *,
    theme: ThemeName = "print",
    measure: Measure = text_width,
    backdrop: Backdrop = NOTHING,
    zoom: float = 1.0,
    smallest: float = 5.5,
) -> Canvas:
    """The network alone, in a rectangle.

    Args:
        network: What to draw.
        positions: A place for every node.
        frame: Left, top, right, bottom.
        theme: Colours.
        measure: Width of a text at a size.
        backdrop: What lies behind the nodes.
        zoom: How much larger the frame is than what is seen of it at a time: the space around the outermost
            nodes grows with it, symbols and letters only up to a size that reads well.
        smallest: The least size of captions; of those without room, the nodes that matter least go without.
    """
    colors = THEMES[theme]
    if not network.nodes:
        middle = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)
        return Canvas((("", Text(middle, "Nothing to show", 9.0, colors.soft, "middle")),), {}, 0.0)
    scale = _scale(len(network.nodes), frame, smallest)
    places, fit = _in_frame(network, positions, frame, scale, zoom)
    shapes: list[tuple[str, Shape]] = [("", shape) for shape in behind(backdrop, fit.to_frame, colors)]
    ways = routes(network.edges, places, scale.radius)
    for edge in sorted(network.edges, key=lambda edge: (bool(edge.mark), -look_of(edge).family.width)):
        shapes += ((edge.id, shape) for shape in lines.drawn(ways[edge.id], look_of(edge), colors))
    for node in network.nodes:
        shapes += ((node.id, shape) for shape in _symbol(node, places[node.id], scale.radius, colors))
    room = Room(
        frame,
        [_around(place, scale.radius * 1.12) for place in places.values()],
        _inked(ways) + _signs(network, ways) * _WEIGHT_OF_A_SIGN,
    )
    if zoom == 1.0:  # the note on names left out must not lie on one
        room.take((frame[2] - _NOTE[0], frame[3] - _NOTE[1], frame[2], frame[3]))
    labels, wanted = _labels(network, places, room, scale, measure)
    for label in labels:
        shapes += ((label.id, shape) for shape in _label(label, colors))
    if len(network.edges) <= _LINKS_WITH_TEXT:
        for sign in _signs(network, ways):
            room.take(_around(sign, 5.0))
        shapes += _link_texts(network, ways, room, scale=scale, theme=colors, measure=measure)
    return Canvas(tuple(shapes), places, scale.radius, wanted - len(labels), fit)


def _symbol(node: Node, place: Point, radius: float, theme: Theme) -> list[Shape]:
    """The symbol with its mark, and how many are folded into it."""
    mark = marks.mark_named(node.mark)
    found: list[Shape] = list(marks.under_node(place, radius, mark, theme)) if mark is not None else []
    found += symbols.drawn(symbol_of(node.kind), place, radius, theme)
    if mark is not None:
        found += marks.sign(marks.beside_node(place, radius), mark, theme, max(radius * 0.45, 3.6))
    return found


def _labels(
    network: Network, places: Mapping[str, Point], room: Room, scale: _Scale, measure: Measure
) -> tuple[list[Label], int]:
    """Captions with room, of marked nodes and the best linked first; and how many were wanted."""
    wanted = [node for node in network.nodes if one_line(node.caption)]
    wanted.sort(key=lambda node: (not node.mark, -len(network.neighbours[node.id]), network.index[node.id]))
    captions = [
        Caption(
            node.id,
            one_line(node.caption),
            places[node.id],
            scale.radius,
            scale.caption,
            _outward(places[node.id], [places[other] for other in network.neighbours[node.id]]),
        )
        for node in wanted
    ]
    return placed(captions, room, measure), len(captions)


def _outward(place: Point, others: list[Point]) -> Point:
    """The direction away from the middle of others, of length 1; none for a node without."""
    if not others:
        return 0.0, 0.0
    middle = sum(x for x, _ in others) / len(others), sum(y for _, y in others) / len(others)
    far = math.dist(place, middle)
    return ((place[0] - middle[0]) / far, (place[1] - middle[1]) / far) if far > 0 else (0.0, 0.0)


def _scale(count: int, frame: Rectangle, smallest: float) -> _Scale:
    each = math.sqrt(max((frame[2] - frame[0]) * (frame[3] - frame[1]), 1.0) / count)
    return _Scale(min(max(each * 0.1, 2.6), 11.0), min(max(3.9 + each * 0.045, smallest), 9.0))


def _in_frame(
    network: Network, positions: Mapping[str, Point], frame: Rectangle, scale: _Scale, zoom: float
) -> tuple[dict[str, Point], Fit]:
    """Places in points: stretched a little to the shape of the frame, then moved apart where symbols touch.

    Besides, how any place of theirs comes into the frame.
    """
    across, down = (scale.radius * 1.3 + 26.0) * zoom, (scale.radius * 1.3 + 12.0) * zoom
    left, top, right, bottom = frame[0] + across, frame[1] + down, frame[2] - across, frame[3] - down
    raw = np.array([complex(*positions[node.id]) for node in network.nodes])
    wide, high = float(np.ptp(raw.real)), float(np.ptp(raw.imag))
    by_width = (right - left) / wide if wide > 0 else math.inf
    by_height = (bottom - top) / high if high > 0 else math.inf
    if math.isinf(by_width) and math.isinf(by_height):
        by_width = by_height = 0.0
    to_x = min(by_width, by_height * _MOST_STRETCHED)
    to_y = min(by_height, by_width * _MOST_STRETCHED)
    fit = Fit(
        (float(raw.real.max() + raw.real.min()) / 2, float(raw.imag.max() + raw.imag.min()) / 2),
        ((left + right) / 2, (top + bottom) / 2),
        (to_x, to_y),
    )
    spread = np.array([complex(*fit.to_frame((place.real, place.imag))) for place in raw])
    spread = _apart(spread, scale.radius, (left, top, right, bottom))
    places = {n.id: (float(at.real), float(at.imag)) for n, at in zip(network.nodes, spread, strict=True)}
    return places, fit


def _apart(spread: Plane, radius: float, within: Rectangle) -> Plane:
    left, top, right, bottom = within
    for _ in range(40 if len(spread) <= 1000 else 0):  # noqa: PLR2004 - all pairs of more take too long
        gaps = spread[:, None] - spread[None, :]
        far = np.abs(gaps)
        np.fill_diagonal(far, np.inf)
        lacking = np.clip(radius * 2.9 - far, 0, None)
        if not lacking.any():
            break
        order = np.sign(np.subtract.outer(np.arange(len(spread)), np.arange(len(spread))))
        heading = np.where(far > 1e-6, gaps / np.maximum(far, 1e-6), order * (1 + 0.3j))  # noqa: PLR2004 - nothing
        spread = spread + (heading * lacking).sum(axis=1) * 0.35
        spread = np.clip(spread.real, left, right) + 1j * np.clip(spread.imag, top, bottom)
    return spread


def _inked(ways: Mapping[str, tuple[Point, ...]]) -> list[Point]:
    """Points along all links, two units apart."""
    found: list[Point] = []
    for way in ways.values():
        for (x0, y0), (x1, y1) in pairwise(way):
            steps = max(int(math.dist((x0, y0), (x1, y1)) / 2.0), 1)
            found += [(x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps) for at in range(steps)]
    return found


def _signs(network: Network, ways: Mapping[str, tuple[Point, ...]]) -> list[Point]:
    """Where arrowheads and the marks of strained and broken links are: a caption over them takes their meaning."""
    found: list[Point] = []
    for edge in network.edges:
        look = look_of(edge)
        if look.directed:
            found.append(lines.along(ways[edge.id], 0.98)[0])
        if look.mark or look.status in {"strained", "broken"}:
            found.append(lines.along(ways[edge.id], 0.5)[0])
    return found


def _label(label: Label, theme: Theme) -> list[Shape]:
    """The lines on a patch of background, so that a link behind them does not strike them through."""
    left, top, right, bottom = label.box
    shapes: list[Shape] = []
    if label.leader is not None:
        shapes.append(Polyline(label.leader, Stroke(theme.soft, 0.5)))
    shapes.append(Box((left, top), right - left, bottom - top, None, theme.background, 1.5))
    step = (bottom - top - 1.0) / len(label.lines)
    for at, line in enumerate(label.lines):
        baseline = ((left + right) / 2, top + 0.5 + step * at + label.size * 0.9)
        shapes.append(Text(baseline, line, label.size, theme.ink, "middle"))
    return shapes


def _link_texts(
    network: Network,
    ways: Mapping[str, tuple[Point, ...]],
    room: Room,
    *,
    scale: _Scale,
    theme: Theme,
    measure: Measure,
) -> list[tuple[str, Shape]]:
    """What links are called, where there is room on them; they are explained by their lines anyway."""
    size = max(scale.caption * 0.76, 5.2)
    shapes: list[tuple[str, Shape]] = []
    for edge in network.edges:
        text = elided(one_line(edge.label), size, size * 13, measure)
        if not text:
            continue
        wide = measure(text, size) / 2 + 1.0
        for share in (0.38, 0.62, 0.3, 0.7):
            (x, y), _ = lines.along(ways[edge.id], share)
            box = (x - wide, y - size * 0.6, x + wide, y + size * 0.6)
            if room.is_free(box):
                room.take(box)
                patch = Box(box[:2], box[2] - box[0], box[3] - box[1], None, theme.background, 1.5)
                word = Text((x, y + size * 0.34), text, size, theme.soft, "middle")
                shapes += ((edge.id, patch), (edge.id, word))
                break
    return shapes


def _around(place: Point, radius: float) -> Rectangle:
    return (place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius)
