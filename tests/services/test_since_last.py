from collections.abc import Callable
from typing import Any

from crisisdesk.model.decisions import Action
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Position
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.services.cases import open_case
from crisisdesk.services.since_last import BULK, MOST, changed_in_case, since_last
from crisisdesk.store.rows import row_of
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


def head(workspace: Workspace) -> int:
    with workspace.snapshot() as view:
        return view.revision


def test_what_changed_is_told_by_case(workspace: Workspace, write: Write) -> None:
    write(lambda tx: open_case(tx, "Airspace", record_id="case-2"))
    write(lambda tx: tx.add(Transfer(id="t-1", title="Boats", case_id="case-2")))
    seen = head(workspace)

    write(lambda tx: tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1")))
    write(lambda tx: tx.add(TransferItem(transfer_id="t-1", description="Engine")))
    write(lambda tx: setattr(tx.lookup("partner-FRA"), "notes", "New number."))

    with workspace.snapshot() as view:
        news = since_last(view, seen)
    assert [(one.case_id, one.case) for one in news] == [
        ("case-2", "Airspace"),
        ("case-1", "Strait"),
        ("", "Outside of cases"),
    ]
    assert news[1].sentences == ("Action “Call Oslo” is new.",)


def test_what_was_done_and_taken_back_is_not_told(workspace: Workspace, write: Write) -> None:
    seen = head(workspace)
    write(lambda tx: tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1")))
    workspace.undo()

    with workspace.snapshot() as view:
        assert since_last(view, seen) == []


def test_my_own_changes_are_left_out(workspace: Workspace, write: Write) -> None:
    seen = head(workspace)
    write(lambda tx: tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1")))

    with workspace.snapshot() as view:
        assert since_last(view, seen, "officer") == []
        assert len(since_last(view, seen, "somebody else")) == 1


def test_what_is_gone_is_told_in_its_case(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1")))
    seen = head(workspace)
    write(lambda tx: tx.delete(tx.get(Action, "a-1")))

    with workspace.snapshot() as view:
        [news] = since_last(view, seen)
    assert (news.case_id, news.sentences) == ("case-1", ("Action “Call Oslo” is gone.",))


def test_a_case_tells_what_its_next_brief_will(workspace: Workspace, write: Write) -> None:
    seen = head(workspace)
    write(
        lambda tx: tx.add(
            Position(partner_id="partner-ITA", issue="Escort", stance="opposes", case_id="case-1")
        )
    )

    with workspace.snapshot() as view:
        [point] = changed_in_case(view, "case-1", seen)
        assert changed_in_case(view, "case-1") == []  # no brief was issued yet

    assert (point.group, point.partner, point.sentence, point.type) == (
        "new",
        "Italy",
        "Escort: opposes.",
        "position",
    )


def test_a_huge_revision_is_counted_in_its_case_and_told_in_part(workspace: Workspace, write: Write) -> None:
    seen = head(workspace)
    blank = row_of(LogEntry(id="x", case_id="case-1", text="x")) | {"author": "desk"}
    times = {"event_time": "2026-11-23T10:00:00Z", "entered_at": "2026-11-23T10:00:00Z"}
    write(lambda tx: tx.add_rows(LogEntry, [blank | times | {"id": f"log-{n}"} for n in range(BULK + 40)]))

    with workspace.snapshot() as view:
        [news] = since_last(view, seen)
    assert (news.case_id, len(news.differences), news.more) == ("case-1", MOST, BULK + 40 - MOST)
