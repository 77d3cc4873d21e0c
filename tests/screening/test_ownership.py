"""The 50 percent rules, indicative."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.model.values import PartialDate
from crisisdesk.screening.ownership import Chain, Stake, roll_up, rules

TODAY = date(2026, 11, 23)


def rule(code, on=TODAY):
    return next(found for found in rules(on) if found.code == code)


def stake(owner, owned, percent, **dates):
    return Stake(owner, owned, None if percent is None else Decimal(percent), **dates)


def reached(stakes, code, listed=("X", "Y"), on=TODAY):
    return {found.entity for found in roll_up(stakes, listed, rule(code, on), on) if found.reached}


@pytest.mark.parametrize(("code", "expected"), [("us-ofac-50", {"A"}), ("eu-50", {"A"}), ("uk-50", set())])
def test_half_is_enough_for_some_rules_and_not_for_others(code, expected):
    assert reached([stake("X", "A", 50)], code) == expected


def test_shares_of_several_listed_owners_are_added_where_the_rule_says_so():
    stakes = [stake("X", "A", 25), stake("Y", "A", 25)]

    assert reached(stakes, "us-ofac-50") == {"A"}
    assert reached(stakes, "eu-50") == set()
    assert [found.if_joint for found in roll_up(stakes, ["X", "Y"], rule("eu-50"), TODAY)] == [True]


def test_who_is_taken_counts_in_full_for_what_it_owns():
    stakes = [stake("X", "A", 50), stake("A", "B", 50), stake("X", "C", 25), stake("C", "D", 100)]

    assert reached(stakes, "us-ofac-50") == {"A", "B"}


def test_chains_show_the_way_from_the_listed_party_with_its_shares():
    found = roll_up([stake("X", "A", 60), stake("A", "B", 50)], ["X"], rule("us-ofac-50"), TODAY)

    chain = next(one for one in found if one.entity == "B").chains[0]
    assert chain == Chain(("X", "A", "B"), (Decimal(60), Decimal(50)))
    assert chain.product == 30


def test_cycles_end():
    stakes = [stake("A", "B", 60), stake("B", "A", 60), stake("A", "A", 40), stake("X", "A", 10)]

    assert reached(stakes, "us-ofac-50") == set()
    assert reached([*stakes, stake("X", "B", 50)], "us-ofac-50") == {"A", "B"}


def test_a_stake_counts_only_while_it_may_be_held():
    sold = stake("X", "A", 80, begins=PartialDate.parse("2015"), ends=PartialDate.parse("2024-06"))

    assert reached([sold], "us-ofac-50", on=date(2024, 6, 30)) == {"A"}
    assert reached([sold], "us-ofac-50", on=date(2024, 7, 1)) == set()


def test_an_unknown_share_is_said_and_not_counted():
    found = roll_up([stake("X", "A", None), stake("Y", "A", 30)], ["X", "Y"], rule("us-ofac-50"), TODAY)[0]

    assert (found.reached, found.share, found.unknown) == (False, 30, ("X",))
    assert "not known" in found.sentence


def test_every_sentence_says_that_it_is_indicative_by_which_rule_and_how_sure():
    for one in rules(TODAY):
        sentence = roll_up([stake("X", "A", 70)], ["X"], one, TODAY)[0].sentence
        assert sentence.startswith("Indicative: ")
        assert one.source in sentence
        assert f"confidence {one.confidence}" in sentence


def test_the_rule_of_the_day_is_applied():
    assert {one.code for one in rules(date(2010, 1, 1))} >= {"us-ofac-50-2008", "eu-50-earlier"}
    assert "us-ofac-50" not in {one.code for one in rules(date(2010, 1, 1))}


STAKES = st.lists(
    st.builds(stake, st.sampled_from("XYABCDE"), st.sampled_from("ABCDE"), st.integers(0, 100)), max_size=12
)


@given(STAKES, st.builds(stake, st.sampled_from("XYABCDE"), st.sampled_from("ABCDE"), st.integers(0, 100)))
def test_another_stake_never_frees_an_entity(stakes, more):
    for one in rules(TODAY):
        before = {found.entity for found in roll_up(stakes, ["X", "Y"], one, TODAY) if found.reached}
        after = {found.entity for found in roll_up([*stakes, more], ["X", "Y"], one, TODAY) if found.reached}
        assert before <= after


def test_what_is_not_known_goes_on_down_the_chain():
    stakes = [stake("X", "A", None), stake("A", "B", 60), stake("A", "C", 10)]

    found = {one.entity: one for one in roll_up(stakes, ["X"], rule("us-ofac-50"), TODAY)}

    assert (found["B"].reached, found["B"].unknown) == (False, ("A",))
    assert "C" not in found
