"""The calls board: everybody who can be reached, and whether now (MISSION N4)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import parse_moment
from crisisdesk.services.calls.judging import Judge, Judged
from crisisdesk.services.calls.lines import CallLine, Deputy, Means
from crisisdesk.services.calls.reading import Book, ChannelRow, PostRow, read, span_of
from crisisdesk.services.calls.states import RANK, State
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot

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
    lines = [board.line(post) for post in book.posts.values() if board.shows(post, all_posts=case is None)]
    lines.sort(key=board.order)
    return lines


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
        self._book, self._now, self._judge = book, now, judge
        self._enough, self._involved = enough, involved
        self._nearest: dict[str | None, tuple[int, str]] = {None: (len(involved.partners), "")}
        self._local: dict[int, datetime] = {}

    def shows(self, post: PostRow, *, all_posts: bool) -> bool:
        """Whether a post belongs on the board: it leads to somebody, and to somebody involved where a case is asked for."""
        book = self._book
        if post.id not in book.channels and post.id not in book.once_held and post.status in {"", "unknown"}:
            return False
        if all_posts or post.id in self._involved.posts:
            return True
        return self._place(post) < len(self._involved.partners)

    def order(self, line: CallLine) -> tuple[int, int, str, str, str]:
        """Who can be called first, then by involvement, then by name."""
        place = self._place(self._book.posts[line.post_id])
        return RANK[line.state], place, line.partner, line.post, line.post_id

    def _place(self, post: PostRow) -> int:
        if (named := self._involved.posts.get(post.id)) is not None:
            return named
        return min(self._near(post.partner_id)[0], self._near(post.host_id)[0])

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

    def line(self, post: PostRow) -> CallLine:
        """The line of one post."""
        book, judged = self._book, self._judge.of(post)
        holder, channel = book.holders.get(post.id), judged.channel
        partner = book.countries.get(post.partner_id or "")
        caller = post.owner_id or self._involved.contact_of.get(self._near(post.partner_id)[1], "")
        reached = book.reached.get(post.id)
        verified = (channel and channel.verified_on) or post.verified_on or (holder and holder.verified_on)
        spoken = (channel and channel.languages) or post.languages or (holder and holder.languages)
        return CallLine(
            post.id,
            post.title,
            post.city,
            holder.id if holder else "",
            holder.name if holder else "",
            holder.rank if holder else "",
            post.partner_id or "",
            partner.name if partner else "",
            judged.state,
            judged.why,
            self._now,
            self._clock(judged),
            judged.until,
            judged.opens,
            self._means(channel) if channel else None,
            len(book.channels.get(post.id, ())),
            spoken or (partner.languages if partner else ""),
            () if judged.state.callable or not post.deputy_id else tuple(self._chain(post)),
            parse_moment(reached) if reached else None,
            (self._now.date() - span_of(verified)[1]).days if verified else None,
            caller if caller != post.id else "",
            self._named(caller) if caller and caller != post.id else "",
        )

    def _clock(self, judged: Judged) -> datetime | None:
        """The moment on the clock of a zone, found once for each zone."""
        if judged.zone is None:
            return None
        key = id(judged.zone)
        found = self._local.get(key)
        if found is None:
            found = self._local[key] = self._now.astimezone(judged.zone)
        return found

    def _means(self, channel: ChannelRow) -> Means:
        low = not self._enough(channel.limit)
        return Means(
            channel.id,
            channel.kind,
            channel.address,
            channel.order,
            channel.limit or "",
            low,
            channel.languages,
        )

    def _chain(self, post: PostRow) -> Iterator[Deputy]:
        """Deputy after deputy, up to the first who can be called; a chain that comes back to itself ends there."""
        seen = {post.id}
        following = self._book.posts.get(post.deputy_id or "")
        while following is not None and following.id not in seen:
            seen.add(following.id)
            state = self._judge.of(following).state
            yield Deputy(following.id, following.title, self._person(following.id), state)
            if state in {State.IN_HOURS, State.DUTY}:
                return
            following = self._book.posts.get(following.deputy_id or "")

    def _person(self, post_id: str) -> str:
        holder = self._book.holders.get(post_id)
        return holder.name if holder else ""

    def _named(self, post_id: str) -> str:
        """A post of ours with its holder, such as ``Desk officer (Harriet Vaughn)``."""
        post = self._book.posts.get(post_id)
        person = self._person(post_id)
        return "" if post is None else f"{post.title} ({person})" if person else post.title
