from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.values import Grade
from crisisdesk.model.views import Mention
from crisisdesk.services.cases import close_case
from crisisdesk.services.log import correct, log, promote
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]
EARLIER = datetime(2026, 11, 23, 4, tzinfo=UTC)


def an_entry(tx: Transaction) -> LogEntry:
    return log(
        tx, "case-1", "Two vessels.", record_id="log_entry-1", event_time=EARLIER, grade=Grade("B", "2")
    )


def test_an_entry_needs_only_its_case_and_text(workspace: Workspace, write: Write) -> None:
    write(lambda tx: log(tx, "case-1", "Two vessels seen.", record_id="log_entry-1"))
    with workspace.snapshot() as view:
        entry = view.get(LogEntry, "log_entry-1")
        assert (entry.kind, entry.author, entry.marking) == ("event", "officer", Marking("UNCLASSIFIED"))


def test_a_correction_keeps_the_original_and_all_it_does_not_change(
    workspace: Workspace, write: Write
) -> None:
    write(an_entry)
    write(lambda tx: correct(tx, "log_entry-1", "Three vessels.", "Miscounted.", record_id="log_entry-2"))
    with workspace.snapshot() as view:
        first, second = view.get(LogEntry, "log_entry-1"), view.get(LogEntry, "log_entry-2")
    assert first.text == "Two vessels."
    assert (second.corrects_id, second.event_time, str(second.grade)) == ("log_entry-1", EARLIER, "B2")


def test_what_was_corrected_is_corrected_further_at_its_newest_entry(write: Write) -> None:
    write(an_entry)
    write(lambda tx: correct(tx, "log_entry-1", "Three vessels.", "Miscounted.", record_id="log_entry-2"))
    with pytest.raises(UserError, match="log_entry-2"):
        write(lambda tx: correct(tx, "log_entry-1", "Four vessels.", "Miscounted again."))


def test_a_correction_needs_its_reason(write: Write) -> None:
    write(an_entry)
    with pytest.raises(UserError, match="Say why"):
        write(lambda tx: correct(tx, "log_entry-1", "Three vessels.", ""))


def test_promotion_is_the_one_change_that_an_entry_allows(workspace: Workspace, write: Write) -> None:
    write(an_entry)
    write(lambda tx: promote(tx, "log_entry-1"))
    with workspace.snapshot() as view:
        assert view.get(LogEntry, "log_entry-1").significant
    with pytest.raises(UserError, match="never edited"):
        write(lambda tx: setattr(tx.get(LogEntry, "log_entry-1"), "text", "Other."))


def test_a_closed_case_takes_no_entries(write: Write) -> None:
    write(lambda tx: close_case(tx, "case-1", "Aim reached."))
    with pytest.raises(UserError, match="reopen"):
        write(lambda tx: log(tx, "case-1", "Late news."))


def test_an_entry_mentions_each_record_once_in_its_words(workspace: Workspace, write: Write) -> None:
    named = ["partner-NOR", "case-1", "partner-NOR"]
    write(lambda tx: log(tx, "case-1", "Called @Norway.", record_id="log_entry-1", mentions=named))
    with workspace.snapshot() as view:
        found = {(m.from_key, m.to_key, m.words) for m in view.all(Mention)}
        assert found == {("log_entry-1", "partner-NOR", "Norway"), ("log_entry-1", "case-1", "Strait")}


def test_what_is_not_there_cannot_be_mentioned(write: Write) -> None:
    with pytest.raises(UserError, match="no record"):
        write(lambda tx: log(tx, "case-1", "Called.", mentions=["partner-nobody"]))


def test_a_correction_keeps_what_the_entry_named(workspace: Workspace) -> None:
    entry = workspace.perform("Log", lambda tx: log(tx, "case-1", "Norway called", mentions=["case-1"])).value

    new = workspace.perform("Correct", lambda tx: correct(tx, entry.id, "Norway wrote", "Misread")).value

    with workspace.snapshot() as view:
        assert [one.to_key for one in view.all(Mention, Mention.from_key == new.id)] == ["case-1"]
