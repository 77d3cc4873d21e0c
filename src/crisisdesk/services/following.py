"""A network kept up to date: what was read stays, and only what a change set touched is read anew."""

from collections.abc import Iterable
from dataclasses import replace

from crisisdesk.briefing.terms import Terms
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Membership
from crisisdesk.network.graph import Edge, Network
from crisisdesk.services.coordination import coordination
from crisisdesk.services.dealings import DEALINGS, dealing
from crisisdesk.store.changes import Change
from crisisdesk.store.snapshot import Snapshot

FOLLOWED = (
    "link", "membership", "commitment", "measure", "transfer", "partner", "post", "incumbency", "hotline", "channel",
    "involvement", "case", "call", "action", "desk", "term",
)  # fmt: skip
"""The record types that a network is drawn from."""
_TYPES = {record_type.__tablename__: record_type for record_type in DEALINGS}


def followed(view: Snapshot, case_id: str, before: Network, changes: Iterable[Change]) -> Network:
    """The network of all times after some changes, given the one before; the same as if it were read anew.

    Changes of links, memberships, commitments, measures and transfers between nodes that are there replace these
    links alone. A change that may bring or take away a node has the whole network read again.
    """
    touched = {change.record_id: change for change in changes if change.record_type in FOLLOWED}
    if not touched:
        return replace(before, as_of=view.moment)
    edges = _replaced(view, case_id, before, touched)
    if edges is None:
        return coordination(view, case_id, ever=True)
    return replace(before, edges=edges, as_of=view.moment)


def _replaced(
    view: Snapshot, case_id: str, before: Network, touched: dict[str, Change]
) -> tuple[Edge, ...] | None:
    """The links with the touched ones as they are now; None where nodes may come or go."""
    edges, terms = {edge.id: edge for edge in before.edges}, Terms(view)
    for record_id, change in touched.items():
        record_type = _TYPES.get(change.record_type)
        if record_type is None or change.kind == "gone":
            return None
        record = view.find(record_type, record_id)
        made = dealing(record, terms) if record is not None else None
        old = edges.get(record_id)
        if made is None or {made.source, made.target} - before.index.keys():
            return None
        if old is not None and {old.source, old.target} != {made.source, made.target}:
            return None
        if isinstance(record, Link) and (
            {record.from_post_id, record.to_post_id} - {None, ""} - before.index.keys()
        ):
            return None
        own = isinstance(record, Membership) or not case_id or getattr(record, "case_id", None) == case_id
        if not own and not (isinstance(record, Link) and record.case_id is None):
            return None
        if made.source != made.target:
            edges[record_id] = made
    return tuple(edges.values())
