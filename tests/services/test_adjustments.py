"""Levers on a transfer: each verb moves what it should, says what speaks against it, and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.deliveries import TransferChange
from crisisdesk.model.log import LogEntry
from crisisdesk.model.notifications import Notification
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.model.vetting import EndUseCheck
from crisisdesk.services.adjustments import (
    Order,
    advance_adjustment,
    doubts,
    issue,
    resume,
    take_back,
    verb_named,
    verbs,
)
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
DAY = PartialDate.parse


def order(verb: str, **facts: Any) -> Order:
    told = {
        "change": "Stays at the depot.",
        "reason": "crisis",
        "reversal": "Strait open",
        "review_on": DAY("2026-12-07"),
    }
    return Order(verb=verb, **(told | facts))


@pytest.fixture
def transfer(write: Write) -> str:
    def adding(tx: Any) -> None:
        tx.add(Transfer(id="t", title="Ammunition", number="PL-B-ABC", channel="fms", status="in_delivery",
            sale_stage="executing", supplier_id="partner-USA", recipient_id="partner-POL", case_id="case-1",
            value=Money.parse("USD 18000000")))  # fmt: skip
        tx.add(
            TransferItem(
                id="i",
                transfer_id="t",
                description="Rounds",
                quantity=100.0,
                delivered=30.0,
                category="III(a)",
            )
        )
        tx.flush()

    write(adding)
    return "t"


def one(workspace: Workspace, record_type: Any, record_id: str) -> Any:
    with workspace.snapshot() as view:
        return view.get(record_type, record_id)


def test_the_23_verbs_are_data_with_authority_source_and_reversibility(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        known = verbs(view)
    assert len(known) == 23
    assert all(verb.does and verb.authority and verb.source and verb.confidence for verb in known)
    assert {verb.code for verb in known if verb.reversible} >= {
        "accelerate",
        "hold",
        "suspend",
        "condition",
        "ease",
    }
    assert not any(
        verb.reversible for verb in known if verb.code in {"deny", "revoke", "cancel", "divert", "recall"}
    )


@pytest.mark.parametrize(
    ("word", "code"),
    [("expedite", "accelerate"), ("PAUSE", "hold"), ("third-party", "tpt"), ("Revoke", "revoke")],
)
def test_a_verb_is_known_by_other_words(workspace: Workspace, word: str, code: str) -> None:
    with workspace.snapshot() as view:
        assert verb_named(view, word).code == code
        with pytest.raises(UserError, match="no adjustment"):
            verb_named(view, "explode")


def test_a_suspension_moves_transfer_and_case_log_in_one_revision(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    done = workspace.perform(
        "Suspend", lambda tx: issue(tx, transfer, order("suspend", authority="SAMM C6.6"))
    )

    assert one(workspace, Transfer, "t").status == "suspended"
    assert one(workspace, Transfer, "t").sale_stage == "suspended"
    with workspace.snapshot() as view:
        [entry] = view.all(LogEntry, LogEntry.case_id == "case-1")
        assert "Suspend, in force: Stays at the depot." in entry.text
        assert "Authority: SAMM C6.6." in entry.text
        assert entry.kind == "decision"
        assert {change.record_type for change in view.changes_of(done.changes.revision)} >= {
            "transfer",
            "adjustment",
            "log_entry",
        }

    workspace.undo()
    assert one(workspace, Transfer, "t").status == "in_delivery"


def test_what_is_only_proposed_moves_nothing_until_it_is_in_force(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    lever = write(lambda tx: issue(tx, transfer, order("hold", status="proposed"))).id
    assert one(workspace, Transfer, "t").handling == ""

    write(lambda tx: advance_adjustment(tx, lever, "approved"))
    write(lambda tx: advance_adjustment(tx, lever, "in_force"))

    assert one(workspace, Transfer, "t").handling == "held"
    assert str(one(workspace, Adjustment, lever).begins_on) == "2026-11-23"


def test_what_is_taken_back_leaves_the_transfer_as_it_was(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    lever = write(lambda tx: issue(tx, transfer, order("suspend"))).id

    write(lambda tx: take_back(tx, lever, "The strait is open."))

    again = one(workspace, Transfer, "t")
    assert (again.status, again.sale_stage) == ("in_delivery", "executing")
    assert (one(workspace, Adjustment, lever).status, one(workspace, Adjustment, lever).ended_why) == (
        "reversed",
        "The strait is open.",
    )


def test_what_somebody_moved_since_is_left_and_said(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    lever = write(lambda tx: issue(tx, transfer, order("suspend"))).id
    write(lambda tx: setattr(tx.get(Transfer, "t"), "status", "cancelled"))

    write(lambda tx: take_back(tx, lever, "Test is met."))

    assert one(workspace, Transfer, "t").status == "cancelled"
    with workspace.snapshot() as view:
        assert any("Left as it is now" in entry.text for entry in view.all(LogEntry))


def test_to_resume_takes_back_every_stop(workspace: Workspace, write: Write, transfer: str) -> None:
    write(lambda tx: issue(tx, transfer, order("hold")))
    write(lambda tx: issue(tx, transfer, order("suspend")))

    done = write(lambda tx: resume(tx, transfer, "Inquiry has met."))

    assert len(done) == 2
    assert (one(workspace, Transfer, "t").status, one(workspace, Transfer, "t").handling) == (
        "in_delivery",
        "",
    )
    with pytest.raises(UserError, match="Nothing stops"):
        write(lambda tx: resume(tx, transfer, "Again"))


def test_to_ease_lifts_the_stops(workspace: Workspace, write: Write, transfer: str) -> None:
    write(lambda tx: issue(tx, transfer, order("embargo")))
    write(lambda tx: issue(tx, transfer, order("ease", change="Normal review applies again.")))

    assert one(workspace, Transfer, "t").status == "in_delivery"


@pytest.mark.parametrize("verb", ["deny", "revoke", "cancel", "recall"])
def test_what_cannot_be_taken_back_says_so(
    workspace: Workspace, write: Write, transfer: str, verb: str
) -> None:
    lever = write(lambda tx: issue(tx, transfer, order(verb))).id

    with pytest.raises(UserError, match="cannot be taken back"):
        write(lambda tx: take_back(tx, lever, "Wish"))


def test_a_hold_and_an_expedite_at_once_want_a_reason(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: issue(tx, transfer, order("hold")))
    hasty = order("accelerate", change="First in the queue.")
    with workspace.snapshot() as view:
        assert next(doubt.code for doubt in doubts(view, transfer, hasty)) == "contradiction"

    with pytest.raises(UserError, match="say why"):
        write(lambda tx: issue(tx, transfer, hasty))
    lever = write(lambda tx: issue(tx, transfer, replace(hasty, despite="The minister wants both."))).id

    assert "The minister wants both." in one(workspace, Adjustment, lever).despite
    assert one(workspace, Transfer, "t").handling == "expedited"


def test_expediting_against_an_embargo_wants_a_reason(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: setattr(tx.get(Transfer, "t"), "recipient_id", "partner-CUB"))

    with pytest.raises(UserError, match=r"126\.1\(d\)\(1\)"):
        write(lambda tx: issue(tx, transfer, order("accelerate")))


def test_in_force_before_its_legal_day_wants_a_reason(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    with pytest.raises(UserError, match="its legal day is 2026-12-01"):
        write(lambda tx: issue(tx, transfer, order("hold", begins_on=DAY("2026-12-01"))))


def test_expediting_is_said_not_to_shorten_a_running_clock(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: tx.add(Notification(id="n", title="26-12", transfer_id="t", status="draft")))
    write(lambda tx: setattr(tx.get(Notification, "n"), "status", "advance"))
    with workspace.snapshot() as view:
        found = {doubt.code: doubt.gravity for doubt in doubts(view, transfer, order("accelerate"))}
    assert found == {"clock": "caution"}


def test_an_emergency_needs_justification_and_signer_and_goes_into_the_notification(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: tx.add(Notification(id="n", title="26-12", transfer_id="t", status="draft")))
    with pytest.raises(UserError, match="justification"):
        write(lambda tx: issue(tx, transfer, order("emergency_determination")))

    told = order("emergency_determination", trigger="Attack on shipping.", signer="The Secretary")
    write(lambda tx: issue(tx, transfer, told))

    notice = one(workspace, Notification, "n")
    assert (notice.emergency, notice.signer, notice.justification) == (
        True,
        "The Secretary",
        "Attack on shipping.",
    )


def test_a_condition_a_check_and_an_amendment_are_records_of_their_own(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(
        lambda tx: issue(
            tx, transfer, order("condition", change="No use at sea.", metric="Tracks", target="0")
        )
    )
    write(
        lambda tx: issue(
            tx, transfer, order("inspect", change="Look at the magazine.", planned_on=DAY("2026-12-01"))
        )
    )
    write(lambda tx: issue(tx, transfer, order("amend", change="Fifty rounds more.", number="A1")))
    with workspace.snapshot() as view:
        [condition] = view.all(Condition, Condition.transfer_id == "t")
        [check] = view.all(EndUseCheck, EndUseCheck.transfer_id == "t")
        [change] = view.all(TransferChange, TransferChange.transfer_id == "t")
    assert (condition.metric, condition.status) == ("Tracks", "in_force")
    assert (check.monitoring, str(check.planned_on)) == ("golden_sentry", "2026-12-01")
    assert (change.kind, change.number) == ("amendment", "A1")


def test_a_diversion_opens_a_transfer_to_the_new_recipient(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(
        lambda tx: issue(
            tx, transfer, order("divert", to_partner_id="partner-ROU", item_id="i", quantity=50.0)
        )
    )

    with workspace.snapshot() as view:
        [other] = view.all(Transfer, Transfer.recipient_id == "partner-ROU")
        [item] = view.all(TransferItem, TransferItem.transfer_id == other.id)
        assert (other.status, item.quantity, item.category) == ("assessed", 50, "III(a)")
        assert view.get(TransferItem, "i").quantity == 50
        assert view.get(Transfer, "t").handling == ""
    with pytest.raises(UserError, match="Only 20"):
        write(
            lambda tx: issue(
                tx, transfer, order("divert", to_partner_id="partner-ROU", item_id="i", quantity=60.0)
            )
        )


def test_a_third_party_transfer_goes_from_the_recipient_to_the_next(
    workspace: Workspace, write: Write, transfer: str
) -> None:
    write(lambda tx: issue(tx, transfer, order("tpt", to_partner_id="partner-UKR")))
    with workspace.snapshot() as view:
        [other] = view.all(Transfer, Transfer.recipient_id == "partner-UKR")
    assert (other.channel, other.supplier_id) == ("tpt", "partner-POL")


@pytest.mark.parametrize(
    ("verb", "outcome", "status"),
    [("rwa", "RWA", "requested"), ("deny", "DEN", "refused"), ("revoke", "REV", "cancelled")],
)
def test_returned_without_action_is_not_a_denial(
    workspace: Workspace, write: Write, transfer: str, *, verb: str, outcome: str, status: str
) -> None:
    write(lambda tx: setattr(tx.get(Transfer, "t"), "channel", "dcs"))
    write(lambda tx: tx.add(Licence(id="l", title="DSP-5", kind="DSP-5", transfer_id="t", outcome="staffed")))

    write(lambda tx: issue(tx, transfer, order(verb)))

    licence = one(workspace, Licence, "l")
    assert (licence.outcome, one(workspace, Transfer, "t").status) == (outcome, status)
    assert (licence.decided_on is None) is (verb == "rwa")


@pytest.mark.parametrize(("facts", "words"), [({"reason": ""}, "reason"), ({"verb": "divert"}, "new recipient"),
    ({"status": "reversed"}, "cannot be"), ({"verb": "condition", "change": ""}, "what it changes")])  # fmt: skip
def test_an_order_that_lacks_something_is_refused(
    write: Write, transfer: str, facts: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        write(lambda tx: issue(tx, transfer, order(**({"verb": "hold"} | facts))))


def test_a_step_that_does_not_follow_is_refused(write: Write, transfer: str) -> None:
    lever = write(lambda tx: issue(tx, transfer, order("hold"))).id
    with pytest.raises(UserError, match="next can be completed, expired"):
        write(lambda tx: advance_adjustment(tx, lever, "approved"))


STATES = {
    "accelerate": ("in_delivery", "expedited", "fms"),
    "hold": ("in_delivery", "held", "fms"),
    "suspend": ("suspended", "", "fms"),
    "deny": ("refused", "", "fms"),
    "revoke": ("cancelled", "", "fms"),
    "rwa": ("requested", "", "fms"),
    "cancel": ("cancelled", "", "fms"),
    "divert": ("in_delivery", "held", "fms"),
    "drawdown": ("in_delivery", "", "drawdown"),
    "eda": ("in_delivery", "", "eda"),
    "lease": ("in_delivery", "", "lease"),
    "embargo": ("suspended", "", "fms"),
}
"""What a verb makes of a transfer in delivery: status, handling, channel; the others leave these three."""

CODES = [
    "accelerate",
    "emergency_determination",
    "hold",
    "suspend",
    "deny",
    "revoke",
    "rwa",
    "amend",
    "condition",
    "cancel",
    "divert",
    "tpt",
    "reexport_auth",
    "change_end_use",
    "drawdown",
    "eda",
    "lease",
    "fmf_reprogram",
    "embargo",
    "ease",
    "export_ctrl_tighten",
    "recall",
    "inspect",
]


@pytest.mark.parametrize("code", CODES)
def test_every_verb_moves_the_transfer_as_its_term_says_and_logs_it(
    workspace: Workspace, write: Write, transfer: str, code: str
) -> None:
    facts = {"to_partner_id": "partner-ROU", "trigger": "Attack.", "signer": "The Secretary"}
    done = workspace.perform("Order", lambda tx: issue(tx, transfer, order(code, **facts)))

    moved = one(workspace, Transfer, "t")
    assert (moved.status, moved.handling, moved.channel) == STATES.get(code, ("in_delivery", "", "fms"))
    with workspace.snapshot() as view:
        changed = [change.record_type for change in view.changes_of(done.changes.revision)]
    assert changed.count("adjustment") == 1
    assert changed.count("log_entry") == 1
    workspace.undo()
    assert one(workspace, Transfer, "t").status == "in_delivery"
