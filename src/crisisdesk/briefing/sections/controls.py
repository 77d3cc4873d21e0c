"""Export controls and licences: what was tightened or eased, and which licences wait, run out or carry provisos."""

from crisisdesk.briefing.blocks import Block, Cell
from crisisdesk.briefing.circle import of_transfers
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, listed, money, partial, until
from crisisdesk.model.controls import ExportControl, Licence, Proviso
from crisisdesk.store.snapshot import Snapshot

PENDING = frozenset({"", "submitted", "staffed", "interagency", "RWA"})
_OVER = frozenset({"lifted", "expired", "withdrawn", "legacy", "closed"})
_LONGEST = 150


class Controls:
    """Measures of export control, then licences: those that wait longest first."""

    name = "controls"
    title = "Export controls and licences"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Two tables, each only where there is something in it."""
        found = view.all(ExportControl, ExportControl.case_id == scope.case.id, order=ExportControl.begins_on)
        standing = [c for c in found if c.status not in _OVER and scope.about(c.destination_id, c.issuer_id)]
        controls = scope.portions.portions(standing, lambda one, quote: _control(one, quote, scope))
        licences = [
            one for one in of_transfers(view, Licence, scope.case.id) if scope.about(one.recipient_id)
        ]
        licences.sort(key=lambda one: (one.outcome not in PENDING, str(one.submitted_on or "9"), one.id))
        open_ones: dict[str, list[Proviso]] = {}
        for proviso in view.all(Proviso, order=Proviso.number):
            if proviso.state not in {"met", "closed", "lifted", "done"}:
                open_ones.setdefault(proviso.licence_id, []).append(proviso)
        rows = scope.portions.portions(
            licences, lambda one, quote: _licence(one, quote, open_ones.get(one.id, []), scope)
        )
        if not controls and not rows:
            return [scope.note("No export control and no licence is recorded in this case.")]
        blocks: list[Block] = []
        if controls:
            columns = ("Control", "Destination", "Change", "Status", "From, to")
            blocks.append(table(scope, columns, controls, widths=(0.38, 0.17, 0.14, 0.13, 0.18)))
        if rows:
            columns = ("Licence", "For", "State", "Value", "Open points")
            blocks += [
                scope.heading("Licences"),
                table(scope, columns, rows, widths=(0.27, 0.14, 0.2, 0.15, 0.24), aligns=("left", "left", "left", "right")),
            ]  # fmt: skip
        return blocks


def _control(one: ExportControl, quote: Quote, scope: Scope) -> Row:
    regime = scope.terms.label("control_regime", one.regime) if one.regime else ""
    entry = quote.text(one.entry)
    title = joined((quote.text(one.title, _LONGEST), joined((regime, entry), " ")), " · ")
    cited = scope.cite(one.source_id, one.grade, quote)
    where = quote.name(one.destination_id) or quote.text(one.end_user)
    span = joined((partial(one.begins_on), partial(one.ends_on or one.review_on)), " to ")
    status = scope.terms.label("sanction_status", one.status) if one.status else ""
    change = scope.terms.label("control_change", one.change) if one.change else ""
    return (joined((title, cited), " "), where, change, status, span)


def _licence(one: Licence, quote: Quote, provisos: list[Proviso], scope: Scope) -> Row:
    title = joined((quote.text(one.title, _LONGEST), quote.text(one.number)), " · ")
    state = scope.terms.label("licence_outcome", one.outcome) if one.outcome else "pending"
    tone = "plain"
    if one.outcome in PENDING and one.submitted_on is not None:
        days = (scope.today - one.submitted_on.first).days
        late = one.norm_days is not None and days > one.norm_days
        state += f", {counted(days, 'day')}" + (f" (norm {one.norm_days})" if one.norm_days else "")
        tone = "bad" if late else "plain"
    points = [f"blocked: {quote.text(one.blocker, _LONGEST)}" if one.blocker else ""]
    known = [
        one for one in provisos if not scope.portions.audience.obstacle(one.marking, scope.portions.ladder)
    ]
    for proviso in known:
        quote.record(proviso)
    points.append(f"{counted(len(known), 'proviso')} open" if known else "")
    points.append(f"exemption: {quote.text(one.exemption, 60)}" if one.exemption else "")
    if one.ends_on is not None:
        points.append(f"ends {partial(one.ends_on)}, {until(one.ends_on.last, scope.today)}")
    who = listed([quote.name(one.recipient_id)]) or quote.text(one.consignees, 60)
    return (title, who, Cell(state, "bad" if tone == "bad" else "plain", bold=tone == "bad"), money(one.value),
            joined(points))  # fmt: skip
