"""Notification periods that a transfer notes itself, without a record of the notification."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crisisdesk.model.values import PartialDate
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, State, last_day, left, running
from crisisdesk.services.clocks.periods import BEFORE, period, tier_words
from crisisdesk.services.clocks.tiers import Tiers

_BEFORE_AGREEMENT = frozenset({"requested", "assessed", "offered", "approved", "notified"})


def of_transfers(asked: Asked, tiers: Tiers) -> Iterator[Clock]:
    """The period by rule where it is known when the notice was sent, else its end as it was entered."""
    wanted = [
        "(r.notified_on IS NOT NULL OR r.clock_ends_on IS NOT NULL)",
        "NOT EXISTS (SELECT 1 FROM notification n WHERE n.transfer_id = r.id)",
    ]
    values: list[str] = []
    if not asked.everything:
        wanted.append(f"r.status IN ({', '.join('?' * len(_BEFORE_AGREEMENT))})")
        values += sorted(_BEFORE_AGREEMENT)
    if asked.case_id:
        wanted.append("r.case_id = ?")
        values.append(asked.case_id)
    condition, ids = asked.narrowed("transfer")
    if condition:
        wanted.append(condition)
        values += ids
    text = (
        "SELECT r.id, r.title, r.notified_on, r.clock_ends_on, r.status, r.channel, r.recipient_id, r.case_id"
        f" FROM transfer r WHERE {' AND '.join(wanted)}"
    )
    for row in asked.read(text, values):
        clock = _clock(asked, tiers, row)
        if clock is not None:
            yield clock


def _clock(asked: Asked, tiers: Tiers, row: Any) -> Clock | None:
    record_id, title, notified, entered_text, status, channel, recipient, case_id = row
    now = asked.view.moment
    entered = last_day(PartialDate.parse(entered_text)) if entered_text else None
    sent = _day(notified)
    tier = tiers.tier_on(recipient, sent) if sent else None
    rule = tiers.rule_for(channel, tier, sent) if sent and tier else None
    span = None
    if sent is not None and rule is not None and rule.start_rule not in BEFORE:
        span = period(sent, rule.formal_days, rule.start_rule, [], now.date())
    end = span.last if span else entered
    if end is None:
        return None
    state = running(end, now)
    return Clock(
        kind="notification",
        record_type="transfer",
        record_id=record_id,
        field="clock_ends_on",
        caption=title,
        label="Notification period",
        ends=end,
        state=State.MET if state is State.LAPSED and status not in _BEFORE_AGREEMENT else state,
        days_left=left(end, now),
        starts=span.first if span else None,
        case_id=case_id or "",
        rule_id=rule.id if span and rule else "",
        rule=asked.words(rule) if span and rule else "",
        effect="The period for review is over.",
        reason=tier_words(tier, sent) + _disagreement(span.last, entered) if span and sent else "As entered.",
        days=rule.formal_days if span and rule else None,
    )


def _disagreement(counted: date, entered: Any) -> str:
    return (
        "" if entered in {None, counted} else f" The record itself says {entered}; one of the two is wrong."
    )


def _day(text: str | None) -> date | None:
    """The last day that it can have been sent; nothing where that is open."""
    day = PartialDate.parse(text).last if text else None
    return None if day == date.max else day
