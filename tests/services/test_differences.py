from crisisdesk.model.posts import Post
from crisisdesk.services.differences import differences
from crisisdesk.services.records import add_record, delete_record, edit_record
from crisisdesk.store.workspace import Workspace


def edit(workspace: Workspace, *pairs: tuple[str, str]) -> None:
    workspace.perform("Edit", lambda tx: edit_record(tx, "case-1", pairs))


def sentences(workspace: Workspace, start: int, end: int | None = None) -> list[str]:
    with workspace.snapshot() as view:
        found = differences(view, start, view.revision if end is None else end)
    return [d.sentence for d in found if d.type != "phase_change"]


def test_a_change_is_told_as_a_person_says_it(workspace: Workspace) -> None:
    edit(
        workspace,
        ("severity", "acute"),
        ("phase", "de_escalating"),
        ("lead_desk", "US-STATE"),
        ("rhythm_hours", "6"),
    )

    assert set(sentences(workspace, 2)) == {
        "Case “Strait”: severity changed from watch to acute.",
        "Case “Strait”: phase changed from watch to de-escalating.",
        "Case “Strait”: lead desk set to “Department of State”.",
        "Case “Strait”: brief rhythm (hours) set to 6.",
    }


def test_moments_are_told_as_groups_and_emptied_fields_as_such(workspace: Workspace) -> None:
    edit(workspace, ("brief_due_at", "2026-11-24T06:00Z"))
    edit(workspace, ("brief_due_at", ""))

    assert sentences(workspace, 2, 3) == ["Case “Strait”: next brief due set to 240600Z NOV 26."]
    assert sentences(workspace, 3) == ["Case “Strait”: next brief due emptied, it was 240600Z NOV 26."]


def test_only_what_is_left_in_the_end_is_told(workspace: Workspace) -> None:
    edit(workspace, ("theatre", "North"))
    edit(workspace, ("theatre", "South"))
    edit(workspace, ("theatre", ""))

    assert sentences(workspace, 2) == []


def test_what_came_and_what_went_is_told(workspace: Workspace) -> None:
    workspace.perform("Add", lambda tx: add_record(tx, Post, [("id", "post-1"), ("title", "Watch")]))
    workspace.perform("Delete", lambda tx: delete_record(tx, "post-1"))

    assert sentences(workspace, 2, 3) == ["Post “Watch” is new."]
    assert sentences(workspace, 3, 4) == ["Post “Watch” is gone."]
    assert sentences(workspace, 3, 2) == ["Post “Watch” is gone."]
    assert sentences(workspace, 2, 4) == []
