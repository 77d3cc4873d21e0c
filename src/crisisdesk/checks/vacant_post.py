"""Q5: an attaché post or security-cooperation office is vacant, or changes hands soon."""

from collections.abc import Iterator
from datetime import date

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import day
from crisisdesk.model.posts import Incumbency, Post
from crisisdesk.store.snapshot import Snapshot

_CLOSED = frozenset({"abolished"})


def vacant_posts(_view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Posts of the kinds in the limit; one of which nothing is known is not called vacant."""
    kinds = scope.limits.words("finding-handover-notice", "kind")
    for post in scope.reach.posts.values():
        if post.kind not in kinds or post.status in _CLOSED:
            continue
        if scope.reach.vacant(post):
            yield _vacant(scope, post)
        else:
            yield from _leaving(scope, post)


def _vacant(scope: Scope, post: Post) -> Finding:
    left = max((one.ends_on.last for one in scope.reach.held.get(post.id, ()) if one.ends_on), default=None)
    since = f" since {day(left)}" if left and left < scope.day else ""
    deputy = scope.reach.posts.get(post.deputy_id or "")
    covered = f"; {deputy.title} is its deputy" if deputy and not scope.reach.vacant(deputy) else ""
    return Finding(
        check="Q5",
        gravity=Gravity.CAUTION if covered else Gravity.SERIOUS,
        reason=f"{scope.post(post)}{_place(post)} is vacant{since}{covered}.",
        records=(post.id,),
        proposed="Name who acts for it, and ask when it will be filled.",
        aspect="vacant",
        partners=_partners(post),
    )


def _leaving(scope: Scope, post: Post) -> Iterator[Finding]:
    notice = scope.limits.span("finding-handover-notice")
    for one in scope.reach.holders(post.id):
        last = _last_day(one)
        if notice is None or last is None or not scope.day <= last <= scope.day + notice:
            continue
        next_one = _successor(scope, one, last)
        then = f"{scope.name(next_one.person_id)} follows" if next_one else "no successor is on record"
        yield Finding(
            check="Q5",
            gravity=Gravity.INFO if next_one else Gravity.CAUTION,
            reason=f"{scope.name(one.person_id)} hands over {scope.post(post)}{_place(post)} on {day(last)}; {then}.",
            records=(post.id, one.id),
            proposed="Meet the successor before, and verify the details on the day."
            if next_one
            else "Ask who follows, and who acts in between.",
            aspect="handover",
            partners=_partners(post),
        )


def _last_day(one: Incumbency) -> date | None:
    return min((when.first for when in (one.handover_on, one.ends_on) if when), default=None)


def _successor(scope: Scope, one: Incumbency, last: date) -> Incumbency | None:
    others = (other for other in scope.reach.held[one.post_id] if other.person_id != one.person_id)
    return next((other for other in others if other.ends_on is None or other.ends_on.last > last), None)


def _place(post: Post) -> str:
    return f" in {post.city}" if post.city and post.city not in post.title else ""


def _partners(post: Post) -> tuple[str, ...]:
    return tuple(filter(None, (post.partner_id, post.host_id)))


CHECK = Check(
    "Q5",
    "vacant_post",
    "Attaché or security-cooperation post that is vacant or changes hands soon",
    vacant_posts,
    ("finding-handover-notice",),
)
