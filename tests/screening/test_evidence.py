"""Evidence moves a score one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.model.values import PartialDate
from crisisdesk.screening.evidence import evidence_of, weighed
from crisisdesk.screening.values import Candidate, Evidence, ListedName, Question, Verdict

KINDS = ["birth year", "country", "identifier", "gender", "type", "weak alias"]
SCORES = st.floats(0, 1)
FACTS = st.lists(
    st.builds(Evidence, st.sampled_from(KINDS), st.sampled_from(Verdict), st.just("")),
    max_size=6,
    unique_by=lambda fact: fact.kind,
).map(tuple)


@given(SCORES, FACTS)
def test_a_score_stays_between_nought_and_one(score, facts):
    assert 0 <= weighed(score, facts) <= 1


@given(SCORES, FACTS, st.integers(0, 5))
def test_turning_a_fact_in_favour_never_lowers_the_score(score, facts, place):
    if place < len(facts):
        kind = facts[place].kind
        by_verdict = [
            weighed(score, (*facts[:place], Evidence(kind, verdict, ""), *facts[place + 1 :]))
            for verdict in (Verdict.AGAINST, Verdict.NEUTRAL, Verdict.FOR)
        ]
        assert by_verdict == sorted(by_verdict)


@given(SCORES, SCORES, FACTS)
def test_a_better_name_is_never_worse_with_the_same_facts(one, other, facts):
    low, high = sorted((one, other))

    assert weighed(low, facts) <= weighed(high, facts) + 1e-12


@given(SCORES, FACTS)
def test_an_equal_identifier_wins_over_all_that_speaks_against(score, facts):
    against = tuple(Evidence(fact.kind, Verdict.AGAINST, "") for fact in facts if fact.kind != "identifier")

    assert weighed(score, (*against, Evidence("identifier", Verdict.FOR, ""))) >= 0.95


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("1970", "for"),
        ("1970-12", "for"),
        ("1972", "neutral"),
        ("1973", "against"),
        ("1960..1971", "for"),
        (">1980", "against"),
    ],
)
def test_a_birth_counts_by_its_year(asked, verdict):
    listed = Candidate("invented", "1", (), births=(PartialDate.parse("1970-05-02"),))

    found = evidence_of(Question("", birth=PartialDate.parse(asked)), listed, ListedName(""))

    assert [(e.kind, e.verdict) for e in found] == [("birth year", verdict)]


def test_what_one_side_does_not_say_is_no_evidence():
    listed = Candidate("invented", "1", (), countries=("IRN",), gender="female")

    assert evidence_of(Question("", type="person", identifier="1"), listed, ListedName("")) == ()


def test_each_piece_of_evidence_is_a_sentence():
    listed = Candidate(
        "invented", "1", (), type="person", countries=("IRN",), gender="female", identifiers=("1",)
    )
    asked = Question("", type="vessel", country="SYR", gender="male", identifier="2")

    found = evidence_of(asked, listed, ListedName("", quality="weak"))

    assert [e.kind for e in found] == ["weak alias", "type", "country", "gender", "identifier"]
    assert all(e.text.endswith(".") for e in found)
