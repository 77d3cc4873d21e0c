"""The transfers that a case touches, and the levers moved in them."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import or_, select

from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.words import counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

_OVER = frozenset({"completed", "withdrawn", "reversed", "expired"})


def read_transfers(view: Snapshot, case_id: str) -> Read:
    """Transfers of a case, and those that an adjustment of the case touches."""
    words = read_words(view, "transfer_state", "transfer_channel", "adjustment_type", "adjustment_status")
    touched = select(Adjustment.transfer_id).where(Adjustment.case_id == case_id)
    transfers = view.all(
        Transfer, or_(Transfer.case_id == case_id, Transfer.id.in_(touched)), order=Transfer.title
    )
    levers = defaultdict(list)
    for lever in view.all(Adjustment, Adjustment.transfer_id.in_([one.id for one in transfers])):
        if lever.status not in _OVER:
            levers[lever.transfer_id].append(
                f"{words.of('adjustment_type', lever.kind)} ({words.of('adjustment_status', lever.status).lower()})"
            )
    names = view.captions(one.recipient_id for one in transfers)
    rows = [
        Row(
            one.id,
            (
                one.title,
                one.number,
                names.get(one.recipient_id or "", "unknown"),
                words.of("transfer_state", one.status),
                Cell("; ".join(levers[one.id]), "warn") if levers[one.id] else "",
                Cell(_money(one.value), order=float(one.value.amount)) if one.value else "unknown",
                words.of("transfer_channel", one.channel) if one.channel else "unknown",
                str(one.delivery_on or "unknown"),
                str(one.clock_ends_on or ""),
            ),
        )
        for one in transfers
    ]
    moved = sum(map(len, levers.values()))
    return Read(
        rows, f"{counted(len(rows), 'transfer')}, {counted(moved, 'adjustment')} proposed or in force"
    )


def _money(value: Money) -> str:
    return f"{value.currency} {value.amount:,f}".replace(",", "\N{NO-BREAK SPACE}")


class TransfersTab(TableTab):
    """The transfers of a case."""

    title, key, icon = "Transfers", "transfers", "package"
    follows = ("transfer", "adjustment", "partner")
    empty = "Arms transfers that this case touches, with what is held, expedited or made conditional."
    offers = (Offer("New &transfer…", "transfer"), Offer("New ad&justment…", "adjustment"))
    columns = (
        Column("title", "Transfer", 260, "strong"),
        Column("number", "Identifier", 110),
        Column("recipient", "Recipient", 160),
        Column("status", "Status", 120),
        Column("levers", "Adjustments", 260, "status"),
        Column("value", "Total value", 150, "number"),
        Column("channel", "Channel", 140),
        Column("delivery", "Delivery due", 110),
        Column("clock", "Notification ends", 130),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The transfers of the case."""
        return read_transfers
