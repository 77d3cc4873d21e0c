from collections.abc import Callable
from functools import partial

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase, PhaseChange
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Contents = Callable[[Snapshot], dict[str, list[tuple[object, ...]]]]


def set_title(tx: Transaction, title: str) -> CrisisCase:
    case = tx.get(CrisisCase, "case-a")
    case.title = title
    return case


def test_an_edit_is_an_assignment(desk: Workspace) -> None:
    done = desk.perform("Rename", partial(set_title, title="Strait reopened"))

    assert [(c.kind, c.before, c.after) for c in done.changes.changes] == [
        ("changed", {"title": "Strait closed"}, {"title": "Strait reopened"})
    ]
    with desk.snapshot() as view:
        assert view.get(CrisisCase, "case-a").title == "Strait reopened"


def test_a_record_refuses_assignment_outside_a_transaction(desk: Workspace) -> None:
    case = desk.perform("Rename", partial(set_title, title="Strait reopened")).value
    with desk.snapshot() as view:
        read = view.get(CrisisCase, "case-a")
        with pytest.raises(RuntimeError, match="outside a transaction"):
            read.title = "x"

    for record in (case, read):
        with pytest.raises(RuntimeError, match="outside a transaction"):
            record.title = "x"
        assert record.title == "Strait reopened"


@pytest.mark.parametrize("error", [UserError("no"), ZeroDivisionError(), KeyboardInterrupt(), MemoryError()])
def test_a_failed_operation_leaves_nothing(desk: Workspace, contents: Contents, error: BaseException) -> None:
    with desk.snapshot() as view:
        before = contents(view)

    def fail(tx: Transaction) -> None:
        set_title(tx, "x")
        tx.add(Partner(name="Lemuria"))
        tx.keep(b"content")
        tx.flush()
        raise error

    with pytest.raises(type(error)):
        desk.perform("Fail", fail)
    with desk.snapshot() as view:
        assert contents(view) == before


def test_what_was_rolled_back_may_be_bettered_and_added_again(desk: Workspace) -> None:
    partner = Partner(name="Lemuria")

    def add_and_fail(tx: Transaction) -> None:
        tx.add(partner)
        tx.flush()
        raise UserError("no")

    with pytest.raises(UserError):
        desk.perform("Fail", add_and_fail)
    partner.name = "Mu"
    desk.perform("Add", lambda tx: tx.add(partner))
    with desk.snapshot() as view:
        assert view.get(Partner, partner.id).name == "Mu"


def test_nothing_changed_leaves_no_revision(desk: Workspace) -> None:
    done = desk.perform("Rename", partial(set_title, title="Strait closed"))

    assert (done.changes.revision, bool(done.changes)) == (0, False)
    with desk.snapshot() as view:
        assert view.revision == 1


def test_what_is_added_and_deleted_at_once_never_was(desk: Workspace) -> None:
    def add_and_delete(tx: Transaction) -> None:
        partner = tx.add(Partner(name="Lemuria"))
        tx.flush()
        tx.delete(partner)

    assert not desk.perform("Nothing", add_and_delete).changes


def test_a_transaction_sees_what_it_did(desk: Workspace) -> None:
    def look(tx: Transaction) -> tuple[object, ...]:
        partner = tx.add(Partner(id="partner-new", name="Lemuria"))
        found = tx.find(Partner, "partner-new") is partner, tx.type_of("partner-new")
        return *found, tx.count(Partner), tx.all(Partner)[1] is partner, tx.lookup("partner-new") is partner

    assert desk.perform("Add", look).value == (True, "partner", 2, True, True)


def test_text_is_cleaned_in_record_and_file_alike(desk: Workspace) -> None:
    partner = desk.perform("Add", lambda tx: tx.add(Partner(name="  Le\x00muria\n"))).value

    assert partner.name == "Lemuria"
    assert desk.check().ok


def test_an_entry_of_the_log_is_never_edited(desk: Workspace) -> None:
    entry = desk.perform("Log", lambda tx: tx.add(LogEntry(case_id="case-a", text="A ship left."))).value

    def edit(tx: Transaction) -> None:
        tx.get(LogEntry, entry.id).text = "Two ships left."

    with pytest.raises(UserError, match="A log entry is never edited"):
        desk.perform("Edit", edit)
    with pytest.raises(UserError, match="A log entry is never deleted"):
        desk.perform("Delete", lambda tx: tx.delete(tx.get(LogEntry, entry.id)))


def test_what_may_change_of_an_entry_may_change(desk: Workspace) -> None:
    entry = desk.perform("Log", lambda tx: tx.add(LogEntry(case_id="case-a", text="A ship left."))).value

    desk.perform("Promote", lambda tx: setattr(tx.get(LogEntry, entry.id), "significant", True))

    with desk.snapshot() as view:
        assert view.get(LogEntry, entry.id).significant


def test_what_something_refers_to_is_not_deleted(desk: Workspace) -> None:
    desk.perform("Change", lambda tx: tx.add(PhaseChange(case_id="case-a", what="phase", after="acute")))

    with pytest.raises(
        UserError, match=r"“Strait closed” cannot be deleted: the phase change “phase · acute”"
    ):
        desk.perform("Delete", lambda tx: tx.delete(tx.get(CrisisCase, "case-a")))


def test_an_id_is_given_once(desk: Workspace) -> None:
    with pytest.raises(UserError, match="already a record with the id “case-a”"):
        desk.perform("Add", lambda tx: tx.add(Partner(id="case-a", name="x")))


def test_operations_do_not_nest(desk: Workspace) -> None:
    with pytest.raises(RuntimeError, match="cannot perform another"):
        desk.perform("Outer", lambda _: desk.perform("Inner", lambda _: None))

    desk.perform("Rename", partial(set_title, title="goes on"))


def test_kept_bytes_come_back_by_their_digest(desk: Workspace) -> None:
    digest = desk.perform("Keep", lambda tx: tx.keep(b"%PDF")).value

    with desk.snapshot() as view:
        assert view.content(digest) == b"%PDF"
        with pytest.raises(UserError, match="keeps no file with the digest"):
            view.content("0" * 64)


def test_summary_and_actor_are_what_the_journal_says(desk: Workspace) -> None:
    def rename(tx: Transaction) -> None:
        set_title(tx, "x")
        tx.summary = f"Rename by {tx.actor}"

    desk.perform("Rename", rename)

    with desk.snapshot() as view:
        newest = view.history()[0]
        assert (newest.summary, newest.actor, newest.kind) == ("Rename by officer", "officer", "edit")
