"""Findings: what the desk should look at, by gravity, with what could be done (Q1 to Q32)."""

from collections import Counter

from crisisdesk.briefing.blocks import Block, Cell, Tone
from crisisdesk.briefing.inputs import FindingLine
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.store.snapshot import Snapshot

_MOST, _MOST_SHORT = 24, 10
_TONES: dict[str, Tone] = {"critical": "bad", "serious": "bad", "caution": "caution"}


class Findings:
    """For our own readers: what is missing or contradictory is nobody else's."""

    name = "findings"
    title = "Findings"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The gravest first; what does not fit is counted."""
        if scope.released:
            return []
        return finding_blocks(
            view, scope, scope.inputs.findings, _MOST_SHORT if self.name in scope.short else _MOST
        )


def finding_blocks(view: Snapshot, scope: Scope, lines: tuple[FindingLine, ...], most: int) -> list[Block]:
    """Findings as a table, at most so many; one is marked as high as all records that it names."""
    rows: list[Portion[Record, Row]] = []
    for line in lines[:most]:
        row = _row(view, line, scope)
        if row is not None:
            rows.append(row)
    if not rows:
        return [scope.note("Nothing is found that the desk should look at.")]
    counts = Counter(line.gravity for line in lines)
    order = [gravity for gravity in ("critical", "serious", "caution", "info") if counts[gravity]]
    said = f"{counted(len(lines), 'finding')}: {joined((f'{counts[g]} {g}' for g in order), ', ')}."
    more = f" The gravest {len(rows)} are listed." if len(lines) > len(rows) else ""
    columns = ("Check", "Gravity", "Why", "What to do")
    return [
        scope.note(said + more),
        table(scope, columns, rows, widths=(0.08, 0.11, 0.49, 0.32), merge=(0, 1)),
    ]


def _row(view: Snapshot, line: FindingLine, scope: Scope) -> Portion[Record, Row] | None:
    found: list[Record] = []
    for record_id in line.records:
        try:
            found.append(view.lookup(record_id))
        except UserError:  # a finding may name what is no record, such as the desk's own journal
            continue

    def words(_record: Record, quote: Quote) -> Row:
        for record in found:
            quote.record(record)
        tone = _TONES.get(line.gravity, "plain")
        return (line.check, Cell(line.gravity, tone, bold=tone == "bad"), line.reason, line.proposed)

    return scope.portions.portion(found[0] if found else scope.case, words)
