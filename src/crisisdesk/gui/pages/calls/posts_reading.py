"""Posts as lines: who holds them, since when, what is vacant, who follows; and one post in full."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crisisdesk.briefing.terms import partial
from crisisdesk.checks.reach import UNHELD, Reach
from crisisdesk.checks.scope import Scope
from crisisdesk.gui.pages.calls.part import Line, Said, line
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.posts import Accreditation, Incumbency, Person, Post
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
    reach, words, day = Scope(view).reach, read_words(view, *_VOCABULARIES), view.moment.date()
    posts = [one for one in reach.posts.values() if one.status != "abolished"]
    partners = {key for one in posts for key in (one.partner_id, one.host_id) if key}
    desk = _Desk(reach, words, day, view.captions(sorted(partners)))
    made = [(_place(one, desk), one.title, _line(one, desk)) for one in posts]
    made.sort(key=lambda found: found[:2])
    lines = [found[2] for found in made]
    vacant = sum("vacant" in one.tags for one in lines)
    ahead = sum("handover" in one.tags for one in lines)
    told = f"{counted(len(lines), 'post')} · {vacant:,} vacant · {ahead:,} with a handover within {HANDOVER_DAYS} days"
    return Posts(lines, told)


@dataclass(frozen=True, slots=True)
class _Desk:
    reach: Reach
    words: Words
    day: date
    names: Mapping[str, str]

    def holders(self, post: Post) -> list[tuple[Incumbency, Person | None]]:
        """Those who hold a post, whoever holds it regularly first."""
        held = sorted(self.reach.holders(post.id), key=lambda one: one.acting)
        return [(one, self.reach.people.get(one.person_id)) for one in held]

    def following(self, post: Post) -> list[Person]:
        """Those who were designated and have not begun."""
        ahead = [
            one
            for one in self.reach.held.get(post.id, ())
            if one.status in {"nominated", "pending"}
            or (one.begins_on is not None and one.begins_on.first > self.day)
        ]
        return [found for one in ahead if (found := self.reach.people.get(one.person_id)) is not None]


def _state(post: Post, desk: _Desk) -> tuple[Cell, tuple[str, ...]]:
    """The state in words, and the tags that it is chosen by."""
    holders = desk.holders(post)
    if desk.reach.vacant(post):
        said = desk.words.of("post_status", post.status) if post.status in UNHELD else "Vacant"
        return Cell(said, "bad", order=0.0), ("vacant",)
    if not holders:
        return Cell("Nobody on record", "warn", order=4.0), ("unknown",)
    held, person = holders[0]
    handover = held.handover_on or held.ends_on
    if handover is not None and 0 <= (handover.first - desk.day).days <= HANDOVER_DAYS:
        days = (handover.first - desk.day).days
        return Cell(f"Handover in {days} days" if days else "Handover today", "warn", order=1.0), (
            "handover",
            "held",
        )
    if held.status == "on_leave" or (person is not None and person.status == "on_leave"):
        return Cell("On leave", "warn", order=2.0), ("away", "held")
    if held.acting:
        return Cell("Acting", "info", order=3.0), ("away", "held")
    return Cell("Held", "good", order=5.0), ("held",)


def _place(post: Post, desk: _Desk) -> float:
    order = _state(post, desk)[0].order
    return order if isinstance(order, float) else 0.0


def _line(post: Post, desk: _Desk) -> Line:
    state, tags = _state(post, desk)
    holders, names = desk.holders(post), desk.names
    people = [person for _, person in holders if person is not None]
    deputy = desk.reach.posts.get(post.deputy_id or "")
    since = holders[0][0].begins_on if holders else None
    row = Row(
        post.id,
        (
            state,
            post.title,
            ", ".join(one.name for one in people) or ("nobody" if "vacant" in tags else "unknown"),
            Cell(partial(since), order=str(since)) if since else "",
            names.get(post.partner_id or "", "unknown"),
            names.get(post.host_id or "", ""),
            ", ".join(one.name for one in desk.following(post)),
            deputy.title if deputy else "none",
            desk.words.of("post_type", post.kind) if post.kind else "",
            post.city,
            ", ".join(filter(None, (one.rank for one in people))),
        ),
    )
    accredited = ("abroad",) if post.host_id or post.direction else ()
    more = " ".join(one.name_original for one in people)
    return line(row, post.id, post.title, (), *tags, post.direction, *accredited, more=more)


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
