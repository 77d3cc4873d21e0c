"""MISSION N8, N9, N10 on the command line, pasting, and the activity log."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_lever_without_a_reversal_condition_is_listed_as_such(run: Run, case: str) -> None:
    run("add", "adjustment", "kind=hold", "change=Shells stay", f"case={case}", "status=in_force")

    [lever] = run("levers", "--case", case, "--json").json

    assert "reversal condition" in lever["missing"]
    assert "Shells stay" in run("levers").out


def test_a_pledge_without_a_date_is_open_ended(run: Run, case: str) -> None:
    run("add", "commitment", "text=Two boats", "giver=NOR", f"case={case}", "value=EUR 1000")

    found = run("ledger", "--case", case, "--json").json

    assert [p["timing"] for p in found["promises"]] == ["open-ended"]
    assert {b["basis"] for b in found["burdens"]} == {"value", "gdp"}
    assert "open-ended" in run("ledger").out


def test_a_red_line_that_was_never_communicated_is_said_to_be(run: Run, case: str) -> None:
    run("add", "red_line", "text=No fire on ships.", f"case={case}")

    [line] = run("red-lines", "--case", case, "--json").json

    assert "It was never communicated to the other side." in line["missing"]


def test_lines_are_pasted_and_may_be_looked_at_first(run: Run, case: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("0415Z @FRA asks\nNo time\n", encoding="utf-8")

    looked = run("paste", case, str(lines), "--dry-run", "--json").json
    assert run("list", "log_entry", "--json").json == []
    entered = run("paste", case, str(lines), "--json").json

    assert [row["text"] for row in looked] == [row["text"] for row in entered] == ["@FRA asks", "No time"]
    assert [row["to_key"] for row in run("list", "mention", "--json").json] == ["partner-FRA"]
    assert run("paste", case, str(tmp_path / "none.txt")).code == 1


def test_the_activity_log_goes_out_as_a_form(run: Run, case: str, tmp_path: Path) -> None:
    run("log", case, "A mine was seen")

    table = run("export", "--case", case, "--as", "ics214", "-o", str(tmp_path / "a.csv"), "--json").json
    run("export", "--case", case, "--as", "ics214", "-o", str(tmp_path / "a.json"))

    assert (table["format"], table["records"]) == ("csv", 1)
    assert "A mine was seen" in (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert (
        json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["incident"] == "Strait closed (HALYARD)"
    )
    assert run("export", "--as", "ics214").code == 1
