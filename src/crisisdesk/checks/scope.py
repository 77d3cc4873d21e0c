"""``Scope``: what the checks of one run share, read from the snapshot once and only when one of them asks."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.limits import Limits
from crisisdesk.checks.reach import Reach
from crisisdesk.checks.words import quoted
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.rules import Rule
from crisisdesk.model.vocabulary import MarkingLevel
from crisisdesk.store.snapshot import Snapshot

_PARTS: Any = select(Partner.id, Partner.parent_id).where(Partner.parent_id.is_not(None))


class Scope:
    """The snapshot's moment, the desk's limits, its open cases, its names and its ladder."""

    def __init__(self, view: Snapshot) -> None:
        self.view = view
        self.now = view.moment
        self.day = view.moment.date()
        self._names: dict[str, str] = {}

    @cached_property
    def limits(self) -> Limits:
        """The limits in use on the day."""
        return Limits(self.view.all(Rule), self.day)

    @cached_property
    def desk(self) -> Desk | None:
        """What describes the file."""
        return self.view.find(Desk, DESK_ID)

    @cached_property
    def open_cases(self) -> dict[str, CrisisCase]:
        """The cases that the desk works on, by id."""
        found = self.view.all(CrisisCase, CrisisCase.phase.not_in(sorted(CLOSED_PHASES)))
        return {case.id: case for case in found}

    def live(self, case_id: str | None) -> bool:
        """Whether something concerns the desk now: it belongs to an open case, or to none."""
        return case_id is None or case_id in self.open_cases

    @cached_property
    def _parents(self) -> dict[str, str]:
        return dict(self.view.select(_PARTS))

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for child, parent in self._parents.items():
            found[parent].append(child)
        return found

    def family(self, partner_id: str | None) -> frozenset[str]:
        """A partner and all that is part of it."""
        found: set[str] = set()
        waiting = [partner_id] if partner_id else []
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._children.get(one, [])
        return frozenset(found)

    def root(self, partner_id: str) -> str:
        """The state or body at the top of what a partner is part of."""
        seen = {partner_id}
        while (parent := self._parents.get(partner_id)) and parent not in seen:
            partner_id = parent
            seen.add(parent)
        return partner_id

    @cached_property
    def home(self) -> frozenset[str]:
        """The state that the desk serves, with all its offices; nothing where the desk does not say."""
        return self.family(self.desk.home_id if self.desk else None)

    def ours(self, partner_id: str | None) -> bool:
        """Whether this is the home state or one of its offices; of a desk without a home, everybody may be."""
        return not self.home or partner_id is None or partner_id in self.home

    def names(self, record_ids: Iterable[str | None]) -> list[str]:
        """What records are called, in the order given; one that is gone keeps its id."""
        wanted = [record_id for record_id in record_ids if record_id]
        self._names |= self.view.captions(one for one in wanted if one not in self._names)
        return [self._names.get(one, one) for one in wanted]

    def name(self, record_id: str | None) -> str:
        """What one record is called; empty for none."""
        if record_id and record_id in self._names:
            return self._names[record_id]
        return next(iter(self.names([record_id])), "")

    def title(self, record_id: str | None) -> str:
        """The same, in quotation marks and shortened."""
        return quoted(self.name(record_id))

    def post(self, post: Post) -> str:
        """The title of a post with whom it belongs to, where the title does not say it."""
        partner = self.name(post.partner_id)
        return (
            f"{quoted(post.title)} ({partner})"
            if partner and partner not in post.title
            else quoted(post.title)
        )

    @cached_property
    def ladder(self) -> Ladder:
        """The marking levels of the desk; where systems share a portion form, that of the United States wins."""
        levels = sorted(
            self.view.all(MarkingLevel), key=lambda one: (one.system != "us", one.system, one.order)
        )
        return Ladder.of(one.as_level() for one in levels)

    def rank(self, marking: Marking | None) -> int | None:
        """How high a marking is on the common scale; nothing where there is none, or no ladder has it."""
        try:
            return self.ladder.level(marking).rank if marking is not None else None
        except UserError:
            return None

    @cached_property
    def reach(self) -> Reach:
        """Posts, their holders and channels."""
        return Reach(self.view, self.day, self.limits, self.family, self.home)
