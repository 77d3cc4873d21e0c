from crisisdesk.model.base import field_named, fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.records import RECORD_TYPES, record_type_named
from crisisdesk.model.rules import Authority, NotificationRule, Rule, Tier
from crisisdesk.model.values import Money
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.store.workspace import Workspace


def test_a_new_desk_knows_countries_groups_and_who_belongs_to_them(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        membership = view.get(Membership, "membership-NATO-SWE-2024-03-07")
        assert view.get(Partner, membership.group_id).code == "NATO"
        assert view.get(Partner, "partner-SWE").iso2 == "SE"
        assert view.get(Desk, DESK_ID).exercise is False


def test_a_new_desk_knows_its_words_and_levels(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert view.get(Term, "term-case_phase-watch").label
        secret = view.get(MarkingLevel, "level-us-2").as_level()
        assert (secret.name, secret.rank >= 20) == ("SECRET", True)


def test_a_new_desk_knows_the_rules_of_notification_by_tier(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        allies, others = (
            view.get(NotificationRule, f"notification_rule-36b-{t}") for t in ("natoplus", "other")
        )
        assert (allies.tier, allies.formal_days, allies.equipment) == (
            Tier.NATO_PLUS,
            15,
            Money.parse("USD 25m"),
        )
        assert (others.tier, others.formal_days, others.advance_days) == (Tier.OTHER, 30, 20)
        assert (others.confidence, bool(others.source)) == ("S", True)


def test_a_new_desk_knows_authorities_with_their_caps(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        drawdown = view.get(Authority, "authority-pda-506a1")
        assert (drawdown.cap, drawdown.cap_period) == (Money.parse("USD 100m"), "fiscal_year")
        assert view.get(Authority, "authority-FAA-620M").citation == "22 U.S.C. 2378d"


def test_test_intervals_are_rules_in_hours(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        rule = view.get(Rule, "rule-test-deconfliction_line")
        assert (rule.amount, rule.unit, rule.condition) == (12, "hours", "kind=deconfliction_line")


def test_every_clock_rule_applies_to_a_field_that_there_is(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        for rule in view.all(Rule, Rule.code.not_like("finding-%")):  # limits of the checks make no clock
            record_type, _, name = rule.applies_to.partition(".")
            assert field_named(record_type_named(record_type), name).kind in {"date", "moment"}, rule.code
            condition = rule.condition.partition("=")[0]
            assert not condition or field_named(record_type_named(record_type), condition), rule.code


def test_an_uncertain_assistance_code_says_so_and_a_territory_where_it_belongs(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert view.get(Partner, "partner-GBR").assistance_code_confidence in {"S", "M"}
        assert {p.assistance_code_confidence for p in view.all(Partner) if p.assistance_code} >= {"M", "Q"}
        assert view.get(Partner, "partner-GRL").territory_of_id == "partner-DNK"


def test_no_seed_refers_to_what_is_not_there(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert view.sql("PRAGMA foreign_key_check").all() == []


def test_every_term_that_a_seed_uses_is_in_its_vocabulary(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        codes = {(term.vocabulary, term.code) for term in view.all(Term)}
        for record_type in RECORD_TYPES:
            terms = [f for f in fields_of(record_type) if f.kind == "term"]
            for record in view.all(record_type) if terms else ():
                used = {(f.vocabulary, getattr(record, f.name)) for f in terms if getattr(record, f.name)}
                assert used <= codes, record


def test_the_seeds_hold_only_clean_text(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        for partner in view.all(Partner):
            for f in fields_of(Partner):
                if f.kind in {"text", "prose"}:
                    assert f.read(getattr(partner, f.name)) == getattr(partner, f.name)
