"""Q6: the details of a contact are past the day by which they were to be verified."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import few, on
from crisisdesk.model.channels import Channel
from crisisdesk.model.posts import Person, Post
from crisisdesk.store.snapshot import Snapshot


def stale_contacts(_view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One finding for a post with all its channels and holders, one for each channel of a partner without a post."""
    for post in scope.reach.posts.values():
        people = [scope.reach.people[one.person_id] for one in scope.reach.holders(post.id)]
        stale = _stale(scope, (post, *scope.reach.channels_of(post.id), *people))
        if stale:
            yield _finding(scope, post, stale, tuple(filter(None, (post.partner_id, post.host_id))))
    for channel in scope.reach.channels:
        if channel.post_id is None and scope.reach.lapsed(channel):
            yield _finding(scope, channel, [channel], (channel.partner_id,) if channel.partner_id else ())


def _stale(scope: Scope, records: tuple[Post | Channel | Person, ...]) -> list[Post | Channel | Person]:
    return [record for record in records if scope.reach.lapsed(record)]


def _finding(
    scope: Scope, head: Post | Channel, stale: list[Post | Channel | Person], partners: tuple[str, ...]
) -> Finding:
    name = scope.post(head) if isinstance(head, Post) else scope.title(head.id)
    details = [record.caption for record in stale if record is not head]
    which = f" ({few(details)})" if details else ""
    days = [found for record in stale if (found := scope.reach.lapsed(record))]
    oldest = min(days, key=lambda one: one.sort_key)
    return Finding(
        check="Q6",
        gravity=Gravity.CAUTION,
        reason=f"The details of {name}{which} are past their day of verification, the oldest "
        f"since {on(oldest)}.",
        records=(head.id,),
        proposed="Ring, ask, and note the day on which the details were verified.",
        evidence=tuple(record.id for record in stale if record is not head),
        partners=partners,
    )


CHECK = Check(
    "Q6",
    "stale_contact",
    "Contact details past their verify-by day",
    stale_contacts,
    ("contact-stale", "person-stale"),
)
