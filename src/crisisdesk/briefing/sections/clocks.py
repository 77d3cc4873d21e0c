"""The clock wall: everything that runs out, with the rule that gave the day (MISSION N7)."""

from datetime import date, datetime

from crisisdesk.briefing.blocks import Block, Cell, Tone
from crisisdesk.briefing.inputs import ClockLine
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, day, joined, until
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_SOON, _AHEAD = 7, 60
_MOST, _MOST_SHORT = 40, 14
_STILL = frozenset({"stopped", "met"})
_LONGEST = 110
_RUN_OUT = "lapsed"


class Clocks:
    """What ran out and was not seen to, then what ends next."""

    name = "clocks"
    title = "Clock wall"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """One table; what does not fit is counted."""
        short = self.name in scope.short
        ahead, most = (_SOON, _MOST_SHORT) if short else (_AHEAD, _MOST)
        chosen = [one for one in scope.inputs.clocks if _wanted(one, ahead)]
        rows: list[Portion[Record, Row]] = []
        lines: list[ClockLine] = []
        for line in chosen:
            row = _row(view, line, scope)
            if row is not None:
                rows.append(row)
                lines.append(line)
        if not rows:
            return [scope.note(f"Nothing that is recorded in this case runs out within {ahead} days.")]
        over = sum(line.state == _RUN_OUT for line in lines)
        first = max(0, over - most // 2)  # of what ran out the newest half of the room
        shown = slice(first, first + most)
        scope.portions.leave_out([*rows[:first], *rows[first + most :]])
        left, rows, lines = len(rows) - len(rows[shown]), rows[shown], lines[shown]
        run_out = sum(line.state == _RUN_OUT for line in lines)
        heads = [(0, f"Run out ({run_out})")] if run_out else []
        heads += (
            [(run_out, f"Ends within {ahead} days ({len(rows) - run_out})")] if len(rows) > run_out else []
        )
        columns = ("Ends", "What", "Of", "Owner and effect")
        blocks: list[Block] = [table(scope, columns, rows, widths=(0.25, 0.16, 0.31, 0.28), heads=heads)]
        if left > 0 and not scope.released:
            blocks.append(
                scope.note(
                    f"{counted(left, 'clock')} not listed: what ran out before, and what ends after these."
                )
            )
        return blocks


def _wanted(line: ClockLine, ahead: int) -> bool:
    if line.ends is None or line.state in _STILL:
        return False
    return line.state == _RUN_OUT or (line.days_left is not None and line.days_left <= ahead)


def _row(view: Snapshot, line: ClockLine, scope: Scope) -> Portion[Record, Row] | None:
    try:
        record = view.lookup(line.record_id)
    except UserError:  # a rule may make a clock of something that is no record of its own
        return None
    if not scope.about(*_partners(record)):
        return None
    return scope.portions.portion(record, lambda _one, quote: _words(line, quote, scope))


def _partners(record: Record) -> list[str | None]:
    names = (
        "partner_id",
        "recipient_id",
        "receiver_id",
        "giver_id",
        "issuer_id",
        "target_id",
        "to_id",
        "supplier_id",
    )
    return [getattr(record, name, None) for name in names]


def _words(line: ClockLine, quote: Quote, scope: Scope) -> Row:
    over = line.state == _RUN_OUT
    tone: Tone = "bad" if over else "caution" if (line.days_left or 0) <= 1 else "plain"
    ends = f"{_when(line.ends)}, {until(_day(line.ends), scope.today)}" if line.ends else ""
    paused = " (paused)" if line.state == "paused" else ""
    owner = "" if scope.released else quote.name(line.owner_id)
    effect = joined((owner, line.effect[:_LONGEST].rstrip(".")), " · ")
    kind = line.kind.replace("_", " ").capitalize()
    what = kind if line.label.lower() in kind.lower() else f"{kind}: {line.label[:1].lower()}{line.label[1:]}"
    return (
        Cell(f"{ends}{paused}", tone, bold=over),
        what,
        quote.text(quote.name(line.record_id), _LONGEST),
        effect,
    )


def _when(end: date | datetime) -> str:
    return dtg(end) if isinstance(end, datetime) else day(end)


def _day(end: date | datetime) -> date:
    return end.date() if isinstance(end, datetime) else end
