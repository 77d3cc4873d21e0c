"""Red lines, the conditions of our own exit, risks, and what is taken for granted (MISSION N10, N19)."""

from collections import defaultdict

from crisisdesk.briefing.blocks import Block, Cell, Tone
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, listed, partial, sentence
from crisisdesk.model.assessments import Risk
from crisisdesk.model.deliberation import Assumption
from crisisdesk.model.moments import dtg
from crisisdesk.model.red_lines import EXIT_CONDITION, Crossing, RedLine, RedLineShare
from crisisdesk.store.snapshot import Snapshot

_STANDING = frozenset({"in_force", "crossed", "proposed"})
_SHARING = frozenset({"shares", "shares_in_part"})
_CLOSED = frozenset({"closed", "transferred"})
_LONGEST = 200


class RedLines:
    """Each line with who shares it, when it was told, and the response that was agreed."""

    name = "red_lines"
    title = "Red lines, exits, risks and assumptions"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Four tables, each only where there is something in it."""
        lines = [
            one
            for one in view.all(RedLine, RedLine.case_id == scope.case.id)
            if one.status in _STANDING and scope.about(one.issuer_id, one.addressee_id)
        ]
        told = _Lines(view, scope)
        red = scope.portions.portions([one for one in lines if one.kind != EXIT_CONDITION], told.red)
        exits = scope.portions.portions([one for one in lines if one.kind == EXIT_CONDITION], told.exit)
        blocks: list[Block] = []
        if red:
            columns = ("Red line", "Shared by", "Last told", "If it is crossed")
            blocks.append(table(scope, columns, red, widths=(0.36, 0.18, 0.17, 0.29)))
        if exits:
            columns = ("We end it when", "Ends", "Sign of it", "Review")
            blocks += [
                scope.heading("Exit conditions"),
                table(scope, columns, exits, widths=(0.36, 0.24, 0.26, 0.14)),
            ]
        blocks += [*_risks(view, scope), *_assumptions(view, scope)]
        return blocks or [
            scope.note("No red line, exit condition, risk or assumption is recorded in this case.")
        ]


class _Lines:
    """Lines in words, with what hangs on them."""

    def __init__(self, view: Snapshot, scope: Scope) -> None:
        self._scope = scope
        self._shares: dict[str, list[RedLineShare]] = defaultdict(list)
        for share in view.all(RedLineShare):
            if share.state in _SHARING and share.in_force(scope.today):
                self._shares[share.red_line_id].append(share)
        self._crossings: dict[str, list[Crossing]] = defaultdict(list)
        for crossing in view.all(Crossing, order=Crossing.at):
            self._crossings[crossing.red_line_id].append(crossing)

    def _visible(self, record: RedLineShare | Crossing) -> bool:
        portions = self._scope.portions
        return not portions.audience.obstacle(portions.ladder.canonical(record.marking), portions.ladder)

    def red(self, line: RedLine, quote: Quote) -> Row:
        scope = self._scope
        who = joined((quote.name(line.issuer_id), quote.name(line.addressee_id)), " to ")
        text = joined((sentence(quote.text(line.text, _LONGEST)), f"({who})" if who else ""), " ")
        cited = scope.cite(line.source_id, line.grade, quote)
        shared = []
        for share in filter(self._visible, self._shares[line.id]):
            quote.record(share)
            shared.append(
                quote.name(share.partner_id) + (" (in part)" if share.state == "shares_in_part" else "")
            )
        told: str | Cell = Cell("never told", "caution", bold=True)
        if line.communicated_at:
            told = joined((dtg(line.communicated_at), quote.text(line.communicated_via, 60)), ", ")
        crossed = [one for one in self._crossings[line.id] if self._visible(one)]
        for one in crossed:
            quote.record(one)
        count = (
            f"{len(crossed)} recorded: {scope.terms.word('crossing_kind', crossed[-1].kind)}"
            if crossed
            else ""
        )
        response: str | Cell = joined((quote.text(line.response, _LONGEST), count), " · ")
        if not line.response:
            response = Cell(joined(("no response agreed", count), " · "), "caution", bold=True)
        return (joined((text, cited), " "), listed(sorted(shared)) or "nobody recorded", told, response)

    def exit(self, line: RedLine, quote: Quote) -> Row:
        review = partial(line.review_on) or "none set"
        return (
            sentence(quote.text(line.text, _LONGEST)),
            quote.name(line.commitment_id) or "not stated",
            quote.text(line.indicator, _LONGEST) or Cell("not stated", "caution"),
            review,
        )


def _risks(view: Snapshot, scope: Scope) -> list[Block]:
    order = {"severe": 0, "major": 1, "high": 1, "moderate": 2, "medium": 2, "minor": 3, "low": 3}
    found = [
        one
        for one in view.all(Risk, Risk.case_id == scope.case.id)
        if one.status not in _CLOSED and scope.about(one.partner_id)
    ]
    found.sort(key=lambda one: (order.get(one.impact, 4), one.id))

    def words(risk: Risk, quote: Quote) -> Row:
        label = scope.terms.label
        weight = joined((label("likelihood", risk.likelihood) if risk.likelihood else "likelihood not stated",
                         f"impact {scope.terms.word('impact', risk.impact)}" if risk.impact else ""), ", ")  # fmt: skip
        owner = quote.name(risk.owner_id)
        kind = label("risk_type", risk.kind) if risk.kind else ""
        return (
            joined((kind, quote.text(risk.title, _LONGEST)), ": "),
            weight,
            quote.text(risk.mitigation, _LONGEST) or Cell("none recorded", "caution"),
            owner or Cell("no owner", "caution"),
        )

    rows: list[Portion[Risk, Row]] = scope.portions.portions(found, words)
    columns = ("Risk", "Weight", "What is done about it", "Owner")
    return (
        [scope.heading("Risks"), table(scope, columns, rows, widths=(0.3, 0.2, 0.32, 0.18))] if rows else []
    )


def _assumptions(view: Snapshot, scope: Scope) -> list[Block]:
    found = view.all(Assumption, Assumption.case_id == scope.case.id, order=Assumption.expires_on)

    def words(one: Assumption, quote: Quote) -> Row:
        ends = one.expires_on
        over = ends is not None and ends.last < scope.today
        tone: Tone = "bad" if over else "plain"
        state = scope.terms.label("assumption_state", one.state)
        until = joined((partial(ends) or "no end set", "expired: review" if over else ""), ", ")
        return (
            sentence(quote.text(one.text, _LONGEST)),
            Cell(state, "caution" if one.state == "doubtful" else "plain"),
            Cell(until, tone, bold=over),
            quote.text(one.test, _LONGEST) or "no test",
        )

    rows = scope.portions.portions([one for one in found if one.state != "withdrawn"], words)
    if not rows or scope.released:
        scope.portions.leave_out(rows)
        return []
    columns = ("Assumption", "State", "Holds until", "It fails if")
    return [scope.heading("Assumptions"), table(scope, columns, rows, widths=(0.37, 0.14, 0.18, 0.31))]
