"""The levers board, narrowed to what moves transfers; and the clocks of transfers."""

from dataclasses import replace

from crisisdesk.gui.pages.clock_wall import ClockWallPage, Wall
from crisisdesk.gui.pages.commitments_boards import BOARDS, lever_line, levers_told
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.services.levers import Lever, levers
from crisisdesk.store.snapshot import Snapshot

LEVERS = next(board for board in BOARDS if board.key == "levers").columns
SIDES = (("transfers", "Of transfers"), ("all", "All levers"), ("over", "Over"))
_MOVED = "SELECT DISTINCT transfer_id FROM adjustment WHERE transfer_id IS NOT NULL"
CLOCKED = frozenset({
    "transfer", "transfer_item", "transfer_change", "delivery", "drawdown_tranche", "licence", "proviso", "notification",
    "vetting", "end_use_check", "condition", "adjustment", "programme", "budget_line", "balance_note",
    "export_assessment",
})  # fmt: skip
"""The record types whose clocks belong to transfers and assistance."""


def read_levers(view: Snapshot, transfer_id: str = "") -> Lines:
    """All levers, or those on one transfer; those that are over stand on a side of their own."""
    board = [one for one in levers(view, closed=True) if transfer_id in {"", one.moves_id}]
    moved = {one for (one,) in view.sql(_MOVED)}
    return Lines([_line(one, one.moves_id in moved) for one in board], levers_told(board))


def _line(one: Lever, moves_transfer: bool) -> Line:  # noqa: FBT001 - a fact about the lever, not a mode
    made = lever_line(one)
    of_transfer = moves_transfer or one.lever == "Transfer"
    sides = {"over"} if one.state == "over" else {"all", "transfers"} if of_transfer else {"all"}
    if one.state == "in force":
        sides.add("in_force")
    about = one.moves_id if moves_transfer else ""
    return Line(made.row, made.record, made.caption, made.facts, frozenset(sides), about, one.status)


class TransferClocks(ClockWallPage):
    """The clock wall with the clocks of transfers, licences, vetting, end use and assistance only."""

    def _take(self, wall: Wall) -> None:
        super()._take(replace(wall, clocks=[one for one in wall.clocks if one.record_type in CLOCKED]))
