"""Every transfer that a case touches, why it does, and the levers moved in it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from crisisdesk.gui.context import Target
from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.words import counted, read_words
from crisisdesk.gui.pages.transfers_cards import Card, cards_of, worth
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.widgets.parts import push_button
from crisisdesk.services.transfer_map import Touch, touched
from crisisdesk.store.snapshot import Snapshot


def read_transfers(view: Snapshot, case_id: str) -> Read:
    """Transfers of the case first, then those that its levers, partners, measures and records point to."""
    words = read_words(view, "adjustment_type", "adjustment_status")
    found = touched(view, case_id, closed=True)
    cards = cards_of(view, [one.line for one in found], words)
    rows = [_row(card, one.touches) for card, one in zip(cards, found, strict=True)]
    own = sum(one.line.case_id == case_id for one in found)
    told = f"{counted(len(rows), 'transfer')}, {own:,} of them of this case · {worth(cards)}"
    return Read(rows, told)


def _row(card: Card, touches: Sequence[Touch]) -> Row:
    line = card.line
    why = list(dict.fromkeys(touch.why for touch in touches))
    more = f" (+{len(why) - 1})" if len(why) > 1 else ""
    return Row(
        card.id,
        (
            Cell(line.title, hint=line.title),
            line.number,
            card.recipient,
            Cell(line.status_label, card.tone),
            Cell(card.held, card.held_tone, card.held),
            Cell(card.next, card.next_tone, order=line.next_on.isoformat() if line.next_on else "~"),
            Cell(card.worth, order=float(line.value.amount) if line.value else -1.0),
            Cell(f"{why[0]}{more}", hint="\n".join(why)),
            card.channel,
            line.stage,
        ),
    )


class TransfersTab(TableTab):
    """The transfers that a case touches."""

    title, key, icon = "Transfers", "transfers", "package"
    follows = (
        "transfer", "adjustment", "partner", "involvement", "measure", "export_control", "mention", "condition",
        "licence", "notification", "end_use_check", "risk", "balance_note", "programme",
    )  # fmt: skip
    empty = "Arms transfers that this case touches, with what is held, expedited or made conditional."
    offers = (Offer("New &transfer…", "transfer"), Offer("New ad&justment…", "adjustment"))
    columns = (
        Column("title", "Transfer", 240, "strong"),
        Column("number", "Identifier", 104),
        Column("recipient", "Recipient", 124),
        Column("status", "Stage", 120, "status"),
        Column("levers", "Adjustments", 190, "status"),
        Column("next", "Due next", 160, "status"),
        Column("value", "Total value", 104, "number"),
        Column("why", "Why it is here", 230, "muted"),
        Column("channel", "Instrument", 150, "muted"),
        Column("stage", "Within it", 140, "muted", hidden=True),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The transfers that the case touches."""
        return read_transfers

    def own_buttons(self) -> Sequence[QPushButton]:
        """A way to the board of this case."""
        return (push_button("On the &board", self._to_board, link=True),)

    def _to_board(self) -> None:
        self.context.go(Target("transfers", words=f"case:{self.case_id}"))
