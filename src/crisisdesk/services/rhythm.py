"""The rhythm of contact, pair by pair: what was agreed, when it was last kept, when it is due, what is overdue.

Check Q24 tells of those that matter to an open case; this tells of all.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crisisdesk.checks.line_states import REACHED
from crisisdesk.model.channels import Call
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.links import Link
from crisisdesk.model.moments import iso
from crisisdesk.model.posts import Post
from crisisdesk.store.snapshot import Snapshot

_AHEAD = frozenset({"planned", "confirmed"})
_DEAD_LINKS = frozenset({"broken", "planned"})
_LAST_CALLS: Any = (
    select(Call.post_id, func.max(Call.at))
    .where(Call.post_id.is_not(None), Call.result.in_(sorted(REACHED)))
    .group_by(Call.post_id)
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One rhythm.

    Attributes:
        kind: ``engagement``, ``link`` or ``post``.
        record_id: The newest engagement of its kind with the partner, the link, or the post.
        partner_id: With whom; ``other_id`` is the other end of a link, empty where that is us.
        what: What is to happen, such as ``staff talks``.
        every_days: How often.
        last_at: When it last took place; nothing where that never was or nobody noted it.
        planned_at: When the next one is planned.
        due_at: When the next one is due by the rhythm.
        state: ``overdue``, ``planned`` (late or not, the next one has its day), ``kept``, or ``never``.
    """

    kind: str
    record_id: str
    partner_id: str
    partner: str
    other_id: str
    other: str
    what: str
    every_days: int
    last_at: datetime | None
    planned_at: datetime | None
    due_at: datetime | None
    state: str

    @property
    def overdue(self) -> bool:
        """Whether it was missed and nothing is planned."""
        return self.state == "overdue"


def rhythms(view: Snapshot, partner_id: str = "") -> list[Rhythm]:
    """Every rhythm on record, or those with a partner: overdue ones first, the longest overdue before the rest."""
    found = [
        one
        for source in (_engagements, _links, _posts)
        for one in source(view)
        if not partner_id or partner_id in {one.partner_id, one.other_id}
    ]
    order = {"overdue": 0, "never": 1, "kept": 2, "planned": 3}
    return sorted(found, key=lambda one: (order[one.state], one.due_at or view.moment, one.record_id))


def rhythms_json(found: list[Rhythm]) -> list[dict[str, Any]]:
    """Rhythms as JSON."""
    return [
        {name: iso(told) if isinstance(told, datetime) else told for name, told in asdict(one).items()}
        for one in found
    ]


def _engagements(view: Snapshot) -> Iterator[Rhythm]:
    """Of each partner and kind of engagement; the newest of them that names a rhythm sets it."""
    pairs: dict[tuple[str, str], list[Engagement]] = defaultdict(list)
    for one in view.all(Engagement, Engagement.partner_id.is_not(None), order=Engagement.begins_at):
        if one.partner_id:
            pairs[one.partner_id, one.kind].append(one)
    names = view.captions(partner for partner, _ in pairs)
    for (partner, kind), met in pairs.items():
        days = next((one.rhythm_days for one in reversed(met) if one.rhythm_days), None)
        if days is None:
            continue
        held = [one for one in met if one.status == "held" and one.begins_at and one.begins_at <= view.moment]
        ahead = [
            one.begins_at
            for one in met
            if one.status in _AHEAD and one.begins_at and one.begins_at >= view.moment
        ]
        newest = held[-1] if held else met[-1]
        ends = (partner, names.get(partner, partner), "", "")
        what = kind.replace("_", " ") or newest.title
        last = held[-1].begins_at if held else None
        yield _rhythm(
            view, ("engagement", newest.id, what), ends, days, last=last, planned=min(ahead, default=None)
        )


def _links(view: Snapshot) -> Iterator[Rhythm]:
    found = view.all(Link, Link.rhythm_days.is_not(None), Link.status.not_in(sorted(_DEAD_LINKS)))
    names = view.captions(end for one in found for end in (one.from_id, one.to_id))
    for one in found:
        if one.rhythm_days and one.in_force(view.moment.date()):
            ends = (one.to_id, names.get(one.to_id, ""), one.from_id, names.get(one.from_id, ""))
            what = one.kind.replace("_", " ")
            yield _rhythm(view, ("link", one.id, what), ends, one.rhythm_days, last=one.used_at, planned=None)


def _posts(view: Snapshot) -> Iterator[Rhythm]:
    posts = view.all(Post, Post.rhythm_days.is_not(None))
    calls = dict(view.select(_LAST_CALLS.where(Call.at <= view.moment))) if posts else {}
    names = view.captions(post.partner_id for post in posts)
    for post in posts:
        if post.rhythm_days:
            ends = (post.partner_id or "", names.get(post.partner_id or "", ""), "", "")
            head = ("post", post.id, f"contact with {post.title}")
            yield _rhythm(view, head, ends, post.rhythm_days, last=calls.get(post.id), planned=None)


def _rhythm(
    view: Snapshot,
    head: tuple[str, str, str],
    ends: tuple[str, str, str, str],
    days: int,
    *,
    last: datetime | None,
    planned: datetime | None,
) -> Rhythm:
    due = last + timedelta(days=days) if last else None
    if planned is not None:
        state = "planned"
    elif due is None:
        state = "never"
    else:
        state = "overdue" if due < view.moment else "kept"
    kind, record_id, what = head
    return Rhythm(kind, record_id, *ends, what, days, last, planned, due, state)
