"""The engine: order, identity, cases, snoozes, limits."""

import pytest

from crisisdesk.checks import CHECKS
from crisisdesk.checks.finding import Gravity
from crisisdesk.checks.running import findings
from crisisdesk.model.decisions import Action
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.rules import Rule
from crisisdesk.model.watch import Snooze
from crisisdesk.services.cases import open_case
from crisisdesk.services.findings import snooze


@pytest.fixture
def vacancy(desk):
    desk.add(
        Post(id="post-1", title="Attaché", kind="defence_attache", status="vacant", partner_id="partner-JPN")
    )
    return desk


def everything(desk, case_id="", *, snoozed=False):
    return desk.find("", case_id, snoozed=snoozed)


def test_a_new_desk_with_an_open_case_has_no_findings(desk):
    assert everything(desk) == []


def test_checks_have_the_ids_of_the_mission_in_order():
    assert [check.id for check in CHECKS] == [f"Q{number}" for number in range(1, 33)]
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_every_limit_of_a_check_is_founded(desk):
    with desk.workspace.snapshot() as view:
        codes = {rule.code for rule in view.all(Rule)}
    named = {limit for check in CHECKS for limit in check.limits} - {"test-*", "notification_rule"}
    assert named <= codes
    assert {code for code in codes if code.startswith("finding-")} <= named


def test_the_gravest_finding_comes_first(vacancy):
    vacancy.add(Action(title="Call Tokyo", partner_id="partner-JPN", due_at=vacancy.ago(hours=1)))
    gravities = [one.gravity.rank for one in everything(vacancy)]

    assert gravities == sorted(gravities, reverse=True)
    assert gravities[0] == Gravity.CRITICAL.rank


def test_each_finding_appears_once_and_has_a_key_without_spaces(vacancy):
    vacancy.add(RedLine(text="No mines"), Action(title="Ask"))
    keys = [one.key for one in everything(vacancy)]

    assert len(keys) == len(set(keys)) > 2
    assert not any(" " in key for key in keys)


def test_a_case_has_its_own_findings_and_those_of_its_partners(vacancy):
    vacancy.do(lambda tx: open_case(tx, "Other", record_id="case-2"))
    vacancy.add(
        Action(title="Ask", case_id="case-2"), Involvement(case_id="case-1", partner_id="partner-JPN")
    )

    assert [one.check for one in everything(vacancy, "case-1")] == ["Q5"]
    assert [one.check for one in everything(vacancy, "case-2")] == ["Q23"]


def test_a_snoozed_finding_is_left_out_and_comes_back_after_its_day(vacancy):
    (found,) = vacancy.find("Q5")
    vacancy.do(lambda tx: snooze(tx, found.key, "Filled in March", vacancy.day(2)))
    assert vacancy.find("Q5") == []
    assert vacancy.find("Q5", snoozed=True)[0].snoozed.until == "2026-11-25"

    vacancy.now = vacancy.ago(days=-3)

    assert [one.key for one in vacancy.find("Q5")] == [found.key]


def test_a_snooze_leaves_other_findings_of_the_check_alone(vacancy):
    vacancy.add(
        Post(id="post-2", title="Attaché", kind="defence_attache", status="vacant", partner_id="partner-AUS")
    )
    found = vacancy.find("Q5")[0]

    vacancy.do(lambda tx: snooze(tx, found.key, "Known", vacancy.day(2)))

    assert len(vacancy.find("Q5")) == 1


def test_deleting_a_snooze_brings_the_finding_back(vacancy):
    (found,) = vacancy.find("Q5")
    key = vacancy.do(lambda tx: snooze(tx, found.key, "Known", None)).id
    assert vacancy.find("Q5") == []

    vacancy.delete(Snooze, key)

    assert len(vacancy.find("Q5")) == 1


@pytest.mark.parametrize(
    ("code", "amount", "count"), [("finding-handover-notice", None, 0), ("finding-handover-notice", 9, 0)]
)
def test_a_limit_that_a_ministry_edits_is_the_one_that_counts(vacancy, code, amount, count):
    vacancy.edit(Rule, f"rule-{code}", amount=amount, condition="kind=sco_chief")

    assert len(vacancy.find("Q5")) == count


def test_findings_of_the_past_are_those_of_the_past(vacancy):
    vacancy.now = vacancy.ago(days=-1)
    vacancy.edit(Post, "post-1", status="filled")
    assert vacancy.find("Q5") == []

    with vacancy.workspace.snapshot(vacancy.ago(hours=-1)) as view:
        assert [one.check for one in findings(view)] == ["Q5"]
