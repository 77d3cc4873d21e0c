from pathlib import Path

import pytest

from .conftest import NOW, Run


@pytest.fixture
def script(run: Run, case: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two injects, and an exercise that starts at a frozen noon and runs sixty times as fast."""
    monkeypatch.setenv("CRISISDESK_NOW", NOW)
    ids = [
        run("add", "inject", f"case={case}", f"minutes={minutes}", f"text={text}", "sender=White cell", "--json").json["id"]
        for minutes, text in ((30, "Mines reported"), (90, "Press asks"))
    ]  # fmt: skip
    run("exercise", "clock", "--start", "--rate", "60", "--shows", "2027-04-01T06:00Z")
    return ids


def later(monkeypatch: pytest.MonkeyPatch, minute: int, second: int = 0) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", f"2026-11-23T12:{minute:02}:{second:02}Z")


def test_the_exercise_clock_runs_at_its_rate(
    run: Run, script: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    told = run("exercise", "clock", "--json").json
    assert (told["now"], told["minutes"]) == ("2027-04-01T07:00:00Z", 60)
    assert (told["injects_due"], told["injects_waiting"]) == (1, 2)


def test_due_injects_become_entries_at_the_minute_of_the_script(
    run: Run, script: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    (played,) = run("exercise", "play", "--json").json
    entry = run("show", played["log_entry_id"], "--json").json
    assert entry["text"] == "White cell: Mines reported"
    assert entry["event_time"] == "2027-04-01T06:30:00Z"
    assert run("exercise", "play", "--json").json == []
    run("undo")
    assert [one["state"] for one in run("exercise", "injects", "--json").json] == ["waiting", "waiting"]


def test_a_held_clock_stands_still_and_never_goes_back(
    run: Run, script: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    run("exercise", "clock", "--hold")
    later(monkeypatch, 30)
    assert run("exercise", "clock", "--json").json["now"] == "2027-04-01T07:00:00Z"
    assert "cannot be set back" in run("exercise", "clock", "--shows", "2027-04-01T06:30Z").err


def test_an_inject_may_be_played_early_or_skipped(run: Run, script: list[str]) -> None:
    run("exercise", "play", script[1])
    run("exercise", "play", "--skip", script[0])
    assert [one["state"] for one in run("exercise", "injects", "--json").json] == ["skipped", "played"]
    assert "was played before" in run("exercise", "play", script[1]).err


def test_a_live_desk_has_no_script(bare: Run) -> None:
    bare("new", "live.cdesk")
    for words in (
        ("exercise", "clock"),
        ("exercise", "clock", "--start"),
        ("exercise", "injects"),
        ("exercise", "play"),
    ):
        refused = bare(*words, "--desk", "live.cdesk")
        assert (refused.code, refused.err.count("\n")) == (1, 1)


def test_a_twin_has_the_directory_without_a_number_and_without_cases(bare: Run) -> None:
    desk = ("--desk", "live.cdesk")
    bare("new", "live.cdesk", "--name", "Crisis desk North")
    post = bare("add", "post", "title=Duty officer", "partner=GBR", *desk, "--json").json["id"]
    bare("add", "channel", "kind=telephone", "address=+44 20 7946 0958", f"post={post}", *desk)
    bare("add", "case", "title=Strait closed", *desk)

    made = bare("new", "twin.cdesk", "--exercise", "--from", "live.cdesk", "--json")

    assert made.json["exercise"] is True
    there = bare("list", "channel", "--desk", "twin.cdesk", "--json").json
    assert [one["address"] for one in there] == ["EXERCISE: the number is in the live desk"]
    assert bare("list", "case", "--desk", "twin.cdesk", "--json").json == []
    assert b"7946" not in Path("twin.cdesk").read_bytes()
    assert bare("check", "twin.cdesk").code == 0


def test_a_twin_is_made_of_a_live_desk_only(run: Run, desk: Path) -> None:
    assert "is exercise itself" in run("new", "twin.cdesk", "--exercise", "--from", str(desk)).err
    assert "Only an exercise" in run("new", "copy.cdesk", "--from", str(desk)).err


def test_a_replay_hides_what_came_later(run: Run, case: str) -> None:
    for text in ("Mines reported", "Port closed", "Convoy sails"):
        run("log", case, text)
    first = run("replay", case, "--step", "2", "--json")
    assert first.json["seen"][-1]["text"] in {"Mines reported", "Port closed"}
    assert "Convoy" not in first.out
    assert first.json["steps"] >= 3


def test_a_lesson_becomes_a_task_of_the_template(run: Run, case: str) -> None:
    owner = run("add", "post", "title=Exercise planner", "partner=GBR", "--json").json["id"]
    template = run("list", "case_template", "--json").json[0]["id"]
    lesson = run(
        "add", "lesson", "title=Call the coastguard", f"case={case}", "due_on=2026-12-01", "--json",
    ).json["id"]  # fmt: skip
    assert "no owner" in run("lesson", "adopt", lesson, "--template", template).err
    run("edit", lesson, f"owner_id={owner}")

    made = run("lesson", "adopt", lesson, "--template", template, "--due-hours", "2", "--json").json

    assert run("show", made["id"], "--json").json["title"] == "Call the coastguard"
    assert run("show", lesson, "--json").json["status"] == "done"
    assert lesson not in run("lessons").out


@pytest.mark.parametrize("form", ["csv", "json", "ics", "vcf"])
def test_no_file_of_an_exercise_enters_a_live_desk(run: Run, case: str, form: str) -> None:
    run("add", "person", "name=Ada Kesten")
    run("new", "live.cdesk")
    kind = {"csv": ("--type", "case"), "json": (), "ics": ("--case", "HALYARD"), "vcf": ()}[form]
    named = {"vcf": "vcard"}.get(form, form)
    assert run("export", *kind, "--as", named, "-o", f"x.{form}").code == 0

    refused = run("import", f"x.{form}", "--desk", "live.cdesk")

    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "is exercise, and this desk is not" in refused.err
    assert run("import", f"x.{form}").code in {0, 1}  # the exercise itself may read it
