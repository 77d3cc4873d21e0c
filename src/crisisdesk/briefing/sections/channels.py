"""Channels: the state of the hotlines, and who was reached in the period."""

from collections import Counter

from crisisdesk.briefing.blocks import Block, Cell, Paragraph
from crisisdesk.briefing.circle import calls_of, hotlines_of
from crisisdesk.briefing.lines import MISSED, state_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, lapse
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

_MOST_CALLS = 8
_LONGEST = 110


class Channels:
    """Hotlines with their tests, then the calls of the period, newest first."""

    name = "channels"
    title = "Channels and calls"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Tests are counted with the hotlines, calls with the calls."""
        lines_of_case = [
            one for one in hotlines_of(view, scope.case.id) if scope.about(one.from_id, one.to_id)
        ]
        near = {one.id for one in lines_of_case}
        calls = [
            one
            for one in calls_of(view, scope.case.id)
            if scope.about(one.partner_id) or one.hotline_id in near
        ]
        known = scope.portions.portions(calls, lambda call, quote: _call(call, quote, scope))
        admitted = [one.record for one in known]
        lines = scope.portions.portions(
            lines_of_case, lambda line, quote: _line(line, quote, admitted, scope)
        )
        made = [one for one in known if scope.within(one.record.at) and one.record.kind != "test"]
        made.sort(key=lambda row: (row.record.at or scope.begins, row.record.id), reverse=True)
        listed = {id(one) for one in made[:_MOST_CALLS]}
        scope.portions.leave_out(one for one in known if id(one) not in listed)
        steady: list[Portion[Hotline, Row]] = []
        if self.name in scope.short:
            steady = [line for line in lines if not line.words[-1] or not getattr(line.words[-1], "text", "")]
            steady = [line for line in steady if line.record.status == "active"]
            scope.portions.leave_out(steady)
            lines = [line for line in lines if line not in steady]
        if not lines and not made and not steady:
            return [scope.note("No hotline belongs to this case, and no call was made in this period.")]
        well = (
            f"{counted(len(steady), 'further line')} answered when last tried."
            if steady and not scope.released
            else ""
        )
        return [*_hotlines(lines, scope), *([scope.note(well)] if well else []), *_calls(made, scope)]


def _hotlines(rows: list[Portion[Hotline, Row]], scope: Scope) -> list[Block]:
    if not rows:
        return []
    columns = ("Hotline", "State", "Last test or use", "Next test", "Notice")
    return [table(scope, columns, rows, widths=(0.27, 0.13, 0.21, 0.17, 0.22))]


def _calls(rows: list[Portion[Call, Row]], scope: Scope) -> list[Block]:
    heading = scope.heading("Calls in this period")
    if not rows:
        return [] if scope.partner_id else [heading, scope.note("No call was made in this period.")]
    results = Counter(row.record.result or "unknown" for row in rows)
    order = sorted(results, key=lambda code: (-results[code], code))
    parts = [f"{scope.terms.word('call_result', code)} {results[code]}" for code in order]
    more = f" The newest {_MOST_CALLS} are listed." if len(rows) > _MOST_CALLS else ""
    text = f"{counted(len(rows), 'call')}: {joined(parts, ', ')}.{more}"
    marking = scope.portions.combined(row.marking for row in rows[:_MOST_CALLS])
    columns = ("Time", "With", "Result", "Subject")
    shown = rows[:_MOST_CALLS]
    return [
        heading,
        Paragraph(text, scope.portions.printed(marking)),
        table(scope, columns, shown, widths=(0.19, 0.28, 0.16, 0.37)),
    ]


def _line(line: Hotline, quote: Quote, calls: list[Call], scope: Scope) -> Row:
    state = state_of(line, calls, scope.as_of)
    for end in (line.from_id, line.to_id):
        quote.name(end)  # who may not know of an end must not know of the line
    if state.last is not None:
        quote.record(state.last)
    last = (
        joined((dtg(state.last.at), scope.terms.word("call_result", state.last.result)), ", ")
        if state.last and state.last.at
        else "none recorded"
    )
    due = dtg(state.due) if state.due else ("" if line.test_hours else "no schedule")
    if state.overdue and state.due is not None:
        due = f"{due}, {lapse(scope.as_of - state.due)} late"
    status = scope.terms.label("channel_status", line.status)
    notice = state.words(scope.as_of)
    bad = bool(state.streak or state.overdue)
    return (
        quote.text(line.name),
        Cell(status, "plain" if line.status == "active" else "caution"),
        last,
        Cell(due, "bad" if state.overdue else "plain"),
        Cell(notice, "bad" if bad else "plain", bold=bad),
    )


def _call(call: Call, quote: Quote, scope: Scope) -> Row:
    who = quote.name(call.post_id) or quote.name(call.hotline_id)
    partner = quote.name(call.partner_id)
    way = "from" if call.incoming else "to"
    result = scope.terms.label("call_result", call.result) if call.result else "not recorded"
    if call.result in MISSED:
        cause = scope.terms.word("call_cause", call.cause) if call.cause else "unknown"
        result = f"{result}; cause {cause}"
    subject = quote.text(call.subject, _LONGEST) or quote.text(call.summary, _LONGEST)
    return (
        dtg(call.at) if call.at else "",
        f"{way} {joined((who, partner), ', ')}",
        Cell(result, "caution" if call.result in MISSED else "plain"),
        subject,
    )
