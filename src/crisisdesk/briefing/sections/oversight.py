"""Oversight: notifications with their clocks and waivers, vetting of units, end-use checks."""

from crisisdesk.briefing.blocks import Block, Cell, Paragraph
from crisisdesk.briefing.circle import of_transfers
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, money, partial, sentence, until
from crisisdesk.model.moments import dtg
from crisisdesk.model.notifications import Notification
from crisisdesk.model.vetting import EndUseCheck, Vetting
from crisisdesk.store.snapshot import Snapshot

_LONGEST = 160
_CLEAR = frozenset({"approved"})
_WAITING = frozenset({"pending", ""})


class Oversight:
    """Three tables in the order in which an inspector asks."""

    name = "oversight"
    title = "Oversight"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """What is recorded; what is not says so."""
        notices = [
            one for one in of_transfers(view, Notification, scope.case.id) if scope.about(one.recipient_id)
        ]
        notices.sort(key=lambda one: (str(one.clock_ends_on.last) if one.clock_ends_on else "9", one.id))
        vettings = of_transfers(view, Vetting, scope.case.id)
        vettings.sort(key=lambda one: (one.outcome in _CLEAR, one.subject, one.id))
        checks = [
            one for one in of_transfers(view, EndUseCheck, scope.case.id) if scope.about(one.partner_id)
        ]
        checks.sort(key=lambda one: (one.done_on is not None, str(one.planned_on or "9"), one.id))
        portions = scope.portions
        told = portions.portions(notices, lambda one, quote: _notice(one, quote, scope))
        waived = portions.portions([n for n in notices if n.emergency], _waiver)
        vetted = (
            []
            if scope.partner_id
            else portions.portions(vettings, lambda one, quote: _vetting(one, quote, scope))
        )
        checked = portions.portions(checks, lambda one, quote: _check(one, quote, scope))
        blocks: list[Block] = []
        if told:
            columns = ("Notification", "To", "Value", "State", "Clock")
            widths = (0.27, 0.21, 0.15, 0.13, 0.24)
            blocks += [scope.heading("Notifications"), table(scope, columns, told, widths=widths,
                                                             aligns=("left", "left", "right"))]  # fmt: skip
            blocks += [Paragraph(w.words, portions.printed(w.marking), "small", "Waiver:") for w in waived]
        if vetted:
            heads = ("Unit or person", "For", "Result", "Valid until", "Remediation")
            blocks += [
                scope.heading("Vetting"),
                table(scope, heads, vetted, widths=(0.27, 0.26, 0.16, 0.14, 0.17)),
            ]
        if checked:
            asked = ("End-use check", "Where", "State", "Result and follow-up")
            blocks += [
                scope.heading("End-use checks"),
                table(scope, asked, checked, widths=(0.32, 0.2, 0.19, 0.29)),
            ]
        return blocks or [scope.note("No notification, vetting or end-use check is recorded in this case.")]


def _notice(one: Notification, quote: Quote, scope: Scope) -> Row:
    title = joined((quote.text(one.title, _LONGEST), quote.text(one.number)), " · ")
    body = scope.terms.label("notification_body", one.body) if one.body else ""
    state = scope.terms.label("notification_status", one.status)
    tier = f"tier {one.tier.value.replace('_', ' ')}" if one.tier else ""
    days = f"{one.formal_days} days" if one.formal_days else ""
    clock = partial(one.clock_ends_on)
    if one.clock_ends_on is not None:
        clock = f"ends {clock}, {until(one.clock_ends_on.last, scope.today)}"
    if one.emergency:
        clock = "waived"
    sent = f"sent {dtg(one.sent_at)}" if one.sent_at else "not sent"
    return (title, body, money(one.value), Cell(state, "caution" if one.status == "held" else "plain"),
            joined((sent, clock, joined((tier, days), ", "))))  # fmt: skip


def _waiver(one: Notification, quote: Quote) -> str:
    signed = joined((quote.text(one.signer), partial(one.determined_on)), ", ")
    return sentence(
        f"{quote.text(one.title, 80)}: {quote.text(one.justification, 400)} Signed: {signed or 'not recorded'}"
    )


def _vetting(one: Vetting, quote: Quote, scope: Scope) -> Row:
    result = scope.terms.label("vetting_outcome", one.outcome) if one.outcome else "pending"
    over = one.valid_until is not None and one.valid_until.last < scope.today
    valid = joined((partial(one.valid_until), "run out" if over else ""), ", ")
    bad = one.outcome not in _CLEAR | _WAITING
    thing = quote.name(one.transfer_id or one.programme_id) or quote.text(one.activity, _LONGEST)
    remedy = (
        scope.terms.label("vetting_remediation", one.remediation)
        if one.remediation not in {"", "none"}
        else ""
    )
    return (
        joined((quote.text(one.subject, _LONGEST), quote.text(one.number)), " · "),
        thing,
        Cell(result, "bad" if bad else "plain", bold=bad),
        Cell(valid or "not stated", "bad" if over else "plain"),
        remedy,
    )


def _check(one: EndUseCheck, quote: Quote, scope: Scope) -> Row:
    state = scope.terms.label("eum_status", one.status)
    late = one.done_on is None and one.planned_on is not None and one.planned_on.last < scope.today
    when = (
        f"done {partial(one.done_on)}"
        if one.done_on
        else f"planned {partial(one.planned_on)}"
        if one.planned_on
        else ""
    )
    when += ", late" if late else ""
    result = scope.terms.label("eum_result", one.result) if one.result else "none yet"
    follow = quote.text(one.follow_up, _LONGEST)
    due = f"by {partial(one.follow_up_by)}" if one.follow_up_by and one.follow_up_done_on is None else ""
    where = joined((quote.name(one.partner_id), quote.text(one.site)), ", ")
    return (
        quote.text(one.title, _LONGEST),
        where,
        Cell(joined((state, when), ", "), "bad" if late else "plain", bold=late),
        joined((result, follow, due), " · "),
    )
