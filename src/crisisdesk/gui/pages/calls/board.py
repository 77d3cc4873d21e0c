"""Who can be called now: the board."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.calls.board_rows import (
    COLUMNS,
    STATES,
    Board,
    BoardSource,
    Entry,
    facts_of,
    fitting_states,
    read_board,
    searched,
    summary_of,
)
from crisisdesk.gui.pages.calls.part import Choice, Deed, ListPart, Said, offer
from crisisdesk.gui.pages.calls.record_dialog import ask_record
from crisisdesk.services.calls import CallLine
from crisisdesk.store.folding import fold

TICK_MS = 60_000
_ALL = (("", "All cases"),)


class BoardTab(ListPart):
    """The board of a case or of all; it is read anew each minute, and keeps place and selection."""

    key, title, icon = "board", "Who can be called", "phone"
    columns = COLUMNS
    choices = (
        Choice("Case", _ALL, 200),
        Choice("Partner", (("", "All partners"),)),
        Choice("State", STATES, 150),
    )
    empty = "Posts that somebody can be called at. Add a post with its hours, zone and a channel."
    creates = "post"
    follows = (
        "post", "person", "incumbency", "channel", "call", "duty_shift", "holiday", "partner", "involvement", "case",
        "term", "desk",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: Board | None = None
        self._source: BoardSource | None = None
        self._shown: dict[str, CallLine] = {}
        self._wanted = ""
        self._words: dict[str, str] = {}
        self.case, self.partner, self.state = self.combos
        self.case.activated.connect(lambda _number: self.refresh())
        tick = QTimer(self, interval=TICK_MS)
        tick.timeout.connect(self._tick)
        tick.start()

    def deeds(self) -> Sequence[Deed]:
        """Call sheet, record of the call, a new post."""
        return (
            Deed("&Record the call…", self.record, "R", primary=True),
            Deed("&Call sheet", self.open_row, "", writes=False),
        )

    def refresh(self) -> None:
        """Read the board anew."""
        case_id = self._wanted or str(self.case.currentData() or "")
        self.context.desk.fetch(lambda view: read_board(view, case_id), self._take, key=(self, "board"))

    def show_case(self, case_id: str) -> None:
        """Show the board of a case."""
        self._wanted = case_id
        self.refresh()

    def open_row(self, row_id: str) -> None:
        """Open the call sheet of a post."""
        if row_id:
            case_id = self._board.case_id if self._board else ""
            self.context.go(Target("call", row_id, "post", case_id))

    def record(self, row_id: str) -> None:
        """Record a call with a post."""
        case_id = self._board.case_id if self._board else ""
        ask_record(self.context, self.window(), row_id, case_id)

    def told(self, row_id: str) -> tuple[str, Said] | None:
        """All about a line."""
        line = self._shown.get(row_id)
        if line is None or self._board is None:
            return None
        return line.post, facts_of(line, self._board)

    def show_fitting(self) -> None:
        """Show the lines that fit; the table is only renewed where they are the same ones in the same order."""
        board = self._board
        if board is None:
            return
        words = fold(self.words.text()).split()
        partner, state = str(self.partner.currentData() or ""), str(self.state.currentData() or "")
        states = fitting_states(state)
        fitting = [
            one
            for one in board.entries
            if one.state in states
            and (not partner or one.partner_id == partner)
            and (not words or self._has(one, words))
        ]
        self._shown = {one.id: one.line for one in fitting}
        source, before = BoardSource(board, fitting), self._source
        self._sort(source)
        self._source = source
        self.summary.setText(summary_of(fitting))
        same = before is not None and before.ids == source.ids
        show = self.list.model.replace if same and source.total else self.list.show_source
        self.put(partial(show, source), narrowed=len(fitting) != len(board.entries))

    def _has(self, one: Entry, words: Sequence[str]) -> bool:
        found = self._words.get(one.id)
        if found is None:
            found = self._words[one.id] = searched(one)
        return all(word in found for word in words)

    def _sort(self, source: BoardSource) -> None:
        header = self.list.table.horizontalHeader()
        number = header.sortIndicatorSection()
        if 0 <= number < len(COLUMNS) and COLUMNS[number].sortable:
            source.sort(COLUMNS[number].id, descending=header.sortIndicatorOrder().value == 1)

    def _take(self, board: Board) -> None:
        self._board, self._wanted = board, ""
        self._words = {}
        known = dict(board.cases)
        chosen = board.case_id
        offer(
            self.case, [*_ALL, *board.cases, *([(chosen, "Case")] if chosen and chosen not in known else [])]
        )
        self.case.setCurrentIndex(max(0, self.case.findData(chosen)))
        offer(self.partner, [("", "All partners"), *board.partners])
        self.show_fitting()
        self.context.desk.fetch(
            lambda _view: {one.id: searched(one) for one in board.entries},
            self._learn,
            key=(self, "words"),
        )

    def _learn(self, words: dict[str, str]) -> None:
        """Take what each line is found by, made beside the window so that the first letter typed waits for nothing."""
        self._words.update(words)

    def _tick(self) -> None:
        """Let the times go on, each minute."""
        if self.isVisible() and self.context.desk.at is None:
            self.refresh()
