"""What goes with transfers: holds on them, the money of programmes by stage, and conditions."""

from collections import defaultdict
from decimal import Decimal

from crisisdesk.briefing.blocks import Align, Block, Cell
from crisisdesk.briefing.circle import of_transfers, programmes_of
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import counted, joined, money, partial
from crisisdesk.model.conditions import Condition
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.programmes import Programme, ProgrammeMoney
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

STAGES = ("requested", "appropriated", "allocated", "obligated", "expended")
MET = frozenset({"met", "waived", "expired"})
_LONGEST = 150


def holds(view: Snapshot, scope: Scope) -> list[Block]:
    """Holds on notifications that are not lifted, and how each can end."""
    notices = {
        one.id: one
        for one in of_transfers(view, Notification, scope.case.id)
        if scope.about(one.recipient_id)
    }
    standing = [
        hold
        for hold in view.all(NotificationHold, order=NotificationHold.placed_on)
        if hold.notification_id in notices and (hold.lifted_on is None or hold.lifted_on.last > scope.today)
    ]
    rows = scope.portions.portions(
        standing, lambda one, quote: _hold(one, notices[one.notification_id], quote)
    )
    if not rows:
        return []
    columns = ("Held", "By", "Since", "Lifted when")
    return [scope.heading("Holds"), table(scope, columns, rows, widths=(0.36, 0.2, 0.13, 0.31))]


def _hold(hold: NotificationHold, notice: Notification, quote: Quote) -> Row:
    quote.record(notice)
    stops = "; stops the clock" if hold.stops_clock else ""
    return (
        f"{quote.text(notice.title, _LONGEST)}{stops}",
        quote.text(hold.placed_by, 60),
        partial(hold.placed_on),
        quote.text(hold.wanted or hold.reason, _LONGEST) or Cell("not stated", "caution"),
    )


def programmes(view: Snapshot, scope: Scope) -> list[Block]:
    """Each programme line with its money from request to expenditure."""
    found = [
        one for one in programmes_of(view, scope.case.id) if scope.about(one.recipient_id, one.provider_id)
    ]
    by_programme: dict[str, list[ProgrammeMoney]] = defaultdict(list)
    for amount in view.all(ProgrammeMoney):
        by_programme[amount.programme_id].append(amount)
    rows = scope.portions.portions(
        sorted(found, key=lambda one: (one.title, one.id)),
        lambda one, quote: _programme(one, by_programme[one.id], quote, scope),
    )
    if not rows:
        return []
    heads = tuple(scope.terms.label("money_stage", stage) for stage in STAGES)
    right: Align = "right"
    aligns: tuple[Align, ...] = ("left", *(right for _ in STAGES))
    return [
        scope.heading("Programmes and money"),
        table(scope, ("Programme", *heads), rows, widths=(0.3, *[0.14] * len(STAGES)), aligns=aligns),
    ]


def _programme(one: Programme, amounts: list[ProgrammeMoney], quote: Quote, scope: Scope) -> Row:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for amount in amounts:
        if amount.amount and not scope.portions.audience.obstacle(amount.marking, scope.portions.ladder):
            quote.record(amount)
            sums[amount.stage, amount.amount.currency] += amount.amount.amount
    cells = [
        joined(
            [money(Money(total, currency)) for (of, currency), total in sorted(sums.items()) if of == stage]
        )
        for stage in STAGES
    ]
    status = scope.terms.word("programme_status", one.status) if one.status else ""
    title = joined((quote.text(one.title, _LONGEST), quote.name(one.recipient_id), status), " · ")
    return (title, *cells)


def conditions(view: Snapshot, scope: Scope) -> list[Block]:
    """Conditions that are not met yet: those past their day first."""
    found = [one for one in of_transfers(view, Condition, scope.case.id) if scope.about(one.partner_id)]
    open_ones = [one for one in found if one.status not in MET]
    open_ones.sort(key=lambda one: (one.due_on is None, str(one.due_on.last) if one.due_on else "", one.id))
    rows: list[Portion[Condition, Row]] = scope.portions.portions(
        open_ones, lambda one, quote: _condition(one, quote, scope)
    )
    if not rows:
        return []
    done = len(found) - len(open_ones)
    columns = ("Condition", "On", "Measured by", "State", "Due")
    blocks: list[Block] = [
        scope.heading("Conditions"),
        table(scope, columns, rows, widths=(0.32, 0.2, 0.2, 0.13, 0.15)),
    ]
    if done and not scope.released:
        blocks.append(scope.note(f"{counted(done, 'condition')} met, waived or expired."))
    return blocks


def _condition(one: Condition, quote: Quote, scope: Scope) -> Row:
    thing = quote.name(
        one.transfer_id or one.programme_id or one.agreement_id or one.licence_id or one.partner_id
    )
    measure = joined(
        (quote.text(one.metric, 80), f"target {quote.text(one.target, 40)}" if one.target else ""), ", "
    )
    state = scope.terms.label("condition_status", one.status)
    late = one.due_on is not None and one.due_on.last < scope.today
    due = joined((partial(one.due_on), "late" if late else ""), ", ")
    return (
        quote.text(one.text, _LONGEST),
        thing,
        measure or Cell("no measure", "caution", bold=True),
        state,
        Cell(due or "no day", "bad" if late else "plain", bold=late),
    )
