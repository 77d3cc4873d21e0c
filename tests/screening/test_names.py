"""How names are made comparable."""

import pytest

from crisisdesk.screening.lexicon import lexicon
from crisisdesk.screening.names import MAX_WORDS, comparable
from crisisdesk.screening.sounds import consonants, latin_words, sound


def words(text, *, person=False):
    return comparable(text, lexicon(), person=person).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zvezda G.m.b.H.", "ZVEZDA GmbH"),
        ("\u041e\u041e\u041e «Звезда»", "Zvezda LLC"),
        ("Общество \u0441 ограниченной ответственностью Звезда", "OOO Zvezda"),
        ("Zvezda Sp. z o.o.", "Zvezda Ltd"),
        ("Zvezda Trading Co., Ltd.", "ZvezdaTrading Company"),
        ("First Zvezda Brigade", "1st Zvezda Brigade"),
        ("Brigade Forty-Four", "Brigade 44"),
        ("Abdul Aziz", "Abdelaziz"),
        ("Abd Aziz Abd", "Abdul-Aziz"),
        ("O'Neil", "ONeil"),
        ("Øystein Müller", "Oystein Muller"),
    ],
)
def test_spellings_of_one_name_have_the_same_words(one, other):
    assert sorted(words(one)) == sorted(words(other))


def test_a_legal_form_is_kept_apart_with_its_family():
    assert comparable("Zvezda GmbH", lexicon()).form == comparable("Zvezda OOO", lexicon()).form
    assert comparable("Zvezda AG", lexicon()).form != comparable("Zvezda OOO", lexicon()).form


def test_a_person_keeps_what_would_be_a_legal_form():
    assert words("Sia Berg", person=True) == ("sia", "berg")


@pytest.mark.parametrize("text", ["Ltd", "Management Company", "The", "al", "Mr"])
def test_a_name_of_nothing_else_keeps_its_form(text):
    assert words(text)


def test_particles_and_titles_hardly_count():
    weights = dict(
        zip(*comparable("Dr Jan van Berg", lexicon(), person=True).__getstate__()[:2], strict=True)
    )

    assert weights["jan"] == weights["berg"] == 1
    assert max(weights["dr"], weights["van"]) < 0.3


def test_a_family_name_is_not_taken_for_a_roman_numeral():
    assert words("Xi Jinping", person=True) == ("xi", "jinping")


def test_a_name_without_end_is_cut():
    assert len(words(" ".join(f"w{n}x" for n in range(500)))) <= MAX_WORDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohamed", "muhammad"),
        ("sergey", "sergei"),
        ("hussein", "husayn"),
        ("kim", "gim"),
    ],
)
def test_one_sound_has_one_spelling(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("محمد", "Mohammed"), ("خالد", "Khaled"), ("يوسف", "Yusuf"), ("דוד", "David"), ("الأسد", "Asad")],
)
def test_an_alphabet_without_vowels_meets_latin_letters_by_consonants(arabic, latin):
    assert [consonants(w) for w in latin_words(arabic)] == [consonants(w) for w in latin_words(latin)]


def test_scripts_without_spaces_are_cut_into_syllables():
    assert latin_words("习近平") == ["xi", "jin", "ping"]
