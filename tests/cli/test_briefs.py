from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def told(run: Run, case: str, tmp_path: Path) -> Callable[..., Any]:
    """What ``brief`` says as JSON."""

    def of(*more: str) -> Any:
        return run("brief", case, "-o", str(tmp_path / "b.pdf"), *more, "--json").json

    return of


def test_the_json_holds_what_the_contract_says(told: Callable[..., Any]) -> None:
    found = told("--profile", "information-memo")

    assert {"path", "pages", "banner", "sha256", "profile", "sections", "withheld", "issue"} <= found.keys()
    assert found["profile"] == "information-memo"
    assert found["warnings"] == []
    assert Path(found["path"]).read_bytes().startswith(b"%PDF")


def test_a_partner_is_named_by_its_code(told: Callable[..., Any], run: Run, case: str) -> None:
    assert told("--profile", "partner-brief", "--partner", "GBR")["profile"] == "partner-brief"

    refused = run("brief", case, "--profile", "partner-brief", "--json")
    assert refused.code == 1
    assert "name it with --partner" in refused.err


def test_a_call_sheet_needs_the_post_that_is_called(told: Callable[..., Any], run: Run) -> None:
    run("add", "post", "title=Duty officer", "partner=United Kingdom", "id=post-x")

    assert told("--profile", "call-sheet", "--post", "Duty officer")["pages"] == 1


def test_sections_clearance_and_paper_are_chosen(told: Callable[..., Any]) -> None:
    found = told(
        *("--sections", "bottom_line,clearance", "--clearance", "EUR; J. Hale; ok"),
        *("--paper", "Letter", "--bottom-line", "Hold."),
    )

    assert found["sections"] == ["bottom_line", "clearance"]


def test_a_preview_says_what_would_be_withheld_and_writes_nothing(
    run: Run, case: str, tmp_path: Path
) -> None:
    run("edit", "desk", "ceiling=SECRET")
    run("log", case, "Seen by all.", "--significant")
    run("log", case, "Pelican waits.", "--significant", "--marking", "SECRET//NOFORN")

    found = run("brief", case, "--release-to", "GBR", "--preview", "--json").json

    lines = {line["text"]: line for line in found["lines"] if line["section"] == "situation"}
    assert lines["Seen by all."]["kept"]
    assert lines["Pelican waits."]["reason"] == "marked NOFORN"
    assert (found["banner"], found["own_banner"]) == ("UNCLASSIFIED", "SECRET//NOFORN")
    assert list(tmp_path.glob("*.pdf")) == []


def test_receipts_of_an_issue_and_what_has_changed_since(
    told: Callable[..., Any], run: Run, case: str, tmp_path: Path
) -> None:
    run("log", case, "A ship was stopped.", "--significant")
    issue = told("--issue")
    run("edit", case, "bottom_line=Talks begin.")

    found = run("brief", case, "--receipts", "1", "--json").json
    again = run("brief", "--open", issue["id"], "-o", str(tmp_path / "again.pdf"), "--json").json

    assert found["issue"] == issue["id"]
    assert all(record["revision"] for line in found["statements"] for record in line["records"])
    assert found["summary"].endswith("since changed")
    assert again["sha256"] == issue["sha256"]
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_an_issue_that_is_not_there_is_a_sentence(run: Run, case: str) -> None:
    refused = run("brief", case, "--receipts", "7")

    assert refused.code == 1
    assert "There is no issue 7 of the sitrep" in refused.err


def test_how_it_stood_needs_a_moment(run: Run, case: str) -> None:
    refused = run("brief", case, "--clock", "stood")

    assert refused.code == 1
    assert "Say with --at" in refused.err


def test_a_brief_is_written_as_a_page_and_entered_into_the_register(
    run: Run, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "b.html"

    found = run("brief", case, "-o", str(path), "--json").json

    assert found["format"] == "html"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    entered = run("exports", "--json").json
    assert any(found["sha256"] in str(row) for row in (entered if isinstance(entered, list) else [entered]))


def test_that_a_file_left_the_desk_changes_no_draft(told: Callable[..., Any]) -> None:
    assert told()["sha256"] == told()["sha256"]


def test_a_house_style_is_read_from_its_file(run: Run, case: str, tmp_path: Path) -> None:
    style, out = tmp_path / "house.toml", tmp_path / "b.html"
    style.write_text('originator = "Ministry of the Strait"\n', encoding="utf-8")

    assert run("brief", case, "--style", str(style), "-o", str(out)).code == 0
    assert "Ministry of the Strait" in out.read_text("utf-8")
    refused = run("brief", case, "--style", str(out), "-o", str(out))
    assert refused.code == 1
    assert "no house style" in refused.err


def test_a_form_that_there_is_not_is_refused_before_anything_is_written(
    run: Run, case: str, tmp_path: Path
) -> None:
    refused = run("brief", case, "--as", "docx", "-o", str(tmp_path / "b.docx"))

    assert refused.code == 1
    assert "choose one of pdf, html, xlsx, csv" in refused.err
    assert not (tmp_path / "b.docx").exists()
