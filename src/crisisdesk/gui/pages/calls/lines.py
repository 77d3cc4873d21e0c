"""Hotlines and channels as things: schedules, overdue tests, streaks of misses, and the log of tests."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.calls.lines_reading import COLUMNS, KINDS, STATES, Lines, read_lines
from crisisdesk.gui.pages.calls.part import Choice, Deed, ListPart
from crisisdesk.gui.pages.calls.record_reading import read_when
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.services.hotlines import Noted, Ring, record_ring


class LinesTab(ListPart):
    """Every hotline, and each channel that is tested."""

    key, title, icon = "lines", "Hotlines and channels", "radio"
    columns = COLUMNS
    choices = (Choice("State", STATES), Choice("Kind", KINDS, 200))
    empty = (
        "Standing crisis lines with their schedule of tests. Add the first hotline; never a code or a key."
    )
    creates = "hotline"
    follows = ("hotline", "channel", "call", "post", "partner", "rule", "term", "desk")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._read: Lines | None = None

    def deeds(self) -> Sequence[Deed]:
        """Record a test, add a line."""
        return (
            Deed("Record a &test…", self.record_test, "T", primary=True),
            Deed("New hot&line…", lambda _id: self.context.create("hotline", {}), needs_line=False),
        )

    def refresh(self) -> None:
        """Read the lines anew."""
        self.context.desk.fetch(read_lines, self._take, key=(self, "lines"))

    def record_test(self, row_id: str) -> AskDialog | None:
        """Note a test or a call on the line, by keyboard: its result first, all else can stay empty."""
        found, read = self.line_of(row_id), self._read
        if found is None or read is None:
            return None
        words = read.words
        kinds = [(code, words.of("call_kind", code)) for code in ("test", "use", "call", "message")]
        questions = (
            Question("result", "&Result", words.all("call_result"), value="answered"),
            Question(
                "seconds", "&Seconds until it was answered", example="such as 12; empty where not measured"
            ),
            Question("answered_by", "&Answered by"),
            Question("cause", "&Cause, if it was not answered", words.all("call_cause"), value="unknown"),
            Question("kind", "&Kind", tuple(kinds), value="test"),
            Question("at", "&When", example="now, 1405Z or a date-time group"),
            Question("summary", "Re&mark"),
        )

        def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
            try:
                ring = _ring(row_id, answers, "hotline" in found.tags, self.context.desk.workspace.clock())
            except UserError as refused:
                dialog.refuse(str(refused))
                return

            def recorded(made: Noted) -> None:
                dialog.accept()
                told = f"Recorded on {found.caption}: {words.of('call_result', ring.result).lower()}."
                if made.alert is not None:
                    told = f"{told} A streak of misses began: the log of the case has an entry."
                self.context.notify(told, "warn" if made.alert is not None else "good", True)

            self.context.desk.perform(
                f"Record test of {found.caption}", lambda tx: record_ring(tx, ring), recorded, dialog.refuse
            )

        dialog = AskDialog(
            self.window(), f"Test of {found.caption}", "", questions, verb="Record", submit=submit
        )
        dialog.open()
        return dialog

    def _take(self, read: Lines) -> None:
        self._read = read
        self.show_lines(read.lines, read.summary)


def _ring(record_id: str, answers: Mapping[str, str], is_hotline: bool, now: datetime) -> Ring:  # noqa: FBT001 - which of two kinds of line
    seconds, missed = answers["seconds"], answers["result"] not in {"answered", "late"}
    if seconds and not seconds.isdecimal():
        raise UserError(f"“{seconds[:20]}” is not a number of seconds; write digits only, or leave it empty.")
    return Ring(
        hotline_id=record_id if is_hotline else "",
        channel_id="" if is_hotline else record_id,
        result=answers["result"],
        kind=answers["kind"],
        at=read_when(answers["at"], now) if answers["at"] else None,
        answered_by=answers["answered_by"],
        seconds=int(seconds) if seconds else None,
        cause=answers["cause"] if missed else "",
        summary=answers["summary"],
    )
