from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
NOW = "2026-11-23T12:00:00Z"


@pytest.fixture(autouse=True)  # after ``run``, which takes the moment away
def _now(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", NOW)


def notified(run: Run, case: str, recipient: str, *more: str) -> dict[str, Any]:
    transfer = run(
        "add",
        "transfer",
        "title=Radar sets",
        "channel=fms",
        f"recipient={recipient}",
        f"case={case}",
        "--json",
    )
    made = run(
        "add",
        "notification",
        "title=26-12",
        f"transfer={transfer.json['id']}",
        "status=formal",
        f"sent_at={NOW}",
        *more,
        "--json",
    ).json["id"]
    found = run("clocks", "--case", case, "--json").json
    return next(row for row in found if row["record"] == made and row["kind"] == "notification")


@pytest.mark.parametrize(
    ("recipient", "days", "ends"),
    [("POL", 15, "2026-12-08"), ("JPN", 15, "2026-12-08"), ("SAU", 30, "2026-12-23")],
)
def test_the_same_transfer_gets_fifteen_or_thirty_days_by_group(
    run: Run, case: str, recipient: str, days: int, ends: str
) -> None:
    clock = notified(run, case, recipient)

    assert (clock["days"], clock["starts"], clock["ends"], clock["days_left"]) == (
        days,
        "2026-11-24",
        ends,
        days,
    )
    assert (clock["state"], clock["caption"]) == ("running", "26-12")
    assert clock["rule"].startswith("notification_rule-36b-")
    assert "read on 2026-11-23" in clock["rule_text"]


def test_a_waiver_stops_the_clock_and_its_justification_is_printed(run: Run, case: str) -> None:
    waiver = (
        "emergency=yes",
        "determined_on=2026-11-23",
        "signer=Secretary of State",
        "justification=Stocks last nine days.",
    )

    clock = notified(run, case, "SAU", *waiver)

    assert clock["state"] == "stopped"
    assert "Stocks last nine days." in clock["reason"]
    assert "Waived by emergency determination" in run("clocks", "--case", case).out


def test_the_list_is_sorted_cut_and_has_the_keys_of_the_design(run: Run, case: str) -> None:
    for title, due in (("Later", "2026-12-20"), ("Soon", "2026-11-25")):
        run("add", "action", f"title={title}", f"case={case}", f"due_at={due}")

    rows = run("clocks", "--json").json
    near = run("clocks", "--within", "7", "--json").json

    assert [row["caption"] for row in rows if row["kind"] == "action"] == ["Soon", "Later"]
    assert [row["caption"] for row in near if row["kind"] == "action"] == ["Soon"]
    assert {"kind", "record", "caption", "starts", "ends", "days_left", "state", "rule", "owner"} <= set(
        rows[0]
    )


def test_what_is_done_is_shown_on_demand(run: Run, case: str) -> None:
    run(
        "add",
        "action",
        "title=Call",
        f"case={case}",
        "due_at=2026-11-25",
        "status=complete",
        "result=Done",
        f"done_at={NOW}",
    )

    assert run("clocks", "--case", case, "--json").json == []
    assert [row["state"] for row in run("clocks", "--case", case, "--all", "--json").json] == ["met"]


def test_wrong_days_are_wrong_usage(run: Run) -> None:
    assert run("clocks", "--within", "-3").code == 2
    assert run("clocks", "--within=-3").code == 2


def test_the_wall_of_the_past_is_that_of_the_past(
    run: Run, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2030-11-20T12:00:00Z")
    run("add", "action", "title=Call", f"case={case}", "due_at=2030-11-25")
    monkeypatch.setenv("CRISISDESK_NOW", "2030-11-30T12:00:00Z")

    [now] = run("clocks", "--case", case, "--json").json
    [then] = run("clocks", "--case", case, "--at", "2030-11-21T12:00:00Z", "--json").json

    assert (now["state"], then["state"], then["days_left"]) == ("lapsed", "running", 4)
