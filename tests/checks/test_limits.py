"""Limits are data: rules in use on the day, read leniently."""

from datetime import date, timedelta

import pytest

from crisisdesk.checks.limits import Limits
from crisisdesk.checks.words import counted, few, lapse, on, ordinal, quoted, without
from crisisdesk.model.rules import Rule
from crisisdesk.model.values import PartialDate

DAY = date(2026, 11, 23)


def limits(**values):
    return Limits([Rule(name="A rule", code="a", **values)], DAY)


@pytest.mark.parametrize(
    ("amount", "unit", "span"),
    [
        (90, "minutes", timedelta(minutes=90)),
        (6, "hours", timedelta(hours=6)),
        (60, "days", timedelta(days=60)),
        (12, "months", timedelta(days=360)),
        (None, "days", None),
    ],
)
def test_a_span_has_the_unit_of_its_rule(amount, unit, span):
    assert limits(amount=amount, unit=unit).span("a") == span


@pytest.mark.parametrize(
    "values",
    [
        {"active": False},
        {"effective_to": PartialDate.parse("2026-11-22")},
        {"effective_from": PartialDate.parse("2027")},
    ],
)
def test_a_rule_that_is_not_in_use_limits_nothing(values):
    assert limits(amount=3, **values).amount("a") is None


def test_a_condition_holds_words_for_one_field():
    held = limits(condition="kind=arma alusna")

    assert held.words("a", "kind") == {"arma", "alusna"}
    assert held.words("a", "status") == held.words("b", "kind") == frozenset()


def test_a_rule_warns_first_at_its_longest():
    assert limits(warn_days="14 60 30").warning("a") == timedelta(days=60)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (lapse(timedelta(seconds=20)), "0 minutes"),
        (lapse(timedelta(hours=30)), "30 hours"),
        (lapse(timedelta(days=3)), "3 days"),
        (ordinal(3), "third"),
        (ordinal(11), "11th"),
        (ordinal(22), "22nd"),
        (counted(1200, "entry", "entries"), "1,200 entries"),
        (few(["a", "b", "c", "d", "e"]), "a, b, c and 2 more"),
        (few(["a", "b"]), "a and b"),
        (without(["day", "owner"]), "no day and no owner"),
        (quoted("First.\nSecond"), "“First”"),
        (on(PartialDate.parse("2026-11-23")), "23 NOV 26"),
        (on(PartialDate.parse("~2026")), "~2026"),
    ],
)
def test_words_read_as_in_a_sentence(said, words):
    assert said == words
