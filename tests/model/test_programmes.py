"""What a programme and its money may say."""

from crisisdesk.model.programmes import BudgetLine, Programme, ProgrammeMoney
from crisisdesk.model.values import Money, PartialDate


def money(amount: str, note: str = "") -> ProgrammeMoney:
    return ProgrammeMoney(programme_id="p", stage="obligated", amount=Money.parse(amount), note=note)


def test_a_deobligation_is_a_row_below_zero_with_its_reason() -> None:
    assert [problem.field for problem in money("USD -90000").problems()] == ["note"]
    assert list(money("USD -90000", "Deobligated.").problems()) == []


def test_a_programme_has_two_parties() -> None:
    programme = Programme(title="Radar", provider_id="partner-USA", recipient_id="partner-USA")
    assert [problem.field for problem in programme.problems()] == ["recipient_id"]


def test_funds_do_not_expire_before_they_are_committed() -> None:
    line = BudgetLine(
        title="Radar", committed_on=PartialDate.parse("2026-10"), expires_on=PartialDate.parse("2026-09")
    )
    assert [problem.field for problem in line.problems()] == ["expires_on"]


def test_a_fiscal_year_is_a_year() -> None:
    assert [p.field for p in BudgetLine(title="Radar", fiscal_year=26).problems()] == ["fiscal_year"]
