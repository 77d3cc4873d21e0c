import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.store.workspace import Workspace


def rename(desk: Workspace, title: str) -> int:
    done = desk.perform(
        f"Rename to {title}", lambda tx: setattr(tx.get(CrisisCase, "case-a"), "title", title)
    )
    return done.changes.revision


def title(desk: Workspace) -> str:
    with desk.snapshot() as view:
        return view.get(CrisisCase, "case-a").title


def test_undo_and_redo_name_what_they_take_back(desk: Workspace) -> None:
    rename(desk, "one")
    assert desk.step_names() == ("Rename to one", None)

    assert desk.undo().value == "Rename to one"

    assert desk.step_names() == (None, "Rename to one")
    assert desk.redo().value == "Rename to one"
    with desk.snapshot() as view:
        assert [revision.summary for revision in view.history(limit=2)] == [
            "Redo: Rename to one",
            "Undo: Rename to one",
        ]


def test_undo_walks_back_and_a_new_act_ends_redo(desk: Workspace) -> None:
    for name in ("one", "two", "three"):
        rename(desk, name)
    desk.undo()
    desk.undo()
    assert title(desk) == "one"

    rename(desk, "four")

    with pytest.raises(UserError, match="There is nothing to redo"):
        desk.redo()
    desk.undo()
    assert (title(desk), desk.step_names()[0]) == ("one", "Rename to one")


def test_the_founding_is_not_undone(desk: Workspace) -> None:
    with pytest.raises(UserError, match="There is nothing to undo"):
        desk.undo()
    with pytest.raises(UserError, match="The founding of a desk cannot be taken back"):
        desk.revert(1)


def test_undoing_a_deletion_brings_the_same_record_back(desk: Workspace) -> None:
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-b", name="Lemuria")))
    desk.perform("Delete", lambda tx: tx.delete(tx.get(Partner, "partner-b")))

    desk.undo()

    with desk.snapshot() as view:
        assert view.get(Partner, "partner-b").name == "Lemuria"
        assert [hit.id for hit in view.search("lemuria")] == ["partner-b"]


def test_an_old_revision_is_reverted_unless_a_newer_one_stands_on_it(desk: Workspace) -> None:
    first = rename(desk, "one")
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-b", name="Lemuria")))
    second = rename(desk, "two")

    with pytest.raises(UserError, match="“two” was changed again since"):
        desk.revert(first)
    desk.revert(second)

    assert title(desk) == "one"


def test_undo_of_an_addition_that_something_refers_to_is_refused(desk: Workspace) -> None:
    added = desk.perform("Add", lambda tx: tx.add(CrisisCase(id="case-b", title="Parent"))).changes.revision
    desk.perform("Hang", lambda tx: setattr(tx.get(CrisisCase, "case-a"), "parent_id", "case-b"))

    with pytest.raises(UserError, match=r"“Parent” cannot be deleted: the case “Strait closed”"):
        desk.revert(added)


def test_history_tells_of_one_record_or_all(desk: Workspace) -> None:
    revision = rename(desk, "one")
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-b", name="Lemuria")))

    with desk.snapshot() as view:
        assert [r.id for r in view.history("case-a")] == [revision, 1]
        assert [r.id for r in view.history(limit=1)] == [3]
        assert [r.id for r in view.history(before=3)] == [2, 1]
        (change,) = view.changes_of(revision)
        assert (change.kind, change.before, change.after) == (
            "changed",
            {"title": "Strait closed"},
            {"title": "one"},
        )
        assert view.changes_since(1).touches("case", "partner")
