"""Licences with their outcomes and provisos, and changes of an offer."""

from collections.abc import Callable
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.licences import decide_licence, settle_proviso
from crisisdesk.services.transfer_changes import accept_change, implement_change, propose_change
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
DAY = PartialDate.parse


@pytest.fixture
def licence(write: Write) -> str:
    def adding(tx: Any) -> None:
        tx.add(
            Transfer(
                id="t", title="Devices", channel="dcs", licence_stage="staffed", value=Money.parse("USD 100")
            )
        )
        tx.flush()
        tx.add(Licence(id="l", title="DSP-5", kind="DSP-5", regime="munitions", outcome="staffed", transfer_id="t",
            submitted_on=DAY("2026-10-01")))  # fmt: skip

    write(adding)
    return "l"


def one(workspace: Workspace, record_type: Any, record_id: str) -> Any:
    with workspace.snapshot() as view:
        return view.get(record_type, record_id)


def test_an_approval_has_numbered_provisos_and_runs_for_48_months(
    workspace: Workspace, write: Write, licence: str
) -> None:
    with pytest.raises(UserError, match="needs at least one"):
        write(lambda tx: decide_licence(tx, licence, "APR"))
    write(lambda tx: decide_licence(tx, licence, "APR", provisos=["No retransfer.", "Report each quarter."]))
    write(lambda tx: decide_licence(tx, licence, "APR", provisos=["No night use."]))

    done = one(workspace, Licence, licence)
    assert (str(done.decided_on), str(done.ends_on)) == ("2026-11-23", "2030-11-23")
    with workspace.snapshot() as view:
        assert [p.number for p in view.all(Proviso, order=Proviso.number)] == [1, 2, 3]
    assert one(workspace, Transfer, "t").licence_stage == "decided"


def test_returned_without_action_decides_nothing_and_a_denial_can_be_reconsidered(
    workspace: Workspace, write: Write, licence: str
) -> None:
    write(lambda tx: decide_licence(tx, licence, "Returned without action"))
    returned = one(workspace, Licence, licence)
    assert (returned.outcome, returned.decided_on, returned.answer_by) == ("RWA", None, None)

    write(lambda tx: decide_licence(tx, licence, "DEN"))
    denied = one(workspace, Licence, licence)
    assert (str(denied.decided_on), str(denied.answer_by)) == ("2026-11-23", "2026-12-23")


def test_a_proviso_is_settled_with_evidence(workspace: Workspace, write: Write, licence: str) -> None:
    write(lambda tx: tx.add(Proviso(id="p", licence_id=licence, text="Report")))
    with pytest.raises(UserError, match="what shows that proviso 1"):
        write(lambda tx: settle_proviso(tx, "p", "complied"))
    write(lambda tx: settle_proviso(tx, "p", "in breach", "No report came."))
    assert one(workspace, Proviso, "p").state == "in_breach"
    with pytest.raises(UserError, match="no state of a proviso"):
        write(lambda tx: settle_proviso(tx, "p", "perhaps"))


def test_an_amendment_waits_for_acceptance_and_a_modification_does_not(
    workspace: Workspace, write: Write, licence: str
) -> None:
    write(
        lambda tx: propose_change(
            tx, "t", "amendment", "Two more.", value_change=Money.parse("USD 50"), record_id="a"
        )
    )
    write(
        lambda tx: propose_change(
            tx, "t", "modification", "New schedule.", value_change=Money.parse("USD -10"), record_id="m"
        )
    )
    with pytest.raises(UserError, match="not accepted yet"):
        write(lambda tx: implement_change(tx, "a"))
    with pytest.raises(UserError, match="Only an amendment"):
        write(lambda tx: accept_change(tx, "m"))

    write(lambda tx: accept_change(tx, "a"))
    write(lambda tx: implement_change(tx, "a"))
    write(lambda tx: implement_change(tx, "m"))

    assert str(one(workspace, Transfer, "t").value) == "USD 140"
    second = write(lambda tx: propose_change(tx, "t", "amendment", "Three more."))
    assert second.number == "A2"
    with pytest.raises(UserError, match="implemented already"):
        write(lambda tx: implement_change(tx, "m"))
