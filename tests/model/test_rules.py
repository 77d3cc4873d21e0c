"""What rules of law and practice may say."""

from crisisdesk.model.rules import Holiday, NotificationRule, Rule
from crisisdesk.model.values import Money, PartialDate


def test_a_rule_warns_the_earliest_first() -> None:
    assert Rule(name="Renewal", warn_days="14 60 30").warnings == (60, 30, 14)
    assert Rule(name="Renewal").warnings == ()


def test_warnings_are_whole_days() -> None:
    assert [problem.field for problem in Rule(name="Renewal", warn_days="60, 30").problems()] == ["warn_days"]


def test_a_rule_at_every_value_has_no_amounts() -> None:
    rule = NotificationRule(code="x", any_value=True, total=Money.parse("USD 1"))
    assert [problem.field for problem in rule.problems()] == ["any_value"]


def test_a_holiday_is_one_whole_day() -> None:
    holiday = Holiday(partner_id="partner-NOR", day=PartialDate.parse("2026-12"), name="Winter")
    assert [problem.field for problem in holiday.problems()] == ["day"]
