"""When something with an end is seen to, given up, or held: conditions over columns, for each field with an end.

A new field with an end needs no line here: it then runs out by its day alone. ``r`` is the record's own row.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """How a record says that an end no longer matters; each is a condition in SQL, empty for never.

    Attributes:
        met: What it was about is done.
        stopped: It will not come: cancelled, withdrawn.
        paused: Held for now.
        reason: An expression for why it stands so.
        over: After its end nothing is to be done; it is simply over.
        label: What ends, where the field's own label says too little.
    """

    met: str = ""
    stopped: str = ""
    paused: str = ""
    reason: str = ""
    over: bool = False
    label: str = ""


def _among(column: str, *values: str) -> str:
    return f"r.{column} IN ({', '.join(repr(value) for value in values)})"


_OVER = Seen(over=True)
_LATER_CALL = (
    "EXISTS (SELECT 1 FROM call later WHERE later.at > r.at AND (later.hotline_id = r.hotline_id"
    " OR later.channel_id = r.channel_id OR later.post_id = r.post_id OR later.partner_id = r.partner_id))"
)
_LATER_STATUS = (
    "EXISTS (SELECT 1 FROM membership later WHERE later.group_id = r.group_id AND later.member_id = r.member_id"
    " AND later.begins_on > r.begins_on)"
)
_ITEM_DROPPED = (
    "EXISTS (SELECT 1 FROM transfer t WHERE t.id = r.transfer_id AND t.status IN ('cancelled', 'refused'))"
)
_ACTION = Seen(met=_among("status", "complete"), stopped=_among("status", "cancelled"))
_EXERCISE = Seen(
    met=_among("status", "completed"),
    stopped=_among("status", "cancelled"),
    paused=_among("status", "postponed", "held_back"),
)
_LEVER = Seen(met=_among("status", "completed", "reversed", "expired"), stopped=_among("status", "withdrawn"))
_MADE = _among("status", "decided", "implemented", "superseded")
_GIVEN_UP = _among("status", "cancelled", "refused")
_MEASURE_GONE = _among("status", "lifted", "expired", "withdrawn", "closed")

SEEN: dict[str, Seen] = {
    "case.brief_due_at": Seen(stopped=_among("phase", "closed", "archived"), label="Next brief due"),
    "log_entry.holds_until": Seen(
        met="EXISTS (SELECT 1 FROM log_entry later WHERE later.corrects_id = r.id)",
        label="Assumption holds until",
    ),
    "decision.needed_by": Seen(
        met=_MADE,
        stopped=_among("status", "withdrawn"),
        paused=_among("status", "deferred"),
        label="Decision needed by",
    ),
    "decision.review_on": Seen(stopped=_among("status", "withdrawn", "superseded")),
    "action": _ACTION,
    "red_line": Seen(met=_among("status", "met"), stopped=_among("status", "withdrawn", "suspended")),
    "assumption": Seen(met=_among("state", "confirmed", "failed"), stopped=_among("state", "withdrawn")),
    "risk": Seen(met=_among("status", "closed", "occurred")),
    "lesson": Seen(met=_among("status", "done"), stopped=_among("status", "not_taken")),
    "commitment": Seen(
        met=_among("status", "delivered", "sustained"), stopped=_among("status", "lapsed", "withdrawn")
    ),
    "agreement": Seen(met=_among("status", "expired"), stopped=_among("status", "terminated")),
    "agreement.notice_by": Seen(
        met=_among("status", "denounced", "expired"), stopped=_among("status", "terminated")
    ),
    "access": Seen(stopped=_among("status", "closed")),
    "post": Seen(stopped=_among("status", "abolished")),
    "person": Seen(stopped=_among("status", "former", "retired", "deceased")),
    "incumbency": Seen(met=_among("status", "departed", "expelled", "recalled"), over=True),
    "accreditation": Seen(met=_among("status", "departed", "expelled", "recalled"), over=True),
    "accreditation.leave_by": Seen(label="To leave by"),
    "channel": Seen(stopped=_among("status", "severed")),
    "call.next_at": Seen(met=_LATER_CALL, label="Call back"),
    "engagement.begins_at": Seen(
        met=_among("status", "held"),
        stopped=_among("status", "declined", "cancelled"),
        paused=_among("status", "postponed"),
    ),
    "engagement.follow_up_by": Seen(stopped=_among("status", "declined", "cancelled")),
    "exercise": _EXERCISE,
    "exercise.begins_on": Seen(
        met=_among("status", "under_way", "completed"), stopped=_EXERCISE.stopped, paused=_EXERCISE.paused
    ),
    "exercise.ends_on": Seen(
        met=_EXERCISE.met, stopped=_EXERCISE.stopped, paused=_EXERCISE.paused, over=True
    ),
    "export_control": Seen(stopped=_MEASURE_GONE),
    "transfer.offer_expires_on": Seen(
        met=f"(r.accepted_on IS NOT NULL OR {_among('status', 'agreed', 'in_delivery', 'delivered', 'sustained', 'completed')})",
        stopped=_GIVEN_UP,
    ),
    "transfer.delivery_on": Seen(
        met=_among("status", "delivered", "sustained", "completed"),
        stopped=_GIVEN_UP,
        paused=_among("status", "suspended"),
    ),
    "transfer.check_on": Seen(met=_among("status", "completed"), stopped=_GIVEN_UP),
    "transfer_item.due_on": Seen(
        met="(r.quantity IS NOT NULL AND r.delivered >= r.quantity)", stopped=_ITEM_DROPPED
    ),
    "delivery": Seen(met="r.delivered_on IS NOT NULL", label="Delivery due"),
    "transfer_change": Seen(
        met=_among("status", "accepted", "implemented"), stopped=_among("status", "declined", "expired")
    ),
    "export_assessment": Seen(stopped=_among("status", "superseded")),
    "licence": Seen(met=_among("outcome", "EXP", "EXH"), stopped=_among("outcome", "WDN", "REV")),
    "proviso": Seen(met=_among("state", "complied"), stopped=_among("state", "waived", "superseded")),
    "adjustment": _LEVER,
    "programme": Seen(
        met=_among("status", "completed", "ended"), paused=_among("status", "on_hold", "suspended")
    ),
    "condition": Seen(
        met=_among("status", "met"), stopped=_among("status", "waived", "expired"), reason="r.waiver"
    ),
    "condition.waived_until": Seen(stopped="r.status <> 'waived'", reason="r.waiver"),
    "condition.ends_on": Seen(stopped=_among("status", "expired"), over=True),
    "vetting.needed_by": Seen(
        met=_among("outcome", "approved", "rejected"), stopped=_among("outcome", "cancelled")
    ),
    "vetting.valid_until": Seen(met=_among("outcome", "expired"), stopped="r.outcome <> 'approved'"),
    "end_use_check.planned_on": Seen(met="r.done_on IS NOT NULL"),
    "end_use_check.follow_up_by": Seen(met="r.follow_up_done_on IS NOT NULL"),
    "notification.answer_by": Seen(met="r.answer <> ''", stopped=_among("status", "withdrawn")),
    "duty_shift.ends_at": Seen(met="r.signed_off_at IS NOT NULL", stopped="r.signed_on_at IS NULL"),
    "handover_item.due_at": Seen(met="r.read_at IS NOT NULL", stopped="r.record_key <> ''"),
    "snooze": Seen(over=True, label="Put off until"),
    "membership.ends_on": Seen(met=_LATER_STATUS, over=True),
    "burden_target": _OVER,
    "partner": _OVER,
    "involvement": _OVER,
    "position": _OVER,
    "red_line_share": _OVER,
    "agreement_party": _OVER,
    "link": _OVER,
    "alignment": _OVER,
    "unit": _OVER,
    "unit_parent": _OVER,
    "unit_command": _OVER,
}
"""By ``type.field``, else by ``type``. What carries ``effective_to`` is over after it."""

KINDS: dict[str, str] = {
    "case.brief_due_at": "brief",
    "log_entry.holds_until": "assumption",
    "action.resubmit_on": "resubmission",
    "hotline.next_test_at": "channel_test",
    "call.next_at": "call_back",
    "agreement.notice_by": "notice",
    "condition.due_on": "benchmark",
    "condition.ends_on": "sunset",
    "condition.waived_until": "waiver",
    "programme.ends_on": "sunset",
    "programme.available_until": "funds",
    "budget_line.expires_on": "funds",
    "transfer.offer_expires_on": "offer",
    "transfer.delivery_on": "delivery",
    "transfer_item.due_on": "delivery",
    "transfer.check_on": "end_use_check",
    "vetting.valid_until": "validity",
    "snooze.until": "snooze",
}
"""What sort of thing runs out, where the type of the record does not say it."""


def seen(table: str, name: str) -> Seen:
    """How the record says that this end no longer matters."""
    if name == "effective_to":
        return _OVER
    return SEEN.get(f"{table}.{name}") or SEEN.get(table) or Seen()


def kind_of(table: str, name: str) -> str:
    """What sort of thing runs out."""
    if name == "effective_to":
        return "term_validity"
    usual = {"review_on": "review", "verify_by": "verification"}.get(name, table)
    return KINDS.get(f"{table}.{name}", usual)
