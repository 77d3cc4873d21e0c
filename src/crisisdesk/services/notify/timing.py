"""When a notice that is due may go out, and when the step is free: by the arithmetic of the clock wall."""

from dataclasses import dataclass
from datetime import date, timedelta

from crisisdesk.model.rules import NotificationRule
from crisisdesk.services.clocks.periods import BEFORE, counted_days, period
from crisisdesk.services.notify.instruments import WAIVABLE
from crisisdesk.services.notify.question import Hold, Question


@dataclass(frozen=True, slots=True)
class Timing:
    """The days of a :class:`~crisisdesk.services.notify.notice.Notice` that is due, and what explains them."""

    formal_on: date | None
    starts: date | None = None
    earliest: date | None = None
    notify_by: date | None = None
    waived: bool = False
    held: bool = False
    reasons: tuple[str, ...] = ()


def timing(question: Question, day: date, rule: NotificationRule, *, advance: int, today: date) -> Timing:
    """How the clocks of a rule run for a notice of this day; ``advance`` are the days before the formal one.

    A hold that is not lifted is taken to be lifted today, or on the day of the notice where that is later.
    """
    today = max(today, day)
    remarks = tuple(_words(hold, today) for hold in question.holds if _open(hold, today))
    if question.emergency.strip():
        if rule.instrument in WAIVABLE:
            return _waived(question, day, remarks)
        remarks = (f"Rule {rule.code} knows no waiver for an emergency; its clock runs.", *remarks)
    stops = [(h.placed_on, h.lifted_on) for h in question.holds if h.stops_clock and h.placed_on]
    held = any(_open(hold, today) for hold in question.holds)
    formal_on, missed = _formal_on(question, day, today, advance=advance, stops=stops)
    until_day = max(formal_on or day, today)
    span = period(formal_on, rule.formal_days, rule.start_rule, stops, until_day) if formal_on else None
    if formal_on is None or span is None:
        words = f"Rule {rule.code} has a number of days past all reason; correct the rule."
        return Timing(None, held=held, reasons=(words,))
    if rule.start_rule in BEFORE:
        return _counted_back(
            question, day, rule, Timing(day, span.first, span.last, held=held, reasons=remarks)
        )
    words = f"{counted_days(rule.formal_days)} of the calendar"
    if advance and question.sent_on is None:
        words = f"{counted_days(advance)} of advance notice, then {words}"
    until = f"{words}: sent on {formal_on}, the period is over when {span.last} ends."
    stood = (f"{counted_days(span.held)} of holds that stop the clock are not counted.",) if span.held else ()
    return Timing(formal_on, span.first, span.last, held=held, reasons=(until, *missed, *stood, *remarks))


def _formal_on(
    question: Question, day: date, today: date, *, advance: int, stops: list[tuple[date, date | None]]
) -> tuple[date | None, tuple[str, ...]]:
    """The earliest day of the formal notice, and whether an advance notice before it is missed."""
    if question.sent_on is not None:
        missing = advance and question.advance_on is None
        words = f"No advance notice is noted; the rule wants {counted_days(advance)} before the formal one."
        return question.sent_on, (words,) if missing else ()
    begun = question.advance_on or day
    span = period(begun, advance, "day_after_transmission", stops, max(begun, today))
    return (max(day, span.last) if span else None), ()


def _waived(question: Question, day: date, remarks: tuple[str, ...]) -> Timing:
    determined = question.determined_on or day
    why = " ".join(question.emergency.split())
    words = (
        f"The waiting is waived by an emergency determination of {determined}, signed by {question.signer.strip()}: {why}",
        "The certification is sent all the same, and itself states the emergency with its detailed justification.",
    )
    sent = question.sent_on or day
    return Timing(sent, None, sent, waived=True, reasons=(*words, *remarks))


def _counted_back(question: Question, day: date, rule: NotificationRule, plain: Timing) -> Timing:
    what = BEFORE[rule.start_rule]
    words = f"{counted_days(rule.formal_days)} of the calendar before the {what}: notified on {day}, it may begin on {plain.earliest}."
    if question.delivery is None:
        reasons: tuple[str, ...] = (words, f"The day of the {what} is not known.", *plain.reasons)
        return Timing(plain.formal_on, plain.starts, plain.earliest, held=plain.held, reasons=reasons)
    last = _before(question.delivery, rule.formal_days)
    late = (f"That is later than the {what} of {question.delivery} allows; the last day was {last}.",)
    reasons = (words, *(late if last is None or last < day else ()), *plain.reasons)
    return Timing(plain.formal_on, plain.starts, plain.earliest, last, held=plain.held, reasons=reasons)


def _before(day: date, days: int) -> date | None:
    return day - timedelta(days=days) if (day - date.min).days >= days else None


def _open(hold: Hold, day: date) -> bool:
    begun = hold.placed_on is None or hold.placed_on <= day
    return begun and (hold.lifted_on is None or hold.lifted_on > day)


def _words(hold: Hold, day: date) -> str:
    since = f" since {hold.placed_on}" if hold.placed_on else ""
    effect = "stops the clock" if hold.stops_clock else "by custom stops the sending, not the clock"
    return f"Held by {hold.placed_by}{since} ({effect}); the days are the earliest possible, if it is lifted on {day}."
