"""Who can talk to whom, over which post, person, channel or line, on the day of a snapshot.

Coordination is about dealings of all sorts; this network is about contact alone: sanctions, supplies and
memberships carry no word. The desk stands at one end of every channel. A post that is known to be vacant leads
nowhere, and a channel or line that does not work is dead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from crisisdesk.checks.line_states import line_states
from crisisdesk.checks.reach import SILENT
from crisisdesk.checks.scope import Scope
from crisisdesk.errors import UserError
from crisisdesk.exchange.naming import Naming
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.desk import DESK_ID
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.paths import Carriage, Reaching
from crisisdesk.services.calls import State, calls
from crisisdesk.services.records import resolve_any
from crisisdesk.store.snapshot import Snapshot

CHANNEL, LINE, HOLDS, SPEAKS, PART = "channel", "hotline", "holds", "represents", "part_of"
MEANS = frozenset({CHANNEL, LINE, HOLDS, SPEAKS})
LINES = frozenset({LINE, HOLDS, SPEAKS})
NO_CONTACT = frozenset({"sanctions", "embargoes", "supplies_arms", "licenses", "funds", "trains", "competes", "hostile", "owns",
                        "controls", "member_of", "allied_with", "hotline"})  # fmt: skip
_SHUT = frozenset({State.OFF_HOURS, State.ASLEEP, State.WEEKEND, State.HOLIDAY, State.AWAY})
_DEAD_LINES = frozenset({"suspended", "severed", "unanswered"})
_LINE_STATES = {"degraded": "strained", "untested": "planned"}


@dataclass(frozen=True)
class Contacts:
    """The network of contact; the desk is the node :data:`~crisisdesk.model.desk.DESK_ID`."""

    view: Snapshot
    scope: Scope
    case_id: str = ""

    @cached_property
    def reaching(self) -> Reaching:
        """All nodes and links with what they can carry; groups are the states or bodies at the top."""
        nodes = {node.id: node for node in self._nodes()}
        edges = {
            edge.id: (edge, carriage)
            for edge, carriage in self._edges()
            if edge.source in nodes and edge.target in nodes and edge.source != edge.target
        }
        network = Network(
            tuple(nodes.values()), tuple(edge for edge, _ in edges.values()), "Contacts", self.view.moment
        )
        return Reaching(network, {name: carriage for name, (_, carriage) in edges.items()})

    @cached_property
    def proven(self) -> Reaching:
        """The same, where contact details past their day of verification do not count as a way."""
        known = self.reaching
        edges = tuple(
            replace(edge, status="broken") if (c := known.carriage.get(edge.id)) and c.stale else edge
            for edge in known.network.edges
        )
        return replace(known, network=replace(known.network, edges=edges))

    @cached_property
    def timed(self) -> Reaching:
        """The same, where each post is known to be in its hours or out of them, as the calls board judges it."""
        states = {line.post_id: line.stand.state for line in calls(self.view)}
        carriage = {
            **self.reaching.carriage,
            **{
                f"{channel.id}/end": Carriage(open_now=_open(states.get(channel.post_id)))
                for channel in self.scope.reach.channels
                if channel.post_id
            },
        }
        return replace(self.reaching, carriage=carriage)

    @property
    def network(self) -> Network:
        """Its nodes and links."""
        return self.reaching.network

    @cached_property
    def lines(self) -> list[Hotline]:
        """All hotlines."""
        return self.view.all(Hotline, order=Hotline.name)

    @cached_property
    def streaks(self) -> dict[str, int]:
        """How many tests in a row each line missed."""
        return {state.line.id: len(state.streak) for state in line_states(self.view, self.scope)}

    @cached_property
    def links(self) -> list[Link]:
        """The links in force that carry words, of this case or of none."""
        return [
            link
            for link in self.view.all(Link)
            if link.in_force(self.scope.day)
            and link.kind not in NO_CONTACT
            and (not self.case_id or link.case_id in {None, self.case_id})
        ]

    @cached_property
    def partners(self) -> dict[str, Partner]:
        """All partners that have a contact, a link, a task, a role or a red line, and whom they are part of."""
        named: set[str | None] = {one for post in self.scope.reach.posts.values() for one in (post.partner_id, post.host_id)}  # fmt: skip
        named |= {channel.partner_id for channel in self.scope.reach.channels}
        named |= {end for link in self.links for end in (link.from_id, link.to_id)}
        named |= {end for line in self.lines for end in (line.from_id, line.to_id)}
        named |= {one.partner_id for one in self.view.all(Involvement)}
        named |= {action.partner_id for action in self.view.all(Action)}
        named |= {end for one in self.view.all(RedLine) for end in (one.issuer_id, one.addressee_id)}
        every = {partner.id: partner for partner in self.view.all(Partner)}
        waiting = [one for one in named if one]
        while waiting:
            parent = every[one].parent_id if (one := waiting.pop()) in every else None
            if parent and parent not in named:
                named.add(parent)
                waiting.append(parent)
        return {one: every[one] for one in sorted(filter(None, named)) if one in every}

    # -- nodes ------------------------------------------------------------------------------------------------

    def _nodes(self) -> Iterator[Node]:
        name = self.scope.desk.name if self.scope.desk else "The desk"
        yield Node(DESK_ID, name, "ministry", self._group(next(iter(self.homes), None)), "", "desk")
        for partner in self.partners.values():
            yield _node(
                partner,
                partner.name,
                "state" if partner.kind == "state" else "ministry",
                self._group(partner.id),
            )
        reach = self.scope.reach
        for post in reach.posts.values():
            yield _node(post, post.title, "post", self._group(post.partner_id))
            for one in reach.holders(post.id):
                person = reach.people.get(one.person_id)
                if person is not None:
                    yield _node(person, person.name, "person", self._group(post.partner_id))
        for channel in reach.channels:
            owner = reach.posts.get(channel.post_id or "")
            partner_id = owner.partner_id if owner else channel.partner_id
            yield _node(channel, channel.address, "channel", self._group(partner_id))
        for line in self.lines:
            yield _node(line, line.name, "hotline", self._group(line.to_id))

    @property
    def homes(self) -> tuple[str, ...]:
        """The state that the desk serves, if it says so."""
        home = self.scope.desk.home_id if self.scope.desk else None
        return (home,) if home else ()

    def _group(self, partner_id: str | None) -> str:
        return self.scope.root(partner_id) if partner_id else ""

    # -- links ------------------------------------------------------------------------------------------------

    def _edges(self) -> Iterator[tuple[Edge, Carriage]]:
        for channel in self.scope.reach.channels:
            yield from self._channel(channel)
        for post in self.scope.reach.posts.values():
            yield from self._post(post)
        for line in self.lines:
            yield from self._line(line)
        for link in self.links:
            edge = Edge(link.id, link.from_id, link.to_id, link.kind, link.kind.replace("_", " "),
                        status=link.status or "active", strength=link.strength, last_used=link.used_at)  # fmt: skip
            yield edge, Carriage()
        for partner in self.partners.values():
            if partner.parent_id:
                yield (
                    _edge(f"{partner.id}/parent", partner.id, partner.parent_id, PART, "part of"),
                    Carriage(),
                )

    def _channel(self, channel: Channel) -> Iterator[tuple[Edge, Carriage]]:
        reach = self.scope.reach
        post = reach.posts.get(channel.post_id or "")
        stale = reach.lapsed(channel, post) is not None
        status = "broken" if channel.status in SILENT else _LINE_STATES.get(channel.status, "active")
        carriage = Carriage(limit=self.scope.rank(channel.limit), stale=stale)
        word = channel.kind.replace("_", " ")
        yield _edge(f"{channel.id}/desk", DESK_ID, channel.id, CHANNEL, word, status=status), carriage
        end = channel.post_id or channel.partner_id or ""
        yield _edge(f"{channel.id}/end", channel.id, end, CHANNEL, word, status=status), Carriage()

    def _post(self, post: Post) -> Iterator[tuple[Edge, Carriage]]:
        """A post leads to whom it is of, ours to its host, and a deputy to whom its post leads; through whoever holds it."""
        if self.scope.reach.vacant(post):
            return
        for partner_id in sorted(self.speaks_for(post)):
            people = [one.person_id for one in self.scope.reach.holders(post.id)]
            for person in people:
                yield _edge(f"{post.id}/{person}", post.id, person, HOLDS, "held by"), Carriage()
                yield (
                    _edge(f"{post.id}/{person}/{partner_id}", person, partner_id, SPEAKS, "speaks for"),
                    Carriage(),
                )
            if not people:
                yield _edge(f"{post.id}/{partner_id}", post.id, partner_id, SPEAKS, "speaks for"), Carriage()

    def speaks_for(self, post: Post) -> frozenset[str]:
        """The partners that are reached by reaching a post, also as the deputy of another."""
        posts = self.scope.reach.posts.values()
        found: set[str | None] = set()
        chain, waiting = {post.id}, [post]
        while waiting:
            one = waiting.pop()
            found |= {one.partner_id, one.host_id if self.scope.ours(one.partner_id) else None}
            above = [other for other in posts if other.deputy_id == one.id and other.id not in chain]
            chain |= {other.id for other in above}
            waiting += above
        return frozenset(filter(None, found))

    def _line(self, line: Hotline) -> Iterator[tuple[Edge, Carriage]]:
        """Each end is its post where one is named and held, else its partner; ours is the desk as well."""
        longest = self.scope.limits.amount("finding-silence-streak")
        misses = self.streaks.get(line.id, 0)
        dead = line.status in _DEAD_LINES or (longest is not None and misses >= longest)
        status = "broken" if dead else _LINE_STATES.get(line.status, "active")
        carriage = Carriage(limit=self.scope.rank(line.limit), misses=misses)
        sides = ((line.from_id, line.from_post_id), (line.to_id, line.to_post_id))
        for side, (partner_id, post_id) in zip(("from", "to"), sides, strict=True):
            post = self.scope.reach.posts.get(post_id or "")
            held = post is not None and not self.scope.reach.vacant(post)
            end = post_id if held or not partner_id else partner_id
            edge = _edge(f"{line.id}/{side}", line.id, end or "", LINE, "line", status=status)
            yield edge, carriage
            if self.home_end(partner_id, post_id):
                yield replace(edge, id=f"{line.id}/desk", target=DESK_ID), carriage

    def home_end(self, partner_id: str | None, post_id: str | None) -> bool:
        """Whether this end of a line is ours."""
        post = self.scope.reach.posts.get(post_id or "")
        owner = partner_id or (post.partner_id if post else None)
        return owner is not None and owner in self.scope.home


def contacts(view: Snapshot, case_id: str = "") -> Contacts:
    """The network of contact on the day of a snapshot; with a case, without the links of other cases."""
    return Contacts(view, Scope(view), case_id)


def place(view: Snapshot, network: Network, text: str) -> str:
    """The id of the node that a text means: its id, what it is called, or the code of a partner.

    Raises:
        UserError: None or several are called that, or what is called that is no node of the network.
    """
    if text in network.index:
        return text
    wanted = text.strip().casefold()
    named = [node.id for node in network.nodes if node.caption.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    found = _of_records(view, text)
    if found not in network.index:
        raise UserError(f"“{text[:60]}” has no contact, link or task on record, so no way leads there.")
    return found


def _of_records(view: Snapshot, text: str) -> str:
    try:
        return Naming(view).find(Partner, text)
    except UserError:
        return resolve_any(view, text).id


def _open(state: State | None) -> bool | None:
    if state is None or state not in _SHUT:
        return True if state is not None and state.callable else None
    return False


def open_tasks(view: Snapshot, scope: Scope, case_id: str = "") -> list[Action]:
    """The open actions of a case, or of all live ones."""
    found = view.all(Action, Action.status.not_in(sorted(CLOSED_ACTIONS)), order=Action.due_at.nulls_last())
    return [a for a in found if scope.live(a.case_id) and (not case_id or a.case_id == case_id)]


def _node(record: Record, caption: str, kind: str, group: str) -> Node:
    return Node(record.id, caption, kind, group, str(record.marking), type(record).__tablename__)


def _edge(edge_id: str, source: str, target: str, kind: str, label: str, *, status: str = "active") -> Edge:
    return Edge(edge_id, source, target, kind, label, status=status)
