from collections.abc import Callable

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.notify.recording import (
    lift_hold,
    place_hold,
    send_advance,
    send_formal,
    waive_waiting,
)
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]
NOTICE, RADAR = "notification-1", "transfer-1"


@pytest.fixture(autouse=True)
def drafted(workspace: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Transfer(id=RADAR, title="Radar", status="assessed"))
        tx.flush()
        tx.add(Notification(id=NOTICE, title="Notification of Radar", transfer_id=RADAR, advance_days=20))

    workspace.perform("Add", add)


def notice(workspace: Workspace) -> Notification:
    with workspace.snapshot() as view:
        return view.get(Notification, NOTICE)


def test_a_formal_notice_starts_the_clock_and_moves_the_transfer(workspace: Workspace, write: Write):
    write(lambda tx: send_advance(tx, NOTICE))
    write(lambda tx: send_formal(tx, NOTICE, number="27-12", body="sfrc"))

    assert (notice(workspace).status, notice(workspace).number) == ("formal", "27-12")
    with workspace.snapshot() as view:
        transfer = view.get(Transfer, RADAR)
        assert (transfer.status, str(transfer.notified_on)) == ("notified", "2026-11-23")


def test_a_transfer_that_is_further_on_stays_there(workspace: Workspace, write: Write):
    write(lambda tx: tx.set_field(tx.get(Transfer, RADAR), "status", "in_delivery"))
    write(lambda tx: send_formal(tx, NOTICE))

    with workspace.snapshot() as view:
        assert view.get(Transfer, RADAR).status == "in_delivery"


def test_a_notice_is_sent_once(write: Write):
    write(lambda tx: send_formal(tx, NOTICE))

    with pytest.raises(UserError, match="already"):
        write(lambda tx: send_formal(tx, NOTICE))


def test_a_waiver_needs_its_signer_and_its_justification(workspace: Workspace, write: Write):
    with pytest.raises(UserError, match="justification"):
        write(lambda tx: waive_waiting(tx, NOTICE, signer="Secretary", justification=" "))

    write(lambda tx: waive_waiting(tx, NOTICE, signer="Secretary", justification="Rescue at sea"))
    assert (notice(workspace).emergency, str(notice(workspace).determined_on)) == (True, "2026-11-23")
    assert notice(workspace).sent_at is None  # the certification is still to be sent


def test_holds_stack_and_each_is_lifted_on_its_own(workspace: Workspace, write: Write):
    first = write(lambda tx: place_hold(tx, NOTICE, placed_by="A", stops_clock=True).id)
    write(lambda tx: place_hold(tx, NOTICE, placed_by="B", on=PartialDate.parse("2026-11-20")))
    write(lambda tx: lift_hold(tx, first))

    with workspace.snapshot() as view:
        holds = {one.placed_by: str(one.lifted_on or "") for one in view.all(NotificationHold)}
    assert holds == {"A": "2026-11-23", "B": ""}
    with pytest.raises(UserError, match="already"):
        write(lambda tx: lift_hold(tx, first))


def test_what_is_withdrawn_is_not_held(write: Write):
    write(lambda tx: tx.set_field(tx.get(Notification, NOTICE), "status", "withdrawn"))

    with pytest.raises(UserError, match="draft a new"):
        write(lambda tx: place_hold(tx, NOTICE, placed_by="A"))
