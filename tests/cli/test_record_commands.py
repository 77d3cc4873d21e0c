from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def test_types_tell_every_field(bare: Run) -> None:
    types = {row["name"]: row for row in bare("types", "--json").json}

    fields = {f["name"]: f for f in types["log_entry"]["fields"]}
    assert fields["case_id"]["required"] is True
    assert fields["case_id"]["references"] == "case"
    assert fields["kind"]["vocabulary"] == "log_kind"
    assert set(fields["text"]) >= {"name", "label", "kind", "required", "references", "vocabulary"}


def test_add_answers_with_the_whole_record(run: Run) -> None:
    added = run("add", "case", "Title=Strait closed", "severity=acute", "--json").json

    assert (added["type"], added["revision"], added["caption"]) == ("case", 2, "Strait closed")
    assert added["severity"] == "acute"
    assert added["codename"] is None
    assert added["opened_at"].endswith("Z")


@pytest.mark.parametrize("named", ["partner-FRA", "FRA", "france", "FR", "French Republic"])
def test_references_are_given_as_people_know_them(run: Run, case: str, named: str) -> None:
    entry = run("log", case, "Called.", "--partner", named, "--json").json

    assert (entry["partner_id"], entry["partner_id_caption"]) == ("partner-FRA", "France")


def test_a_name_of_several_records_is_refused_with_their_ids(run: Run) -> None:
    ids = [run("add", "person", "name=J. Okafor", "--json").json["id"] for _ in range(2)]
    post = run("add", "post", "title=Duty officer", "--json").json["id"]

    result = run("add", "incumbency", f"post={post}", "person=J. Okafor")

    assert result.code == 1
    assert all(record_id in result.err for record_id in ids)


def test_values_are_typed_in_json(run: Run) -> None:
    post = run("add", "post", "title=Watch", "rhythm_days=3", "--json").json
    holder = run(
        "add", "incumbency", f"post={post['id']}", f"person={_person(run)}", "acting=yes", "--json"
    ).json

    assert post["rhythm_days"] == 3
    assert holder["acting"] is True


def _person(run: Run) -> str:
    return run("add", "person", "name=J. Okafor", "--json").json["id"]


def test_edit_empties_with_a_blank_value(run: Run, case: str) -> None:
    edited = run("edit", case, "codename=", "theatre=North", "--json").json

    assert (edited["codename"], edited["theatre"], edited["revision"]) == (None, "North", 3)


@pytest.mark.parametrize("pair", ["title=", "severity=", "severity=red", "phase=boiling", "lead_desk=nobody"])
def test_edit_refuses_what_a_field_cannot_hold(run: Run, case: str, pair: str) -> None:
    assert run("edit", case, pair).code == 1
    assert run("show", case, "--json").json["severity"] == "watch"


def test_a_new_severity_is_kept_in_the_history_of_the_case(run: Run, case: str) -> None:
    run("edit", case, "severity=acute")

    steps = run("list", "phase_change", "--where", f"case={case}", "--where", "what=severity", "--json").json
    assert [(step["before"], step["after"]) for step in steps if step["before"]] == [("watch", "acute")]


def test_what_was_deleted_comes_back_by_undo(run: Run, case: str) -> None:
    before = run("show", case, "--json").json

    gone = run("delete", case, "--json").json
    assert (gone["id"], gone["type"], gone["revision"]) == (case, "case", 3)
    assert run("show", case).code == 1
    run("undo")

    assert run("show", case, "--json").json == before


def test_a_case_with_a_history_is_closed_not_deleted(run: Run, case: str) -> None:
    run("edit", case, "severity=acute")

    assert "close it" in run("delete", case).err


def test_what_is_referred_to_cannot_be_deleted(run: Run, case: str) -> None:
    run("log", case, "Called.")

    assert run("delete", case).code == 1


def test_list_filters_sorts_and_limits(run: Run) -> None:
    for title, severity in (("Alpha", "watch"), ("Bravo", "acute"), ("Charlie", "serious")):
        run("add", "case", f"title={title}", f"severity={severity}")

    def titles(*arguments: str) -> list[str]:
        return [row["title"] for row in run("list", "case", "--json", *arguments).json]

    assert titles("--sort", "severity") == ["Alpha", "Charlie", "Bravo"]
    assert titles("--sort=-title", "--limit", "2") == ["Charlie", "Bravo"]
    assert titles("--where", "severity>watch", "--sort", "title") == ["Bravo", "Charlie"]
    assert titles("--where", "title~RAV", "severity=acute") == ["Bravo"]
    assert titles("--where", "title!=Bravo", "--where", "severity<serious") == ["Alpha"]
    assert titles("--where", "codename=") != []


def test_the_type_may_stand_behind_the_conditions(run: Run, case: str) -> None:
    assert [row["id"] for row in run("list", "--where", "title=Strait closed", "case", "--json").json] == [
        case
    ]
    assert run("list", "--where", "title=x").code == 2


def test_a_field_without_order_is_not_compared(run: Run) -> None:
    assert run("list", "case", "--where", "marking>SECRET").code == 1


def test_log_finds_its_case_by_codename_and_keeps_what_is_said(run: Run, case: str) -> None:
    run("edit", "desk", "ceiling=SECRET")
    entry = run(
        *("log", "halyard", "A ship", "was stopped", "--kind", "message", "--event-time", "231005Z NOV 26"),
        *("--grade", "b2", "--significant", "--marking", "SECRET//NOFORN", "--json"),
    ).json

    assert (entry["case_id"], entry["text"]) == (case, "A ship was stopped")
    assert (entry["event_time"], entry["grade"]) == ("2026-11-23T10:05:00Z", "B2")
    assert (entry["kind"], entry["significant"], entry["marking"]) == ("message", True, "SECRET//NOFORN")
    assert entry["author"] == "A. Officer"


def test_a_correction_leaves_the_first_entry_as_it_was(run: Run, case: str) -> None:
    first = run("log", case, "Two ships", "--grade", "B2", "--json").json
    second = run("log", case, "Three ships", "--corrects", first["id"], "--why", "Miscounted.", "--json").json

    assert (second["corrects_id"], second["correction_reason"], second["grade"]) == (
        first["id"],
        "Miscounted.",
        "B2",
    )
    assert run("show", first["id"], "--json").json["text"] == "Two ships"
    assert run("edit", first["id"], "text=Three ships").code == 1


def test_show_finds_by_caption_and_prints_for_people(run: Run, case: str) -> None:
    result = run("show", "strait closed")

    assert result.out.startswith(f"Strait closed  (Case, {case})")


@pytest.mark.parametrize("named", ["HALYARD", "halyard", "Strait closed"])
def test_a_case_is_shown_by_its_codename_too(run: Run, case: str, named: str) -> None:
    assert run("show", named, "--json").json["id"] == case


def test_a_partner_is_shown_by_its_code(run: Run) -> None:
    assert run("show", "SWE", "--json").json["id"] == "partner-SWE"
