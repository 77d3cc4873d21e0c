from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.watch import DutyShift, Handover, HandoverItem
from crisisdesk.services.handover_pack import HandoverPack, pack_json
from crisisdesk.services.handovers import (
    acknowledge,
    close_shift,
    hand_over,
    handover_json,
    prepare_handover,
    unread,
)
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
Write = Callable[..., Any]


def night(tx) -> None:
    """A case with one of each thing that an officer hands over."""
    case = tx.get(CrisisCase, "case-1")
    case.bottom_line, case.brief_due_at = "The lane is closed.", NOON + 8 * HOUR
    tx.add(Post(id="post-1", title="Watch officer"))
    tx.add(Involvement(case_id="case-1", partner_id="partner-NOR"))
    tx.add(Hotline(id="h-1", name="Line to Oslo", to_id="partner-NOR", test_hours=12))
    tx.flush()
    tx.add(Action(id="a-late", title="Send the map", case_id="case-1", owner_id="post-1", due_at=NOON - HOUR))
    tx.add(Action(id="a-next", title="Call Oslo", case_id="case-1", owner_id="post-1", due_at=NOON + HOUR))
    tx.add(
        Decision(
            id="d-1", case_id="case-1", question="Escort convoys?", status="submitted", authority="Minister"
        )
    )
    tx.flush()
    tx.add(Action(id="a-pen", title="Draft memo", case_id="case-1", owner_id="post-1", decision_id="d-1"))
    tx.add(
        Call(
            id="k-1",
            case_id="case-1",
            partner_id="partner-NOR",
            result="no_answer",
            at=NOON - HOUR,
            incoming=True,
        )
    )
    tx.add(Call(hotline_id="h-1", kind="test", result="no_answer", at=NOON - 2 * HOUR))
    tx.add(RedLine(text="No fire on ships.", case_id="case-1", audience="private"))
    tx.add(Commitment(text="Two boats", giver_id="partner-NOR", case_id="case-1", public=False))
    tx.add(LogEntry(case_id="case-1", text="Lane closed by notice.", significant=True))


def prepared(workspace: Workspace, **more: Any) -> HandoverPack:
    with workspace.snapshot() as view:
        return prepare_handover(view, ["case-1"], "A. Night", "B. Day", **more)


def test_a_pack_holds_all_that_must_be_known(workspace: Workspace, write: Write) -> None:
    write(night)

    pack = prepared(workspace, do_not_say="The name of the source.")

    assert len(pack.state.splitlines()) == 5
    assert pack.state.splitlines()[3] == "3 actions open, 1 overdue and 1 decision pending."
    assert [item.record for item in pack.of("open_loop")] == ["a-late", "a-next", "a-pen"]
    assert "OVERDUE" in pack.of("open_loop")[0].text
    assert (
        pack.of("decision")[0].text
        == "Escort convoys? (submitted): Watch officer holds the pen; Minister decides."
    )
    assert pack.of("call")[0].text.startswith("Norway rang us 231100Z NOV 26: no answer")
    assert pack.of("quiet_line")[0].text == "Line to Oslo: missed, cause unknown."
    assert [item.text for item in pack.of("do_not_say")] == [
        "Red line, private: No fire on ships.",
        "Promise that is not public: Two boats",
        "The name of the source.",
    ]
    assert any("next brief due" in item.text for item in pack.of("clock"))
    assert pack_json(pack)["unowned_overdue"] == []


def test_changes_are_those_since_the_handover_before(workspace: Workspace, write: Write) -> None:
    write(night)
    write(lambda tx: hand_over(tx, ["case-1"], incoming="B. Day"))
    assert prepared(workspace).of("change") == ()

    write(lambda tx: setattr(tx.get(Action, "a-next"), "title", "Call Bergen"))
    write(lambda tx: tx.add(Commitment(text="Three boats", giver_id="partner-NOR", case_id="case-1")))

    assert [item.text for item in prepared(workspace).of("change")] == [
        "New. Norway: Commitment: Three boats, open-ended."
    ]


def test_a_handover_is_kept_unread_and_logged(workspace: Workspace, write: Write) -> None:
    write(night)

    kept = write(lambda tx: hand_over(tx, ["case-1"], outgoing="A. Night", incoming="B. Day"))

    with workspace.snapshot() as view:
        value = handover_json(view, kept.id)
        assert value["unread"] == len(value["items"]) == len(unread(view, "case-1")) > 6
        assert value["acknowledged_at"] is None
        [entry] = view.all(LogEntry, LogEntry.kind == "handover")
    assert entry.text == "Watch handed over by A. Night to B. Day."


def test_what_was_not_read_stays_marked(workspace: Workspace, write: Write) -> None:
    write(night)
    kept = write(lambda tx: hand_over(tx, ["case-1"], outgoing="A. Night", incoming="B. Day"))
    with workspace.snapshot() as view:
        first = view.all(HandoverItem)[0].id

    write(lambda tx: acknowledge(tx, kept.id, [first], sign=True))

    with workspace.snapshot() as view:
        handover = view.get(Handover, kept.id)
        assert (handover.acknowledged_by, handover.is_open) == ("B. Day", False)
        assert first not in {item.id for item in unread(view)}
        assert len(unread(view)) == len(view.all(HandoverItem)) - 1
    write(lambda tx: acknowledge(tx, kept.id))
    with workspace.snapshot() as view:
        assert unread(view) == []


def test_reading_some_does_not_sign_and_reading_all_does(workspace: Workspace, write: Write) -> None:
    write(night)
    kept = write(lambda tx: hand_over(tx, ["case-1"], outgoing="A. Night", incoming="B. Day"))
    with workspace.snapshot() as view:
        first, *rest = (item.id for item in view.all(HandoverItem))

    write(lambda tx: acknowledge(tx, kept.id, [first]))
    with workspace.snapshot() as view:
        assert view.get(Handover, kept.id).is_open
    write(lambda tx: acknowledge(tx, kept.id, rest))
    with workspace.snapshot() as view:
        assert not view.get(Handover, kept.id).is_open


def test_nobody_acknowledges_his_own_handover(write: Write) -> None:
    kept = write(lambda tx: hand_over(tx, ["case-1"], outgoing="A. Night", incoming="B. Day"))

    with pytest.raises(UserError, match="acknowledged by whoever takes over"):
        write(lambda tx: acknowledge(tx, kept.id, by="a. night"))
    with pytest.raises(UserError, match="is no item"):
        write(lambda tx: acknowledge(tx, kept.id, ["handover_item-none"]))


def test_a_shift_with_overdue_work_of_nobody_ends_only_with_a_reason(
    workspace: Workspace, write: Write
) -> None:
    write(lambda tx: tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1", due_at=NOON - HOUR)))
    write(
        lambda tx: tx.add(
            DutyShift(id="s-1", officer="A. Night", begins_at=NOON - 8 * HOUR, signed_on_at=NOON - 8 * HOUR)
        )
    )

    with pytest.raises(UserError, match="Overdue and without an owner: “Call Oslo”"):
        write(lambda tx: close_shift(tx, "s-1"))
    with pytest.raises(UserError, match="Overdue and without an owner"):
        write(lambda tx: hand_over(tx, ["case-1"], incoming="B. Day"))
    write(lambda tx: close_shift(tx, "s-1", left_open="Oslo is asleep; the day shift assigns it."))

    with workspace.snapshot() as view:
        shift = view.get(DutyShift, "s-1")
    assert (shift.signed_off_at, shift.left_open) == (NOON, "Oslo is asleep; the day shift assigns it.")


def test_a_shift_ends_freely_once_the_work_has_an_owner(workspace: Workspace, write: Write) -> None:
    def change(tx) -> None:
        tx.add(Post(id="post-1", title="Watch officer"))
        tx.flush()
        tx.add(Action(id="a-1", title="Call Oslo", case_id="case-1", owner_id="post-1", due_at=NOON - HOUR))
        tx.add(
            DutyShift(id="s-1", officer="A. Night", begins_at=NOON - 8 * HOUR, signed_on_at=NOON - 8 * HOUR)
        )

    write(change)
    write(lambda tx: close_shift(tx, "s-1"))

    with pytest.raises(UserError, match="signed off already"):
        write(lambda tx: close_shift(tx, "s-1"))
    write(lambda tx: tx.add(DutyShift(id="s-2", officer="B", begins_at=NOON)))
    with pytest.raises(UserError, match="never signed on"):
        write(lambda tx: close_shift(tx, "s-2"))
