"""What the form of a finished call offers: cases, channels, who of ours can take a task, and the words to choose from."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisdesk.checks.scope import Scope
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.widgets.record_combo import Suggestion
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Channel
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.services.calls import calls
from crisisdesk.store.snapshot import Snapshot

MOST_POSTS = 2_000
_AHEAD = re.compile(r"\+\s*(\d{1,4})\s*(min|m|h|d)", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class CallForm:
    """A call that is to be recorded: with whom, and what can be chosen."""

    post_id: str
    post: str
    person_id: str
    person: str
    partner: str
    cases: tuple[tuple[str, str], ...]
    case_id: str
    channels: tuple[tuple[str, str], ...]
    channel_id: str
    owners: tuple[Suggestion, ...]
    words: Words


def read_form(view: Snapshot, post_id: str, case_id: str) -> CallForm:
    """Read the form of a call with a post.

    Raises:
        UserError: There is no such post.
    """
    post = view.get(Post, post_id)
    line = next((one for one in calls(view) if one.post_id == post_id), None)
    words = read_words(
        view, "channel_kind", "call_kind", "call_result", "call_cause", "stance", "action_kind"
    )
    channels = view.all(Channel, Channel.post_id == post_id, order=Channel.order)
    cases = [case for case in view.all(CrisisCase, order=CrisisCase.title) if case.is_open]
    return CallForm(
        post.id,
        post.title,
        line.person_id if line else "",
        " ".join(filter(None, (line.rank, line.person))) if line else "",
        view.captions([post.partner_id]).get(post.partner_id or "", ""),
        tuple((case.id, case.title) for case in cases),
        _case_of(view, post, [case.id for case in cases], case_id),
        tuple((one.id, f"{words.of('channel_kind', one.kind)} · {one.address}") for one in channels),
        line.channel.id if line and line.channel else channels[0].id if channels else "",
        _ours(view),
        words,
    )


def _case_of(view: Snapshot, post: Post, known: list[str], wanted: str) -> str:
    """The case that was asked for, else the first open one in which the partner has a part, else the only one."""
    if wanted in known:
        return wanted
    scope = Scope(view)
    ways = scope.family(scope.root(post.partner_id)) if post.partner_id else frozenset()
    parts = [one.case_id for one in view.all(Involvement) if one.partner_id in ways]
    found = next((case_id for case_id in known if case_id in parts), "")
    return found or (known[0] if len(known) == 1 else "")


def _ours(view: Snapshot) -> tuple[Suggestion, ...]:
    """Posts on our side; all posts where the desk does not say which side is ours."""
    home = sorted(Scope(view).home)
    ours = [Post.partner_id.in_(home)] if home else []
    posts = view.all(Post, *ours, order=Post.title, limit=MOST_POSTS)
    names = view.captions(sorted({one.partner_id for one in posts if one.partner_id}))
    return tuple((one.id, one.title, names.get(one.partner_id or "", one.city)) for one in posts)


def read_when(text: str, now: datetime) -> datetime:
    """A moment as it is typed after a call: a date-time group, a time of today, ISO 8601, or ``+2h``, ``+30m``, ``+1d``.

    Raises:
        UserError: It is none of these.
    """
    if found := _AHEAD.fullmatch(text.strip()):
        return (now + int(found[1]) * _UNITS[found[2].lower()]).replace(second=0, microsecond=0)
    return parse_moment(text, now=now)
