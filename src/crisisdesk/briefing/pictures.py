"""Drawings as vectors: set into a brief, or alone on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

from crisisdesk.briefing.bidirectional import begins_right_to_left
from crisisdesk.briefing.blocks import Picture
from crisisdesk.briefing.flow import Strip
from crisisdesk.briefing.fonts import FontBook
from crisisdesk.briefing.pdf import PdfFile, Properties
from crisisdesk.briefing.place import Place, marked, portion, text_strips
from crisisdesk.briefing.sheet import Ink, Sheet, paint, pdf_text
from crisisdesk.briefing.structure import Element
from crisisdesk.briefing.styles import CAPTION, GRID, Style, Weight, on_grid
from crisisdesk.briefing.text import Line, Setter, Span
from crisisdesk.drawing.shapes import Box, Disc, Drawing, Point, Polyline, Shape, Stroke, Text

_ARC = 0.4477
"""How far from the corner the handles of a Bézier curve stand that rounds it with radius 1."""

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def picture_strips(picture: Picture, place: Place) -> Iterator[Strip]:
    """The drawing in the middle of the column, and its caption below."""
    drawing = picture.drawing
    caption = marked(picture.marking, picture.caption)
    element = place.parent.add("Figure")
    captions = []
    if caption:
        mark = portion(picture.marking)
        captions = list(text_strips(place, picture.caption, CAPTION, place.parent.add("P"), mark))
    room = (
        place.height - sum(strip.height for strip in captions) - 16 * GRID
    )  # a section's heading goes with it
    scale = min(picture.enlarge, place.width / drawing.width, room / drawing.height)
    left = place.left + (place.width - drawing.width * scale) / 2
    said = place.setter.fonts.printable(drawing.description or drawing.title or caption or "Picture")

    def draw(sheet: Sheet, top: float) -> None:
        right, bottom = left + drawing.width * scale, top - drawing.height * scale
        area = f"/BBox [{left:.6g} {bottom:.6g} {right:.6g} {top:.6g}] /Placement /Block"
        element.attributes = f"/Alt {pdf_text(said)} /A <</O /Layout {area}>>"
        with sheet.tagged(element):
            draw_shapes(drawing, sheet, place.setter, Frame(left, top, scale))

    yield Strip(on_grid(drawing.height * scale), draw, before=3 * GRID, glue=bool(captions))
    for index, strip in enumerate(captions):
        yield replace(strip, before=0.0 if index else GRID, glue=index < len(captions) - 1)


def picture_pdf(
    drawing: Drawing, language: str = "en", *, packs: Sequence[Path] = (), fonts: Path | None = None
) -> bytes:
    """The drawing alone on a page of its own size: vectors with embedded fonts, the same bytes each time.

    ``packs`` and ``fonts`` are folders as in :func:`crisisdesk.briefing.render.render`.
    """
    book = FontBook(fonts, packs)
    said = {
        name: book.printable(text) for name, text in (("title", drawing.title), ("all", drawing.description))
    }
    title = " ".join(said["title"].split()) or "Picture"
    about = Properties(title, "", "", "", "", language, None)
    file, root = PdfFile(about, (drawing.width, drawing.height)), Element("Document")
    sheet = Sheet(0, Ink(file.pdf, book))
    area = f"/BBox [0 0 {drawing.width:.6g} {drawing.height:.6g}] /Placement /Block"
    figure = root.add("Figure", f"/Alt {pdf_text(said['all'] or title)} /A <</O /Layout {area}>>")
    with sheet.tagged(figure):
        draw_shapes(drawing, sheet, Setter(book), Frame(0.0, drawing.height, 1.0))
    return file.written([sheet], root, (), ())


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the drawing's upper left corner is on the page, and how large one of its points is."""

    left: float
    top: float
    scale: float

    def at(self, x: float, y: float) -> str:
        """A point of the drawing as coordinates of the page."""
        return f"{self.left + x * self.scale:.6g} {self.top - y * self.scale:.6g}"


def draw_shapes(drawing: Drawing, sheet: Sheet, setter: Setter, frame: Frame) -> None:
    """Draw all shapes, the first one lowest."""
    for shape in drawing.shapes:
        _draw(shape, sheet, setter, frame)


def _draw(shape: Shape, sheet: Sheet, setter: Setter, frame: Frame) -> None:
    match shape:
        case Polyline():
            _paint(sheet, _lines(shape.points, frame, closed=bool(shape.fill)), shape, frame)
        case Disc():
            (x, y), radius = shape.center, shape.radius
            path = _rounded((x - radius, y - radius), 2 * radius, 2 * radius, radius, frame)
            _paint(sheet, path, shape, frame)
        case Box():
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            _paint(sheet, _rounded(shape.corner, shape.width, shape.height, radius, frame), shape, frame)
        case Text():
            _text(shape, sheet, setter, frame)
        case _:
            assert_never(shape)


def _paint(sheet: Sheet, path: str, shape: Polyline | Disc | Box, frame: Frame) -> None:
    """Fill and stroke a path in the shape's colours."""
    colors = [f"{paint(shape.fill)} rg"] if shape.fill else []
    if shape.stroke:
        colors.append(_pen(shape.stroke, frame.scale))
    operator = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}
    last = operator[shape.stroke is not None, bool(shape.fill)]
    sheet.put(f"q {' '.join(colors)} {path} {last} Q")


def _pen(stroke: Stroke, scale: float) -> str:
    dash = " ".join(f"{length * scale:.4g}" for length in stroke.dash)
    return f"{paint(stroke.color)} RG {stroke.width * scale:.4g} w 1 j [{dash}] 0 d"


def _lines(points: Sequence[Point], frame: Frame, *, closed: bool) -> str:
    steps = [f"{frame.at(x, y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points)]
    return " ".join(steps) + (" h" if closed else "")


def _rounded(corner: Point, width: float, height: float, radius: float, frame: Frame) -> str:
    """A rectangle with its corners rounded; a circle if the radius is half its side."""
    (left, top), right, bottom = corner, corner[0] + width, corner[1] + height
    if radius <= 0:
        return _lines(((left, top), (right, top), (right, bottom), (left, bottom)), frame, closed=True)
    near = radius * _ARC
    at = frame.at
    return " ".join(
        (
            f"{at(left + radius, top)} m {at(right - radius, top)} l",
            f"{at(right - near, top)} {at(right, top + near)} {at(right, top + radius)} c",
            f"{at(right, bottom - radius)} l",
            f"{at(right, bottom - near)} {at(right - near, bottom)} {at(right - radius, bottom)} c",
            f"{at(left + radius, bottom)} l",
            f"{at(left + near, bottom)} {at(left, bottom - near)} {at(left, bottom - radius)} c",
            f"{at(left, top + radius)} l",
            f"{at(left, top + near)} {at(left + near, top)} {at(left + radius, top)} c h",
        )
    )


def _text(shape: Text, sheet: Sheet, setter: Setter, frame: Frame) -> None:
    weight: Weight = "bold" if shape.bold else "regular"
    size = shape.size * frame.scale
    style = Style(size, size * 1.3, weight, shape.color)
    text = setter.fonts.printable(shape.text).replace("\n", " ")
    width = setter.width(text, style)
    line = Line((Span(text, style.weight),), width, ends=True, right_to_left=begins_right_to_left(text))
    left = frame.left + shape.position[0] * frame.scale - width * _SHARE[shape.anchor]
    sheet.line(line, style, left, frame.top - shape.position[1] * frame.scale + style.drop)
