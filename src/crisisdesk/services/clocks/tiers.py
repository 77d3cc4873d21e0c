"""Which notification rule a recipient falls under on a day: a matter of dated membership, never of a list in the code."""

import json
from collections import defaultdict
from datetime import date

from sqlalchemy import or_

from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.rules import NotificationRule, Tier
from crisisdesk.services.clocks.rules import in_effect
from crisisdesk.store.snapshot import Snapshot

NATO_PLUS_GROUPS = ("NATO", "NATO-PLUS-5")
"""Codes of the groups whose members are the tier; the second holds the five states beside the alliance (``db/seeds``)."""

_INSTRUMENTS = {
    "fms": "fms", "fmf": "fms", "bpc": "fms", "dcs": "dcs", "coproduction": "dcs", "eda": "eda", "lease": "lease",
    "tpt": "third_party_transfer",
}  # fmt: skip


class Tiers:
    """The tiers and notification rules of one snapshot; memberships and rules are read once."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._groups = {p.id for p in view.all(Partner, Partner.code.in_(NATO_PLUS_GROUPS))}
        in_force = statuses_in_force(view)
        self._members: dict[str, list[Membership]] = defaultdict(list)
        for one in view.all(
            Membership, or_(*(Membership.group_id == group for group in self._groups), Membership.id == "")
        ):
            if one.status in in_force:
                self._members[one.member_id].append(one)
        self._rules: dict[str, list[NotificationRule]] = defaultdict(list)
        for rule in view.all(NotificationRule):
            self._rules[rule.instrument].append(rule)
        self._chains: dict[str, tuple[str, ...]] = {}

    def tier_on(self, recipient_id: str | None, day: date) -> Tier | None:
        """The tier of a recipient on a day: its own, or that of the state that it is an office of; nothing without one."""
        if not recipient_id:
            return None
        chain = self._chain(recipient_id)
        inside = any(one.in_force(day) for partner in chain for one in self._members.get(partner, ()))
        return Tier.NATO_PLUS if inside or self._groups.intersection(chain) else Tier.OTHER

    def rule_for(self, channel: str, tier: Tier | None, day: date) -> NotificationRule | None:
        """The rule for a channel of transfer (or an instrument) and a tier: the newest of those in effect on the day."""
        rules = [
            rule
            for rule in self._rules.get(_INSTRUMENTS.get(channel, channel), [])
            if rule.tier in {tier, Tier.ANY} and in_effect(rule, day)
        ]
        return max(
            rules,
            key=lambda rule: (rule.effective_from.first if rule.effective_from else date.min, rule.id),
            default=None,
        )

    def _chain(self, partner_id: str) -> tuple[str, ...]:
        """The partner and what it is part of, upward."""
        if partner_id not in self._chains:
            chain: list[str] = []
            upward: str | None = partner_id
            while upward and upward not in chain:
                chain.append(upward)
                partner = self._view.find(Partner, upward)
                upward = partner.parent_id if partner else None
            self._chains[partner_id] = tuple(chain)
        return self._chains[partner_id]


def statuses_in_force(view: Snapshot) -> set[str]:
    """The statuses of a membership in which it counts, as the vocabulary says."""
    rows = view.sql(
        "SELECT code, attributes FROM term WHERE vocabulary = 'membership_status' AND attributes <> ''"
    )
    return {code for code, attributes in rows if json.loads(attributes).get("in_force")}
