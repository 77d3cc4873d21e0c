import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.services.brief_receipts import (
    changed_since,
    changed_words,
    receipts_json,
    receipts_of,
    superseded_by,
)
from crisisdesk.services.briefs import issued_brief, make_brief
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Change = Callable[[Transaction], object]


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Workspace]:
    def add(tx: Transaction) -> None:
        tx.add(LogEntry(id="log-a", case_id="case-1", text="The channel is closed.", significant=True))
        tx.add(Action(id="act-a", title="Call Warsaw", case_id="case-1"))
        tx.add(Action(id="act-b", title="Draft the line", case_id="case-1"))

    workspace.perform("Add", add)
    return workspace


def issue(desk: Workspace, **more: object) -> str:
    made = make_brief(desk, "case-1", issue=True, **more)  # type: ignore[arg-type]
    assert made.issue
    return made.issue.id


def test_every_line_points_to_records_and_their_revisions(desk: Workspace) -> None:
    brief = issue(desk)

    with desk.snapshot() as view:
        lines = receipts_of(view, brief)
        call = next(line for line in lines if line.section == "actions" and "Call Warsaw" in line.text)
        newest = view.history("act-a", limit=1)[0].id

    assert [(rest.id, rest.type, rest.revision) for rest in call.records] == [("act-a", "action", newest)]
    assert all(line.records for line in lines)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_what_is_edited_after_the_issue_is_told_and_the_file_stays(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", issue=True)
    assert made.issue
    edit(desk, "act-a", "Call Warsaw and Vilnius")
    edit(desk, "act-b", "Draft another line")

    with desk.snapshot() as view:
        changed = changed_since(view, made.issue.id)
        assert issued_brief(view, made.issue.id) == made.pdf

    assert changed_words(len(changed)) == "2 statements since changed"
    assert [(one.records, one.text.partition(" ·")[0], one.now.partition(" ·")[0]) for one in changed] == [
        (("act-a",), "Call Warsaw", "Call Warsaw and Vilnius"),
        (("act-b",), "Draft the line", "Draft another line"),
    ]


def test_what_was_changed_back_has_not_changed(desk: Workspace) -> None:
    brief = issue(desk)
    edit(desk, "act-a", "Call Vilnius")
    edit(desk, "act-a", "Call Warsaw")

    with desk.snapshot() as view:
        assert changed_since(view, brief) == []


def test_a_change_that_the_brief_does_not_say_is_no_changed_statement(desk: Workspace) -> None:
    brief = issue(desk)
    desk.perform("Edit", lambda tx: setattr(tx.get(Action, "act-a"), "text", "Ask for the duty officer."))

    with desk.snapshot() as view:
        assert changed_since(view, brief) == []


def test_a_line_whose_record_is_gone_says_so(desk: Workspace) -> None:
    brief = issue(desk)
    desk.perform("Delete", lambda tx: tx.delete(tx.get(Action, "act-b")))

    with desk.snapshot() as view:
        changed = changed_since(view, brief)

    assert [(one.records, one.now) for one in changed] == [(("act-b",), "")]


def test_the_passing_of_time_changes_no_statement(desk: Workspace) -> None:
    brief = issue(desk)
    desk.clock = lambda: datetime(2026, 12, 23, tzinfo=UTC)

    with desk.snapshot() as view:
        assert changed_since(view, brief) == []


def test_the_frozen_inputs_hold_order_journal_and_digest(desk: Workspace) -> None:
    brief = issue(desk, addressees="The Minister", clearances=["EUR; J. Hale; ok; 231100Z NOV 26"])

    with desk.snapshot() as view:
        record = view.get(Brief, brief)
        inputs = json.loads(view.content(record.inputs_sha256))
        cutoff = view.revision_named(record.cutoff)

    assert inputs["pdf"] == record.sha256
    assert (inputs["revision"], inputs["digest"]) == (cutoff.id, cutoff.digest)
    assert inputs["order"]["options"]["addressees"] == "The Minister"
    assert record.clearances == "EUR; J. Hale; ok; 231100Z NOV 26"


def test_a_superseded_issue_names_the_one_after_it(desk: Workspace) -> None:
    first, second = issue(desk), issue(desk)

    with desk.snapshot() as view:
        after = superseded_by(view, first)
        assert after is not None
        assert after.id == second
        assert superseded_by(view, second) is None
        assert receipts_json(view, first)["superseded_by"] == second


def test_a_brief_without_kept_inputs_says_so(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        moment = {"issued_at": NOON, "as_of": NOON}
        tx.add(
            Brief(id="b-old", title="Old", case_id="case-1", profile="sitrep", number=9, cutoff=1, **moment)
        )

    desk.perform("Add", add)

    with desk.snapshot() as view, pytest.raises(UserError, match="before its inputs were kept"):
        receipts_of(view, "b-old")


def test_receipts_work_in_the_past(desk: Workspace, tmp_path: Path) -> None:
    brief = issue(desk)
    with desk.snapshot() as view:
        cutoff = view.get(Brief, brief).cutoff + 1
    desk.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "bottom_line", "Open."))

    with desk.snapshot(cutoff) as view:
        assert changed_since(view, brief) == []


def edit(desk: Workspace, action: str, title: str) -> None:
    desk.perform("Edit", lambda tx: setattr(tx.get(Action, action), "title", title))


def test_the_inputs_of_a_copy_hold_nothing_that_the_copy_withholds(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.add(LogEntry(case_id="case-1", text="Seen by all.\n(S//NF) Pelican waits.", significant=True))
        tx.add(Action(title="Pay the pilot", case_id="case-1", marking=Marking.parse("SECRET//NOFORN")))

    desk.perform("Add", add)
    typed = {"bottom_line": "Hold.\n(S//NF) Heron lies.", "clearances": ["EUR; J. Hale; ok"]}
    brief = issue(desk, release_to="GBR", since=1, **typed)

    with desk.snapshot() as view:
        kept = view.content(view.get(Brief, brief).inputs_sha256).decode()
        again = changed_since(view, brief)

    assert "Hold." in kept
    assert [
        word for word in ("Pelican", "pilot", "Heron", "Hale", "entered by", "officer") if word in kept
    ] == []
    assert again == []
