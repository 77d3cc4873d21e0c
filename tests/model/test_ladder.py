"""Banner arithmetic: domain facts 6.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.ladder import Ladder, Level
from crisisdesk.model.marking import Marking

LADDER = Ladder.of(
    Level("usa", name, portion, rank, order, "#000000")
    for order, (name, portion, rank) in enumerate(
        [
            ("UNCLASSIFIED", "(U)", 0),
            ("CONFIDENTIAL", "(C)", 20),
            ("SECRET", "(S)", 30),
            ("TOP SECRET", "(TS)", 40),
        ]
    )
)
UNCLASSIFIED = Marking("UNCLASSIFIED")


def banner(*portions: str) -> str:
    return str(LADDER.banner(map(Marking.parse, portions), UNCLASSIFIED))


@pytest.mark.parametrize(
    ("portions", "expected"),
    [
        ([], "UNCLASSIFIED"), (["U"], "UNCLASSIFIED"), (["S", "C", "U"], "SECRET"),
        (["S//REL TO USA, GBR", "C//REL TO USA, GBR, DEU"], "SECRET//REL TO USA, GBR"),
        (["S//REL TO USA, GBR", "C"], "SECRET//NOFORN"),
        (["S//REL TO USA, GBR", "U"], "SECRET//REL TO USA, GBR"),
        (["S//REL TO USA, GBR", "S//REL TO USA, DEU"], "SECRET//NOFORN"),
        (["S//REL TO USA, GBR", "U//NOFORN"], "SECRET//NOFORN"),
        (["S//ORCON", "TS//NOFORN"], "TOP SECRET//NOFORN/ORCON"),
        (["U//REL TO USA, GBR", "U"], "UNCLASSIFIED//REL TO USA, GBR"),
    ],
)  # fmt: skip
def test_the_banner_follows_from_its_portions(portions: list[str], expected: str) -> None:
    assert banner(*portions) == expected


def test_a_level_is_found_by_banner_or_portion_in_any_case() -> None:
    assert {LADDER.level(Marking(text)).name for text in ("SECRET", "S", "secret")} == {"SECRET"}
    assert str(LADDER.canonical(Marking.parse("(S//NOFORN)"))) == "SECRET//NOFORN"


def test_an_unknown_level_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="“COSMIC” is on none"):
        LADDER.level(Marking("COSMIC"))


def test_a_portion_mark_is_short() -> None:
    assert LADDER.portion(Marking.parse("SECRET//ORCON/NOFORN")) == "(S//OC/NF)"
    assert LADDER.portion(Marking.parse("SECRET//REL TO USA, GBR")) == "(S//REL TO USA, GBR)"


def test_what_is_within_a_ceiling_and_what_is_classified() -> None:
    secret, confidential = Marking("SECRET"), Marking("C")

    assert (LADDER.within(confidential, secret), LADDER.within(secret, confidential)) == (True, False)
    assert (LADDER.classified(confidential), LADDER.classified(UNCLASSIFIED)) == (True, False)


portions = st.lists(
    st.builds(
        lambda level, release: Marking.parse(level + release),
        st.sampled_from(["U", "C", "S", "TS"]),
        st.sampled_from(["", "//NOFORN", "//REL TO USA, GBR", "//REL TO USA, GBR, DEU", "//ORCON"]),
    ),
    min_size=1,
    max_size=5,
)


@given(marks=portions)
def test_a_banner_is_never_weaker_than_a_portion_nor_depends_on_their_order(marks: list[Marking]) -> None:
    whole = LADDER.banner(marks, UNCLASSIFIED)

    assert all(LADDER.within(mark, whole) for mark in marks)
    assert all(set(mark.controls) <= set(whole.controls) for mark in marks)
    assert (
        whole == LADDER.banner(reversed(marks), UNCLASSIFIED) == LADDER.banner([whole, *marks], UNCLASSIFIED)
    )


@given(marks=portions)
def test_nobody_reads_the_whole_who_may_not_read_a_part(marks: list[Marking]) -> None:
    whole = LADDER.banner(marks, UNCLASSIFIED)

    for country in whole.release or ():
        assert all(country in (mark.release or (country,)) for mark in marks)
