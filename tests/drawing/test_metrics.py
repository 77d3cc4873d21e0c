from crisisdesk.drawing.metrics import elided, text_width, wrapped


def test_wide_and_joining_characters_count_as_they_stand() -> None:
    assert text_width("漢字", 10) > text_width("ab", 10) > text_width("il", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
    assert text_width("", 10) == 0


def test_an_elided_text_fits_and_says_that_it_is_elided() -> None:
    short = elided("Deputy Assistant Secretary", 8, 60)

    assert short.endswith("…")
    assert text_width(short, 8) <= 60
    assert elided("Duty", 8, 60) == "Duty"


def test_a_caption_breaks_between_words() -> None:
    assert wrapped("United Nations Security Council", 8, 90) == ("United Nations", "Security Council")
    assert len(wrapped("one two three four five six seven eight nine ten", 8, 50)) == 2
    assert wrapped("", 8, 50) == ()


def test_a_single_long_word_is_cut_not_let_out() -> None:
    assert all(text_width(line, 8) <= 50 for line in wrapped("Donaudampfschifffahrt now", 8, 50))
