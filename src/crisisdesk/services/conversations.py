"""After a call: one act makes the call, its log entry, tasks, commitments, changes of position and the next contact.

MISSION N15: from the end of a call to five linked records in one dialog. They are linked by the case and by mentions
from the log entry, and lie in one revision, so that one undo takes them back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner, Position
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.hotlines import after_a_ring
from crisisdesk.services.log import log, mention
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_REACHED = frozenset({"answered", "late"})


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do that the call brought; ``kind`` is of the vocabulary ``action_kind``, ``their_ask`` among it."""

    title: str
    owner_id: str = ""
    due_at: datetime | None = None
    kind: str = "action"


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised in the call: by us to them, or by them to us."""

    text: str
    ours: bool = False
    due_on: PartialDate | None = None
    kind: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """Where they now stand on an issue; ``stance`` and ``strength`` are terms."""

    issue: str
    stance: str
    strength: str = ""
    statement: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is noted when it is over.

    Who was rung follows from the post, the channel or the hotline where only one of them is named. Without a time it
    ended at the moment of entry; without a marking all of it has that of the case. ``next_at`` is when they are to be
    rung again, or will ring.
    """

    case_id: str
    summary: str
    subject: str = ""
    post_id: str = ""
    person_id: str = ""
    partner_id: str = ""
    channel_id: str = ""
    hotline_id: str = ""
    at: datetime | None = None
    kind: str = "call"
    incoming: bool = False
    result: str = "answered"
    cause: str = ""
    answered_by: str = ""
    minutes: int | None = None
    translated: bool = False
    significant: bool = False
    marking: Marking | None = None
    tasks: tuple[Task, ...] = ()
    promises: tuple[Promise, ...] = ()
    stances: tuple[Stance, ...] = ()
    next_at: datetime | None = None
    next_owner_id: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of what was made; ``next_id`` is the action to ring again, empty where none was set."""

    call_id: str
    entry_id: str
    task_ids: tuple[str, ...]
    commitment_ids: tuple[str, ...]
    position_ids: tuple[str, ...]
    next_id: str = ""
    alert_id: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, the call first."""
        every = (self.call_id, self.entry_id, *self.task_ids, *self.commitment_ids, *self.position_ids)
        return (*every, *filter(None, (self.next_id, self.alert_id)))


def record_conversation(tx: Transaction, said: Conversation) -> Recorded:
    """Note a conversation with all that came of it, as one act.

    A new position ends the earlier one of the same partner on the same issue in the same case on the day before. A
    call on a hotline counts for its streak of misses like any other.

    Raises:
        UserError: The case is closed, nothing says with whom it was, or it says neither what was said nor the result.
    """
    said_with = _counterpart(tx, said)
    if not said.summary.strip() and said.result in _REACHED:
        raise UserError("Say in a sentence what was said; the log entry and the call keep it.")
    call = tx.add(_call(said, said_with))
    name = said_with.name
    entry = log(
        tx,
        said.case_id,
        _words(said, name),
        kind="contact",
        event_time=call.at,
        partner_id=said_with.partner_id or None,
        post_id=said_with.post_id or None,
        significant=said.significant,
        marking=said.marking,
    )
    call.marking = entry.marking
    tasks = [tx.add(_task(said, one, said_with, entry)) for one in said.tasks]
    promises = [tx.add(one) for one in _promises(tx, said, said_with, entry)]
    positions = [_take_position(tx, said, one, said_with, entry) for one in said.stances]
    following = [tx.add(_next(said, said_with, entry))] if said.next_at else []
    made: list[Record] = [call, *tasks, *promises, *positions, *following]
    tx.flush()
    for record in made:
        mention(tx, entry.id, record.id)
    alert = after_a_ring(tx, call) if call.hotline_id else None
    tx.summary = f"Record {said.kind.replace('_', ' ')} with {name}"
    return Recorded(
        call.id,
        entry.id,
        tuple(one.id for one in tasks),
        tuple(one.id for one in promises),
        tuple(one.id for one in positions),
        following[0].id if following else "",
        alert.id if alert else "",
    )


@dataclass(frozen=True, slots=True)
class _With:
    """With whom it was; ``name`` is how the log calls them."""

    partner_id: str
    post_id: str
    person_id: str
    name: str


def _counterpart(view: Snapshot, said: Conversation) -> _With:
    channel = view.get(Channel, said.channel_id) if said.channel_id else None
    hotline = view.get(Hotline, said.hotline_id) if said.hotline_id else None
    post_id = said.post_id or (channel.post_id if channel else "") or (hotline.to_post_id if hotline else "")
    post = view.get(Post, post_id) if post_id else None
    person = view.get(Person, said.person_id) if said.person_id else None
    partner_id = next(
        filter(
            None,
            (
                said.partner_id,
                post.partner_id if post else "",
                channel.partner_id if channel else "",
                hotline.to_id if hotline else "",
                person.partner_id if person else "",
            ),
        ),
        "",
    )
    partner = view.get(Partner, partner_id) if partner_id else None
    if post is None and partner is None and channel is None and hotline is None:
        raise UserError("Say with whom it was: a post, a partner, a channel or a hotline.")
    who = person.name if person else said.answered_by
    where = post.title if post else hotline.name if hotline else partner.name if partner else str(channel)
    name = f"{who}, {where}" if who else where
    return _With(partner_id, post_id or "", person.id if person else "", name)


def _call(said: Conversation, whom: _With) -> Call:
    return Call(
        at=said.at,
        subject=said.subject or said.summary.partition("\n")[0][:120],
        kind=said.kind,
        hotline_id=said.hotline_id or None,
        channel_id=said.channel_id or None,
        post_id=whom.post_id or None,
        partner_id=whom.partner_id or None,
        person_id=whom.person_id or None,
        case_id=said.case_id,
        incoming=said.incoming,
        result=said.result,
        answered_by=said.answered_by,
        cause=said.cause,
        minutes=said.minutes,
        translated=said.translated,
        summary=said.summary,
        next_at=said.next_at,
    )


def _words(said: Conversation, name: str) -> str:
    """The log entry: a portion mark that the summary begins with stays at its beginning."""
    way = "rang us" if said.incoming else "was rung"
    result = "" if said.result in _REACHED else f", {said.result.replace('_', ' ')}"
    cause = f", cause {(said.cause or 'unknown').replace('_', ' ')}" if result else ""
    head = f"{name} {way}{result}{cause}"
    return (
        f"{said.summary.rstrip()}\n{head}."
        if said.summary.startswith("(")
        else f"{head}: {said.summary}".rstrip(": ")
    )


def _task(said: Conversation, one: Task, whom: _With, entry: LogEntry) -> Action:
    return Action(
        title=one.title,
        case_id=said.case_id,
        owner_id=one.owner_id or None,
        partner_id=whom.partner_id or None,
        kind=one.kind,
        due_at=one.due_at,
        marking=entry.marking,
    )


def _promises(view: Snapshot, said: Conversation, whom: _With, entry: LogEntry) -> Iterator[Commitment]:
    if not said.promises:
        return
    desk = view.find(Desk, DESK_ID)
    home = desk.home_id if desk else None
    if not whom.partner_id:
        raise UserError("A commitment needs the partner that it was made with; name the partner of the call.")
    for one in said.promises:
        if one.ours and home is None:
            raise UserError("A commitment of ours needs our own state; set the home state of the desk first.")
        yield Commitment(
            text=one.text,
            giver_id=home if one.ours and home else whom.partner_id,
            receiver_id=whom.partner_id if one.ours else home,
            case_id=said.case_id,
            kind=one.kind,
            status="announced",
            public=one.public,
            form="in conversation",
            pledged_on=_day(said.at or view.moment),
            due_on=one.due_on,
            marking=entry.marking,
        )


def _take_position(
    tx: Transaction, said: Conversation, one: Stance, whom: _With, entry: LogEntry
) -> Position:
    """Add the new position and end those before it; one that began on the same day ends on that day."""
    if not whom.partner_id:
        raise UserError("A position needs the partner that takes it; name the partner of the call.")
    day = (said.at or tx.moment).date()
    for earlier in tx.all(Position, Position.partner_id == whom.partner_id, Position.case_id == said.case_id):
        same = earlier.issue.casefold().strip() == one.issue.casefold().strip()
        if same and earlier.in_force(day) and earlier.ends_on is None:
            begun = earlier.begins_on
            last = day if begun is not None and begun.last >= day else day - timedelta(days=1)
            earlier.ends_on = PartialDate.parse(last.isoformat())
    return tx.add(
        Position(
            partner_id=whom.partner_id,
            issue=one.issue,
            stance=one.stance,
            strength=one.strength,
            level=one.level,
            statement=one.statement,
            case_id=said.case_id,
            begins_on=PartialDate.parse(day.isoformat()),
            marking=entry.marking,
        )
    )


def _next(said: Conversation, whom: _With, entry: LogEntry) -> Action:
    return Action(
        title=f"Call {whom.name} again",
        case_id=said.case_id,
        owner_id=said.next_owner_id or None,
        partner_id=whom.partner_id or None,
        kind="call",
        due_at=said.next_at,
        marking=entry.marking,
    )


def _day(moment: datetime) -> PartialDate:
    return PartialDate.parse(f"{moment:%Y-%m-%d}")
