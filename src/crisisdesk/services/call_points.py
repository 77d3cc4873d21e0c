"""What can come up in a call with a partner: asks, commitments, red lines, positions, and what must not be said.

Each point knows why it may not be raised: the marking of the channel, or that it is not released to who listens.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import or_

from crisisdesk.briefing.portions import Audience, split
from crisisdesk.checks.scope import Scope
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Partner, Position
from crisisdesk.model.posts import Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.watch import Handover
from crisisdesk.services.markings import audience, ladder
from crisisdesk.services.red_lines import STANDING
from crisisdesk.store.snapshot import Snapshot

OUR_ASK, THEIR_ASK = "our_ask", "their_ask"
ENDED_COMMITMENTS = frozenset({"delivered", "lapsed", "withdrawn"})
_ASKING = frozenset({OUR_ASK, "call", "demarche", "consult", "notify"})
_GIVING = frozenset({THEIR_ASK, "deliver", "information"})
_QUIET = frozenset({"private", "internal"})


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a call sheet.

    Attributes:
        record_id: The record that it is taken from.
        text: Its words, without the marks of their paragraphs.
        detail: State and dates in a few words; may be empty.
        marking: How high the words are marked.
        barred: Why it must not be raised in this call; empty where nothing speaks against it.
    """

    record_id: str
    text: str
    detail: str
    marking: Marking
    barred: str = ""


class Points:
    """The points of one call: with whom, in which case, on a channel of which limit."""

    def __init__(
        self, view: Snapshot, partner_id: str, case_id: str = "", limit: Marking | None = None
    ) -> None:
        self.view, self.case_id, self.limit = view, case_id, limit
        self.scope = Scope(view)
        self.ladder = ladder(view)
        self.root = self.scope.root(partner_id) if partner_id else ""
        self.theirs = self.scope.family(self.root)

    @cached_property
    def listener(self) -> Audience:
        """Who listens; a partner without a code can be named in no release list, so it is read nothing that needs one."""
        if not self.root or self.root in self.scope.home:
            return Audience()
        partner = self.view.find(Partner, self.root)
        try:
            return audience(self.view, partner.code) if partner and partner.code else Audience("—", "nobody")
        except UserError:  # a code that two partners share, or that is none
            return Audience("—", "nobody")

    # -- what may be said ---------------------------------------------------------------------------------

    def point(self, record: Record, text: str, detail: str = "") -> Point:
        """A record as a line; a text of several paragraphs is as highly marked as all of them."""
        try:
            parts = list(split(text, record.marking, self.ladder))
            marking = self.ladder.banner((mark for _, mark in parts), record.marking)
        except UserError:  # a level that was taken off the ladder: it is said to nobody
            return Point(record.id, text, detail, record.marking, "its marking is on no ladder of this desk")
        return Point(
            record.id, " ".join(words for words, _ in parts), detail, marking, self.obstacle(marking)
        )

    def obstacle(self, marking: Marking) -> str:
        """Why something that is marked so must not be said in this call; empty if it may."""
        limit = self.scope.rank(self.limit)
        rank = self.scope.rank(marking)
        if limit is not None and (rank is None or rank > limit):
            return f"marked above what the channel may carry ({self.limit})"
        return self.listener.obstacle(marking, self.ladder)

    # -- asks ---------------------------------------------------------------------------------------------

    def _actions(self) -> list[Action]:
        found = self.view.all(
            Action, Action.status.not_in(sorted(CLOSED_ACTIONS)), order=Action.due_at.nulls_last()
        )
        posts = {post.id: post.partner_id for post in self.view.all(Post)} if found else {}
        return [
            one
            for one in found
            if self._wanted(one.case_id)
            and (one.partner_id in self.theirs or posts.get(one.owner_id or "") in self.theirs)
        ]

    def asks(self) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """Ours, then theirs.

        Ours are what a post of theirs is to do, and open asks, calls, démarches, consultations and notices with them;
        theirs what they asked of us, and what we are to deliver to them or to tell them.
        """
        ours, theirs = [], []
        for action in self._actions():
            due = f"due {dtg(action.due_at)}" if action.due_at else "no time set"
            late = ", overdue" if action.due_at and action.due_at < self.scope.now else ""
            point = self.point(action, action.title, due + late)
            if action.kind in _GIVING:
                theirs.append(point)
            elif action.kind in _ASKING or action.partner_id not in self.theirs:
                ours.append(point)
        return tuple(ours), tuple(theirs)

    # -- commitments --------------------------------------------------------------------------------------

    def commitments(self) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """What we promised them, then what they promised us; what was delivered, lapsed or withdrawn is left out."""
        sides = or_(Commitment.giver_id.in_(self._sides), Commitment.receiver_id.in_(self._sides))
        ours, theirs = [], []
        for one in self.view.all(Commitment, sides, Commitment.status.not_in(sorted(ENDED_COMMITMENTS))):
            if not self._wanted(one.case_id):
                continue
            due = f"due {one.due_on}" if one.due_on else "no day set"
            point = self.point(one, one.text, f"{one.status.replace('_', ' ')}, {due}")
            if one.giver_id in self.theirs and (one.receiver_id is None or self._ours(one.receiver_id)):
                theirs.append(point)
            elif one.receiver_id in self.theirs and self._ours(one.giver_id):
                ours.append(point)
        return tuple(ours), tuple(theirs)

    @property
    def _sides(self) -> list[str]:
        return sorted(self.theirs)

    def _ours(self, partner_id: str) -> bool:
        return partner_id not in self.theirs and self.scope.ours(partner_id)

    def _wanted(self, case_id: str | None) -> bool:
        """Of the case of the call and of no case; of all open cases where the call is of none."""
        return case_id in {None, self.case_id} if self.case_id else self.scope.live(case_id)

    # -- lines and stances --------------------------------------------------------------------------------

    def red_lines(self) -> tuple[Point, ...]:
        """Lines that stand between us and them, or in the case; what is kept quiet must not be raised."""
        found = []
        for line in self.view.all(RedLine, RedLine.status.in_(sorted(STANDING))):
            near = line.issuer_id in self.theirs or line.addressee_id in self.theirs
            of_case = bool(self.case_id) and line.case_id == self.case_id
            if not (of_case or (near and self._wanted(line.case_id))):
                continue
            told = f"told {dtg(line.communicated_at)}" if line.communicated_at else "never communicated"
            by = self.scope.name(line.issuer_id)
            point = self.point(line, line.text, ", ".join(filter(None, (f"by {by}" if by else "", told))))
            own = line.issuer_id not in self.theirs
            if own and line.audience in _QUIET and line.addressee_id not in self.theirs and not point.barred:
                point = replace(point, barred=f"the line is {line.audience}")
            found.append(point)
        return tuple(found)

    def positions(self) -> tuple[Point, ...]:
        """Where they stand now, issue by issue, the newest of each."""
        newest: dict[str, Position] = {}
        for one in self.view.all(Position, Position.partner_id.in_(self._sides)):
            if one.in_force(self.scope.day) and self._wanted(one.case_id):
                before = newest.get(one.issue.casefold())
                if before is None or _begun(before) <= _begun(one):
                    newest[one.issue.casefold()] = one
        return tuple(self._position(one) for one in newest.values())

    def _position(self, one: Position) -> Point:
        since = f", since {one.begins_on}" if one.begins_on else ""
        strength = f", {one.strength.replace('_', ' ')}" if one.strength else ""
        return self.point(one, f"{one.issue}: {one.stance.replace('_', ' ')}{strength}", since.strip(", "))

    # -- what must not be said ----------------------------------------------------------------------------

    def not_to_raise(self, *points: Point) -> tuple[Point, ...]:
        """Those of the points that are barred, promises to others in confidence, and what the last handover forbids."""
        found = {point.record_id: point for point in points if point.barred}
        found.update((point.record_id, point) for point in self._confidences())
        found.update((point.record_id, point) for point in self._handed_over())
        return tuple(found.values())

    def _confidences(self) -> Iterator[Point]:
        for one in self.view.all(
            Commitment, Commitment.public.is_(False), Commitment.status.not_in(sorted(ENDED_COMMITMENTS))
        ):
            if one.giver_id in self.theirs or one.receiver_id in self.theirs:
                continue
            if self.case_id and one.case_id == self.case_id:
                point = self.point(one, one.text, "not public")
                yield replace(point, barred=point.barred or "given in confidence to somebody else")

    def _handed_over(self) -> Iterator[Point]:
        given = self.view.all(Handover, Handover.do_not_say != "", order=Handover.at.desc())
        for one in given:
            if one.case_id in {None, self.case_id or None}:
                point = self.point(one, one.do_not_say, f"handover of {one.outgoing}")
                yield replace(point, barred=point.barred or "said in the last handover")
                return


def _begun(one: Position) -> str:
    return str(one.begins_on.first) if one.begins_on else ""
