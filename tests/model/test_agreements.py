"""What an agreement may say."""

from crisisdesk.model.agreements import Agreement
from crisisdesk.model.values import PartialDate


def test_notice_is_given_before_the_end() -> None:
    agreement = Agreement(
        title="Use of a base", notice_by=PartialDate.parse("2027-02"), ends_on=PartialDate.parse("2027-01-31")
    )
    assert [problem.field for problem in agreement.problems()] == ["ends_on"]


def test_a_partly_known_day_is_wrong_only_when_it_surely_is() -> None:
    agreement = Agreement(
        title="Use of a base", notice_by=PartialDate.parse("2027-01-15"), ends_on=PartialDate.parse("2027-01")
    )
    assert list(agreement.problems()) == []
