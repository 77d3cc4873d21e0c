"""Posts as lines: who holds them, since when, what is vacant, who follows; and one post in full."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from crisisdesk.briefing.terms import partial
from crisisdesk.checks.reach import UNHELD
from crisisdesk.gui.pages.calls.part import Line, Said, line
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.posts import Accreditation, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.postings import Held, deputy_chain, succession
from crisisdesk.store.snapshot import Snapshot

HANDOVER_DAYS = 30
COLUMNS = (
    Column("state", "State", 168, "status"),
    Column("post", "Post", 220, "strong"),
    Column("holder", "Holder", 160),
    Column("since", "Since", 96, "moment"),
    Column("partner", "Of", 140),
    Column("host", "Accredited to", 120),
    Column("next", "Designated", 150, hint="Who was designated to follow"),
    Column("deputy", "Deputy", 170),
    Column("kind", "Kind", 140, "muted"),
    Column("city", "City", 100, "muted"),
    Column("rank", "Rank", 110, "muted", hidden=True),
)
STATES = (
    ("", "All states"),
    ("held", "Held"),
    ("vacant", "Vacant"),
    ("handover", "Handover ahead"),
    ("away", "Away or acting"),
    ("unknown", "Nobody on record"),
)
DIRECTIONS = (
    ("", "Both directions"),
    ("outbound", "Ours abroad"),
    ("inbound", "Theirs with us"),
    ("abroad", "Accredited"),
)
_VOCABULARIES = (
    "post_type", "post_status", "accreditation_direction", "accreditation_status", "rank_code", "service",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Posts:
    """All posts, with a sentence."""

    lines: Sequence[Line]
    summary: str


def read_posts(view: Snapshot) -> Posts:
    """Read every post that is not abolished, what is vacant first."""
    desk = _Desk(view)
    made = [desk.line(one) for one in desk.posts.values()]
    made.sort(key=lambda found: found[:2])
    lines = [found[2] for found in made]
    vacant = sum("vacant" in one.tags for one in lines)
    ahead = sum("handover" in one.tags for one in lines)
    told = f"{counted(len(lines), 'post')} · {vacant:,} vacant · {ahead:,} with a handover within {HANDOVER_DAYS} days"
    return Posts(lines, told)


class _PostRow(NamedTuple):
    id: str
    title: str
    kind: str
    partner_id: str | None
    host_id: str | None
    direction: str
    status: str
    city: str
    deputy_id: str | None


class _HeldRow(NamedTuple):
    post_id: str
    name: str
    original: str
    rank: str
    person_status: str
    status: str
    acting: int
    begins_on: str | None
    ends_on: str | None
    handover_on: str | None


_POSTS = (
    "SELECT id, title, kind, partner_id, host_id, direction, status, city, deputy_id FROM post "
    "WHERE status <> 'abolished'"
)
_HELD = (
    "SELECT i.post_id, p.name, p.name_original, p.rank, p.status, i.status, i.acting, i.begins_on, i.ends_on, "
    "i.handover_on FROM incumbency i JOIN person p ON p.id = i.person_id ORDER BY i.acting, i.begins_on"
)
_NOT_THERE = frozenset({"nominated", "pending", "recalled", "expelled", "departed"})
_GONE = frozenset({"former", "retired", "missing", "deceased"})


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[date, date]:
    known = PartialDate.parse(text)
    return known.first, known.last


class _Desk:
    """Posts and incumbencies, read in one pass each as they lie in the file: there may be ten thousand."""

    def __init__(self, view: Snapshot) -> None:
        self.day, self.words = view.moment.date(), read_words(view, *_VOCABULARIES)
        self.posts = {row[0]: _PostRow(*row) for row in view.sql(_POSTS).all()}
        self.held: dict[str, list[_HeldRow]] = defaultdict(list)
        for row in view.sql(_HELD).all():
            self.held[row[0]].append(_HeldRow(*row))
        partners = {key for one in self.posts.values() for key in (one.partner_id, one.host_id) if key}
        self.names = view.captions(sorted(partners))

    def line(self, post: _PostRow) -> tuple[float, str, Line]:
        """A post with where it stands among the others."""
        every = self.held.get(post.id, ())
        holders = [one for one in every if self._holds(one)]
        state, tags, place = self._state(post, every, holders)
        deputy = self.posts.get(post.deputy_id or "")
        since = holders[0].begins_on if holders else None
        nobody = "nobody" if "vacant" in tags else "unknown"
        row = Row(
            post.id,
            (
                state,
                post.title,
                ", ".join(one.name for one in holders) or nobody,
                Cell(partial(PartialDate.parse(since)), order=since) if since else "",
                self.names.get(post.partner_id or "", "unknown"),
                self.names.get(post.host_id or "", ""),
                ", ".join(one.name for one in every if self._follows(one)),
                deputy.title if deputy else "none",
                self.words.of("post_type", post.kind) if post.kind else "",
                post.city,
                ", ".join(one.rank for one in holders if one.rank),
            ),
        )
        accredited = ("abroad",) if post.host_id or post.direction else ()
        more = " ".join(one.original for one in holders)
        told = line(row, post.id, post.title, (), *tags, post.direction, *accredited, more=more)
        return place, post.title, told

    def _holds(self, one: _HeldRow) -> bool:
        """Whether somebody is in the post on the day; days that are not known do not count against it."""
        begun = one.begins_on is None or _span(one.begins_on)[0] <= self.day
        left = one.ends_on is not None and _span(one.ends_on)[1] < self.day
        return begun and not left and one.status not in _NOT_THERE and one.person_status not in _GONE

    def _follows(self, one: _HeldRow) -> bool:
        """Whether somebody was designated and has not begun."""
        ahead = one.begins_on is not None and _span(one.begins_on)[0] > self.day
        return one.status in {"nominated", "pending"} or ahead

    def _state(
        self, post: _PostRow, every: Sequence[_HeldRow], holders: Sequence[_HeldRow]
    ) -> tuple[Cell, tuple[str, ...], float]:
        """The state in words, the tags that it is chosen by, and its place among the states."""
        if post.status in UNHELD or (every and not holders):
            said = self.words.of("post_status", post.status) if post.status in UNHELD else "Vacant"
            return Cell(said, "bad", order=0.0), ("vacant",), 0.0
        if not holders:
            return Cell("Nobody on record", "warn", order=4.0), ("unknown",), 4.0
        held = holders[0]
        handover = held.handover_on or held.ends_on
        days = (_span(handover)[0] - self.day).days if handover else -1
        if 0 <= days <= HANDOVER_DAYS:
            said = f"Handover in {days} days" if days else "Handover today"
            return Cell(said, "warn", order=1.0), ("handover", "held"), 1.0
        if "on_leave" in {held.status, held.person_status}:
            return Cell("On leave", "warn", order=2.0), ("away", "held"), 2.0
        if held.acting:
            return Cell("Acting", "info", order=3.0), ("away", "held"), 3.0
        return Cell("Held", "good", order=5.0), ("held",), 5.0


def read_post(view: Snapshot, post_id: str) -> tuple[str, Said]:
    """One post in full; nothing where it is not there at this moment."""
    post = view.find(Post, post_id)
    if post is None:
        return "", ()
    words = read_words(view, *_VOCABULARIES)
    names = view.captions([post.partner_id, post.host_id, post.owner_id])
    held = succession(view, post_id)
    deputies = "\n".join(
        f"{one.post}: {'vacant' if one.vacant else one.person or 'unknown'}"
        for one in deputy_chain(view, post_id)
    )
    return post_id, (
        ("Kind", words.of("post_type", post.kind) if post.kind else ""),
        ("Of", names.get(post.partner_id or "", "unknown")),
        ("Accredited to", ", ".join(filter(None, (names.get(post.host_id or "", ""), post.secondary)))),
        ("Direction", words.of("accreditation_direction", post.direction) if post.direction else ""),
        ("In their own language", post.title_local),
        ("Holder", _now(view, held, words)),
        ("Succession", "\n".join(_held(one, words) for one in held) or "nobody on record"),
        ("Accreditation", _accreditations(view, post_id, words)),
        ("Deputy chain", deputies or "none"),
        ("Duty hours", " ".join(filter(None, (post.hours, post.time_zone))) or "unknown"),
        ("Languages", post.languages or "unknown"),
        ("Relationship owner", names.get(post.owner_id or "", "nobody on our side")),
        ("Verified on", partial(post.verified_on, "never")),
        ("Notes", post.notes),
    )


def _now(view: Snapshot, held: Sequence[Held], words: Words) -> str:
    told = []
    for one in held:
        person = view.find(Person, one.person_id) if one.current else None
        if person is not None:
            rank = " ".join(filter(None, (person.rank, person.rank_code and f"({person.rank_code})")))
            service = words.of("service", person.service) if person.service else ""
            parts = (" ".join(filter(None, (rank, person.name))), person.name_original, service)
            told.append(" · ".join(filter(None, (*parts, person.languages and f"speaks {person.languages}"))))
    return "\n".join(told) or "nobody"


def _held(one: Held, words: Words) -> str:
    span = f"{partial(one.begins_on, 'unknown')} to {partial(one.ends_on, 'now' if one.current else 'open')}"
    acting = ", acting" if one.acting else ""
    status = "" if one.status == "active" else f", {words.of('accreditation_status', one.status).lower()}"
    return f"{'● ' if one.current else ''}{one.person}{acting}{status}: {span}"


def _accreditations(view: Snapshot, post_id: str, words: Words) -> str:
    found = view.all(Accreditation, Accreditation.post_id == post_id)
    names = view.captions([key for one in found for key in (one.host_id, one.person_id)])
    by_host: dict[str, list[str]] = defaultdict(list)
    for one in found:
        where = names.get(one.host_id, "unknown") + ("" if one.resident else " (not resident)")
        told = (
            ("note", one.note_verbale),
            ("agrément asked", partial(one.asked_on)),
            ("given", partial(one.agreed_on)),
            ("refused", partial(one.refused_on)),
            ("credentials", partial(one.presented_on)),
            ("persona non grata", partial(one.declared_on)),
            ("to leave by", partial(one.leave_by)),
        )
        facts = [
            words.of("accreditation_status", one.status),
            *(f"{what} {when}" for what, when in told if when),
        ]
        who = names.get(one.person_id or "", "the holder")
        by_host[where].append(f"{where}: {who}, {', '.join(facts)}")
    return "\n".join(each for lines in by_host.values() for each in lines)
