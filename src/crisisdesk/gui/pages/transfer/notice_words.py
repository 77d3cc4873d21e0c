"""What the rules say of a transfer, in words for its panel."""

from datetime import date

from crisisdesk.briefing.terms import day, listed, until
from crisisdesk.gui.pages.transfer.head import TransferHead
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.moments import dtg
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.services.clocks.periods import counted_days
from crisisdesk.services.notify import Notice, Step

HELP = "A help for the officer, never legal advice."
_CROSSED = {
    "mde": "major equipment",
    "total": "total value",
    "construction": "design and construction",
    "any_value": "due at every value",
    "sme": "significant military equipment",
    "committee_request": "request of a committee",
}
_DUTIES = {"certification": "Certification", "report": "Report"}
_TIERS = {"nato_plus": "NATO and the five beside it", "other": "All others", "any": "Any"}
_SURE = {
    "V": "confirmed in the text",
    "S": "from a secondary source",
    "M": "not confirmed in a text",
    "Q": "disputed",
}


def headline(head: TransferHead) -> tuple[str, Tone]:
    """What is due, in one line, with its tone."""
    notice = head.notice
    if notice is None:
        return "It cannot be weighed", "warn"
    if notice.required is None:
        return "Too little is known to say", "warn"
    if not notice.required:
        return "Nothing to notify by rule", "good"
    standing, tone = _standing(notice, head)
    return f"{_DUTIES.get(notice.duty, 'Notice')} {standing}", tone


def _standing(notice: Notice, head: TransferHead) -> tuple[str, Tone]:
    record = head.open_notification
    if notice.waived:
        return "due; the waiting is waived", "warn"
    if record is None:
        return "due, none on record", "bad"
    if record.status == "expired":
        return "made; the period is over", "good"
    return ("due; held", "warn") if head.open_holds else ("due; in hand", "info")


def answer_words(notice: Notice, head: TransferHead) -> str:
    """The answer in a few sentences: rule, days, what was reached, when it is free, how sure it is."""
    if not notice.required:
        return notice.reasons[-1] if notice.reasons else ""
    days = counted_days(notice.formal_days) if notice.formal_days is not None else ""
    after = f" after {counted_days(notice.advance_days)} of advance notice" if notice.advance_days else ""
    reached = listed([_CROSSED.get(one, one) for one in notice.crossed])
    held = " if the hold is lifted today" if notice.held else ""
    parts = (
        f"Rule {notice.rule}{f': {days}{after}' if days else ''}.",
        f"Reached: {reached}." if reached else "",
        f"Free at the earliest {_far(notice.earliest, head)}{held}." if notice.earliest else "",
        f"Notify by {_far(notice.notify_by, head)}." if notice.notify_by else "",
        f"Confidence {notice.confidence}{', verify it' if notice.badge else ''}; {notice.source}.",
    )
    return " ".join(filter(None, parts))


def notice_facts(notice: Notice, head: TransferHead) -> list[tuple[str, str]]:
    """All that the answer says, as names and values."""
    sure = f"{notice.confidence}: {_SURE.get(notice.confidence, '')}" if notice.confidence else ""
    verify = "; verify before relying on it" if notice.badge else ""
    source = f"{notice.source}, read on {notice.read_on}" if notice.read_on else notice.source
    days = [
        f"{counted_days(notice.formal_days)} formal" if notice.formal_days is not None else "",
        f"{counted_days(notice.advance_days)} of advance notice before" if notice.advance_days else "",
    ]
    return [
        ("Rule", f"{notice.rule}: {notice.authority}" if notice.rule else "none"),
        ("Tier on the day", _TIERS.get(notice.tier.value, notice.tier.value) if notice.tier else ""),
        ("Reached", listed([_CROSSED.get(one, one) for one in notice.crossed])),
        ("Measures", "\n".join(one.words for one in notice.measures)),
        ("Days of the calendar", ", ".join(filter(None, days))),
        ("Starts", head.words.of("start_rule", notice.start_rule) if notice.start_rule else ""),
        ("Formal notice at the earliest", _far(notice.formal_on, head)),
        ("Free at the earliest", _far(notice.earliest, head)),
        ("Notify by", _far(notice.notify_by, head)),
        ("Signed by", notice.signer),
        ("When it is over", notice.effect),
        ("Also weighed", listed(list(notice.also))),
        ("Practice beside the law", "\n".join(_step(one) for one in notice.practice)),
        ("Why", "\n".join(notice.reasons)),
        ("Source", source),
        ("Confidence", f"{sure}{verify}"),
    ]


def _step(step: Step) -> str:
    counted = f", {counted_days(step.days)}" if step.days is not None else ""
    return f"{step.name}{counted}{f', to {day(step.ends)}' if step.ends else ''}"


def _far(when: date | None, head: TransferHead) -> str:
    return f"{day(when)} ({until(when, head.today)})" if when is not None else ""


def record_facts(one: Notification, head: TransferHead) -> list[tuple[str, str]]:
    """A notification on record, as names and values."""
    waived = ""
    if one.emergency:
        waived = f"Determination of {one.determined_on}, signed by {one.signer}: {one.justification}"
    return [
        ("Notification", " · ".join(filter(None, (one.number or "no number yet", one.title)))),
        ("To", head.words.of("notification_body", one.body) if one.body else "not said"),
        ("Status", head.words.of("notification_status", one.status)),
        ("Advance notice sent", dtg(one.advance_sent_at) if one.advance_sent_at else ""),
        ("Sent", dtg(one.sent_at) if one.sent_at else "not sent"),
        ("Emergency", waived),
        ("Question asked", one.question),
        ("Answer", one.answer),
        ("Result", one.result),
    ]


def hold_words(one: NotificationHold, head: TransferHead) -> str:
    """A hold in one sentence."""
    kind = head.words.of("hold_kind", one.kind) if one.kind else "Hold"
    since = f" since {one.placed_on}" if one.placed_on else ""
    ended = f", lifted {one.lifted_on}" if one.lifted_on else ""
    effect = "stops the clock" if one.stops_clock else "stops the sending by custom, not the clock"
    wanted = f" To be lifted when: {one.wanted}" if one.wanted else ""
    return f"{kind} by {one.placed_by}{since}{ended}; {effect}. {one.reason}{wanted}".strip()
