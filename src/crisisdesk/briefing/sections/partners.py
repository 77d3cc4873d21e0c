"""Partners: their roles and tasks, where they stand, and how far they stand together."""

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
_NAMED = 6


class Partners:
    """Cohesion by issue in words, then one row for each partner involved."""

    name = "partners"
    title = "Partners"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The newest position of each partner on each issue counts."""
        current = _current(view, scope)
        involved = [
            one
            for one in view.all(Involvement, Involvement.case_id == scope.case.id)
            if one.in_force(scope.today)
        ]
        stances = scope.portions.portions(
            current, lambda p, quote: (quote.name(p.partner_id), p.stance, quote.text(p.issue))
        )
        rows = scope.portions.portions(involved, lambda one, quote: _row(one, quote, current, scope))
        rows.sort(key=lambda row: _text(row.words[0]))
        if not rows and not stances:
            return [scope.note("No partner is involved in this case yet.")]
        issues = dict.fromkeys(stance.record.issue for stance in stances)
        count = len({one.partner_id for one in involved})
        points = [
            _cohesion([s for s in stances if s.record.issue == issue], count, scope) for issue in issues
        ]
        blocks: list[Block] = [Bullets(tuple(points))] if points else []
        if rows:
            columns = ("Partner", "Role and task", "Position", "Since")
            blocks.append(table(scope, columns, rows, widths=(0.2, 0.33, 0.34, 0.13)))
        return blocks


def _current(view: Snapshot, scope: Scope) -> list[Position]:
    """The position that each partner holds on each issue: the one that began last."""
    newest: dict[tuple[str, str], Position] = {}
    found = view.all(Position, Position.case_id == scope.case.id)
    for position in sorted(found, key=lambda p: (p.begins_on.sort_key if p.begins_on else (), p.id)):
        if position.in_force(scope.today):
            newest[position.partner_id, position.issue] = position
    return sorted(newest.values(), key=lambda p: (p.issue, p.id))


def _cohesion(
    stances: list[Portion[Position, tuple[str, str, str]]], involved: int, scope: Scope
) -> Paragraph:
    """How many hold which position on one issue; who stands aside is named."""
    by_stance: dict[str, list[str]] = defaultdict(list)
    for stance in stances:
        by_stance[stance.words[1]].append(stance.words[0])
    parts = []
    for code in [code for code in _TONES if code in by_stance] + sorted(by_stance.keys() - _TONES.keys()):
        names = sorted(by_stance[code])
        who = f" ({listed(names)})" if code != "supports" and len(names) <= _NAMED else ""
        parts.append(f"{scope.terms.word('stance', code)}: {len(names)}{who}")
    asked = f"{counted(len(stances), 'position')} known"
    of = f" among {counted(involved, 'partner')} involved" if involved and not scope.released else ""
    text = f"{asked}{of}. {joined(parts)}."
    marking = scope.portions.combined(stance.marking for stance in stances)
    issue = f"{stances[0].words[2].rstrip('.:')}:"
    return Paragraph(text, scope.portions.printed(marking), lead=issue)


def _row(one: Involvement, quote: Quote, positions: list[Position], scope: Scope) -> Row:
    own = [position for position in positions if position.partner_id == one.partner_id]
    own = [p for p in own if not scope.portions.audience.obstacle(p.marking, scope.portions.ladder)]
    issues = {position.issue for position in positions}
    for position in own:
        quote.record(position)
    role = scope.terms.label("partner_role", one.role) if one.role else ""
    said = [_stance(position, quote, scope, named=len(issues) > 1) for position in own]
    since = max(
        (position.begins_on for position in own if position.begins_on), key=lambda d: d.sort_key, default=None
    )
    tone: Tone = _TONES.get(own[0].stance, "plain") if len(own) == 1 else "plain"
    cell = Cell(joined(said) or ("not stated" if scope.released else "unknown"), tone if own else "muted")
    task = joined((role, quote.text(one.task), quote.text(one.area)), ", ")
    return (quote.name(one.partner_id), task, cell, partial(since))


def _stance(position: Position, quote: Quote, scope: Scope, *, named: bool) -> str:
    stance = scope.terms.word("stance", position.stance)
    strength = f" ({scope.terms.word('position_strength', position.strength)})" if position.strength else ""
    return f"{quote.text(position.issue)}: {stance}{strength}" if named else f"{stance}{strength}"


def _text(cell: str | Cell) -> str:
    return cell.text if isinstance(cell, Cell) else cell
