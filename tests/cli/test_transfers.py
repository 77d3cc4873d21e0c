"""The commands of arms transfers, from end to end."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2026-11-23T12:00:00Z")


@pytest.fixture
def transfer(run: Run, case: str) -> str:
    added = run("add", "transfer", "title=Radar", "number=PL-D-QAA", "channel=fms", "status=agreed", "recipient=POL",
        "supplier=USA", f"case={case}", "value=USD 60000000", "delivery_on=2026-12-20", "--json")  # fmt: skip
    run(
        "add",
        "transfer_item",
        f"transfer={added.json['id']}",
        "description=Set",
        "quantity=2",
        "category=XI(a)*",
        "enhanced=yes",
    )
    return str(added.json["id"])


def told(result: Any) -> Any:
    assert result.code == 0, result.err
    return result.json


def test_the_pipeline_counts_by_stage_and_instrument(run: Run, transfer: str, case: str) -> None:
    value = told(run("pipeline", "--case", case, "--json"))
    agreed = next(stage for stage in value["stages"] if stage["code"] == "agreed")
    assert (agreed["count"], agreed["values"], agreed["transfers"]) == (1, ["USD 60000000"], [transfer])
    assert [stage["code"] for stage in value["instruments"]] == ["fms"]
    assert value["transfers"][0]["days_left"] == 27
    assert "Radar" in run("pipeline").out
    assert told(run("pipeline", "--case", case, "--touched", "--json"))["touched"][0]["touches"][0]["why"]


def test_a_transfer_tells_all_that_belongs_to_it(run: Run, transfer: str) -> None:
    value = told(run("transfer", "PL-D-QAA", "--json"))
    assert value["items"][0]["flags"] == ["SME", "Enhanced end-use monitoring"]
    assert value["notice"]["rule"] == "36b-natoplus"
    assert value["policy"]["barring"] == []
    assert {"clocks", "units", "end_use_checks", "conditions", "adjustments", "log", "licences"} <= set(value)
    assert "Radar  PL-D-QAA" in run("transfer", transfer).out


@pytest.mark.parametrize(("day", "nato"), [("2024-03-06", False), ("2024-03-07", True)])
def test_policy_is_that_of_its_day(run: Run, day: str, nato: bool) -> None:
    value = told(run("policy", "SWE", "--on", day, "--json"))
    assert ("NATO" in {fact["code"] for fact in value["facts"]}) is nato


def test_policy_names_source_and_doubt(run: Run) -> None:
    value = told(run("policy", "CUB", "--json"))
    assert value["barring"] == ["US-SST", "EAR-D5", "ITAR-126.1-D1"]
    assert all(fact["source"] and fact["confidence"] for fact in value["facts"])
    assert "verify" in run("policy", "Cuba").out


def test_a_hold_is_ordered_and_taken_back(run: Run, transfer: str, case: str) -> None:
    lever = told(
        run(
            "adjust",
            transfer,
            "pause",
            "Stays",
            "here",
            "--reason",
            "crisis",
            "--review",
            "2026-12-01",
            "--json",
        )
    )
    assert told(run("show", transfer, "--json"))["handling"] == "held"
    assert "Hold / pause, in force: Stays here" in run("list", "log_entry", "--json").out

    assert run("adjust", lever["id"], "take-back").code == 1
    told(run("adjust", lever["id"], "take-back", "Over.", "--json"))
    assert told(run("show", transfer, "--json"))["handling"] is None


def test_a_contradiction_is_refused_until_a_reason_is_given(run: Run, transfer: str) -> None:
    run("adjust", transfer, "hold", "Wait", "--reason", "crisis")
    doubts = told(run("adjust", transfer, "expedite", "Go", "--doubts", "--json"))
    assert doubts[0]["gravity"] == "serious"
    refused = run("adjust", transfer, "expedite", "Go", "--reason", "crisis")
    assert (refused.code, "say why" in refused.err) == (1, True)
    told(
        run("adjust", transfer, "expedite", "Go", "--reason", "crisis", "--despite", "Ordered so.", "--json")
    )
    assert "Q21" in {one["check"] for one in told(run("findings", "--json"))}
    told(run("adjust", transfer, "resume", "Inquiry has met.", "--json"))


def test_the_verbs_are_listed(run: Run) -> None:
    assert len(told(run("adjust", "--verbs", "--json"))) == 23
    assert run("adjust").code == 2


def test_a_unit_goes_through_vetting(run: Run, transfer: str) -> None:
    unit = told(run("add", "unit", "name=First Battalion", "partner=POL", "--json"))["id"]
    vetting = told(run("vet", unit, "--transfer", transfer, "--json"))["id"]
    assert [row["vetting_id"] for row in told(run("vet", "--json"))] == [vetting]
    assert told(run("vet", vetting, "--step", "--json"))["step"] == "post_review"
    assert told(run("vet", vetting, "--outcome", "approved", "--json"))["valid_until"] == "2027-11-23"
    assert told(run("vet", "--json")) == []


def test_an_end_use_check_is_planned_made_and_followed_up(run: Run, transfer: str) -> None:
    check = told(run("end-use", transfer, "--json"))
    assert (check["kind"], check["planned_on"]) == ("enhanced", "2027-03-20")
    assert run("end-use", check["id"]).code == 2
    told(run("end-use", check["id"], "--result", "discrepancy", "--finding", "One is missing.", "--json"))
    assert [row["need"] for row in told(run("end-use", "--json")) if row["check_id"] == check["id"]] == [
        "follow_up"
    ]
    told(run("end-use", check["id"], "--done", "Found.", "--json"))
    assert [row["need"] for row in told(run("end-use", "--json"))] == ["make"]


def test_a_condition_is_imposed_and_judged(run: Run, transfer: str) -> None:
    told(run("adjust", transfer, "condition", "No use at sea", "--reason", "human_rights", "--metric", "Tracks", "--target", "0",
        "--due", "2026-12-01", "--json"))  # fmt: skip
    [row] = told(run("conditions", "--json"))
    assert (row["metric"], row["days_left"]) == ("Tracks", 8)
    assert told(run("conditions", row["condition_id"], "met", "None", "seen", "--json"))["status"] == "met"
    assert told(run("conditions", "--json")) == []


def test_a_form_of_criteria_is_opened(run: Run, transfer: str) -> None:
    form = told(run("assess", "Radar", "att", "--json"))
    assert form["framework"] == "att"
    assert len(told(run("list", "criterion_finding", "--json"))) == 9


def test_a_licence_is_decided_and_its_provisos_settled(run: Run, transfer: str) -> None:
    told(
        run(
            "add",
            "licence",
            "title=Radar parts",
            "number=050-1",
            "kind=DSP-5",
            f"transfer={transfer}",
            "--json",
        )
    )
    assert (
        told(run("licence", "050-1", "APR", "--proviso", "No retransfer.", "--json"))["ends_on"]
        == "2030-11-23"
    )
    [proviso] = told(run("list", "proviso", "--json"))
    assert (
        told(run("licence", proviso["id"], "complied", "Certificate seen", "--json"))["state"] == "complied"
    )
    assert run("licence", "050-1", "maybe").code == 1


def test_an_amendment_is_accepted_before_it_is_implemented(run: Run, transfer: str) -> None:
    change = told(run("change", transfer, "amendment", "One set more", "--value", "USD 1000000", "--json"))
    assert change["number"] == "A1"
    assert run("change", change["id"], "implement").code == 1
    told(run("change", change["id"], "accept", "--json"))
    told(run("change", change["id"], "implement", "--json"))
    assert told(run("show", transfer, "--json"))["value"] == "USD 61000000"
