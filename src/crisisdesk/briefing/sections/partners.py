"""Partners: how far they stand together, and those of whom a reader must know more than that they support."""

from collections import defaultdict

from crisisdesk.briefing.blocks import Block, Bullets, Cell, Paragraph, Tone
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, listed, partial
from crisisdesk.model.partners import Involvement, Position
from crisisdesk.store.snapshot import Snapshot

_TONES: dict[str, Tone] = {
    "supports": "good",
    "supports_with_reservation": "caution",
    "reserves": "caution",
    "silent": "muted",
    "undecided": "muted",
    "opposes": "bad",
    "unknown": "muted",
}
_WITH_US = frozenset({"ally", "partner", "provider", "observer", "transit", ""})
_NAMED = 6
_FEW = 4
_ALL_NAMED = 12

Stance = Portion[Position, tuple[str, str, str]]


class Partners:
    """Cohesion by issue in words; a row for each partner that does more than support, or that is a party; the rest by name."""

    name = "partners"
    title = "Partners"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The newest position of each partner on each issue counts."""
        current = _current(view, scope)
        everyone = view.all(Involvement, Involvement.case_id == scope.case.id)
        involved = [one for one in everyone if one.in_force(scope.today) and scope.about(one.partner_id)]
        current = [one for one in current if scope.about(one.partner_id)]
        stances = scope.portions.portions(
            current, lambda p, quote: (quote.name(p.partner_id), p.stance, quote.text(p.issue))
        )
        held: dict[str, list[Position]] = defaultdict(list)
        for stance in stances:
            held[stance.record.partner_id].append(stance.record)
        apart = [one for one in involved if scope.partner_id or _stands_apart(one, held[one.partner_id])]
        rows = scope.portions.portions(
            apart, lambda one, quote: _row(one, quote, held[one.partner_id], scope)
        )
        rows.sort(key=lambda row: str(row.words[0]))
        others = [one for one in involved if one not in apart]
        if not rows and not stances and not others:
            return [scope.note("No partner is involved in this case yet.")]
        issues = dict.fromkeys(stance.words[2] for stance in stances)
        count = len({one.partner_id for one in involved})
        points = [_cohesion([s for s in stances if s.words[2] == issue], count, scope) for issue in issues]
        blocks: list[Block] = [Bullets(tuple(points))] if points and not scope.partner_id else []
        if self.name in scope.short:
            scope.portions.leave_out(rows)
            blocks = [Bullets(tuple(points[:_FEW]))] if points else []
            return blocks or [scope.note("No position of a partner is recorded.")]
        if rows:
            columns = ("Partner", "Role and task", "Position", "Since")
            blocks.append(table(scope, columns, rows, widths=(0.2, 0.33, 0.34, 0.13)))
        supporting = [one for one in others if held[one.partner_id]]
        blocks += _named(supporting, "Also involved, and in support throughout", scope)
        blocks += _named(
            [one for one in others if one not in supporting], "Also involved, no position stated", scope
        )
        return blocks


def _stands_apart(one: Involvement, positions: list[Position]) -> bool:
    return one.role not in _WITH_US or any(position.stance != "supports" for position in positions)


def _named(involved: list[Involvement], lead: str, scope: Scope) -> list[Block]:
    """The names of those that need no row."""
    found = scope.portions.portions(involved, lambda one, quote: quote.name(one.partner_id))
    if not found:
        return []
    marking = scope.portions.combined(one.marking for one in found)
    names = listed(sorted(dict.fromkeys(one.words for one in found)))
    return [Paragraph(f"{names}.", scope.portions.printed(marking), "small", f"{lead}:")]


def _current(view: Snapshot, scope: Scope) -> list[Position]:
    """The position that each partner holds on each issue: the one that began last."""
    newest: dict[tuple[str, str], Position] = {}
    found = view.all(Position, Position.case_id == scope.case.id)
    for position in sorted(found, key=lambda p: (p.begins_on.sort_key if p.begins_on else (), p.id)):
        if position.in_force(scope.today):
            newest[position.partner_id, position.issue] = position
    return sorted(newest.values(), key=lambda p: (p.issue, p.id))


def _cohesion(stances: list[Stance], involved: int, scope: Scope) -> Paragraph:
    """How many hold which position on one issue; who stands aside is named."""
    by_stance: dict[str, list[str]] = defaultdict(list)
    for stance in stances:
        by_stance[stance.words[1]].append(stance.words[0])
    parts = []
    for code in [code for code in _TONES if code in by_stance] + sorted(by_stance.keys() - _TONES.keys()):
        names = sorted(by_stance[code])
        most = _NAMED if code in {"supports", "unknown"} else _ALL_NAMED
        who = f" ({listed(names)})" if len(names) <= most else ""
        parts.append(f"{scope.terms.word('stance', code)} {len(names)}{who}")
    known = sum(stance.words[1] != "unknown" for stance in stances)
    of = f" of {counted(involved, 'partner')} involved" if involved >= known and not scope.released else ""
    text = f"position of {known}{of} known: {joined(parts)}."
    marking = scope.portions.combined(stance.marking for stance in stances)
    issue = f"{stances[0].words[2].rstrip('.:')}:"
    return Paragraph(text, scope.portions.printed(marking), lead=issue)


def _row(one: Involvement, quote: Quote, positions: list[Position], scope: Scope) -> Row:
    role = scope.terms.label("partner_role", one.role) if one.role else ""
    for position in positions:
        quote.record(position)
    telling = [p for p in positions if p.stance != "supports" or p.strength == "red_line"] or positions
    said = [_stance(position, quote, scope) for position in telling]
    days = [position.begins_on for position in positions if position.begins_on]
    since = max(days, key=lambda d: d.sort_key, default=None)
    tone: Tone = _TONES.get(telling[0].stance, "plain") if len(telling) == 1 else "plain"
    cell = Cell(
        joined(said) or ("not stated" if scope.released else "unknown"), tone if positions else "muted"
    )
    return (quote.name(one.partner_id), joined((role, quote.text(one.task)), ": "), cell, partial(since))


def _stance(position: Position, quote: Quote, scope: Scope) -> str:
    stance = scope.terms.word("stance", position.stance)
    strength = f", {scope.terms.word('position_strength', position.strength)}" if position.strength else ""
    return f"{quote.text(position.issue)}: {stance}{strength}"
