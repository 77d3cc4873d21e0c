"""What goes into a handover: the state in five lines, what changed, open loops, calls, decisions, silent lines, what not to say."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from crisisdesk.briefing.circle import calls_of, hotlines_of
from crisisdesk.briefing.lines import MISSED, state_of
from crisisdesk.briefing.terms import Terms, counted, joined, listed
from crisisdesk.model.base import UNMARKED, shorten
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase
from crisisdesk.model.channels import Call
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import CLOSED_ACTIONS, MADE_DECISIONS, Action, Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.red_lines import RedLine
from crisisdesk.services.clocks import Clock, State, clocks
from crisisdesk.services.clocks.clock import day_of
from crisisdesk.services.since_last import changed_in_case
from crisisdesk.store.snapshot import Snapshot

SOON_DAYS = 3
_ELSEWHERE = frozenset({"action", "channel_test", "call_back"})  # they have a heading of their own
_PUT_ASIDE = frozenset({"withdrawn", "superseded", "deferred"})
_QUIETLY = frozenset({"private", "internal"})
_LINE = 240
KINDS = ("change", "open_loop", "clock", "call", "decision", "quiet_line", "do_not_say")


@dataclass(frozen=True, slots=True)
class PackItem:
    """One thing to take over; ``record`` is what it is about, ``due_at`` when it is next due."""

    kind: str
    text: str
    record: str = ""
    due_at: datetime | None = None
    marking: Marking = UNMARKED


@dataclass(frozen=True, slots=True)
class HandoverPack:
    """A handover before it is kept; ``unowned`` are overdue actions of nobody, for which a reason is needed."""

    case_ids: tuple[str, ...]
    outgoing: str
    incoming: str
    at: datetime
    since_revision: int
    state: str
    items: tuple[PackItem, ...]
    unowned: tuple[str, ...]
    marking: Marking = UNMARKED

    def of(self, kind: str) -> tuple[PackItem, ...]:
        """The items of one kind."""
        return tuple(item for item in self.items if item.kind == kind)


def pack_json(pack: HandoverPack) -> dict[str, Any]:
    """A pack as JSON, its items by kind."""
    return {
        "cases": list(pack.case_ids),
        "outgoing": pack.outgoing,
        "incoming": pack.incoming,
        "at": iso(pack.at),
        "since_revision": pack.since_revision,
        "state": pack.state.splitlines(),
        "unowned_overdue": list(pack.unowned),
        "items": [
            asdict(item) | {"due_at": iso(item.due_at) if item.due_at else None, "marking": str(item.marking)}
            for item in pack.items
        ],
    }


def open_cases(view: Snapshot) -> list[CrisisCase]:
    """The cases that the desk works on, the gravest first."""
    cases = view.all(CrisisCase, CrisisCase.phase.not_in(CLOSED_PHASES))
    return sorted(cases, key=lambda case: (-case.severity.rank, case.title, case.id))


def state_lines(view: Snapshot, case: CrisisCase) -> tuple[str, ...]:
    """How a case stands, in five lines: its step, its bottom line, its newest event, what is open, what is next."""
    terms, now = Terms(view), view.moment
    actions = view.all(
        Action, Action.case_id == case.id, Action.status.not_in(CLOSED_ACTIONS), order=Action.due_at
    )
    late = [one for one in actions if one.due_at and one.due_at < now]
    ahead = [one for one in actions if one.due_at and one.due_at >= now]
    pending = [one for one in view.all(Decision, Decision.case_id == case.id) if _pending(one)]
    newest = view.all(LogEntry, LogEntry.case_id == case.id, LogEntry.significant.is_(True), order=LogEntry.event_time.desc(),
                      limit=1)  # fmt: skip
    said = " ".join(case.bottom_line.split())
    event = (
        f"{dtg(newest[0].event_time)}: {newest[0].text}"
        if newest and newest[0].event_time
        else "No significant entry."
    )
    opened = [counted(len(actions), "action") + " open"]
    opened += [f"{len(late)} overdue"] if late else []
    opened += [f"{counted(len(pending), 'decision')} pending"] if pending else []
    following = [f"“{ahead[0].caption}” due {dtg(ahead[0].due_at)}"] if ahead and ahead[0].due_at else []
    following += [f"brief due {dtg(case.brief_due_at)}"] if case.brief_due_at else []
    return (
        f"{case.caption}: {terms.word('case_phase', case.phase)}, severity {case.severity.value}.",
        shorten(said, _LINE) if said else "No bottom line is written.",
        shorten(" ".join(event.split()), _LINE),
        f"{listed(opened)}.",
        f"Next: {joined(following)}." if following else "Nothing is due.",
    )


def items_of(view: Snapshot, case: CrisisCase, since_revision: int) -> Iterator[PackItem]:
    """All that the next officer must know of one case, kind by kind, each by its next due."""
    for point in changed_in_case(view, case.id, since_revision) if since_revision else ():
        lead = f"{point.partner}: " if point.partner else ""
        yield PackItem(
            "change", f"{point.group_label}. {lead}{point.sentence}", point.record, None, case.marking
        )
    yield from _loops(view, case)
    yield from (_clock_item(view, clock) for clock in clocks(view, case.id, SOON_DAYS) if _runs_out(clock))
    yield from _calls(view, case)
    yield from _decisions(view, case)
    yield from _silent(view, case)
    yield from _not_to_say(view, case)


def _loops(view: Snapshot, case: CrisisCase) -> Iterator[PackItem]:
    actions = view.all(Action, Action.case_id == case.id, Action.status.not_in(CLOSED_ACTIONS))
    owners = view.captions(one.owner_id for one in actions)
    for one in sorted(actions, key=lambda one: (one.due_at is None, one.due_at or view.moment, one.id)):
        due = "no due time" if one.due_at is None else f"due {dtg(one.due_at)}"
        late = " (OVERDUE)" if one.due_at and one.due_at < view.moment else ""
        owner = owners.get(one.owner_id or "", "") or "NO OWNER"
        yield PackItem("open_loop", f"{one.caption}: {due}{late}; {owner}.", one.id, one.due_at, one.marking)


def _runs_out(clock: Clock) -> bool:
    return clock.kind not in _ELSEWHERE and clock.state in {State.RUNNING, State.LAPSED}


def _clock_item(view: Snapshot, clock: Clock) -> PackItem:
    end = clock.ends
    when = "" if end is None else dtg(end) if isinstance(end, datetime) else end.isoformat()
    due = end if isinstance(end, datetime) else None
    if due is None and end is not None and day_of(end) == end:
        due = datetime(end.year, end.month, end.day, 23, 59, tzinfo=UTC)
    late = " (PAST)" if clock.state is State.LAPSED else ""
    effect = f" {clock.effect}" if clock.effect else ""
    label = clock.label[:1].lower() + clock.label[1:]
    text = f"{clock.caption.rstrip('.')}: {label} {when}{late}.{effect}"
    marking = view.lookup(clock.record_id).marking
    return PackItem("clock", text, clock.record_id, due, marking)


def _calls(view: Snapshot, case: CrisisCase) -> Iterator[PackItem]:
    """The last call with each counterpart, where nobody answered, theirs to us and ours to them."""
    calls = view.all(Call, Call.case_id == case.id, Call.kind != "test", order=Call.at)
    last = {(call.hotline_id, call.channel_id, call.post_id, call.partner_id): call for call in calls}
    names = view.captions(i for key in last for i in key)
    for key, call in last.items():
        if call.result not in MISSED and (call.next_at is None or call.next_at < (call.at or view.moment)):
            continue
        who = next((names[i] for i in (key[2], key[3], key[0], key[1]) if i and i in names), "unknown")
        at = dtg(call.at) if call.at else "at an unknown time"
        what = "rang us" if call.incoming else "was rung"
        result = call.result.replace("_", " ") or "no result"
        back = f"; call back {dtg(call.next_at)}" if call.next_at else ""
        text = f"{who} {what} {at}: {result}{back}. {call.subject}".strip()
        yield PackItem("call", text, call.id, call.next_at, call.marking)


def _pending(decision: Decision) -> bool:
    return decision.status not in MADE_DECISIONS | _PUT_ASIDE


def _decisions(view: Snapshot, case: CrisisCase) -> Iterator[PackItem]:
    """Decisions that are not made, with who holds the pen: the owner of the action that follows from them, else nobody."""
    found = [
        one
        for one in view.all(Decision, Decision.case_id == case.id, order=Decision.needed_by)
        if _pending(one)
    ]
    terms = Terms(view)
    for one in found:
        drafts = view.all(
            Action, Action.decision_id == one.id, Action.status.not_in(CLOSED_ACTIONS), order=Action.due_at
        )
        names = view.captions([one.decided_by_id, *(draft.owner_id for draft in drafts)])
        pen = next((names[draft.owner_id] for draft in drafts if draft.owner_id in names), "")
        decider = names.get(one.decided_by_id or "", "") or one.authority
        by = f", needed by {dtg(one.needed_by)}" if one.needed_by else ""
        held = f"{pen} holds the pen" if pen else "nobody holds the pen"
        who = f"; {decider} decides" if decider else ""
        text = f"{one.caption} ({terms.word('decision_status', one.status)}{by}): {held}{who}."
        yield PackItem("decision", text, one.id, one.needed_by, one.marking)


def _silent(view: Snapshot, case: CrisisCase) -> Iterator[PackItem]:
    calls = calls_of(view, case.id)
    for line in hotlines_of(view, case.id):
        state = state_of(line, calls, view.moment)
        if state.streak or state.overdue:
            yield PackItem(
                "quiet_line", f"{line.caption}: {state.words(view.moment)}.", line.id, state.due, line.marking
            )


def _not_to_say(view: Snapshot, case: CrisisCase) -> Iterator[PackItem]:
    """Red lines that are not public and promises that were given in confidence."""
    for line in view.all(RedLine, RedLine.case_id == case.id, RedLine.status.in_(("in_force", "crossed"))):
        if line.audience in _QUIETLY:
            yield PackItem(
                "do_not_say", f"Red line, {line.audience}: {line.text}", line.id, None, line.marking
            )
    for promise in view.all(Commitment, Commitment.case_id == case.id, Commitment.public.is_(False)):
        yield PackItem(
            "do_not_say", f"Promise that is not public: {promise.text}", promise.id, None, promise.marking
        )


def overdue_of_nobody(actions: Sequence[Action]) -> str:
    """The overdue actions that belong to nobody, in words."""
    return listed([f"“{action.caption}”" for action in actions])
