"""How well names are told apart, over all pairs of a labelled excerpt, and never worse than a plain ratio."""

import csv
from pathlib import Path

import pytest
from rapidfuzz import fuzz, utils

from crisisdesk.screening.index import THRESHOLD

PAIRS = Path(__file__).resolve().parents[1] / "data" / "names" / "name_pairs_excerpt.csv"


@pytest.fixture(scope="module")
def pairs():
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def f1(scored, threshold):
    right = sum(truth for score, truth in scored if score >= threshold)
    return 2 * right / (sum(s >= threshold for s, _ in scored) + sum(truth for _, truth in scored))


def scored(pairs, ratio):
    return [(ratio(p["name1"], p["name2"], p["schema"] == "Person"), p["is_match"] == "true") for p in pairs]


def test_labelled_pairs_are_told_apart_better_than_by_a_plain_ratio(index, pairs):
    ours = scored(pairs, lambda a, b, person: index.name_score(a, b, person=person))
    plain = scored(pairs, lambda a, b, _: fuzz.WRatio(a, b, processor=utils.default_process))

    at_default = f1(ours, THRESHOLD)

    assert at_default >= 0.8
    assert at_default >= max(f1(plain, score) for score, _ in plain) + 0.02


def test_a_score_does_not_depend_on_the_order_of_words(index, pairs):
    for pair in pairs[::5]:
        turned = " ".join(reversed(pair["name1"].split()))
        if "." not in turned and turned.isascii():
            assert index.name_score(turned, pair["name1"], person=True) >= 0.9


def test_a_name_is_wholly_like_itself(index, pairs):
    assert {index.name_score(pair["name1"], pair["name1"]) for pair in pairs} == {1.0}
