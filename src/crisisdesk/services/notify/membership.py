"""Which membership gives a recipient its tier, in words: since when, how sure, and whether the day itself is open."""

from datetime import date

from crisisdesk.checks.upward import upward_of
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.services.clocks.tiers import NATO_PLUS_GROUPS
from crisisdesk.store.snapshot import Snapshot

_DESIGNATED = "US-MNNA"


def membership_words(view: Snapshot, partner_id: str, day: date) -> list[str]:
    """A sentence for each membership in force of a group that makes the nearer tier."""
    groups = {group.id: group.name for group in view.all(Partner, Partner.code.in_(NATO_PLUS_GROUPS))}
    members = view.all(
        Membership,
        Membership.member_id.in_(upward_of(view, partner_id)),
        Membership.group_id.in_(sorted(groups)),
        order=Membership.id,
    )
    return [_words(one, groups[one.group_id], day) for one in members if one.in_force(day)]


def designation_words(view: Snapshot, partner_id: str, day: date) -> list[str]:
    """What a designation in force says of a recipient that has not the nearer tier, with its doubts.

    A designation makes no tier (domain facts 9.3), but its note may name other law that did: that of Jordan does.
    """
    groups = {group.id: group.name for group in view.all(Partner, Partner.code == _DESIGNATED)}
    found = view.all(
        Membership,
        Membership.member_id.in_(upward_of(view, partner_id)),
        Membership.group_id.in_(sorted(groups)),
        order=Membership.id,
    )
    return [
        f"{_words(one, groups[one.group_id], day)} This makes no nearer tier. {one.reservations.strip().rstrip('.')}."
        for one in found
        if one.in_force(day) and one.reservations.strip()
    ]


def _words(one: Membership, group: str, day: date) -> str:
    since = f" since {one.begins_on}" if one.begins_on else ""
    sure = f" (confidence {one.confidence})" if one.confidence else ""
    open_end = one.begins_on is not None and one.begins_on.first <= day < one.begins_on.last
    doubt = " The day itself is not known, so check it." if open_end else ""
    return f"{one.status.replace('_', ' ').capitalize()} of {group}{since}{sure}.{doubt}"


__all__ = ["designation_words", "membership_words", "upward_of"]
