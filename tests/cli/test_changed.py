"""MISSION N1 and N2 on the command line: what changed since the last brief, and the two clocks."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda moment: monkeypatch.setenv("CRISISDESK_NOW", moment)


def test_the_next_brief_lists_exactly_what_changed_in_order(
    run: Run, at: Callable[[str], None], tmp_path: Any
) -> None:
    at("2030-11-23T12:00:00Z")
    case = run("add", "case", "title=Strait closed", "--json").json["id"]
    transfer = run(
        "add", "transfer", "title=Radar sets", "status=agreed", "recipient=POL", f"case={case}", "--json"
    ).json["id"]
    measure = run(
        "add", "measure", "title=Asset freeze", "status=in_force", "issuer=EU", f"case={case}", "--json"
    ).json["id"]
    run("add", "alignment", f"measure={measure}", "partner=ROU", "state=under_study", "begins_on=2030-11-01")
    run("add", "action", "title=Call Warsaw", f"case={case}", "partner=POL", "due_at=2030-11-24T12:00Z")
    line = run(
        "add", "hotline", "name=Line to Oslo", "to=NOR", "test_hours=96", "status=active", "--json"
    ).json["id"]
    run(
        "add",
        "call",
        f"hotline={line}",
        f"case={case}",
        "kind=test",
        "result=answered",
        "at=2030-11-23T11:00Z",
    )
    assert run("brief", case, "--issue", "-o", str(tmp_path / "1.pdf")).code == 0
    assert run("changed", case, "--json").json == []

    at("2030-11-24T13:00:00Z")
    run("edit", transfer, "status=in_delivery")
    run("add", "alignment", f"measure={measure}", "partner=ROU", "state=in_force", "begins_on=2030-11-24")
    run("add", "call", f"hotline={line}", "kind=test", "result=no_answer", "at=2030-11-24T11:00Z")
    points = run("changed", case, "--json").json

    assert [(p["group"], p["partner"], p["sentence"]) for p in points] == [
        ("changed", "Poland", "Radar sets: agreed → in delivery."),
        ("changed", "Romania", "Asset freeze: under study → in force."),
        ("slipped", "Poland", "Call Warsaw, due 241200Z NOV 30."),
        ("quiet", "Norway", "Line to Oslo: missed, cause unknown (241100Z NOV 30)."),
    ]
    second = run("brief", case, "--issue", "-o", str(tmp_path / "2.pdf"), "--json").json
    assert "changed" in second["sections"]
    assert run("changed", case, "--json").json == []


def test_the_printed_section_says_the_same(run: Run, at: Callable[[str], None], tmp_path: Any) -> None:
    pypdf = pytest.importorskip("pypdf")
    at("2030-11-23T12:00:00Z")
    case = run("add", "case", "title=Strait closed", "--json").json["id"]
    transfer = run(
        "add", "transfer", "title=Radar sets", "status=agreed", "recipient=POL", f"case={case}", "--json"
    ).json["id"]
    run("brief", case, "--issue", "-o", str(tmp_path / "1.pdf"))
    at("2030-11-24T13:00:00Z")
    run("edit", transfer, "status=in_delivery")
    run("brief", case, "--issue", "-o", str(tmp_path / "2.pdf"))

    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "2.pdf").pages).split()
    )

    assert "1 change: 1 changed" in text
    assert "Radar sets: agreed → in delivery" in text


def test_an_event_entered_later_stood_and_was_not_known(run: Run, at: Callable[[str], None]) -> None:
    at("2030-11-24T06:00:00Z")
    case = run("add", "case", "title=Strait closed", "--json").json["id"]
    at("2030-11-24T18:00:00Z")
    entry = run("log", case, "A mine was seen", "--event-time", "2030-11-24T10:00Z", "--json").json["id"]
    at("2030-11-24T20:00:00Z")
    noon = "2030-11-24T12:00:00Z"

    stood = run("list", "log_entry", "--stood", noon, "--json").json
    known = run("list", "log_entry", "--at", noon, "--json").json
    both = run("list", "log_entry", "--stood", noon, "--at", "2030-11-24T19:00:00Z", "--json").json

    assert ([row["id"] for row in stood], known, [row["id"] for row in both]) == ([entry], [], [entry])


def test_what_has_no_time_of_its_own_is_refused(run: Run) -> None:
    refused = run("list", "source", "--stood", "2030-11-24T12:00:00Z")

    assert (refused.code, "use --at" in refused.err) == (1, True)
    assert run("list", "partner", "--stood", "2026-01-01", "--limit=-1").code == 2


def test_wrong_words_for_since_are_wrong_usage(run: Run, case: str) -> None:
    assert run("changed", case, "--since", "tuesday").code == 2
    assert "Nothing that a brief reports" in run("changed", case).out
