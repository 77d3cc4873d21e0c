"""The calls board: everybody who can be reached, and whether now (MISSION N4)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import parse_moment
from crisisdesk.services.calls.judging import Judge
from crisisdesk.services.calls.lines import CallLine, Deputy
from crisisdesk.services.calls.reading import Book, Holder, PostRow, Row, read, span_of
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot

_NOBODY: Row = ("", 0, None, None, "")
_INVOLVED = (
    'SELECT i.partner_id, i.post_id, i.begins_on, i.ends_on FROM involvement i JOIN "case" c ON c.id = i.case_id '
    "LEFT JOIN term t ON t.vocabulary = 'partner_role' AND t.code = i.role "
)


def calls(view: Snapshot, case_id: str = "", now: datetime | None = None) -> list[CallLine]:
    """Every post with a holder or a channel, or known to be vacant: who can be called first, then by involvement.

    With a case, the posts of the partners that are involved in it (their parts, and what is accredited to them, too)
    and the contacts named there, each channel measured against the marking of the case. ``now`` is the moment of the
    snapshot unless another is given.

    Raises:
        UserError: There is no such case.
    """
    moment = (now or view.moment).astimezone(UTC)
    case = view.get(CrisisCase, case_id) if case_id else None
    book = read(view, moment)
    enough = _carries(view, case.marking) if case else _anything
    involved = _involved(view, case_id, moment)
    board = _Board(book, moment, Judge(book, moment, enough), enough, involved)
    return board.lines(all_posts=case is None)


def _anything(_limit: str | None) -> bool:
    return True


def _carries(view: Snapshot, marking: Marking) -> Callable[[str | None], bool]:
    """Whether a channel of this limit may carry the case; one without a limit on record is not said to be too low."""
    known = ladder(view)
    answers: dict[str | None, bool] = {None: True}

    def enough(limit: str | None) -> bool:
        if limit not in answers:
            try:
                answers[limit] = known.within(marking, Marking.parse(limit or ""))
            except UserError:  # a level that was taken off the ladder: nothing can be said
                answers[limit] = True
        return answers[limit]

    return enough


class _Involved:
    """How near each partner and post is to the case, or to all open ones: 0 is nearest."""

    def __init__(self) -> None:
        self.partners: dict[str, int] = {}
        self.posts: dict[str, int] = {}
        self.contact_of: dict[str, str] = {}


def _involved(view: Snapshot, case_id: str, now: datetime) -> _Involved:
    """In the order of the roles in the vocabulary; roles that have ended do not count."""
    closed = ", ".join(f"'{phase}'" for phase in sorted(CLOSED_PHASES))
    which = "WHERE i.case_id = ? " if case_id else f"WHERE c.phase NOT IN ({closed}) "
    text = f"{_INVOLVED}{which}ORDER BY t.position IS NULL, t.position, i.id"
    found, day = _Involved(), now.date()
    for partner_id, post_id, begins, ends in view.sql(text, *filter(None, [case_id])).all():
        if (begins and span_of(begins)[0] > day) or (ends and span_of(ends)[1] < day):
            continue
        place = found.partners.setdefault(partner_id, len(found.partners))
        if post_id:
            found.posts.setdefault(post_id, place)
            found.contact_of.setdefault(partner_id, post_id)
    return found


class _Board:
    """Puts lines together from what was read and judged."""

    def __init__(
        self,
        book: Book,
        now: datetime,
        judge: Judge,
        enough: Callable[[str | None], bool],
        involved: _Involved,
    ) -> None:
        self._book, self.now, self._judge = book, now, judge
        self._enough, self._involved = enough, involved
        self._nearest: dict[str | None, tuple[int, str]] = {None: (len(involved.partners), "")}
        self._local: dict[tzinfo, datetime] = {}
        self._places: dict[Row, int] = {}

    def lines(self, *, all_posts: bool) -> list[CallLine]:
        """Who can be called first, then by involvement, then by name; of those involved only unless all are asked for."""
        far = len(self._involved.partners)
        found: dict[tuple[int, int, str], list[tuple[str, str, CallLine]]] = defaultdict(list)
        book, judge, named, places = self._book, self._judge.of, self._involved.posts, self._places
        for post_id, row in book.posts.items():
            near = row[2:4]
            place = places[near] if near in places else self._place(row)
            if post_id in named:
                place = named[post_id]
            if (all_posts or place < far) and (post_id in book.lines or self._leads(post_id, row)):
                stand, channel, zone = judge(row)
                country = book.countries.get(row[2])
                holder = book.holders.get(post_id, _NOBODY)
                line = CallLine(row, holder, country, stand, channel, zone, self)
                found[stand.rank, place, country.name if country else ""].append((row[1], post_id, line))
        groups = (sorted(found[key]) for key in sorted(found))  # ids differ, so that lines are never compared
        return [line for group in groups for _, _, line in group]

    def _leads(self, post_id: str, row: Row) -> bool:
        """Whether a post leads to somebody, or is known to lead to nobody now."""
        book = self._book
        if post_id in book.others or post_id in book.holders or post_id in book.once_held:
            return True
        return PostRow._make(row).status not in {"", "filled", "unknown"}

    def _place(self, row: Row) -> int:
        """How near a post is by its organisation and its host; for all posts that share these."""
        partner_id, host_id = row[2:4]
        place = self._near(partner_id)[0]
        found = self._places[row[2:4]] = place if host_id is None else min(place, self._near(host_id)[0])
        return found

    def _near(self, partner_id: str | None) -> tuple[int, str]:
        """How near a partner is to the case, by itself or by what it is part of, and which one it is by."""
        found = self._nearest.get(partner_id)
        if found is None:
            seen: set[str] = set()
            one = partner_id
            while one and one not in seen and one not in self._involved.partners:
                seen.add(one)
                country = self._book.countries.get(one)
                one = country.parent_id if country else None
            place = self._involved.partners.get(one or "", len(self._involved.partners))
            found = self._nearest[partner_id] = (place, one or "")
        return found

    def too_low(self, limit: str | None) -> bool:
        """Whether a channel of this limit may not carry the case."""
        return not self._enough(limit)

    def contact(self, partner_id: str | None) -> str:
        """The post that the case names for a partner, or for what it is part of."""
        return self._involved.contact_of.get(self._near(partner_id)[1], "")

    def last_contact(self, post_id: str) -> datetime | None:
        """When a call with a post was last answered."""
        reached = self._book.reached.get(post_id)
        return parse_moment(reached) if reached else None

    def clock(self, zone: tzinfo | None) -> datetime | None:
        """The moment on the clock of a zone, found once for each zone."""
        if zone is None:
            return None
        found = self._local.get(zone)
        if found is None:
            found = self._local[zone] = self.now.astimezone(zone)
        return found

    def chain(self, post_id: str, deputy_id: str) -> tuple[Deputy, ...]:
        """Deputy after deputy, up to the first who can be called; a chain that comes back to itself ends there."""
        return tuple(self._following(post_id, deputy_id))

    def _following(self, post_id: str, deputy_id: str) -> Iterator[Deputy]:
        seen = {post_id}
        following: str | None = deputy_id
        while following in self._book.posts and following not in seen:
            seen.add(following)
            row = self._book.posts[following]
            post, state = PostRow._make(row), self._judge.of(row)[0].state
            yield Deputy(post.id, post.title, self._person(post.id), state)
            if state.callable:
                return
            following = post.more.deputy_id

    def _person(self, post_id: str) -> str:
        return Holder._make(self._book.holders.get(post_id, _NOBODY)).more.name

    def named(self, post_id: str) -> str:
        """A post of ours with its holder, such as ``Desk officer (Harriet Vaughn)``."""
        row = self._book.posts.get(post_id)
        person = self._person(post_id)
        title = PostRow._make(row).title if row else ""
        return f"{title} ({person})" if title and person else title
