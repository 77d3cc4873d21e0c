"""People and offices as address cards: who holds what now, and how they are reached."""

from collections import defaultdict
from collections.abc import Iterator

from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.cards import Card, Office, Way
from crisisdesk.exchange.exporting import Exported
from crisisdesk.exchange.vcard_out import vcards
from crisisdesk.model.base import UNMARKED, Record
from crisisdesk.model.channels import Channel
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.calls import calls
from crisisdesk.services.exporting import bannered
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot

_NOT_THERE = frozenset({"nominated", "pending", "recalled", "expelled", "departed"})
_GONE = frozenset({"former", "retired", "missing", "deceased"})


def export_cards(view: Snapshot, *, case_id: str = "", audience: str = "") -> Exported:
    """The people of a case, or all who hold posts or have held none, as vCards 4.0.

    A card is marked as the highest of its records; with an audience, records that it may not have are left out, and
    counted. What the desk knows beyond the ways to reach somebody stays in the desk.

    Raises:
        UserError: The audience is no marking that the desk knows.
    """
    given = Audience.named(audience, ladder(view)) if audience else None
    making = _Making(view, given)
    cards = list(making.cards(_people_of(view, case_id) if case_id else None))
    desk = view.find(Desk, DESK_ID)
    content = vcards(cards, exercise=bool(desk and desk.exercise))
    marks = frozenset(Marking.parse(card.marking) for card in cards if card.marking)
    return bannered(view, Exported(content, "vcard", len(cards), len(making.withheld), 0, marks))


def _people_of(view: Snapshot, case_id: str) -> frozenset[str]:
    return frozenset(line.person_id for line in calls(view, case_id) if line.person_id)


class _Making:
    """Reads posts, holders and channels once."""

    def __init__(self, view: Snapshot, audience: Audience | None) -> None:
        self.view, self.audience = view, audience
        self.ladder = ladder(view)
        self.withheld: set[str] = set()
        self.posts = {one.id: one for one in view.all(Post)}
        self.held: dict[str, list[Incumbency]] = defaultdict(list)
        for one in view.all(Incumbency):
            if one.status not in _NOT_THERE and one.in_force(view.moment.date()):
                self.held[one.person_id].append(one)
        self.channels: dict[str, list[Channel]] = defaultdict(list)
        for channel in view.all(Channel, order=Channel.order):
            self.channels[channel.post_id or channel.partner_id or ""].append(channel)
        self.partners = {one.id: one for one in view.all(Partner)}

    def cards(self, only: frozenset[str] | None) -> Iterator[Card]:
        """One for each person who is not gone; of those named only, if any are."""
        for number, person in enumerate(self.view.all(Person), 1):
            if person.status not in _GONE and (only is None or person.id in only) and self._may(person):
                yield self._card(number, person)

    def _may(self, record: Record) -> bool:
        if self.audience is None or self.audience.may_have(record.marking):
            return True
        self.withheld.add(record.id)
        return False

    def _card(self, number: int, person: Person) -> Card:
        marks = [person.marking]
        offices = tuple(self._offices(person.id, marks))
        notes = person.notes if self.audience is None else self.audience.portions(person.notes)[0]
        state = self.partners.get(person.partner_id or "")
        return Card(
            number=number,
            name=person.name,
            uid=person.id,
            other_names=person.other_names,
            name_original=person.name_original,
            pronunciation=person.pronunciation,
            rank=person.rank,
            rank_code=person.rank_code,
            languages=person.languages,
            note=notes,
            state=(state.code or state.id) if state else "",
            marking=self._banner(marks),
            offices=offices,
        )

    def _banner(self, marks: list[Marking]) -> str:
        banner = self.ladder.banner(marks, UNMARKED)
        return "" if banner == UNMARKED else str(banner)

    def _offices(self, person_id: str, marks: list[Marking]) -> Iterator[Office]:
        for one in self.held.get(person_id, ()):
            post = self.posts[one.post_id]
            if not (self._may(one) and self._may(post)):
                continue
            marks += [one.marking, post.marking]
            partner = self.partners.get(post.partner_id or "")
            ways = [channel for channel in self.channels.get(post.id, ()) if self._may(channel)]
            marks += [channel.marking for channel in ways]
            yield Office(
                title=post.title,
                organisation=partner.name if partner and self._may(partner) else "",
                city=post.city,
                time_zone=post.time_zone,
                partner_key=partner.id if partner and self._may(partner) else "",
                post_key=post.id,
                holding_key=one.id,
                ways=tuple(Way(c.kind, c.address, c.id, c.number) for c in ways),
            )
