"""Who holds which post: designate, succeed, vacate, deputise; each act keeps the row of whoever held it before.

With a case, what was done is told in its log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crisisdesk.checks.reach import UNHELD
from crisisdesk.errors import UserError
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.log import log
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_NOT_THERE = frozenset({"nominated", "pending", "recalled", "expelled", "departed"})
_LEAVING = frozenset({"departed", "recalled", "expelled"})


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody in a post, in the order of time; ``current`` on the day of the snapshot."""

    id: str
    person_id: str
    person: str
    rank: str
    rank_code: str
    begins_on: PartialDate | None
    ends_on: PartialDate | None
    status: str
    acting: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """A post of a deputy chain, with who holds it; ``person`` is empty where nobody is on record."""

    post_id: str
    post: str
    person: str
    vacant: bool


def succession(view: Snapshot, post_id: str) -> tuple[Held, ...]:
    """Everybody who held, holds or will hold a post, the first one first; those without a first day lead."""
    day = view.moment.date()
    found = []
    for one in view.all(Incumbency, Incumbency.post_id == post_id):
        person = view.find(Person, one.person_id)
        current = one.status not in _NOT_THERE and one.in_force(day)
        found.append(
            Held(
                one.id,
                one.person_id,
                person.name if person else "",
                person.rank if person else "",
                person.rank_code if person else "",
                one.begins_on,
                one.ends_on,
                one.status,
                one.acting,
                current,
            )
        )
    return tuple(sorted(found, key=lambda held: (held.begins_on.sort_key if held.begins_on else (), held.id)))


def deputy_chain(view: Snapshot, post_id: str) -> tuple[Stand, ...]:
    """The deputies of a post, the first one first; a chain that comes back to itself ends there."""
    chain: list[Stand] = []
    seen = {post_id}
    post = view.find(Post, view.get(Post, post_id).deputy_id)
    while post is not None and post.id not in seen:
        seen.add(post.id)
        holders = [one for one in succession(view, post.id) if one.current]
        vacant = post.status in UNHELD or (not holders and bool(succession(view, post.id)))
        chain.append(Stand(post.id, post.title, holders[-1].person if holders else "", vacant))
        post = view.find(Post, post.deputy_id)
    return tuple(chain)


def designate(
    tx: Transaction,
    post_id: str,
    person_id: str,
    *,
    begins_on: date | None = None,
    acting: bool = False,
    status: str = "active",
    case_id: str = "",
    note: str = "",
) -> Incumbency:
    """Let somebody hold a post from a day on; whoever held it regularly leaves it the day before.

    Somebody acting stands beside a holder who is away, and ends no incumbency. With the status ``nominated`` or
    ``pending`` the post stays as it is until :func:`take_up`.

    Raises:
        UserError: The person holds the post already, or the post is abolished.
    """
    post, person = tx.get(Post, post_id), tx.get(Person, person_id)
    day = begins_on or tx.moment.date()
    if post.status == "abolished":
        raise UserError(f"“{post}” is abolished; nobody can be designated to it.")
    for one in _open(tx, post_id, day):
        if one.person_id == person_id and one.acting == acting and one.status not in _NOT_THERE:
            raise UserError(f"{person.name} holds “{post}” already.")
    new = tx.add(
        Incumbency(
            post_id=post_id,
            person_id=person_id,
            begins_on=_on(day),
            acting=acting,
            status=status,
            note=note,
            marking=post.marking,
        )
    )
    if status not in _NOT_THERE:
        _enter(tx, post, new, day)
    _tell(
        tx, case_id, post, f"{person.name} {'acts in' if acting else 'is designated to'} “{post}” from {day}."
    )
    return new


def take_up(tx: Transaction, incumbency_id: str, *, on: date | None = None, case_id: str = "") -> Incumbency:
    """Let somebody who was nominated take up the post; the holder before leaves it the day before.

    Raises:
        UserError: The incumbency is no nomination.
    """
    one = tx.get(Incumbency, incumbency_id)
    if one.status not in {"nominated", "pending"}:
        raise UserError(
            f"That incumbency is {one.status.replace('_', ' ')}; only a nomination can be taken up."
        )
    post, day = tx.get(Post, one.post_id), on or tx.moment.date()
    one.status, one.begins_on = "active", _on(day)
    _enter(tx, post, one, day)
    _tell(tx, case_id, post, f"{tx.get(Person, one.person_id).name} takes up “{post}” on {day}.")
    return one


def vacate(
    tx: Transaction,
    post_id: str,
    *,
    on: date | None = None,
    why: str = "",
    status: str = "departed",
    case_id: str = "",
) -> Sequence[Incumbency]:
    """Let everybody leave a post; ``on`` is the last day, today if it is not named.

    Raises:
        UserError: Nobody holds the post, or ``status`` is none of departed, recalled and expelled.
    """
    post, day = tx.get(Post, post_id), on or tx.moment.date()
    if status not in _LEAVING:
        raise UserError(f"Somebody leaves a post as departed, recalled or expelled, not as “{status[:20]}”.")
    leaving = [one for one in _open(tx, post_id, day) if one.status not in _NOT_THERE]
    if not leaving:
        raise UserError(f"Nobody is on record as holding “{post}” on {day}.")
    names = [tx.get(Person, one.person_id).name for one in leaving]
    for one in leaving:
        _leave(one, day, tx.moment.date(), status)
        one.note = "; ".join(filter(None, (one.note, why)))
    if day <= tx.moment.date():
        post.status = "vacant"
    reason = f" Reason: {why.strip()}" if why.strip() else ""
    words = {"departed": "leaves", "recalled": "is recalled from", "expelled": "is expelled from"}[status]
    _tell(tx, case_id, post, f"{', '.join(names)} {words} “{post}” on {day}; the post is vacant.{reason}")
    return leaving


def set_deputy(tx: Transaction, post_id: str, deputy_id: str | None, *, case_id: str = "") -> Post:
    """Name the deputy of a post, or none.

    Raises:
        UserError: They would deputise for each other in a circle.
    """
    post = tx.get(Post, post_id)
    deputy = tx.get(Post, deputy_id) if deputy_id else None
    if deputy is not None and post_id in {deputy.id, *(one.post_id for one in deputy_chain(tx, deputy.id))}:
        raise UserError(f"“{post}” and “{deputy}” would deputise for each other; name another post.")
    post.deputy_id = deputy.id if deputy else None
    _tell(tx, case_id, post, f"“{deputy}” deputises for “{post}”." if deputy else f"“{post}” has no deputy.")
    return post


def _open(view: Snapshot, post_id: str, day: date) -> list[Incumbency]:
    """The incumbencies of a post that hold on a day or begin later."""
    found = view.all(Incumbency, Incumbency.post_id == post_id)
    return [one for one in found if one.ends_on is None or one.ends_on.last >= day]


def _enter(tx: Transaction, post: Post, new: Incumbency, day: date) -> None:
    """A new holder: whoever was there regularly has left the day before, and whoever acted as well."""
    if not new.acting:
        for one in _open(tx, post.id, day):
            begun = one.begins_on.first if one.begins_on else date.min
            if one.id != new.id and one.status not in _NOT_THERE and begun <= day:
                _leave(one, max(day - timedelta(days=1), begun), tx.moment.date(), "departed")
                one.handover_on = None if one.handover_on and one.handover_on.first > day else one.handover_on
    if day <= tx.moment.date() and post.status != "suspended":
        post.status = "acting" if new.acting else "filled"


def _leave(one: Incumbency, last: date, today: date, status: str) -> None:
    """End an incumbency; one whose last day is still to come keeps its status until then."""
    one.ends_on = _on(last)
    if last <= today:
        one.status = status


def _tell(tx: Transaction, case_id: str, post: Post, words: str) -> None:
    tx.summary = words.partition(".")[0][:160]
    if case_id:
        log(tx, case_id, words, kind="event", post_id=post.id, partner_id=post.partner_id)


def _on(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())
