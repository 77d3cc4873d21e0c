"""What is planned, as a calendar: engagements, exercises, tests of hotlines, shifts, open actions, and deadlines."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from crisisdesk.briefing.circle import hotlines_of
from crisisdesk.checks.line_states import CLOSED_LINES
from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.exporting import Exported
from crisisdesk.exchange.ics_out import Planned, calendar
from crisisdesk.model.base import UNMARKED, Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Hotline
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Exercise
from crisisdesk.model.marking import Marking
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.clocks import State, clocks
from crisisdesk.services.exporting import bannered
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot

_TOLD_ELSEWHERE = frozenset({"engagement", "action", "hotline", "duty_shift", "exercise"})
_TEST = timedelta(minutes=15)


def export_calendar(view: Snapshot, *, case_id: str = "", audience: str = "") -> Exported:
    """What is planned in a case, or in all, as iCalendar; with an audience, without what it may not have.

    Engagements and exercises of all states are in it, the past ones too; actions that are open; the next test of each
    hotline; shifts; and as days what else runs out. Paragraphs marked above the audience are left out of the texts.

    Raises:
        UserError: There is no such case, or the audience is no marking that the desk knows.
    """
    case = view.get(CrisisCase, case_id) if case_id else None
    desk = view.find(Desk, DESK_ID)
    making = _Making(view, case_id, Audience.named(audience, ladder(view)) if audience else None)
    entries = sorted(making.entries(), key=lambda one: (one.record, one.key))
    name = case.title if case else (desk.name if desk else "") or "CrisisDesk"
    if desk and desk.exercise:
        name = f"EXERCISE {name}"
    content = calendar(entries, name, view.moment)
    marks = frozenset(Marking.parse(one.marking) for one in entries if one.marking)
    made = Exported(content, "ics", len(entries), len(making.withheld), making.portions, marks)
    return bannered(view, made)


class _Making:
    """Turns records into entries, those that the audience may have."""

    def __init__(self, view: Snapshot, case_id: str, audience: Audience | None) -> None:
        self.view, self.case_id, self.audience = view, case_id, audience
        self.withheld: set[str] = set()
        self.portions = 0

    def entries(self) -> Iterator[Planned]:
        """All entries."""
        yield from self._engagements()
        yield from self._exercises()
        yield from self._actions()
        yield from self._tests()
        yield from self._shifts()
        yield from self._deadlines()

    def _may(self, record: Record) -> bool:
        if self.audience is None or self.audience.may_have(record.marking):
            return True
        self.withheld.add(record.id)
        return False

    def _own(self, case_id: str | None) -> bool:
        return not self.case_id or case_id == self.case_id

    def _text(self, text: str) -> str:
        if self.audience is None:
            return text
        kept, withheld = self.audience.portions(text)
        self.portions += withheld
        return kept

    def _engagements(self) -> Iterator[Planned]:
        for one in self.view.all(Engagement, Engagement.begins_at.is_not(None)):
            if self._own(one.case_id) and one.begins_at is not None and self._may(one):
                yield Planned(
                    one.id, "engagement", one.title, one.begins_at, one.ends_at, one.place, self._text(one.aims),
                    one.status, one.kind, (("RHYTHM", str(one.rhythm_days or "")),), _marked(one),
                )  # fmt: skip

    def _exercises(self) -> Iterator[Planned]:
        for one in self.view.all(Exercise):
            if self._own(one.case_id) and one.begins_on is not None and self._may(one):
                last = one.ends_on.last if one.ends_on else None
                yield Planned(
                    one.id, "exercise", one.name, one.begins_on.first, last, one.place, self._text(one.aims),
                    one.status, one.kind, (), _marked(one),
                )  # fmt: skip

    def _actions(self) -> Iterator[Planned]:
        for one in self.view.all(Action, Action.status.not_in(sorted(CLOSED_ACTIONS))):
            if self._own(one.case_id) and one.due_at is not None and self._may(one):
                yield Planned(
                    one.id, "action", one.title, one.due_at, None, "", self._text(one.text), one.status, one.kind,
                    (), _marked(one),
                )  # fmt: skip

    def _tests(self) -> Iterator[Planned]:
        lines = hotlines_of(self.view, self.case_id) if self.case_id else self.view.all(Hotline)
        for line in lines:
            due = line.next_test_at
            if due is not None and line.status not in CLOSED_LINES and self._may(line):
                title, words = f"Test: {line.name}", line.test_schedule
                yield Planned(line.id, "hotline", title, due, due + _TEST, text=words, marking=_marked(line))

    def _shifts(self) -> Iterator[Planned]:
        for one in self.view.all(DutyShift):
            if self._own(one.case_id) and self._may(one):
                title, facts = f"Duty: {one.officer}", (("OFFICER", one.officer),)
                yield Planned(
                    one.id,
                    "duty_shift",
                    title,
                    one.begins_at,
                    one.ends_at,
                    kind=one.kind,
                    facts=facts,
                    marking=_marked(one),
                )

    def _deadlines(self) -> Iterator[Planned]:
        for clock in clocks(self.view, self.case_id):
            if clock.record_type in _TOLD_ELSEWHERE or clock.ends is None or clock.state is not State.RUNNING:
                continue
            record = self.view.lookup(clock.record_id)
            if self._may(record):
                key, title = f"{clock.record_id}.{clock.field}", f"{clock.label}: {clock.caption}"
                yield Planned(
                    key, "deadline", title, _day(clock.ends), text=clock.effect, marking=_marked(record)
                )


def _day(end: date) -> date:
    return end.date() if isinstance(end, datetime) else end


def _marked(record: Record) -> str:
    return "" if record.marking == UNMARKED else str(record.marking)
