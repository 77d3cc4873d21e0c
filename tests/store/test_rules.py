import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.store.workspace import Workspace


def test_what_is_required_is_named(desk: Workspace) -> None:
    with pytest.raises(UserError, match="Title must not be empty"):
        desk.perform("Add", lambda tx: tx.add(CrisisCase(title=" \n")))


def test_all_broken_rules_are_named_at_once(desk: Workspace) -> None:
    case = CrisisCase(title="", phase="dancing", parent_id="case-none")

    with pytest.raises(UserError, match=r"Title must.*no case with the id “case-none”") as refusal:
        desk.perform("Add", lambda tx: tx.add(case))
    assert "Phase: “dancing” is not in the vocabulary case_phase, which has " in str(refusal.value)


def test_a_term_is_found_by_its_label_or_in_another_case(desk: Workspace) -> None:
    cases = [CrisisCase(title=text, phase=text) for text in ("ACUTE", "Acute phase", "acute")]

    desk.perform("Add", lambda tx: [tx.add(case) for case in cases])

    assert [case.phase for case in cases] == ["acute"] * 3
    assert desk.check().ok


def test_a_reference_may_lead_to_what_is_added_with_it(desk: Workspace) -> None:
    parent, child = CrisisCase(title="Parent"), CrisisCase(title="Child")
    child.parent_id = parent.id

    desk.perform("Add", lambda tx: [tx.add(child), tx.add(parent)])

    with desk.snapshot() as view:
        assert [record.id for record in view.referring(parent.id)] == [child.id]


def test_a_reference_to_another_type_is_refused(desk: Workspace) -> None:
    with pytest.raises(UserError, match="Partner: there is no partner with the id “case-a”"):
        desk.perform("Log", lambda tx: tx.add(LogEntry(case_id="case-a", text="x", partner_id="case-a")))


def test_half_a_character_is_refused_by_the_name_of_its_field(desk: Workspace) -> None:
    with pytest.raises(UserError, match="Name: the text holds half a character"):
        desk.perform("Add", lambda tx: tx.add(Partner(name="\ud800")))


def test_deleting_both_ends_at_once_is_no_dangling(desk: Workspace) -> None:
    parent, child = CrisisCase(id="case-p", title="P"), CrisisCase(id="case-c", title="C", parent_id="case-p")
    desk.perform("Add", lambda tx: [tx.add(parent), tx.add(child)])

    desk.perform("Delete", lambda tx: [tx.delete(tx.get(CrisisCase, i)) for i in ("case-p", "case-c")])

    with desk.snapshot() as view:
        assert view.count(CrisisCase) == 1
