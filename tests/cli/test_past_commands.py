from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_history_is_newest_first_with_each_field(run: Run, case: str) -> None:
    run("edit", case, "theatre=North")

    newest, before = run("history", case, "--json").json

    assert (newest["revision"], newest["kind"], newest["actor"]) == (3, "edit", "A. Officer")
    assert newest["changes"] == [
        {
            "record": case,
            "type": "case",
            "caption": "Strait closed",
            "kind": "changed",
            "fields": [{"field": "theatre", "label": "Theatre", "before": None, "after": "North"}],
        }
    ]
    assert before["changes"][0]["kind"] == "new"


def test_the_time_of_a_revision_leads_back_to_it(run: Run, case: str) -> None:
    at = run("history", "--limit", "1", "--json").json[0]["at"]
    run("edit", case, "title=Strait open")

    assert run("show", case, "--at", at, "--json").json["title"] == "Strait closed"


def test_diff_tells_sentences_and_values(run: Run, case: str) -> None:
    run("edit", case, "severity=acute", "theatre=North")

    found = {row["field"]: row for row in run("diff", "2", "--json").json if row["kind"] == "changed"}

    assert found["severity"]["sentence"] == "Case “Strait closed”: severity changed from watch to acute."
    assert (found["severity"]["before"], found["severity"]["after"]) == ("watch", "acute")
    assert found["theatre"]["before"] is None
    assert found["theatre"]["record"] == case


def test_diff_of_a_state_with_itself_is_empty(run: Run, case: str) -> None:
    run("edit", case, "theatre=North")
    run("undo")

    assert run("diff", "2", "--json").json == []
    assert run("diff", "3", "3", "--json").json == []


def test_diff_the_other_way_tells_the_way_back(run: Run, case: str) -> None:
    [gone] = [row for row in run("diff", "2", "1", "--json").json if row["type"] == "case"]

    assert (gone["kind"], gone["record"]) == ("gone", case)


def test_undo_and_redo_say_what_they_did(run: Run, case: str) -> None:
    run("edit", case, "theatre=North")

    undone, redone = run("undo", "--json").json, run("redo", "--json").json

    assert (undone["revision"], redone["revision"]) == (4, 5)
    assert undone["undone"] == redone["redone"] == "Edit case “Strait closed”: theatre"
    assert run("show", case, "--json").json["theatre"] == "North"


def test_at_takes_a_revision_a_moment_and_a_group(run: Run, case: str, monkeypatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2030-01-02T03:04:00Z")
    run("edit", case, "theatre=North")
    monkeypatch.setenv("CRISISDESK_NOW", "2030-01-02T03:05:00Z")
    run("edit", case, "theatre=South")

    for at in ("3", "2030-01-02T03:04:00Z", "020304Z JAN 30", "2030-01-02T04:04:30+01:00"):
        assert run("show", case, "--at", at, "--json").json["theatre"] == "North"


def test_search_finds_by_beginnings_and_tells_where(run: Run, case: str) -> None:
    entry = run("log", case, "The Élan was stopped", "--json").json["id"]

    [hit] = run("search", "elan", "stop", "--json").json

    assert (hit["id"], hit["type"]) == (entry, "log_entry")
    assert set(hit) == {"id", "type", "caption", "snippet", "score"}


def test_search_keeps_to_a_type_and_a_case(run: Run, case: str) -> None:
    run("log", case, "France was told")

    assert {hit["type"] for hit in run("search", "france", "--type", "partner", "--json").json} == {"partner"}
    assert [hit["type"] for hit in run("search", "france", "--case", case, "--json").json] == ["log_entry"]
