import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.decisions import Decision, options_in
from crisisdesk.model.deliberation import AgencyPosition, DecisionOption
from crisisdesk.model.log import LogEntry
from crisisdesk.services.decisions import decide, deliberation, prepare
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace


def prepared(tx: Transaction) -> Decision:
    return prepare(
        tx,
        "case-1",
        "Hold the deliveries?",
        ["Hold for a week", "Go on"],
        arguments_for=["It can be undone"],
        arguments_against=["It may be read as a signal"],
    )


def test_a_prepared_decision_has_two_options_and_both_sides(workspace: Workspace) -> None:
    decision = workspace.perform("Prepare", prepared).value

    with workspace.snapshot() as view:
        found = deliberation(view, decision.id)
    assert [one.text for one in found.options] == ["Hold for a week", "Go on"]
    assert [len(found.side(side)) for side in ("for", "against")] == [1, 1]


@pytest.mark.parametrize("options", [[], ["Hold"], ["Hold", " "]])
def test_a_decision_without_a_second_option_is_refused(workspace: Workspace, options: list[str]) -> None:
    with pytest.raises(UserError, match="second option"):
        workspace.perform("Prepare", lambda tx: prepare(tx, "case-1", "Hold?", options))


def test_a_decision_keeps_reason_authority_and_what_was_chosen(workspace: Workspace) -> None:
    decision = workspace.perform("Prepare", prepared).value
    with workspace.snapshot() as view:
        first = deliberation(view, decision.id).options[0].id

    workspace.perform("Decide", lambda tx: decide(tx, decision.id, first, "It can be undone", authority="PM"))

    with workspace.snapshot() as view:
        made = view.get(Decision, decision.id)
        assert (made.status, made.outcome, made.authority) == ("decided", "Hold for a week", "PM")
        assert view.get(DecisionOption, first).chosen
        (entry,) = view.all(LogEntry)
        assert (entry.kind, entry.significant) == ("decision", True)


@pytest.mark.parametrize(
    ("reason", "authority", "said"), [(" ", "PM", "why"), ("It can be undone", "", "authority")]
)
def test_reason_and_authority_are_asked_for(
    workspace: Workspace, reason: str, authority: str, said: str
) -> None:
    decision = workspace.perform("Prepare", prepared).value
    with workspace.snapshot() as view:
        first = deliberation(view, decision.id).options[0].id

    with pytest.raises(UserError, match=said):
        workspace.perform("Decide", lambda tx: decide(tx, decision.id, first, reason, authority=authority))


def test_what_is_made_is_not_made_again(workspace: Workspace) -> None:
    decision = workspace.perform("Prepare", prepared).value
    with workspace.snapshot() as view:
        first = deliberation(view, decision.id).options[0].id
    workspace.perform("Decide", lambda tx: decide(tx, decision.id, first, "Now", authority="PM"))

    with pytest.raises(UserError, match="supersedes"):
        workspace.perform("Decide", lambda tx: decide(tx, decision.id, first, "Again", authority="PM"))


def test_dissent_is_told_apart_and_stays(workspace: Workspace) -> None:
    decision = workspace.perform("Prepare", prepared).value
    for stance in ("opposes", "supports"):
        position = AgencyPosition(decision_id=decision.id, partner_id="partner-NOR", stance=stance)
        workspace.perform("Note", lambda tx, position=position: tx.add(position))

    with workspace.snapshot() as view:
        found = deliberation(view, decision.id)
    assert ([one.stance for one in found.dissent], len(found.positions)) == (["opposes"], 2)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("(1) Go on. (2) Hold at the depot. (3) Suspend.", ["Go on.", "Hold at the depot.", "Suspend."]),
        ("1. Go on\n2. Hold", ["Go on", "Hold"]),
        ("Go on\nHold until 2027", ["Go on", "Hold until 2027"]),
        ("Two ways: (1) go on, (2) hold", ["go on,", "hold"]),
        ("", []),
    ],
)
def test_options_are_read_from_a_text(text: str, options: list[str]) -> None:
    assert options_in(text) == options
