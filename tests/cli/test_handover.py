from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)  # after ``run``, which takes the moment away
def _now(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2030-11-23T12:00:00Z")


def test_a_handover_is_prepared_given_and_acknowledged(run: Run, case: str) -> None:
    run("add", "action", "title=Call Oslo", f"case={case}", "due_at=2030-11-24")

    pack = run("handover", "prepare", case, "--to", "B. Day", "--json").json
    given = run("handover", "give", case, "--to", "B. Day", "--do-not-say", "The source.", "--json").json
    first = given["items"][0]["id"]
    some = run("handover", "acknowledge", given["id"], first, "--json").json
    all_ = run("handover", "acknowledge", given["id"], "--by", "B. Day", "--json").json

    assert (len(pack["state"]), pack["outgoing"]) == (5, "A. Officer")
    assert [item["kind"] for item in given["items"]].count("do_not_say") == 1
    assert (given["unread"], some["unread"], all_["unread"]) == (
        len(given["items"]),
        len(given["items"]) - 1,
        0,
    )
    assert (some["acknowledged_by"], all_["acknowledged_by"]) == (None, "B. Day")


def test_unread_items_stay_marked(run: Run, case: str) -> None:
    run("add", "action", "title=Call Oslo", f"case={case}", "due_at=2030-11-24")
    run("add", "action", "title=Call Bergen", f"case={case}", "due_at=2030-11-25")
    given = run("handover", "give", case, "--to", "B. Day", "--json").json

    signed = run("handover", "acknowledge", given["id"], given["items"][0]["id"], "--sign", "--json").json
    shown = run("handover", "show", given["id"]).out

    assert signed["acknowledged_by"] == "B. Day"
    assert shown.count("  * ") == signed["unread"] > 0


def test_a_shift_with_an_unowned_overdue_action_ends_only_with_a_reason(run: Run, case: str) -> None:
    run("add", "action", "title=Call Oslo", f"case={case}", "due_at=2030-11-22")
    times = ("begins_at=2030-11-23T04:00Z", "signed_on_at=2030-11-23T04:00Z")
    shift = run("add", "duty_shift", "officer=A. Night", *times, "--json").json["id"]

    refused = run("handover", "sign-off", shift)
    done = run("handover", "sign-off", shift, "--left-open", "Oslo is asleep.", "--json")

    assert refused.code == 1
    assert "Overdue and without an owner: “Call Oslo”" in refused.err
    assert (done.code, done.json["left_open"]) == (0, "Oslo is asleep.")
    assert run("handover", "give", case).code == 1


def test_nothing_is_handed_over_in_the_past(run: Run, case: str) -> None:
    assert run("handover", "give", case, "--at", "2").code == 1
    assert run("handover", "prepare", "--at", "2").code == 0
