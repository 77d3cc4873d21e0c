"""Tables over many pages."""

from crisisdesk.briefing.blocks import Cell, KeyFacts, Table
from crisisdesk.briefing.fonts import FontBook
from crisisdesk.briefing.render import page_count, render
from crisisdesk.briefing.tables import column_widths
from crisisdesk.briefing.text import Setter


def test_a_long_table_repeats_its_head_on_every_page(make_document, read_pages):
    table = Table(("Partner", "Position"), tuple((f"Partner {n}", "Agreed") for n in range(150)))

    pages = read_pages(render(make_document(table)))

    assert len(pages) > 3
    assert all(page.count("Position") == 1 for page in pages)


def test_every_row_is_printed_once(make_document, read_pages):
    table = Table(("No.", "Text"), tuple((f"row-{n:03}", "two\nlines") for n in range(200)))

    text = "".join(read_pages(render(make_document(table))))

    assert [text.count(f"row-{n:03}") for n in range(200)] == [1] * 200


def test_a_row_is_not_parted_between_pages(make_document, read_pages):
    table = Table(("A",), tuple((f"begin{n}\nmiddle\nend{n}",) for n in range(80)))

    for page in read_pages(render(make_document(table))):
        assert page.count("begin") == page.count("middle") == page.count("end")


def test_a_cell_higher_than_a_page_goes_on_on_the_next(make_document, read_pages):
    words = [f"word{n:04}" for n in range(3000)]

    text = "".join(read_pages(render(make_document(Table(("A", "B"), ((" ".join(words), "short"),))))))

    assert all(word in text for word in words)
    assert text.count("short") == 1


def test_a_table_without_rows_says_so(make_document, read_pages):
    text = read_pages(render(make_document(Table(("Licence", "Ends"), (), empty="No licence is held."))))[0]

    assert "No licence is held." in text


def test_a_short_row_is_filled_up(make_document):
    assert page_count(render(make_document(Table(("A", "B", "C"), (("only one",), ()))))) == 1


def test_columns_fill_the_line_and_give_way_to_the_longer_text():
    table = Table(
        ("No.", "Text"), (("1", "A sentence that needs a good deal of room, more than a number does."),)
    )

    number, text = column_widths(table, 400, Setter(FontBook()))

    assert round(number + text, 3) == 400
    assert text > 3 * number


def test_given_widths_are_kept():
    table = Table(("A", "B"), ((Cell("x"), "y"),), widths=(1, 3))

    assert column_widths(table, 400, Setter(FontBook())) == [100, 300]


def test_facts_of_any_length_are_printed(make_document, read_pages):
    text = "".join(
        read_pages(render(make_document(KeyFacts((("Value", "EUR 82,400,000"), ("Long", "x y " * 4000)), 2))))
    )

    assert "EUR 82,400,000" in text
    assert text.count("x y") > 3500
