import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Decision
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person
from crisisdesk.services.listing import list_records
from crisisdesk.services.records import (
    add_record,
    delete_record,
    edit_record,
    record_json,
    resolve,
    resolve_any,
    types_json,
)
from crisisdesk.store.workspace import Workspace


@pytest.mark.parametrize("text", ["partner-FRA", "FRA", "fra", "France", " france ", "FR", "French Republic"])
def test_a_partner_is_found_by_what_people_call_it(workspace: Workspace, text: str) -> None:
    with workspace.snapshot() as view:
        assert resolve(view, Partner, text) == "partner-FRA"


def test_what_is_not_found_comes_with_what_is_near(workspace: Workspace) -> None:
    with workspace.snapshot() as view, pytest.raises(UserError, match="partner-FRA"):
        resolve(view, Partner, "Franc")


def test_an_id_of_another_type_is_said_to_be_one(workspace: Workspace) -> None:
    with workspace.snapshot() as view, pytest.raises(UserError, match="is a case, not a partner"):
        resolve(view, Partner, "case-1")


def test_any_record_is_found_by_the_caption_that_only_it_has(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert resolve_any(view, "strait").id == "case-1"


def test_the_journal_says_what_was_edited(workspace: Workspace) -> None:
    workspace.perform("Edit", lambda tx: edit_record(tx, "case-1", [("Theatre", "North")]))

    with workspace.snapshot() as view:
        assert view.history(limit=1)[0].summary == "Edit case “Strait”: theatre"


def test_a_field_named_twice_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="given twice"):
        workspace.perform("Add", lambda tx: add_record(tx, Person, [("name", "A"), ("Name", "B")]))


def test_all_that_is_missing_is_named(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="needs Case and Question"):
        workspace.perform("Add", lambda tx: add_record(tx, Decision, []))


def test_an_id_may_be_given_but_never_changed(workspace: Workspace) -> None:
    workspace.perform("Add", lambda tx: add_record(tx, Person, [("id", "person-9"), ("name", "A. Bell")]))

    with pytest.raises(UserError, match="never changes"):
        workspace.perform("Edit", lambda tx: edit_record(tx, "person-9", [("id", "person-8")]))


@pytest.mark.parametrize("text", ["", " ", "a b", "../x", "-x", "x" * 101])
def test_an_id_that_cannot_be_one_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(UserError, match="cannot be an id"):
        workspace.perform("Add", lambda tx: add_record(tx, Person, [("id", text), ("name", "A. Bell")]))


def test_a_deleted_record_is_gone(workspace: Workspace) -> None:
    workspace.perform("Add", lambda tx: add_record(tx, Person, [("id", "person-9"), ("name", "A. Bell")]))
    workspace.perform("Delete", lambda tx: delete_record(tx, "person-9"))

    with workspace.snapshot() as view:
        assert view.find(Person, "person-9") is None
        assert view.history(limit=1)[0].summary == "Delete person “A. Bell”"


def test_json_has_every_field_and_what_references_are_called(workspace: Workspace) -> None:
    workspace.perform("Edit", lambda tx: edit_record(tx, "case-1", [("lead_desk", "US-STATE")]))

    with workspace.snapshot() as view:
        told = record_json(view, view.get(CrisisCase, "case-1"))
    assert (told["id"], told["type"], told["caption"]) == ("case-1", "case", "Strait")
    assert (told["lead_desk_id"], told["lead_desk_id_caption"]) == ("partner-US-STATE", "Department of State")
    assert (told["opened_at"], told["rhythm_hours"], told["theatre"]) == ("2026-11-23T12:00:00Z", None, None)


def test_every_type_tells_its_fields() -> None:
    assert all(f["kind"] and f["label"] for t in types_json() for f in t["fields"])
    assert {t["name"] for t in types_json()} >= {"case", "log_entry", "partner", "measure", "transfer"}


def test_conditions_compare_by_value_not_by_text(workspace: Workspace) -> None:
    for number in (9, 10, 100):
        workspace.perform(
            "Add",
            lambda tx, n=number: add_record(tx, CrisisCase, [("title", f"C{n}"), ("rhythm_hours", str(n))]),
        )

    with workspace.snapshot() as view:
        found = list_records(view, CrisisCase, ["rhythm_hours>=10"], sort="-rhythm_hours")
        empty = list_records(view, CrisisCase, ["rhythm_hours="])
    assert [case.title for case in found] == ["C100", "C10"]
    assert [case.id for case in empty] == ["case-1"]
