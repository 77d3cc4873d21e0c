import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_case_goes_out_and_comes_back_with_the_same_ids(run: Run, case: str, tmp_path: Path) -> None:
    run("log", case, "Called.", "--partner", "FRA")
    file, other = str(tmp_path / "case.json"), str(tmp_path / "other.cdesk")
    told = run("export", "--case", case, "-o", file, "--json").json
    run("new", other, "--exercise")

    report = run("--desk", other, "import", file, "--json").json

    assert (told["format"], told["path"]) == ("json", file)
    assert report["taken"] >= 2
    assert report["refused"] == []
    assert run("--desk", other, "list", "log_entry", "--json").json == run("list", "log_entry", "--json").json


def test_a_dry_run_keeps_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,rank\nJ. Okafor,Colonel\n,Major\n", encoding="utf-8")

    report = run("import", str(file), "--type", "person", "--dry-run", "--json").json

    assert (report["format"], report["taken"], report["changed"], report["unchanged"]) == ("csv", 1, 0, 0)
    assert [refusal["row"] for refusal in report["refused"]] == [3]
    assert run("list", "person", "--json").json == []


def test_an_import_of_nothing_but_bad_rows_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,rank\n,Major\n", encoding="utf-8")

    result = run("import", str(file), "--type", "person", "--json")

    assert result.code == 1
    assert len(result.json["refused"]) == 1


def test_an_export_goes_to_standard_output_without_a_file(run: Run, case: str) -> None:
    out = run("export", "--type", "case", "--as", "csv").out

    assert out.splitlines()[0].startswith("id,title,codename")
    assert (
        json.loads(run("export", "--type", "case", "--as", "json", "--json").out)["records"][0]["id"] == case
    )


def test_an_audience_gets_less_and_the_answer_counts_it(run: Run, case: str, tmp_path: Path) -> None:
    run("edit", "desk", "ceiling=SECRET")
    run("log", case, "Open words.")
    run("log", case, "Closed words.", "--marking", "SECRET")
    file = str(tmp_path / "out.json")

    told = run("export", "--type", "log_entry", "-o", file, "--audience", "CONFIDENTIAL", "--json").json

    assert (told["records"], told["withheld"]) == (1, 1)
    assert "Closed words" not in Path(file).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["svg", "gexf", "graphml"])
def test_the_network_of_a_case_is_a_file(run: Run, case: str, tmp_path: Path, form: str) -> None:
    told = run("network", "export", case, "-o", str(tmp_path / f"net.{form}"), "--json").json

    assert told["format"] == form
    assert Path(told["path"]).read_bytes()


def test_a_brief_is_a_file_and_says_what_it_is(run: Run, case: str, tmp_path: Path) -> None:
    told = run("brief", "HALYARD", "--profile", "sitrep", "-o", str(tmp_path / "b.pdf"), "--json").json

    assert set(told) >= {"path", "pages", "banner", "sha256", "profile", "sections", "withheld", "issue"}
    assert Path(told["path"]).read_bytes().startswith(b"%PDF")
    assert told["issue"] is None


@pytest.mark.slow
def test_demo_writes_its_files_and_can_be_run_again(bare: Run, tmp_path: Path) -> None:
    first = bare("demo", str(tmp_path / "demo"), "--json").json
    again = bare("demo", str(tmp_path / "demo"), "--json")

    assert set(first) == {"desk", "briefing", "network", "workbook", "status"}
    assert again.code == 0
    assert all(Path(path).stat().st_size for path in first.values())
    assert Path(first["briefing"]).name == "briefing.pdf"
    assert Path(first["network"]).name == "network.png"


def test_a_file_is_attached_and_given_out_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(b"as it was \x00\xff")

    kept = run("attach", "note.txt", "--title", "Note verbale", "--json").json
    given = run("extract", kept["id"], "-o", "out.txt", "--json").json

    assert (kept["title"], kept["bytes"]) == ("Note verbale", 12)
    assert (tmp_path / "out.txt").read_bytes() == b"as it was \x00\xff"
    assert (tmp_path / "out.txt").stat().st_mode & 0o111 == 0
    assert given["sha256"] == kept["sha256"]
    assert run("check", "--digest", kept["sha256"][:12], "--json").json["digest"]["revision"] is None


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_an_export_is_marked_as_high_as_what_it_holds(run: Run, case: str, tmp_path: Path, form: str) -> None:
    run("edit", "desk", "ceiling=SECRET")
    run("log", case, "Open words.\n(C) Closed words.")

    told = run("export", "--case", case, "--as", form, "-o", str(tmp_path / "out"), "--json").json

    assert told["banner"] == "CONFIDENTIAL"
    assert run("exports", "--json").json[0]["banner"] == "CONFIDENTIAL"


def test_an_audience_gets_the_network_without_what_it_may_not_have(
    run: Run, case: str, tmp_path: Path
) -> None:
    run("edit", "desk", "ceiling=SECRET")
    run("add", "involvement", f"case={case}", "partner=FRA", "role=ally", "marking=SECRET")
    run("add", "involvement", f"case={case}", "partner=NOR", "role=ally")
    file = tmp_path / "net.gexf"

    told = run("export", "--case", case, "-o", str(file), "--audience", "CONFIDENTIAL", "--json").json

    assert (told["withheld"] > 0, told["banner"]) == (True, "UNCLASSIFIED")
    assert b"SECRET" not in file.read_bytes()


@pytest.mark.parametrize(
    "command",
    [("export", "--as", "csv"), ("network", "export", "--as", "svg"), ("bundle", "pack", "HALYARD")],
)
@pytest.mark.parametrize("name", ["north.cdesk", "other.cdesk", "no-suffix"])
@pytest.mark.usefixtures("case")
def test_no_file_is_written_over_a_desk(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    target = tmp_path / name
    target.write_bytes((tmp_path / "north.cdesk").read_bytes())

    result = run(*command, "-o", str(target), "--json")

    assert (result.code, result.out) == (1, "")
    assert "not written over" in result.err
    assert run("--desk", str(target), "check", "--json").json["ok"] is True


def test_a_brief_is_not_written_over_its_desk(run: Run, case: str, desk: Path) -> None:
    assert run("brief", case, "-o", str(desk)).code == 1
    assert run("check", "--json").json["ok"] is True
