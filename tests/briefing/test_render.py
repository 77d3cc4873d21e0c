"""What every page and the file as a whole promise."""

import io
from dataclasses import replace
from datetime import datetime

import pikepdf
import pytest

from crisisdesk.briefing.blocks import Header, Heading, PageBreak, Paragraph, Section, Table
from crisisdesk.briefing.render import page_count, render
from crisisdesk.errors import CancelledError, UserError

LONG = Paragraph("The cutters stay in the strait and ask ships for their cargo. " * 400)


def test_the_same_document_gives_the_same_bytes(make_document):
    document = make_document(LONG, Table(("A", "B"), (("שלום", "Ω"),)), contents=True)

    assert render(document) == render(document)


def test_another_text_gives_another_file_number(make_document, opened):
    one, other = (opened(make_document(Paragraph(text))).trailer["/ID"][0] for text in ("one", "two"))

    assert one != other


def test_the_banner_stands_twice_on_every_page(make_document, read_pages):
    pages = read_pages(render(make_document(LONG, banner="Secret//NOFORN")))

    assert len(pages) > 3
    assert [page.count("SECRET//NOFORN") for page in pages] == [2] * len(pages)


def test_every_page_tells_its_number_and_the_digest(make_document, read_pages):
    pages = read_pages(render(make_document(LONG)))

    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Digest 4f1c9f1f" in page


def test_an_exercise_says_so_at_head_and_foot_of_every_page(make_document, read_pages):
    pages = read_pages(render(make_document(LONG, exercise=True)))

    assert [page.count("EXERCISE") for page in pages] == [6] * len(pages)


def test_what_is_no_exercise_is_not_stamped(make_document, read_pages):
    assert "EXERCISE" not in "".join(read_pages(render(make_document(LONG))))


def test_caveats_stand_on_every_page(make_document, read_pages):
    pages = read_pages(render(make_document(LONG, caveats=("TLP:AMBER",))))

    assert all("TLP:AMBER" in page for page in pages)


def test_the_classification_block_is_on_the_first_page_only(make_document, read_pages):
    document = make_document(LONG)
    header = replace(document.header, classification=("Classified By: Desk", "Declassify On: 20361123"))

    pages = read_pages(render(replace(document, header=header)))

    assert "Declassify On: 20361123" in pages[0]
    assert not any("Declassify" in page for page in pages[1:])


def test_headings_become_bookmarks_that_lead_to_their_page(make_document, opened):
    pdf = opened(make_document(Heading("Facts"), LONG, Heading("Assessments"), Paragraph("It is likely.")))

    section, below = pdf.outline
    assert section.title == "Situation"
    assert [entry.title for entry in below] == ["Facts", "Assessments"]
    assert pdf.get_destination_page_number(below[1]) == len(pdf.pages) - 1


def test_contents_give_the_page_of_each_heading(make_document, read_pages):
    sections = tuple(Section(f"Area {n}", (Paragraph("Quiet."),), new_page=True) for n in range(1, 5))

    first = read_pages(render(make_document(sections=sections, contents=True)))[0]

    assert "Contents" in first
    for number in range(1, 5):
        assert f"Area {number} {number + 1}" in " ".join(first.split())


def test_all_fonts_are_embedded(make_document, opened):
    pdf = opened(make_document(Paragraph("Ω Ж ש ع ა Ա ☐", lead="Bold.")))

    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert len(fonts) >= 6
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_the_file_says_what_it_is(make_document, opened):
    pdf = opened(make_document(subject="Interference", keywords=("shipping",), language="en-GB"))

    about = pdf.metadata
    assert (about.title, about.author, about.subject) == (
        "Strait of Halden",
        "Crisis Desk North",
        "Interference",
    )
    assert about["/Marking"] == "UNCLASSIFIED"
    assert "shipping" in about["/Keywords"]
    assert about.creation_date == datetime.fromisoformat("2026-11-23T13:12:00+00:00")
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value


def test_the_structure_tells_headings_tables_and_paragraphs_apart(make_document):
    table = Table(("A", "B"), (("1", "2"),))

    kinds = _kinds(render(make_document(Heading("Facts"), Paragraph("One."), table, header=Header())))

    assert [kind for kind in kinds if kind.startswith("/H")] == ["/H1", "/H2", "/H3"]
    assert [kind for kind in kinds if kind[:2] == "/T"] == [
        "/Table",
        "/TR",
        "/TH",
        "/TH",
        "/TR",
        "/TD",
        "/TD",
    ]


def test_no_step_of_headings_is_left_out(make_document):
    data = render(make_document(Heading("Low", 3), Paragraph("Text.")))

    assert [kind for kind in _kinds(data) if kind.startswith("/H")] == ["/H1", "/H2", "/H3"]


def test_the_file_is_sound_for_another_library(make_document):
    data = render(make_document(LONG, Table(("A",), (("x",),) * 60), contents=True))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_page_break_begins_a_page_but_leaves_no_empty_one(make_document):
    document = make_document(
        PageBreak(), Paragraph("One."), PageBreak(), PageBreak(), Paragraph("Two."), PageBreak()
    )

    assert page_count(render(document)) == 3


def test_letter_paper_is_of_its_size(make_document, opened):
    box = opened(make_document(page_size="Letter")).pages[0].mediabox

    assert (box.width, box.height) == (612, 792)


def test_a_document_without_anything_has_one_page(make_document):
    document = make_document(title="", banner="", sections=(), footer=())

    assert page_count(render(document)) == 1


def test_a_moment_without_zone_is_refused(make_document):
    with pytest.raises(ValueError, match="time zone"):
        render(make_document(created=datetime(2026, 11, 23)))  # noqa: DTZ001 - the point of the test


def test_rendering_can_be_cancelled(make_document):
    def cancel(_done: int, _total: int, _text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        render(make_document(LONG), cancel)


def test_a_missing_font_folder_is_named(make_document, tmp_path):
    with pytest.raises(UserError, match="NotoSans-Bold"):
        render(make_document(), fonts=tmp_path / "nowhere")


def _kinds(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        waiting, kinds = [pdf.Root.StructTreeRoot.K], list[str]()
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Dictionary) and "/S" in node:
                kinds.append(str(node.S))
                waiting += reversed(list(node.K))
        return kinds
