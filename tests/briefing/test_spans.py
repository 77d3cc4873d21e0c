"""Cells that take several rows."""

import pytest

from crisisdesk.briefing.blocks import Cell, Table
from crisisdesk.briefing.render import render
from crisisdesk.briefing.spans import MOST, merged, spans_of


def test_equal_neighbours_become_one_cell():
    rows = merged((("Q1", "high", "a"), ("Q1", "high", "b"), ("Q2", "high", "c")), (0, 1))

    assert rows == [(Cell("Q1", rows=2), Cell("high", rows=2), "a"), ("", "", "b"), ("Q2", "high", "c")]


def test_a_cell_of_another_tone_is_not_the_same():
    rows = [(Cell("late", "bad"), "a"), ("late", "b")]

    assert merged(rows, (0,)) == rows


def test_a_long_run_says_it_again_so_that_it_fits_a_page():
    found = merged([("same", str(n)) for n in range(2 * MOST)], (0,))

    assert [index for index, row in enumerate(found) if row[0]] == [0, MOST]


def test_a_text_below_a_cell_over_several_rows_is_refused():
    with pytest.raises(ValueError, match="only empty texts"):
        spans_of(Table(("A",), ((Cell("x", rows=2),), ("lost",))))


def test_rows_of_one_cell_stay_on_one_page(make_document, read_pages):
    rows = merged([(f"group{n // 5}", f"row{n}.") for n in range(100)], (0,))

    for page in read_pages(render(make_document(Table(("A", "B"), tuple(rows))))):
        for group in range(20):
            there = [f"row{n}." in page for n in range(group * 5, group * 5 + 5)]
            assert all(there) == any(there) == (f"group{group}" in page.split())


def test_a_long_text_in_a_cell_over_rows_is_printed_whole(make_document, read_pages):
    words = [f"word{n:03}" for n in range(90)]
    table = Table(("A", "B"), ((Cell(" ".join(words), rows=2), "x"), ("", "last")), widths=(1, 3))

    text = "".join(read_pages(render(make_document(table))))

    assert all(text.count(word) == 1 for word in (*words, "last"))
