"""Calls, lines, ladder, duty, posts and partners on the command line."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The clock, set after the runner cleared it."""
    monkeypatch.setenv("CRISISDESK_NOW", "2026-11-30T12:00:00Z")


@pytest.fixture
def director(run: Run, case: str) -> str:
    run("edit", "desk", "home=DEU")
    run("add", "person", "name=Aline Fabre", "pronunciation=fahbr", "id=person-a")
    run("add", "post", "title=Director", "partner=FRA", "hours=24/7", "id=post-d")
    run(
        "add",
        "channel",
        "kind=phone",
        "address=+33 1 43 17 53 53",
        "post=post-d",
        "limit=UNCLASSIFIED",
        "id=channel-d",
    )
    assert run("post", "designate", "Director", "Aline Fabre", "--json").json["type"] == "incumbency"
    return "post-d"


def test_a_call_is_prepared_and_recorded_as_one_act(run: Run, case: str, director: str) -> None:
    before = run("call-sheet", "Director", "--case", case, "--json").json
    made = run(
        "record-call", case, "They send a frigate", "--post", "Director", "--they-promise", "One frigate@2026-12-01",
        "--we-promise", "Fuel", "--task", "Tell the navy@2026-12-02T08:00Z", "--position", "Escort=supports",
        "--next", "2026-12-03T09:00Z", "--json",
    ).json  # fmt: skip
    after = run("call-sheet", "Director", "--case", case, "--json").json

    assert (before["person"], before["pronunciation"], before["contacts"]) == ("Aline Fabre", "fahbr", [])
    assert [len(made[name]) for name in ("tasks", "commitments", "positions")] == [1, 2, 1]
    assert after["contacts"][0]["summary"] == "They send a frigate"
    assert [one["text"] for one in after["they_promised"]] == ["One frigate"]
    assert "What we promised" in run("call-sheet", "Director").out


def test_tests_of_a_line_are_noted_and_its_streak_is_told_once(run: Run, case: str) -> None:
    run("add", "hotline", "name=Strait line", "to=JPN", "test_hours=24")
    run("add", "involvement", f"case={case}", "partner=JPN", "role=ally")
    days = ("2026-11-20T06:00Z", "2026-11-21T06:00Z", "2026-11-22T06:00Z")
    made = [run("channel", "test", "Strait line", "no_answer", "--time", day, "--json").json for day in days]
    [line] = run("channel", "lines", "--json").json

    assert [bool(one["alert"]) for one in made] == [False, False, True]
    assert (line["words"], line["overdue"]) == ("third in a row, cause unknown", True)
    assert len(run("channel", "log", "Strait line", "--json").json) == 3
    assert run("channel", "test", "nowhere").code == 1


def test_the_ladder_is_climbed_and_left(run: Run, case: str) -> None:
    run("ladder", "climb", case)
    second = run("ladder", "climb", case, "--why", "No answer", "--json").json
    down = run("ladder", "down", case, "--json")
    steps = run("ladder", "show", case, "--json").json

    assert second["rung"]["number"] == 2
    assert (down.code, "why" in down.err) == (1, True)
    assert [one["state"] for one in steps[:3]] == ["left", "current", "ahead"]


def test_the_roster_is_planned_and_signed_on(run: Run) -> None:
    run("duty", "plan", "A. Watch", "2026-11-30T06:00Z", "2026-11-30T14:00Z")
    run("duty", "sign-on", "A. Watch")
    found = run(
        "duty", "roster", "--from", "2026-11-30T06:00Z", "--until", "2026-11-30T18:00Z", "--json"
    ).json

    assert [(one["officer"], one["state"]) for one in found["shifts"]] == [("A. Watch", "on_watch")]
    assert found["uncovered"] == [{"begins_at": "2026-11-30T14:00:00Z", "ends_at": "2026-11-30T18:00:00Z"}]


def test_posts_are_held_left_and_received(run: Run, director: str) -> None:
    key = run("agrement", "ask", "Director", "Aline Fabre", "DEU", "--json").json["id"]
    run("agrement", "give", key)
    run("agrement", "accredit", key)
    run("agrement", "expel", key, "--why", "none")
    history = run("post", "history", "Director", "--json").json

    assert [(one["person"], one["status"], one["current"]) for one in history["succession"]] == [
        ("Aline Fabre", "expelled", False)
    ]
    assert run("post", "vacate", "Director").code == 1


def test_a_partner_has_its_page_of_a_day(run: Run, director: str) -> None:
    page = run("partner", "FRA", "--json").json
    early = run("partner", "FRA", "--on", "1940-01-01", "--json").json

    assert {one["code"]: one["holds"] for one in page["facts"]}["nato"] is True
    assert {one["code"]: one["holds"] for one in early["facts"]}["nato"] is False
    assert [one["person"] for one in page["contacts"]] == ["Aline Fabre"]
    assert "NATO+5: yes" in run("partner", "FRA").out
    assert run("rhythm", "--json").json == []


def test_cards_and_calendars_go_out_and_come_back(run: Run, case: str, director: str, tmp_path: Any) -> None:
    run("add", "engagement", "title=Talks", "begins_at=2026-12-01T09:00Z", "partner=FRA")
    for name in ("people.vcf", "plan.ics"):
        assert run("export", "-o", name).code == 0
        report = run("import", name, "--json").json
        assert (report["taken"], report["changed"], report["refused"]) == (0, 0, [])

    assert b"FN:Aline Fabre" in (tmp_path / "people.vcf").read_bytes()
    assert b"SUMMARY:Talks" in (tmp_path / "plan.ics").read_bytes()


def test_doubles_are_found_reviewed_and_made_one(run: Run, director: str) -> None:
    run("add", "person", "name=FABRE, Aline", "rank=Col", "id=person-b")
    [pair] = run("duplicates", "person", "--json").json
    look = run("merge", "person-a", "person-b", "--dry-run", "--json").json
    made = run("merge", "person-a", "person-b", "name=gone", "--json").json
    run("undo")

    assert {pair["first_id"], pair["second_id"]} == {"person-a", "person-b"}
    assert {one["name"]: one["proposed"] for one in look["fields"]}["rank"] == "gone"
    assert (made["name"], made["rank"]) == ("FABRE, Aline", "Col")
    assert run("show", "person-b", "--json").json["rank"] == "Col"
    assert run("merge", "person-a", "person-b", "name=best").code == 1
