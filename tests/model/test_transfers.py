from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import Money


def test_no_part_is_greater_than_the_whole() -> None:
    transfer = Transfer(title="Boats", value=Money.parse("1m USD"), equipment_value=Money.parse("2m USD"))
    assert [p.field for p in transfer.problems()] == ["equipment_value"]


def test_amounts_in_two_currencies_do_not_compare() -> None:
    transfer = Transfer(title="Boats", value=Money.parse("1m USD"), equipment_value=Money.parse("2m EUR"))
    assert not list(transfer.problems())


def test_no_more_is_delivered_than_ordered() -> None:
    item = TransferItem(transfer_id="transfer-1", description="Boat", quantity=2.0, delivered=3.0)
    assert [p.field for p in item.problems()] == ["delivered"]
