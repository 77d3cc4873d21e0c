"""The coordination network out of the records: who is linked to whom, by what, and in which state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from crisisdesk.briefing.circle import hotlines_of, partners_of
from crisisdesk.briefing.terms import Terms
from crisisdesk.model.base import Record
from crisisdesk.model.bases import Interval
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.posts import Incumbency, Post
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.layouts.geographic import capitals
from crisisdesk.network.timing import stands
from crisisdesk.services.dealings import dealing, edge
from crisisdesk.store.snapshot import Snapshot

_KINDS = {
    "ministry": "ministry", "bureau": "ministry", "agency": "ministry", "legislature": "ministry", "mission": "ministry",
    "command": "command", "unit": "command", "company": "company",
    "alliance": "group", "coalition": "group", "minilateral": "group", "regime": "group", "treaty": "group", "list": "group",
    "organisation": "organisation", "body": "organisation", "ngo": "organisation", "media": "organisation", "state": "state",
}  # fmt: skip
_LINE_STATES = {"active": "active", "degraded": "strained", "suspended": "dormant", "untested": "planned",
                "unanswered": "strained", "severed": "broken"}  # fmt: skip


def coordination(view: Snapshot, case_id: str = "", *, ever: bool = False) -> Network:
    """Who is linked to whom on the day that the snapshot shows; what has ended, or not begun, is left out.

    With ``ever``: whatever its dates; :func:`crisisdesk.network.timing.stood` cuts that to any day.

    Without a case: all coordination links, hotlines and what hangs on their ends. With a case: the case, the partners
    that its records name, their posts that the case uses, their hotlines, and all that joins these.
    Node and edge ids are those of the records that they stand for.
    """
    return _Building(view, case_id, ever=ever).network()


class _Building:
    """Collects nodes and edges; an edge that leads out of the circle is left out."""

    def __init__(self, view: Snapshot, case_id: str, *, ever: bool) -> None:
        self.view, self.ever = view, ever
        self.case = view.get(CrisisCase, case_id) if case_id else None
        self.day = view.moment.date()
        self.terms = Terms(view)
        self.links = [
            link for link in self._all(Link) if self.case is None or link.case_id in {None, case_id}
        ]
        self.lines = hotlines_of(view, case_id) if case_id else view.all(Hotline)
        self.partners = self._partners()
        self.posts = self._posts()
        self.channels = self._channels()

    def network(self) -> Network:
        """Nodes by type and id, then edges."""
        nodes = {node.id: node for node in self._nodes()}
        edges = {
            one.id: one
            for one in self._edges()
            if one.source in nodes
            and one.target in nodes
            and one.source != one.target
            and (self.ever or stands(one, self.day))
        }
        title = self.case.title if self.case else "Coordination network"
        return Network(tuple(nodes.values()), tuple(edges.values()), title, self.view.moment)

    def _all(self, record_type: type[Any]) -> list[Any]:
        """All records of a type that hold on this day."""
        return [
            record
            for record in self.view.all(record_type)
            if self.ever or not isinstance(record, Interval) or record.in_force(self.day)
        ]

    def _of_case(self, record_type: Any) -> list[Any]:
        found = self._all(record_type)
        return [record for record in found if self.case is None or record.case_id == self.case.id]

    def _partners(self) -> dict[str, Partner]:
        ids: set[str | None] = set()
        if self.case is not None:
            ids |= partners_of(self.view, self.case.id)
        else:
            for link in self.links:
                ids.update((link.from_id, link.to_id))
            for commitment in self.view.all(Commitment):
                ids.update((commitment.giver_id, commitment.receiver_id))
            ids |= {one.partner_id for one in self._all(Involvement)}
        for line in self.lines:
            ids.update((line.from_id, line.to_id))
        found = (self.view.find(Partner, partner_id) for partner_id in sorted(filter(None, ids)))
        return {partner.id: partner for partner in found if partner is not None}

    def _posts(self) -> dict[str, Post]:
        """Posts that the case uses: owners of actions, contacts, ends of links and hotlines, those rung; all without a case."""
        ids: set[str | None] = set()
        for link in self.links:
            ids.update((link.from_post_id, link.to_post_id))
        for line in self.lines:
            ids.update((line.from_post_id, line.to_post_id))
        ids |= {one.post_id for one in self._of_case(Involvement)}
        ids |= {action.owner_id for action in self._of_case(Action)}
        ids |= {call.post_id for call in self._of_case(Call)}
        found = (self.view.find(Post, post_id) for post_id in sorted(filter(None, ids)))
        return {post.id: post for post in found if post is not None}

    def _channels(self) -> list[Channel]:
        """The first channel of each post: more of them would only repeat the post."""
        first: dict[str, Channel] = {}
        for channel in self.view.all(Channel, order=Channel.order):
            if channel.post_id in self.posts:
                first.setdefault(channel.post_id or "", channel)
        return list(first.values())

    def _nodes(self) -> Iterator[Node]:
        if self.case is not None:
            yield _node(self.case, self.case.title, "case", "Case")
        roles = {one.partner_id: one.role for one in self._of_case(Involvement)}
        for partner in self.partners.values():
            role = roles.get(partner.id) or partner.role
            group = (
                self.terms.label("partner_role", role)
                if role
                else self.terms.label("partner_kind", partner.kind)
            )
            made = _node(partner, partner.name, _KINDS.get(partner.kind, "unknown"), group)
            yield replace(made, at=capitals().get(partner.code) if partner.kind == "state" else None)
        holders = self._holders()
        for post in self.posts.values():
            partner_name = (
                self.partners[post.partner_id].name if post.partner_id in self.partners else "Posts"
            )
            yield replace(
                _node(post, post.title, "post", partner_name),
                detail=holders.get(post.id, "vacant or unknown"),
            )
        for line in self.lines:
            yield _node(line, line.name, "hotline", "Hotlines")
        for channel in self.channels:
            yield _node(channel, self.terms.label("channel_kind", channel.kind), "channel", "Channels")

    def _holders(self) -> dict[str, str]:
        current = [one for one in self._all(Incumbency) if one.post_id in self.posts]
        names = self.view.captions(one.person_id for one in current)
        return {one.post_id: names.get(one.person_id, "") for one in current}

    def _edges(self) -> Iterator[Edge]:
        for link in self.links:
            yield from self._dealing(link)
        yield from self._belonging()
        yield from self._lines()
        yield from self._dealings()

    def _belonging(self) -> Iterator[Edge]:
        """Memberships among the partners shown, posts and the partners they stand for, offices and what they are part of."""
        for one in self.view.all(Membership, Membership.group_id.in_(sorted(self.partners)[:900])):
            if one.member_id in self.partners and (self.ever or one.in_force(self.day)):
                yield from self._dealing(one)
        for partner in self.partners.values():
            above = self._above(partner)
            if above:
                made = edge(partner, partner.id, above, "part_of", "part of")
                yield replace(made, id=f"{partner.id}/parent")
        for post in self.posts.values():
            if post.partner_id in self.partners:
                yield replace(
                    edge(post, post.id, post.partner_id, "represents", "represents"),
                    id=f"{post.id}/represents",
                )
        for channel in self.channels:
            made = edge(channel, channel.post_id, channel.id, "channel", "reached by")
            yield replace(
                made,
                id=f"{channel.id}/post",
                status=_LINE_STATES.get(channel.status, "active"),
                directed=False,
            )
        if self.case is not None:
            for one in self._of_case(Involvement):
                label = self.terms.word("partner_role", one.role) if one.role else "involved"
                yield edge(one, one.partner_id, self.case.id, "involved", label)

    def _above(self, partner: Partner) -> str:
        """The nearest of those shown that a partner is part of, over however many that are not shown."""
        seen: set[str] = set()
        at: str | None = partner.parent_id
        while at and at not in seen:
            if at in self.partners:
                return at
            seen.add(at)
            one = self.view.find(Partner, at)
            at = one.parent_id if one is not None else None
        return ""

    def _lines(self) -> Iterator[Edge]:
        """Each hotline to its two ends: the post if one is named, else the partner."""
        newest: dict[str, datetime] = {}
        for call in self.view.all(Call, Call.hotline_id.is_not(None), order=Call.at):
            if call.at is not None and call.hotline_id and call.result in {"answered", "late"}:
                newest[call.hotline_id] = call.at
        for line in self.lines:
            for side, partner, post in (
                ("from", line.from_id, line.from_post_id),
                ("to", line.to_id, line.to_post_id),
            ):
                end = partner or post
                made = edge(line, end, line.id, "hotline", "", status=_LINE_STATES.get(line.status, "active"))
                yield replace(made, id=f"{line.id}/{side}", directed=False, last_used=newest.get(line.id))

    def _dealings(self) -> Iterator[Edge]:
        """Commitments, measures in force and open transfers."""
        for record_type in (Commitment, Measure, Transfer):
            for one in self._of_case(record_type):
                yield from self._dealing(one)

    def _dealing(self, record: Record) -> Iterator[Edge]:
        made = dealing(record, self.terms)
        if made is not None:
            yield made


def _node(record: Record, caption: str, kind: str, group: str) -> Node:
    return Node(record.id, caption, kind, group, str(record.marking), type(record).__tablename__)
