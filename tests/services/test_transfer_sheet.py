"""The page of one transfer: all that belongs to it, and no cost for what does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.deliveries import Delivery, TransferChange
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitParent, Vetting
from crisisdesk.services.adjustments import Order, issue
from crisisdesk.services.transfer_json import sheet_json
from crisisdesk.services.transfer_sheet import Sheet, item_flags, transfer_sheet
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
DAY = PartialDate.parse
LARGE = frozenset(
    {
        "transfer",
        "transfer_item",
        "delivery",
        "end_use_check",
        "adjustment",
        "licence",
        "condition",
        "notification",
    }
)


@pytest.fixture
def radar(write: Write) -> str:
    def adding(tx: Any) -> None:
        tx.add(Transfer(id="t", title="Radar", number="PL-D-QAA", channel="fms", status="in_delivery", case_id="case-1",
            supplier_id="partner-USA", recipient_id="partner-POL", delivery_on=DAY("2026-12-20"), end_user="First Battalion"))  # fmt: skip
        tx.flush()
        for line in range(30):
            tx.add(
                TransferItem(
                    id=f"i{line}",
                    transfer_id="t",
                    description=f"Item {line}",
                    line=f"{line:03}",
                    quantity=4.0,
                )
            )
        tx.add(Licence(id="l", title="DSP-5", transfer_id="t"))
        tx.add(Unit(id="u", name="First Battalion", partner_id="partner-POL"))
        tx.add(Unit(id="b", name="Third Brigade", partner_id="partner-POL"))
        tx.flush()
        tx.add(
            Delivery(
                id="d1", item_id="i0", quantity=1.0, delivered_on=DAY("2026-10-01"), certainty="confirmed"
            )
        )
        tx.add(
            Delivery(id="d2", item_id="i0", quantity=2.0, delivered_on=DAY("2026-11-01"), certainty="claimed")
        )
        tx.add(Delivery(id="d3", item_id="i0", quantity=1.0, due_on=DAY("2026-12-01")))
        tx.add(Proviso(id="p2", licence_id="l", number=2, text="Second"))
        tx.add(Proviso(id="p1", licence_id="l", number=1, text="First"))
        tx.add(UnitParent(id="up", unit_id="u", parent_id="b", begins_on=DAY("2020")))
        tx.add(TransferChange(id="a", transfer_id="t", kind="amendment", number="A1", text="One set more"))
        tx.add(EndUseCheck(id="e", title="Inventory", transfer_id="t", planned_on=DAY("2027-01-10")))
        tx.add(Vetting(id="v", subject="First Battalion", unit_id="u", transfer_id="t"))

    write(adding)
    return "t"


def read(workspace: Workspace, transfer_id: str) -> Sheet:
    with workspace.snapshot() as view:
        return transfer_sheet(view, transfer_id)


def test_deliveries_are_added_with_the_weakest_certainty(workspace: Workspace, radar: str) -> None:
    first, second, *_ = read(workspace, radar).items

    assert (first.delivered, first.certainty, str(first.next_due)) == (3.0, "claimed", "2026-12-01")
    assert (second.delivered, second.deliveries) == (None, ())


@pytest.mark.parametrize(("facts", "flags"), [
    ({"category": "VIII(a)(2)*"}, ("SME",)), ({"significant": True, "major": True}, ("SME", "MDE")),
    ({"category": "IV(a)(MT)", "missile": "I"}, ("MTCR I",)),
    ({"enhanced": True}, ("Enhanced end-use monitoring",)), ({"firearms": True}, ("Firearms",)), ({"kind": "mde"}, ("SME", "MDE")),
    ({"category": "USML I(a)"}, ("Firearms",)),
    ({}, ())])  # fmt: skip
def test_flags_say_what_is_to_be_known_at_a_glance(facts: dict[str, Any], flags: tuple[str, ...]) -> None:
    assert item_flags(TransferItem(transfer_id="t", description="Item", **facts)) == flags


def test_a_sheet_has_notice_clocks_provisos_units_policy_and_log(
    workspace: Workspace, write: Write, radar: str
) -> None:
    write(
        lambda tx: issue(
            tx, radar, Order(verb="hold", change="Wait", reason="crisis", review_on=DAY("2026-12-01"))
        )
    )

    sheet = read(workspace, radar)

    assert sheet.notice is not None
    assert (sheet.notice.rule, sheet.notice.confidence) == ("36b-natoplus", "S")
    assert {clock.record_type for clock in sheet.clocks} >= {
        "transfer",
        "delivery",
        "end_use_check",
        "adjustment",
    }
    assert [one.text for one in sheet.licences[0].provisos] == ["First", "Second"]
    assert [(one.unit.name, one.part_of) for one in sheet.units] == [("First Battalion", ("Third Brigade",))]
    assert "outcome pending" in sheet.units[0].doubt
    assert sheet.policy is not None
    assert next(fact.code for fact in sheet.policy.facts) == "NATO"
    assert [change.number for change in sheet.changes] == ["A1"]
    assert [one.kind for one in sheet.adjustments] == ["hold"]
    assert len(sheet.log) == 1
    assert sheet.number_doubts == ()


def test_what_cannot_be_weighed_says_why(workspace: Workspace, write: Write, radar: str) -> None:
    write(lambda tx: setattr(tx.get(Transfer, radar), "recipient_id", None))
    sheet = read(workspace, radar)
    assert (sheet.notice, sheet.policy) == (None, None)
    assert "no recipient" in sheet.notice_refusal


def test_a_sheet_can_be_told_as_json(workspace: Workspace, radar: str) -> None:
    with workspace.snapshot() as view:
        value = sheet_json(view, transfer_sheet(view, radar))
    assert value["items"][0]["delivered_in_all"] == 3.0
    assert value["notice"]["rule"] == "36b-natoplus"


# -- cost -------------------------------------------------------------------------------------------------


@contextmanager
def traced(view: Snapshot) -> Iterator[list[str]]:
    """The statements that the driver runs meanwhile, with their values."""
    connection: Any = view._connection.connection.driver_connection
    said: list[str] = []
    connection.set_trace_callback(said.append)
    try:
        yield said
    finally:
        connection.set_trace_callback(None)


def test_a_sheet_reads_no_table_of_transfers_from_end_to_end(workspace: Workspace, radar: str) -> None:
    with workspace.snapshot() as view:
        with traced(view) as said:
            transfer_sheet(view, radar)
        scanned = {
            words[1]
            for statement in said
            if statement.lstrip().upper().startswith("SELECT")
            for row in view.sql(f"EXPLAIN QUERY PLAN {statement.replace('%', '%%')}")
            if (words := row[3].split())[0] == "SCAN"
        }
    tables = {"r": "transfer"}  # the clock wall and the board name their rows so
    assert {tables.get(name, name) for name in scanned} & LARGE == set()
    assert len(said) < 220


def test_a_sheet_asks_no_more_when_there_are_more_transfers(
    workspace: Workspace, write: Write, radar: str
) -> None:
    def statements() -> int:
        with workspace.snapshot() as view, traced(view) as said:
            transfer_sheet(view, radar)
        return len(said)

    before = statements()
    for number in range(40):
        write(
            lambda tx, number=number: tx.add(
                Transfer(title=f"Other {number}", recipient_id="partner-POL", channel="fms")
            )
        )

    assert statements() == before
