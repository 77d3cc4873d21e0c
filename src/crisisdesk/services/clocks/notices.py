"""Notification periods: advance notice, formal period, holds that stop the clock, and waivers (domain facts 1.1)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.rules import NotificationRule, Rule, Tier
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, State, last_day, left, running
from crisisdesk.services.clocks.periods import BEFORE, LONGEST_DAYS, Period, counted_days, period, tier_words
from crisisdesk.services.clocks.rules import target_of
from crisisdesk.services.clocks.tiers import Tiers
from crisisdesk.services.clocks.transfer_notices import of_transfers

_DAY = timedelta(days=1)
_FAR = date(9_000, 1, 1)
_OVER = frozenset({"expired", "withdrawn", "disapproved"})


def notices(asked: Asked) -> Iterator[Clock]:
    """The clocks of all notifications, then those of transfers that note the notification themselves."""
    view, tiers = asked.view, Tiers(asked.view)
    holds: dict[str, list[NotificationHold]] = defaultdict(list)
    named = list(asked.only.get("notification", ())) if asked.only is not None else None
    about = [] if named is None else [Notification.id.in_(named)]
    held = [] if named is None else [NotificationHold.notification_id.in_(named)]
    for hold in view.all(NotificationHold, *held, order=NotificationHold.id):
        holds[hold.notification_id].append(hold)
    for notification in view.all(Notification, *about):
        notice = _Notice(asked, notification, holds[notification.id], tiers)
        if not asked.case_id or notice.case_id == asked.case_id:
            yield from notice.clocks()
    yield from of_transfers(asked, tiers)


class _Notice:
    """One notification with its transfer, its rule, and the days on which it was held."""

    def __init__(
        self, asked: Asked, record: Notification, holds: list[NotificationHold], tiers: Tiers
    ) -> None:
        self.asked = asked
        self.tiers = tiers
        self.record = record
        self.holds = holds
        self.now: datetime = asked.view.moment
        self.transfer = asked.view.find(Transfer, record.transfer_id)
        self.case_id = record.case_id or (self.transfer.case_id if self.transfer else None) or ""
        self.day = (record.sent_at or self.now).astimezone(UTC).date()
        recipient = record.recipient_id or (self.transfer.recipient_id if self.transfer else None)
        self.tier: Tier | None = record.tier or tiers.tier_on(recipient, self.day)
        self.rule = self._rule()
        self.formal = _either(record.formal_days, self.rule.formal_days if self.rule else None)
        self.advance = _either(record.advance_days, self.rule.advance_days if self.rule else None)
        self.starts = record.start_rule or (self.rule.start_rule if self.rule else "day_after_transmission")

    def _rule(self) -> NotificationRule | None:
        if self.record.rule_id:
            return self.asked.view.find(NotificationRule, self.record.rule_id)
        if self.transfer is None or self.tier is None:
            return None
        return self.tiers.rule_for(self.transfer.channel, self.tier, self.day)

    def clocks(self) -> Iterator[Clock]:
        """Advance notice, formal period, and what practice counts beside them."""
        record = self.record
        if record.status in _OVER and not self.asked.everything:
            return
        if (
            record.advance_sent_at is not None
            and self.advance
            and record.sent_at is None
            and not record.emergency
        ):
            yield from self._advance(record.advance_sent_at)
        yield self._formal()
        if not record.emergency:
            yield from self._practice()

    def _stops(self) -> list[tuple[date, date | None]]:
        return [
            (hold.placed_on.first, hold.lifted_on.first if hold.lifted_on else None)
            for hold in self.holds
            if hold.stops_clock and hold.placed_on is not None
        ]

    def _plain(self) -> Clock:
        rule = self.rule
        return Clock(
            kind="notification",
            record_type="notification",
            record_id=self.record.id,
            field="clock_ends_on",
            caption=self.record.caption,
            label="Formal notification period",
            ends=None,
            state=State.WAITING,
            case_id=self.case_id,
            rule_id=rule.id if rule else "",
            rule=self.asked.words(rule) if rule else "",
            effect=rule.lapse_effect or "The period for review is over." if rule else "",
            owner_id=self.record.owner_id or "",
            days=self.formal,
        )

    def _formal(self) -> Clock:
        record, plain = self.record, self._plain()
        if self.formal is None:
            return self._as_entered(plain, "No rule is known for it: enter the rule, or the number of days.")
        if self.starts in BEFORE:
            return self._counted_back(plain, self.formal)
        if record.sent_at is None:
            return (
                self._waived(plain)
                if record.emergency
                else replace(plain, reason=self._if_sent_today(self.formal))
            )
        span = period(self.day, self.formal, self.starts, self._stops(), self.now.date())
        if span is None:
            return self._as_entered(plain, "It was sent on a day past the end of every calendar.")
        clock = replace(plain, starts=span.first, ends=span.last, days_left=left(span.last, self.now))
        if record.emergency:
            return self._waived(clock)
        return replace(clock, state=self._state(span), reason=self._reason(span))

    def _state(self, span: Period) -> State:
        if self.record.status in {"withdrawn", "disapproved"}:
            return State.STOPPED
        if self.record.status == "expired":
            return State.MET
        return State.PAUSED if span.paused else running(span.last, self.now)

    def _waived(self, clock: Clock) -> Clock:
        record = self.record
        words = f"Waived by emergency determination of {record.determined_on}, signed by {record.signer}"
        return replace(
            clock, state=State.STOPPED, reason=f"{words}: {' '.join(record.justification.split())}"
        )

    def _reason(self, span: Period) -> str:
        parts = [tier_words(self.tier, self.day)]
        if span.held:
            parts.append(f"{counted_days(span.held)} of holds that stop the clock are not counted.")
        for hold in self.holds:
            if hold.lifted_on is None:
                effect = (
                    "stops the clock" if hold.stops_clock else "by custom stops the sending, not the clock"
                )
                parts.append(
                    f"Held by {hold.placed_by} ({effect}){': ' + hold.reason if hold.reason else ''}."
                )
        entered = last_day(self.record.clock_ends_on)
        if entered is not None and entered != span.last:
            parts.append(f"The record itself says {self.record.clock_ends_on}; one of the two is wrong.")
        if self.advance and self.record.advance_sent_at is None:
            parts.append(
                f"No advance notice is noted; the rule wants {counted_days(self.advance)} before the formal one."
            )
        return " ".join(part for part in parts if part)

    def _if_sent_today(self, formal: int) -> str:
        begun = self.record.advance_sent_at
        first = begun.date() if begun else self.now.date()
        sent = max(self.now.date(), min(first, _FAR) + timedelta(days=self.advance or 0))
        before = f" after {counted_days(self.advance)} of advance notice" if self.advance else ""
        span = period(sent, formal, self.starts, [], sent)
        end = f"Begun today it would end on {span.last}: " if span else ""
        words = f"Not sent. {end}{counted_days(formal)}{before}."
        return f"{words} {tier_words(self.tier, self.day)}".strip()

    def _counted_back(self, clock: Clock, formal: int) -> Clock:
        """Before a delivery or shipment: the last day on which the notice may still go out."""
        due = self.transfer.delivery_on if self.transfer else None
        if due is None or due.first == date.min:
            return replace(clock, reason=f"Runs back from the {BEFORE[self.starts]}, whose day is not known.")
        end = due.first - timedelta(days=formal)
        sent = self.record.sent_at is not None and self.day <= end
        state = State.MET if sent else running(end, self.now)
        words = f"{counted_days(formal)} before the {BEFORE[self.starts]} of {due}: the last day to notify."
        return replace(
            clock, label="Notify by", ends=end, days_left=left(end, self.now), state=state, reason=words
        )

    def _as_entered(self, clock: Clock, reason: str) -> Clock:
        end = last_day(self.record.clock_ends_on)
        if end is None:
            return replace(clock, reason=reason)
        return replace(
            clock,
            ends=end,
            days_left=left(end, self.now),
            state=running(end, self.now),
            reason=f"As entered. {reason}",
        )

    def _advance(self, begun: datetime) -> Iterator[Clock]:
        span = period(
            begun.date(), self.advance or 0, "day_after_transmission", self._stops(), self.now.date()
        )
        if span is None:
            return
        yield replace(
            self._plain(),
            kind="advance_notice",
            field="advance_sent_at",
            label="Advance notice",
            starts=span.first,
            ends=span.last,
            days_left=left(span.last, self.now),
            state=State.PAUSED if span.paused else running(span.last, self.now),
            effect="The formal notification may be sent.",
            days=self.advance,
        )

    def _practice(self) -> Iterator[Clock]:
        """Rules of the pack for notifications, such as the discharge of a committee or tiered review."""
        row = {
            "tier": self.tier.value if self.tier else "",
            "status": self.record.status,
            "body": self.record.body,
        }
        for name, begun in (
            ("sent_at", self.record.sent_at),
            ("advance_sent_at", self.record.advance_sent_at),
        ):
            rule = self.asked.pack.applying("notification", name, row)
            over = name == "advance_sent_at" and self.record.sent_at is not None
            if rule is not None and rule.amount is not None and begun is not None and not over:
                yield from self._by_practice(rule, begun.date(), name)

    def _by_practice(self, rule: Rule, begun: date, name: str) -> Iterator[Clock]:
        end = self.asked.pack.end(rule, begun)
        if end is None:
            return
        target = target_of(rule)
        state = running(end, self.now)
        yield replace(
            self._plain(),
            kind="notification_step",
            field=name,
            label=rule.name,
            starts=begun + _DAY,
            ends=end,
            days_left=left(end, self.now),
            state=State.MET if state is State.LAPSED else state,  # what it opens is open; nobody misses it
            rule_id=rule.id,
            rule=self.asked.words(rule),
            effect=rule.lapse_effect,
            reason=tier_words(self.tier, self.day) if target and target.tests else "",
            days=rule.amount if rule.unit == "days" else None,
            warns=rule.warnings,
        )


def _either(own: int | None, ruled: int | None) -> int | None:
    """The record's own number of days before that of its rule; nothing for one past all reason."""
    days = ruled if own is None else own
    return None if days is None or not 0 <= days <= LONGEST_DAYS else days
