"""What a burden share may say."""

from crisisdesk.model.burdens import BurdenShare, BurdenTarget
from crisisdesk.model.values import Share


def test_a_share_names_its_denominator() -> None:
    share = BurdenShare(partner_id="partner-NOR", basis="defence_gdp", share=Share.parse("2 %"))
    assert [problem.field for problem in share.problems()] == ["denominator"]
    assert [p.field for p in BurdenTarget(name="x", share=Share.parse("2 %")).problems()] == ["denominator"]


def test_a_quantity_names_its_unit() -> None:
    share = BurdenShare(partner_id="partner-NOR", basis="enablers", quantity=44)
    assert [problem.field for problem in share.problems()] == ["unit"]
