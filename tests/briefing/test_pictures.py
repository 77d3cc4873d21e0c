"""Drawings in a brief and alone, and pages as pictures."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import PIL.Image
import pypdfium2

from crisisdesk.briefing.blocks import Picture
from crisisdesk.briefing.pictures import picture_pdf
from crisisdesk.briefing.preview import page_images
from crisisdesk.briefing.render import page_count, render
from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Stroke, Text

DRAWING = Drawing(
    400,
    300,
    (
        Box((0, 0), 400, 300, stroke=None, fill="#ff0000"),
        Box((10, 10), 80, 40, radius=6, fill="#ffffff"),
        Disc((200, 150), 20, fill="#00ff00"),
        Polyline(((10, 290), (390, 290)), Stroke("#0000ff", 2, (4, 2))),
        Text((200, 200), "المنظمة Øresund", 9, anchor="middle", bold=True),
    ),
    title="Network",
    description="Two bodies that talk.",
)


def test_a_picture_alone_is_one_page_of_its_size():
    with pypdfium2.PdfDocument(picture_pdf(DRAWING)) as pdf:
        assert len(pdf) == 1
        assert pdf[0].get_size() == (400, 300)


def test_a_picture_alone_is_the_same_each_time():
    assert picture_pdf(DRAWING) == picture_pdf(DRAWING)


def test_shapes_stand_where_they_were_drawn():
    image = PIL.Image.open(io.BytesIO(page_images(picture_pdf(DRAWING), scale=1)[0])).convert("RGB")

    assert image.size == (400, 300)
    assert image.getpixel((350, 50)) == (255, 0, 0)
    assert image.getpixel((50, 30)) == (255, 255, 255)
    assert image.getpixel((200, 150)) == (0, 255, 0)


def test_text_in_a_picture_is_text(read_pages):
    assert "Øresund" in read_pages(picture_pdf(DRAWING))[0]


def test_a_picture_has_words_for_those_who_cannot_see_it():
    with pikepdf.open(io.BytesIO(picture_pdf(DRAWING))) as pdf:
        assert str(pdf.Root.StructTreeRoot.K.K[0].Alt) == "Two bodies that talk."


def test_a_picture_larger_than_the_page_is_made_to_fit(make_document):
    large = Drawing(5000, 9000, DRAWING.shapes)

    assert page_count(render(make_document(Picture(large, "Caption", "(U)")))) <= 2


def test_a_caption_stays_with_its_picture(make_document, read_pages):
    pages = read_pages(render(make_document(*[Picture(DRAWING, "Caption below", "(U)")] * 4)))

    for page in pages:
        assert page.count("Øresund") == page.count("(U) Caption below")


def test_only_the_pages_asked_for_are_drawn(make_document):
    assert len(page_images(render(make_document()), scale=0.2, pages=[0])) == 1


def test_pages_may_be_pictured_from_several_threads_at_once() -> None:
    pdf = picture_pdf(Drawing(100, 60, (Text((10, 30), "Strait"),)))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: page_images(pdf, 1.0), range(40)))

    assert all(pages == found[0] for pages in found)
