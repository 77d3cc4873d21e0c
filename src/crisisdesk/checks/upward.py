"""A partner and what it is part of."""

from crisisdesk.model.partners import Partner
from crisisdesk.store.snapshot import Snapshot


def upward_of(view: Snapshot, partner_id: str | None) -> list[str]:
    """The ids of the partner and of all that it is part of, the nearest first; nothing without a partner."""
    chain: list[str] = []
    upward = partner_id
    while upward and upward not in chain:
        chain.append(upward)
        partner = view.find(Partner, upward)
        upward = partner.parent_id if partner else None
    return chain
