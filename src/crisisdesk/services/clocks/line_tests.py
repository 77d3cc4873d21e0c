"""When each hotline must be tested next: by its own day, by its interval, or by the usual interval of its kind."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crisisdesk.briefing.circle import hotlines_of
from crisisdesk.briefing.lines import MISSED
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.moments import dtg
from crisisdesk.model.rules import Rule
from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, State, left, running
from crisisdesk.services.clocks.periods import LONGEST_DAYS

_SILENT = frozenset({"suspended", "severed"})
_REACHED = frozenset({"answered", "late"})


def line_tests(asked: Asked) -> Iterator[Clock]:
    """A clock for each hotline with a test that is due; its owner is the post at our end."""
    view = asked.view
    lines = hotlines_of(view, asked.case_id) if asked.case_id else view.all(Hotline)
    last = _last_use(asked)
    for line in lines:
        rule = asked.pack.applying("hotline", "next_test_at", {"kind": line.kind})
        due, words = _due(line, last.get(line.id), rule)
        silent = line.status in _SILENT
        if due is None or (silent and not asked.everything):
            continue
        own = line.test_hours is not None or due == line.next_test_at
        yield Clock(
            kind="channel_test",
            record_type="hotline",
            record_id=line.id,
            field="next_test_at",
            caption=line.caption,
            label="Test due",
            ends=due,
            state=State.STOPPED if silent else running(due, view.moment),
            days_left=left(due, view.moment),
            starts=last.get(line.id),
            case_id=asked.case_id,
            rule_id="" if own or rule is None else rule.id,
            rule=line.test_schedule if own else asked.words(rule) if rule else "",
            effect="Whether the line works is not known.",
            owner_id=line.from_post_id or "",
            reason=words,
        )


def _last_use(asked: Asked) -> dict[str, datetime]:
    """When each hotline was last tried, answered or not."""
    tried: Any = select(Call.hotline_id, Call.at).where(
        Call.hotline_id.is_not(None), Call.at <= asked.view.moment, Call.result.in_(sorted(MISSED | _REACHED))
    )
    last: dict[str, datetime] = {}
    for line, at in asked.view.select(tried):
        last[line] = max(at, last.get(line, at))
    return last


def _due(line: Hotline, last: datetime | None, rule: Rule | None) -> tuple[datetime | None, str]:
    """The same judgement as that of a brief (``briefing.lines``), and the usual interval where a line has none of its own."""
    entered = line.next_test_at
    if entered is not None and (last is None or entered > last):
        return entered, "As entered."
    hours = line.test_hours or (rule.amount if rule is not None and rule.unit == "hours" else None)
    if hours is None or last is None or hours > LONGEST_DAYS:
        return entered, "As entered." if entered else ""
    return last + timedelta(hours=hours), f"{hours} hours after the last test or call ({dtg(last)})."
