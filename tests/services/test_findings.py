"""Findings as services give them, and putting them off."""

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import Action
from crisisdesk.model.values import PartialDate
from crisisdesk.services.findings import accept, findings_json, snooze

LATER = PartialDate.parse("2026-12-01")


@pytest.fixture
def key(workspace, write):
    write(lambda tx: tx.add(Action(id="action-1", title="Ask the pilots", case_id="case-1")))
    with workspace.snapshot() as view:
        (found,) = findings_json(view)
    return found["key"]


def test_findings_are_given_as_the_design_says(workspace, key):
    with workspace.snapshot() as view:
        (found,) = findings_json(view, "Strait", "q23")

    assert (found["check"], found["gravity"], found["records"]) == ("Q23", "caution", ["action-1"])
    assert found["reason"].endswith(".")
    assert found["proposed"].endswith(".")
    assert (found["case"], found["snoozed"], found["key"]) == ("case-1", None, key)


def test_a_check_is_found_by_its_name_too(workspace, key):
    with workspace.snapshot() as view:
        assert len(findings_json(view, check="doubled task")) == 1
        assert findings_json(view, check="Q1") == []


def test_an_unknown_check_is_refused_with_those_there_are(workspace):
    with workspace.snapshot() as view, pytest.raises(UserError, match="choose one of Q1"):
        findings_json(view, check="Q99")


def test_what_is_put_off_is_shown_only_when_asked_for(workspace, write, key):
    write(lambda tx: snooze(tx, key, "Waits for the pilots", LATER))

    with workspace.snapshot() as view:
        assert findings_json(view) == []
        (found,) = findings_json(view, everything=True)
    assert found["snoozed"]["reason"] == "Waits for the pilots"
    assert found["snoozed"]["by"] == "officer"


def test_putting_off_again_changes_the_day_of_the_first(write, key):
    first = write(lambda tx: snooze(tx, key, "Waits", LATER)).id

    assert write(lambda tx: accept(tx, key, "Still waits", PartialDate.parse("2027"))).id == first


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"key": "Q1:nobody"}, "There is no finding"),
        ({"reason": " "}, "Say why"),
        ({"until": PartialDate.parse("2026-11-01")}, "has passed"),
    ],
)
def test_a_snooze_that_says_too_little_is_refused(write, key, given, sentence):
    with pytest.raises(UserError, match=sentence):
        write(lambda tx: snooze(tx, **({"key": key, "reason": "Why", "until": LATER} | given)))
