"""House styles, and files that only look like one."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from crisisdesk.briefing.blocks import Paragraph, Table
from crisisdesk.briefing.house_file import MOST_BYTES, MOST_LOGO_BYTES, read_house
from crisisdesk.briefing.render import render
from crisisdesk.errors import UserError

GOOD = """
name = "Ministry of the Strait"
paper = "Letter"
originator = "Ministry of the Strait, crisis desk"
foot = ["12 Harbour Road"]
[colours]
accent = "#5a1230"
tint = "#f6f0f2"
[labels]
number = "Reference"
[logo]
file = "emblem.png"
height = 40
"""


@pytest.fixture
def style(tmp_path: Path):
    Image.new("RGBA", (120, 60), (90, 18, 48, 128)).save(tmp_path / "emblem.png")

    def of(text: str | bytes) -> Path:
        path = tmp_path / "house.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return of


def test_a_style_changes_words_colours_and_emblem_and_not_the_marking(style, make_document, read_pages):
    house = read_house(style(GOOD))
    document = make_document(
        Paragraph("Text."), Table(("A",), (("x",),)), house=house, labels=house.labels, banner="SECRET"
    )

    pdf = render(document)

    text = read_pages(pdf)[0]
    assert "Reference" in text
    assert text.count("SECRET") == 2
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        code = b"".join(page.Contents.read_bytes() for page in opened.pages)
        assert "/Logo" in opened.pages[0].Resources.XObject
    assert b"0.353 0.0706 0.188 rg" in code
    assert b"/Logo Do" in code


def test_the_same_style_gives_the_same_bytes(style, make_document):
    made = [render(make_document(Paragraph("x"), house=read_house(style(GOOD)))) for _ in range(2)]

    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe\x00", "not written as TOML"),
        ("name = ", "not written as TOML"),
        ("a = " + "[" * 5000, "not written as TOML"),
        ("x" * (MOST_BYTES + 1), "is larger than"),
        ("banner = 'UNCLASSIFIED'", "which a house style has not"),
        ("name = 3", "must be a text"),
        (f"name = '{'x' * 500}'", "must be a text"),
        ("paper = 'A0'", "choose A4 or Letter"),
        ("foot = 'x'", "must be a list"),
        ("foot = ['a', 'b', 'c', 'd']", "must be a list"),
        ("foot = [1]", "must be a text"),
        ("[colours]\naccent = 'red'", "must be a colour"),
        ("[colours]\naccent = '#ffff00'", "too little contrast"),
        ("[colours]\ntint = '#333333'", "too little contrast"),
        ("[colours]\nbanner = '#000000'", "may say only"),
        ("[labels]\nexercise = 'NOT AN EXERCISE'", "may say only"),
        ("[labels]\npage = '{number.__class__}'", "no other brace"),
        ("[labels]\npage = 'a } b'", "no other brace"),
        ("labels = 3", "may say only"),
        ("[logo]\nfile = '../secret.png'", "lies beside it"),
        ("[logo]\nfile = '..\\\\secret.png'", "lies beside it"),
        ("[logo]\nfile = 'none.png'", "cannot be read"),
        ("[logo]\nfile = 'emblem.png'\nheight = 9000", "8 to 72 points"),
        ("[logo]\nfile = 'emblem.png'\nheight = nan", "8 to 72 points"),
        ("[logo]\nfile = 'house.toml'", "is no PNG"),
    ],
)
def test_what_a_style_cannot_say_is_one_sentence(style, text, said):
    with pytest.raises(UserError, match=said):
        read_house(style(text))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is no PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * MOST_LOGO_BYTES, "is larger than"),
    ],
)
def test_a_logo_that_is_none_is_refused(style, tmp_path: Path, content, said):
    path = style(GOOD)
    (tmp_path / "emblem.png").write_bytes(content)

    with pytest.raises(UserError, match=said):
        read_house(path)


def test_a_logo_that_would_unpack_to_too_much_is_refused_before_it_is(style, tmp_path: Path):
    path = style(GOOD)
    Image.new("1", (3000, 3000)).save(tmp_path / "emblem.png")

    with pytest.raises(UserError, match="million points"):
        read_house(path)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path):
    with pytest.raises(UserError, match="cannot be read"):
        read_house(tmp_path / "none.toml")
