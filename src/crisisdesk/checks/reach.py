"""Whom a partner can be reached through: posts, who holds them, and channels that work.

What nobody noted is unknown, and unknown is not no: a post without any holder on record counts as held, details
without any day of verification as good. What is known to have ended or lapsed does not count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from crisisdesk.checks.limits import Limits
from crisisdesk.checks.words import on, quoted
from crisisdesk.model.channels import Channel
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot

UNHELD = frozenset({"vacant", "gapped", "suspended", "abolished"})
SILENT = frozenset({"suspended", "unanswered", "severed"})
_NOT_THERE = frozenset({"nominated", "pending", "recalled", "expelled", "departed"})
_GONE = frozenset({"former", "retired", "missing", "deceased"})


class Reach:
    """Posts, holders and channels on one day."""

    def __init__(
        self,
        view: Snapshot,
        day: date,
        limits: Limits,
        family: Callable[[str | None], frozenset[str]],
        home: frozenset[str],
    ) -> None:
        self._day, self._limits, self._family, self._home = day, limits, family, home
        self.posts = {post.id: post for post in view.all(Post)}
        self.channels = view.all(Channel, order=Channel.order)
        self.people = {person.id: person for person in view.all(Person)}
        self.held: dict[str, list[Incumbency]] = defaultdict(list)
        for one in view.all(Incumbency):
            self.held[one.post_id].append(one)
        self._by_post: dict[str | None, list[Channel]] = defaultdict(list)
        self._by_partner: dict[str | None, list[Channel]] = defaultdict(list)
        for channel in self.channels:
            self._by_post[channel.post_id].append(channel)
            if channel.post_id is None:
                self._by_partner[channel.partner_id].append(channel)

    def holders(self, post_id: str) -> list[Incumbency]:
        """Those who hold a post on the day."""
        return [one for one in self.held.get(post_id, ()) if self._holds(one)]

    def _holds(self, one: Incumbency) -> bool:
        person = self.people.get(one.person_id)
        there = one.status not in _NOT_THERE and (person is None or person.status not in _GONE)
        return there and one.in_force(self._day)

    def vacant(self, post: Post) -> bool:
        """Whether a post is known to be held by nobody: it says so, or its holders have all left."""
        return post.status in UNHELD or (bool(self.held.get(post.id)) and not self.holders(post.id))

    def channels_of(self, post_id: str) -> list[Channel]:
        """The channels of a post in their order of use."""
        return self._by_post.get(post_id, [])

    def lapsed(self, *records: Post | Channel | Person | None) -> PartialDate | None:
        """The day from which details are known to be stale; the first record with a day of its own decides."""
        for one in records:
            if one is not None and (one.verify_by or one.verified_on):
                return self._stale(one)
        return None

    def _stale(self, one: Post | Channel | Person) -> PartialDate | None:
        if one.verify_by is not None:
            return one.verify_by if one.verify_by.last < self._day else None
        good_for = self._limits.span("person-stale" if isinstance(one, Person) else "contact-stale")
        verified = one.verified_on
        if verified is None or good_for is None or self._day - verified.last <= good_for:
            return None
        return verified

    def contacts(self, partner_id: str) -> list[Post]:
        """The posts that lead to a partner: its own, ours accredited to it, and the deputies of both."""
        family = self._family(partner_id)
        found = {
            post.id
            for post in self.posts.values()
            if post.partner_id in family or (post.host_id in family and self._is_ours(post))
        }
        waiting = sorted(found)
        while waiting:
            deputy = self.posts[waiting.pop()].deputy_id
            if deputy in self.posts and deputy not in found:
                found.add(deputy)
                waiting.append(deputy)
        return [post for post in self.posts.values() if post.id in found]

    def _is_ours(self, post: Post) -> bool:
        return not self._home or post.partner_id in self._home

    def working(self, partner_id: str) -> Iterator[Channel]:
        """The channels to a partner that can be relied on."""
        for post in self.contacts(partner_id):
            if not self.vacant(post):
                yield from (c for c in self.channels_of(post.id) if self._works(c, post))
        for member in sorted(self._family(partner_id)):
            yield from (c for c in self._by_partner.get(member, ()) if self._works(c, None))

    def _works(self, channel: Channel, post: Post | None) -> bool:
        return channel.status not in SILENT and self.lapsed(channel, post) is None

    def obstacles(self, partner_id: str) -> list[str]:
        """Why nobody of a partner can be reached, contact by contact."""
        said = [self._obstacle(post) for post in self.contacts(partner_id)]
        direct = [c for member in sorted(self._family(partner_id)) for c in self._by_partner.get(member, ())]
        return said + [f"{quoted(c.address)} {self._fault(c, None)}" for c in direct]

    def _obstacle(self, post: Post) -> str:
        if self.vacant(post):
            return f"{post.title} is vacant"
        channels = self.channels_of(post.id)
        if not channels:
            return f"{post.title} has no channel"
        return f"{post.title}: {quoted(channels[0].address)} {self._fault(channels[0], post)}"

    def _fault(self, channel: Channel, post: Post | None) -> str:
        if channel.status in SILENT:
            return f"is {channel.status}"
        stale = self.lapsed(channel, post)
        return f"is no longer verified ({on(stale)})" if stale else "does not work"
