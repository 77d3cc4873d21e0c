"""Q24: the rhythm of contact with a partner that matters to a case was missed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.line_states import REACHED
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, counted
from crisisdesk.model.channels import Call
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.store.snapshot import Snapshot

_AHEAD = ("planned", "confirmed")
_LAST_CALLS: Any = (
    select(Call.post_id, func.max(Call.at))
    .where(Call.post_id.is_not(None), Call.result.in_(sorted(REACHED)))
    .group_by(Call.post_id)
)


def missed_rhythms(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Engagements, links and posts that have a rhythm; what was never begun is unknown, not missed."""
    circle = _circle(view, scope)
    yield from _engagements(view, scope, circle)
    for link in view.all(Link, Link.rhythm_days.is_not(None), Link.used_at.is_not(None)):
        case_id = link.case_id or circle.get(link.to_id) or circle.get(link.from_id)
        alive = link.in_force(scope.day) and link.status not in {"broken", "planned"} and not _line(link)
        if alive and case_id in scope.open_cases and (late := _late(scope, link.used_at, link.rhythm_days)):
            said = f"was last used {at(link.used_at)}"
            ends = (link.from_id, link.to_id)
            yield _finding(scope, link.id, said, days=late, case_id=case_id, partners=ends)
    yield from _posts(view, scope, circle)


def _line(link: Link) -> bool:
    """Whether it is a hotline, whose tests are watched by checks of their own."""
    return link.hotline_id is not None or link.kind == "hotline"


def _circle(view: Snapshot, scope: Scope) -> dict[str, str]:
    """The partners involved in open cases, each with one of its cases."""
    found: dict[str, str] = {}
    for one in view.all(Involvement):
        if one.case_id in scope.open_cases and one.in_force(scope.day):
            for partner in scope.family(one.partner_id):
                found.setdefault(partner, one.case_id)
    return found


def _late(scope: Scope, last: datetime | None, days: int | None) -> int:
    """How many days the rhythm is, where it was missed; else 0."""
    missed = last is not None and days is not None and last + timedelta(days=days) < scope.now
    return days if missed and days else 0


def _engagements(view: Snapshot, scope: Scope, circle: dict[str, str]) -> Iterator[Finding]:
    pairs: dict[tuple[str, str], list[Engagement]] = defaultdict(list)
    for one in view.all(Engagement, Engagement.partner_id.is_not(None), order=Engagement.begins_at):
        if one.begins_at is not None and one.partner_id:
            pairs[one.partner_id, one.kind].append(one)
    for (partner_id, _), met in pairs.items():
        held = [one for one in met if one.status == "held" and one.begins_at and one.begins_at <= scope.now]
        ahead = any(one.status in _AHEAD and one.begins_at and one.begins_at >= scope.now for one in met)
        days = next((one.rhythm_days for one in reversed(met) if one.rhythm_days), None)
        if held and not ahead and (late := _late(scope, held[-1].begins_at, days)):
            own = held[-1].case_id if held[-1].case_id in scope.open_cases else None
            case_id = own or circle.get(partner_id)
            if case_id is not None:
                last = held[-1]
                yield _finding(
                    scope,
                    last.id,
                    f"was held {at(last.begins_at)}",
                    days=late,
                    case_id=case_id,
                    partners=(partner_id,),
                )


def _posts(view: Snapshot, scope: Scope, circle: dict[str, str]) -> Iterator[Finding]:
    posts = view.all(Post, Post.rhythm_days.is_not(None))
    calls = dict(view.select(_LAST_CALLS.where(Call.at <= scope.now))) if posts else {}
    for post in posts:
        last, case_id = calls.get(post.id), circle.get(post.partner_id or "")
        if case_id is not None and (late := _late(scope, last, post.rhythm_days)):
            partners = (post.partner_id,) if post.partner_id else ()
            yield _finding(
                scope,
                post.id,
                f"(of {scope.name(post.partner_id)}) last answered {at(last)}",
                days=late,
                case_id=case_id,
                partners=partners,
            )


def _finding(
    scope: Scope,
    record_id: str,
    said: str,
    *,
    days: int,
    case_id: str,
    partners: tuple[str, ...],
) -> Finding:
    matters = scope.title(case_id)
    return Finding(
        check="Q24",
        gravity=Gravity.CAUTION,
        reason=f"{scope.title(record_id)} {said}, and is expected every {counted(days, 'day')}; it matters to {matters}.",
        records=(record_id,),
        proposed="Make contact and note it, or change the rhythm.",
        case_id=case_id,
        partners=partners,
    )


CHECK = Check(
    "Q24",
    "missed_rhythm",
    "Engagement or contact rhythm missed for a pair that matters to a case",
    missed_rhythms,
)
