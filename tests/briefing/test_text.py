"""Text of any script and of any malice."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.briefing.bidirectional import INVISIBLE, as_seen, shaped
from crisisdesk.briefing.blocks import Bullets, Cell, Heading, KeyFacts, Paragraph, Section, Table
from crisisdesk.briefing.fonts import FontBook
from crisisdesk.briefing.render import page_count, render
from crisisdesk.briefing.styles import Style
from crisisdesk.briefing.text import Setter, Span

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile" / "blns.txt"
BODY = Style(10, 14)


@pytest.fixture(scope="module")
def setter() -> Setter:
    return Setter(FontBook())


@pytest.mark.parametrize(
    "name",
    [
        "Дмитрий Кузнецов",
        "Αλέξανδρος Παπαδόπουλος",
        "Ğüneş Őrsi Łódź",
        "Nguyễn Văn Đức",
        "გიორგი",
        "Արամ",
        "שרה לוי",
        "أحمد الحداد",
    ],
)
def test_names_are_found_in_the_text_of_the_page(make_document, read_pages, letters, name):
    text = "".join(
        read_pages(
            render(make_document(Paragraph(f"The deputy {name} was present."), Table(("N",), ((name,),))))
        )
    )

    for word in name.split():
        assert letters(text).count(letters(word)) == 2


@pytest.mark.parametrize(
    ("line", "right_to_left", "seen"),
    [
        ("שלום (א) 12", True, "12 (א) םולש"),
        ("Mr שלום (abc) x", False, "Mr םולש (abc) x"),
        ("Minister אבג (2026) and", False, "Minister (2026) גבא and"),
        ("אב SECRET//NOFORN (S) גד", True, "דג SECRET//NOFORN (S) בא"),
        ("plain (text)", False, "plain (text)"),
    ],
)
def test_a_line_is_seen_in_the_order_of_its_scripts(line, right_to_left, seen):
    assert as_seen(line, right_to_left=right_to_left) == seen


def test_arabic_letters_are_joined():
    assert shaped("بيت") == "\ufe91\ufef4\ufe96"


def test_text_from_right_to_left_stands_at_the_right(setter):
    line = setter.lines("שלום עולם", BODY, 300)[0]

    assert line.right_to_left


def test_right_to_left_text_is_broken_before_it_is_turned(setter):
    first, *_others = setter.lines("ראשון " + "מילה " * 60, BODY, 200)

    assert first.text.startswith("ראשון")


def test_text_is_never_read_as_markup(make_document, read_pages, letters):
    hostile = "<b>bold</b> &amp; <a href='x'>link</a> <para> (\\) %s {0}"

    text = "".join(read_pages(render(make_document(Paragraph(hostile), Heading(hostile), title=hostile))))

    assert letters(text).count(letters(hostile)) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\0b", "a[U+0000]b"),
        ("\ud83d", "[U+D83D]"),
        ("漢", "[U+6F22]"),
        ("\u202etxt.exe", "[U+202E]txt.exe"),
        ("\x1b[0m", "[U+001B][0m"),
    ],
)
def test_what_no_font_can_draw_is_shown_by_its_number(make_document, read_pages, text, shown):
    assert shown in "".join(read_pages(render(make_document(Paragraph(text)))))


def test_a_line_end_in_a_portion_mark_is_a_space(make_document, read_pages):
    text = "".join(read_pages(render(make_document(Paragraph("Ω text", marking="(U)\n\t")))))

    assert "(U) Ω text" in text


def test_a_font_pack_takes_over_where_the_shipped_fonts_end(tmp_path):
    assert FontBook(packs=[tmp_path]).printable("漢") == "[U+6F22]"


def test_a_broken_font_pack_is_named_when_it_is_needed(make_document, tmp_path):
    (tmp_path / "Broken.ttf").write_bytes(b"not a font")

    with pytest.raises(Exception, match=r"Broken\.ttf"):
        render(make_document(Paragraph("漢")), packs=[tmp_path])


def test_a_hyphenated_word_is_broken_after_its_hyphen_but_a_date_is_not(setter):
    first, second = setter.lines("frag non-proliferation", BODY, 75)[:2]
    dated = setter.lines("report of 2026-11-23", BODY, 90)

    assert (first.text, second.text) == ("frag non-", "proliferation")
    assert [line.text for line in dated] == ["report of", "2026-11-23"]


def test_a_word_without_end_is_cut_into_lines(setter):
    lines = setter.lines("x" * 100_000, BODY, 400)

    assert "".join(line.text for line in lines) == "x" * 100_000
    assert all(line.width <= 400.01 for line in lines)


@given(text=st.text(max_size=300), width=st.integers(5, 400), lead=st.sampled_from(["", "(U)", "Bold lead."]))
def test_no_character_is_lost_in_breaking_and_no_line_is_too_wide(text, width, lead):
    setter = Setter(FontBook())
    lines = setter.lines(text, BODY, width, [Span(lead, "bold")])

    kept = "".join(line.text for line in lines).replace(" ", "")
    assert kept == (lead + setter.fonts.printable(text)).replace(" ", "").replace("\n", "")
    assert all(line.width <= width + 0.01 or len(line.text) <= 2 for line in lines)


@given(
    st.text(
        st.one_of(
            st.sampled_from("אבابت(){}[]12%+- abc\u200f\u061c\u202a\u2067\u0301\u064b"), st.characters()
        ),
        max_size=30,
    )
)
def test_no_character_is_lost_in_turning(text):
    line = FontBook().printable(text).replace("\n", "")

    def plain(given: str) -> list[str]:
        letters = unicodedata.normalize("NFKD", given)
        return sorted(char for char in letters if char not in INVISIBLE and not unicodedata.mirrored(char))

    assert plain(as_seen(line, right_to_left=True)) == plain(line)


@pytest.mark.shared
@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the list of naughty strings is not beside the repository")
def test_naughty_strings_render_everywhere_and_appear(make_document, read_pages, letters):
    lines = [
        line for line in NAUGHTY.read_text("utf-8", errors="surrogateescape").splitlines() if line.strip()
    ]
    document = make_document(
        *(Paragraph(line, marking=line[:8], lead=line[:40]) for line in lines),
        Table(("A", "B"), tuple((line, Cell(line, "bad")) for line in lines)),
        Bullets(tuple(lines)),
        KeyFacts(tuple((line, line) for line in lines), columns=2),
    )
    data = render(
        make_document(sections=(*document.sections, *(Section(line, ()) for line in lines)), contents=True)
    )

    found = letters("".join(read_pages(data)))
    shown = FontBook().printable
    assert page_count(data) > 50
    assert [line for line in lines if line.isascii() and letters(shown(line)) not in found] == []
