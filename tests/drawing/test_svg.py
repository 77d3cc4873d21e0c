from xml.etree.ElementTree import fromstring

from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Stroke, Text
from crisisdesk.drawing.svg import svg

NS = "{http://www.w3.org/2000/svg}"
SHAPES = (
    Box((0, 0), 10.123456, 5, None, "#ffffff", 1),
    Disc((5, 5), 2, Stroke("#111111", 0.5, (1, 2.5)), None),
    Polyline(((0, 0), (3, -0.0001)), Stroke()),
    Polyline(((0, 0), (3, 0), (3, 3)), None, "#222222"),
    Text((1, 2), "<script>\"&'\x00\x1f\ud800 قيادة", 8, "#333333", "end", bold=True),
)


def test_every_shape_is_drawn_in_order() -> None:
    root = fromstring(svg(Drawing(100, 50, SHAPES, "Title", "Words")))

    tags = [child.tag.removeprefix(NS) for child in root]
    assert tags == ["title", "desc", "rect", "circle", "polyline", "polygon", "text"]
    assert root.get("viewBox") == "0 0 100 50"


def test_a_text_is_never_markup_and_holds_nothing_that_xml_cannot() -> None:
    root = fromstring(svg(Drawing(1, 1, SHAPES, "A <b> & c\x00", "]]>")))

    assert root.findtext(f"{NS}text") == "<script>\"&' قيادة"
    assert root.findtext(f"{NS}title") == "A <b> & c"


def test_a_screen_reader_finds_title_and_description() -> None:
    root = fromstring(svg(Drawing(1, 1, (), "Title", "Words")))

    names = (root.get("aria-labelledby") or "").split()
    assert {child.get("id"): child.text for child in root} == dict(
        zip(names, ("Title", "Words"), strict=True)
    )


def test_a_colour_cannot_break_out_of_its_attribute() -> None:
    root = fromstring(svg(Drawing(1, 1, (Disc((0, 0), 1, None, '"/><evil/>'),))))

    assert len(root) == 3


def test_the_same_drawing_gives_the_same_file_without_noise_in_the_numbers() -> None:
    drawing = Drawing(100, 50, SHAPES)

    assert svg(drawing) == svg(drawing)
    assert 'width="10.12"' in svg(drawing)
    assert 'points="0,0 3,0"' in svg(drawing)
