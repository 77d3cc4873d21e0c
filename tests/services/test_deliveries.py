from collections.abc import Callable

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.deliveries import Delivery
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.services.deliveries import record_delivery
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[[Transaction], object]], object]


@pytest.fixture(autouse=True)
def planned(workspace: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Transfer(id="transfer-1", title="Pumps"))
        tx.flush()
        tx.add(TransferItem(id="item-1", transfer_id="transfer-1", description="Pump", quantity=24))
        tx.flush()
        due = PartialDate.parse("2026-12-01")
        tx.add(Delivery(id="delivery-1", item_id="item-1", quantity=24, due_on=due))

    workspace.perform("Add", add)


def deliveries(workspace: Workspace) -> list[tuple[float | None, str, str]]:
    with workspace.snapshot() as view:
        found = view.all(Delivery)
    return sorted((one.quantity, str(one.delivered_on or ""), one.certainty) for one in found)


def test_a_delivery_is_made_with_its_day_and_how_sure_it_is(workspace: Workspace, write: Write):
    write(lambda tx: record_delivery(tx, "delivery-1", certainty="reported"))

    assert deliveries(workspace) == [(24, "2026-11-23", "reported")]


def test_what_is_left_of_a_delivery_stays_planned(workspace: Workspace, write: Write):
    write(lambda tx: record_delivery(tx, "delivery-1", certainty="confirmed", quantity=10))

    assert deliveries(workspace) == [(10, "2026-11-23", "confirmed"), (14, "", "unknown")]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"certainty": ""}, "how sure"),
        ({"certainty": "reported", "quantity": 30}, "Only 24"),
        ({"certainty": "reported", "quantity": 0}, "greater than 0"),
    ],
)
def test_a_delivery_that_makes_no_sense_is_refused(write: Write, given: dict[str, object], why: str):
    with pytest.raises(UserError, match=why):
        write(lambda tx: record_delivery(tx, "delivery-1", **given))


def test_a_delivery_is_made_once(write: Write):
    write(lambda tx: record_delivery(tx, "delivery-1", certainty="reported"))

    with pytest.raises(UserError, match="already"):
        write(lambda tx: record_delivery(tx, "delivery-1", certainty="reported"))
