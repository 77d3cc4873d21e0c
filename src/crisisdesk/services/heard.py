"""When two who ought to be in touch last were, and how often they are to be: by links and answered calls."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crisisdesk.checks.line_states import REACHED
from crisisdesk.model.channels import Call
from crisisdesk.model.links import Link
from crisisdesk.services.reaching import Contacts

Ends = tuple[str | None, str | None]
"""The partners at two ends; nobody stands for the desk."""

_LAST: Any = select(Call.post_id, Call.channel_id, Call.hotline_id, Call.partner_id, func.max(Call.at)).where(
    Call.result.in_(sorted(REACHED))
)


def only_partner(ends: Ends) -> str | None:
    """The partner, where the desk is at the other end."""
    return ends[1] if ends[0] is None else ends[0] if ends[1] is None else None


class Heard:
    """What is on record of contact up to the moment of a snapshot; of a partner, that of its offices too."""

    def __init__(self, contacts: Contacts) -> None:
        self._contacts, self._scope = contacts, contacts.scope
        self._channels = {channel.id: channel for channel in self._scope.reach.channels}
        self._lines = {line.id: line for line in contacts.lines}
        self._calls = self._answered()

    def rhythm(self, ends: Ends) -> timedelta | None:
        """The closest rhythm in which links between the two are to be used."""
        days = [link.rhythm_days for link in self._joining(ends) if link.rhythm_days]
        return timedelta(days=min(days)) if days else None

    def last(self, ends: Ends) -> datetime | None:
        """When the two last spoke, by links, and by calls where one of them is us; nothing where none is on record."""
        moments = [link.used_at for link in self._joining(ends) if link.used_at]
        if partner := only_partner(ends):
            moments += [self._calls[one] for one in self._scope.family(partner) if one in self._calls]
        return max(moments, default=None)

    def _joining(self, ends: Ends) -> list[Link]:
        one, two = (self._scope.family(end) if end else self._scope.home for end in ends)
        return [
            link
            for link in self._contacts.links
            if (link.from_id in one and link.to_id in two) or (link.from_id in two and link.to_id in one)
        ]

    def _answered(self) -> dict[str, datetime]:
        """The last answered call with each partner: named itself, or by its post, channel or line."""
        means = (Call.post_id, Call.channel_id, Call.hotline_id, Call.partner_id)
        found: dict[str, datetime] = {}
        for *named, when in self._contacts.view.select(
            _LAST.where(Call.at <= self._scope.now).group_by(*means)
        ):
            for end in self._partners(*named):
                found[end] = max(when, found.get(end, when))
        return found

    def _partners(
        self, post_id: str | None, channel_id: str | None, line_id: str | None, partner_id: str | None
    ) -> set[str]:
        channel = self._channels.get(channel_id or "")
        line = self._lines.get(line_id or "")
        post = self._scope.reach.posts.get(post_id or (channel.post_id if channel else None) or "")
        ends = {partner_id, channel.partner_id if channel else None}
        ends |= {post.partner_id, post.host_id} if post else set()
        ends |= {line.from_id, line.to_id} if line else set()
        return set(filter(None, ends))
