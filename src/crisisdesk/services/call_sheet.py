"""The call sheet: before a call, one page with all that the caller should have before the eyes (MISSION N15)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg, iso
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Person, Post
from crisisdesk.services.call_points import Point, Points
from crisisdesk.services.calls import CallLine, calls
from crisisdesk.store.snapshot import Snapshot

LAST_CONTACTS = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """A call or meeting that took place; ``record_id`` is that of the call or engagement."""

    record_id: str
    at: datetime | None
    what: str
    result: str
    with_whom: str
    summary: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What to know before a call to a post.

    ``marking`` is the banner over the whole page, ``channel_limit`` how high the channel may be used; empty texts are
    what nobody noted, and ``unknown`` names those of them that matter. ``line`` is the post as on the calls board,
    nothing where the board has no line for it.
    """

    post_id: str
    post: str
    partner_id: str
    partner: str
    person_id: str
    person: str
    name_original: str
    pronunciation: str
    rank: str
    languages: str
    case_id: str
    case: str
    now: datetime
    local_time: datetime | None
    local_dtg: str
    state: str
    state_words: str
    channel_id: str
    channel: str
    channel_kind: str
    channel_limit: Marking | None
    too_low: bool
    caller: str
    contacts: tuple[Contact, ...]
    our_asks: tuple[Point, ...]
    their_asks: tuple[Point, ...]
    we_promised: tuple[Point, ...]
    they_promised: tuple[Point, ...]
    red_lines: tuple[Point, ...]
    positions: tuple[Point, ...]
    not_to_raise: tuple[Point, ...]
    unknown: tuple[str, ...]
    marking: Marking
    line: CallLine | None


def call_sheet(view: Snapshot, post_id: str, case_id: str = "", channel_id: str = "") -> CallSheet:
    """The sheet for a call to a post, in a case or without one, on the channel named or the best that there is.

    Raises:
        UserError: There is no such post, case or channel, or the channel leads elsewhere.
    """
    post = view.get(Post, post_id)
    case = view.get(CrisisCase, case_id) if case_id else None
    line = _line(view, post_id, case_id)
    channel = _channel(view, post, channel_id or (line.channel.id if line and line.channel else ""))
    limit = channel.limit if channel else None
    person = view.find(Person, line.person_id) if line and line.person_id else None
    points = Points(view, post.partner_id or post.host_id or "", case_id, limit)
    our_asks, their_asks = points.asks()
    we_promised, they_promised = points.commitments()
    red_lines, positions = points.red_lines(), points.positions()
    shown = (*our_asks, *their_asks, *we_promised, *they_promised, *red_lines, *positions)
    not_to_raise = points.not_to_raise(*shown)
    marks = [point.marking for point in (*shown, *not_to_raise)]
    own = [record.marking for record in (post, person, channel, case) if record is not None]
    partner = view.find(Partner, post.partner_id)
    known = points.ladder
    return CallSheet(
        post_id=post.id,
        post=post.title,
        partner_id=post.partner_id or "",
        partner=partner.name if partner else "",
        person_id=person.id if person else "",
        person=person.name if person else "",
        name_original=person.name_original if person else "",
        pronunciation=person.pronunciation if person else "",
        rank=person.rank if person else "",
        languages=line.languages if line else post.languages,
        case_id=case_id,
        case=case.title if case else "",
        now=view.moment,
        local_time=line.local_time if line else None,
        local_dtg=line.local_dtg if line else dtg(view.moment),
        state=line.state.value if line else "unknown",
        state_words=_state_words(line),
        channel_id=channel.id if channel else "",
        channel=channel.address if channel else "",
        channel_kind=channel.kind if channel else "",
        channel_limit=limit,
        too_low=bool(case and limit and not _carries(points, case.marking, limit)),
        caller=line.caller if line else "",
        contacts=last_contacts(view, post),
        our_asks=our_asks,
        their_asks=their_asks,
        we_promised=we_promised,
        they_promised=they_promised,
        red_lines=red_lines,
        positions=positions,
        not_to_raise=not_to_raise,
        unknown=tuple(_unknown(line, person, channel)),
        marking=known.banner([*marks, *own], post.marking),
        line=line,
    )


def last_contacts(view: Snapshot, post: Post, limit: int = LAST_CONTACTS) -> tuple[Contact, ...]:
    """The newest calls with a post or its channels, and meetings held with its organisation; tests of lines are none."""
    channels = [one.id for one in view.all(Channel, Channel.post_id == post.id)]
    lines = [
        one.id
        for one in view.all(Hotline, or_(Hotline.to_post_id == post.id, Hotline.from_post_id == post.id))
    ]
    own = or_(Call.post_id == post.id, Call.channel_id.in_(channels), Call.hotline_id.in_(lines))
    if post.partner_id:
        own = or_(own, Call.partner_id == post.partner_id)
    past = (Call.kind != "test", Call.at <= view.moment)
    rung = view.all(Call, own, *past, order=Call.at.desc(), limit=limit)
    names = view.captions(one.person_id or one.post_id or one.partner_id for one in rung)
    found = [_called(one, names) for one in rung]
    if post.partner_id:
        held = (Engagement.partner_id == post.partner_id, Engagement.status == "held")
        met = view.all(
            Engagement,
            *held,
            Engagement.begins_at <= view.moment,
            order=Engagement.begins_at.desc(),
            limit=limit,
        )
        found += [_met(one) for one in met]
    found.sort(key=lambda one: one.at or view.moment, reverse=True)
    return tuple(found[:limit])


def sheet_json(sheet: CallSheet) -> dict[str, Any]:
    """The sheet as JSON: moments in UTC, local time with its offset, markings as they are written."""
    value = {name: getattr(sheet, name) for name in CallSheet.__dataclass_fields__ if name != "line"}
    value["local_time"] = sheet.local_time.isoformat(timespec="minutes") if sheet.local_time else None
    value["contacts"] = [asdict(one) for one in sheet.contacts]
    for name, told in value.items():
        if isinstance(told, tuple):
            value[name] = [_point_json(one) if isinstance(one, Point) else one for one in told]
    for one in value["contacts"]:
        one["at"] = iso(one["at"]) if one["at"] else None
    limit = sheet.channel_limit
    return {
        **value,
        "now": iso(sheet.now),
        "marking": str(sheet.marking),
        "channel_limit": str(limit) if limit else None,
    }


def _point_json(point: Point) -> dict[str, str]:
    return {**asdict(point), "marking": str(point.marking)}


def _line(view: Snapshot, post_id: str, case_id: str) -> CallLine | None:
    """The post as on the board of the case, else as on the whole board."""
    boards = [case_id, ""] if case_id else [""]
    found = (line for board in boards for line in calls(view, board) if line.post_id == post_id)
    return next(found, None)


def _channel(view: Snapshot, post: Post, channel_id: str) -> Channel | None:
    if not channel_id:
        return None
    channel = view.get(Channel, channel_id)
    if channel.post_id not in {None, post.id} or (
        channel.post_id is None and channel.partner_id != post.partner_id
    ):
        raise UserError(f"“{channel}” does not lead to “{post}”; name a channel of the post.")
    return channel


def _carries(points: Points, marking: Marking, limit: Marking) -> bool:
    """Whether a channel may carry a marking; a level that no ladder has cannot be said to be too low."""
    try:
        return points.ladder.within(marking, limit)
    except UserError:
        return True


def _state_words(line: CallLine | None) -> str:
    if line is None:
        return "hours unknown"
    return line.state.words + (f" ({line.why})" if line.why else "")


def _called(one: Call, names: dict[str, str]) -> Contact:
    what = (one.kind or "call").replace("_", " ")
    result = one.result.replace("_", " ") or "result unknown"
    who = one.answered_by or names.get(one.person_id or one.post_id or one.partner_id or "", "")
    said = one.summary.partition("\n")[0] or one.subject
    return Contact(one.id, one.at, f"{what}, {'theirs' if one.incoming else 'ours'}", result, who, said)


def _met(one: Engagement) -> Contact:
    said = one.results.partition("\n")[0] or one.title
    return Contact(
        one.id, one.begins_at, (one.kind or "meeting").replace("_", " "), one.status, one.place, said
    )


def _unknown(line: CallLine | None, person: Person | None, channel: Channel | None) -> list[str]:
    """What a caller would want to know and nobody noted."""
    told = {
        "who holds the post": person is not None,
        "how the name is spoken": person is None or bool(person.pronunciation),
        "the local time": line is not None and line.local_time is not None,
        "a channel": channel is not None,
        "how high the channel may be used": channel is None or channel.limit is not None,
        "the language": line is not None and bool(line.languages),
    }
    return [what for what, known in told.items() if not known]
