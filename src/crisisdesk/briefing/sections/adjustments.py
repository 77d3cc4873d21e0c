"""Adjustments made and proposed: every lever moved, with the test for its reversal (MISSION N9)."""

from sqlalchemy import or_

from crisisdesk.briefing.blocks import Block, Cell, Paragraph
from crisisdesk.briefing.circle import transfers_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, partial, until
from crisisdesk.model.moments import dtg
from crisisdesk.model.transfers import Adjustment
from crisisdesk.store.snapshot import Snapshot

UNDONE = frozenset({"withdrawn", "reversed", "expired", "completed"})
_IN_FORCE = frozenset({"in_force", "ordered", "executed"})
_LONGEST = 160
_FEW = 3


class Adjustments:
    """What is in force before what is proposed; a lever without a test for reversal says so."""

    name = "adjustments"
    title = "Adjustments made and proposed"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """One table; what was undone is counted."""
        transfers = {one.id: one for one in transfers_of(view, scope.case.id)}
        levers = view.all(
            Adjustment,
            or_(Adjustment.case_id == scope.case.id, Adjustment.transfer_id.in_(list(transfers)[:400])),
        )
        levers = [
            one
            for one in levers
            if scope.about(
                one.partner_id, getattr(transfers.get(one.transfer_id or ""), "recipient_id", None)
            )
        ]
        levers.sort(key=lambda one: (one.status not in _IN_FORCE, str(one.review_on or "9"), one.id))
        rows = scope.portions.portions(levers, lambda one, quote: _lever(one, quote, scope))
        if not rows:
            return [scope.note("No adjustment was made or proposed in this case.")]
        return _blocks(rows, scope)


def _blocks(rows: list[Portion[Adjustment, Row]], scope: Scope) -> list[Block]:
    undone = [row for row in rows if row.record.status in UNDONE]
    scope.portions.leave_out(undone)
    rows = [row for row in rows if row.record.status not in UNDONE]
    past = f"{counted(len(undone), 'adjustment')} completed, reversed or withdrawn." if undone else ""
    if not rows:
        return [scope.note(past)]
    lacking = [row for row in rows if not row.record.reversal]
    blocks: list[Block] = []
    if lacking:
        marking = scope.portions.combined(row.marking for row in lacking)
        text = f"{counted(len(lacking), 'adjustment')} without a test for reversal."
        blocks.append(Paragraph(text, scope.portions.printed(marking)))
    if "adjustments" in scope.short:
        scope.portions.leave_out(rows[_FEW:])
        left = len(rows) - _FEW
        past = joined(
            (f"{counted(left, 'adjustment')} with a later review not listed." if left > 0 else "", past), " "
        )
        rows = rows[:_FEW]
    columns = ("Adjustment", "State", "Reversed when", "Review")
    blocks.append(table(scope, columns, rows, widths=(0.3, 0.25, 0.29, 0.16)))
    return [*blocks, scope.note(past)] if past else blocks


def _lever(lever: Adjustment, quote: Quote, scope: Scope) -> Row:
    kind = scope.terms.label("adjustment_type", lever.kind)
    thing = (
        lever.transfer_id or lever.measure_id or lever.programme_id or lever.exercise_id or lever.partner_id
    )
    what = joined((kind, quote.text(lever.change, _LONGEST) or quote.name(thing)), ": ")
    by = joined(
        (
            quote.name(lever.decided_by_id) or quote.text(lever.authority),
            dtg(lever.decided_at) if lever.decided_at else "",
        ),
        ", ",
    )
    state = joined((scope.terms.label("adjustment_status", lever.status), by), ", ")
    reversal = quote.text(lever.reversal, _LONGEST)
    owner = quote.name(lever.reversal_owner_id)
    test = joined((reversal, f"owner: {owner}" if owner else ""), " · ")
    review = (
        f"{partial(lever.review_on)}, {until(lever.review_on.last, scope.today)}"
        if lever.review_on
        else "none set"
    )
    return (what, state, test if reversal else Cell("no test recorded", "caution", bold=True), review)
