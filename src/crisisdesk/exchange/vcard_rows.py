"""From cards to rows of a desk: the person, the post, that one holds the other, the ways to reach it, the organisation.

Ids follow from the card's own (UID, or what it says), so that the same card is the same records the next time.
"""

import hashlib
import re
from collections.abc import Iterator

from crisisdesk.errors import UserError
from crisisdesk.exchange.cards import Card, Office
from crisisdesk.exchange.incoming import Incoming
from crisisdesk.exchange.naming import Naming
from crisisdesk.model.base import Record
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.phones import NUMBERED, e164_of
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.snapshot import Snapshot

_OWN = re.compile(r"(?:person|partner)-[0-9A-Za-z_.:-]{1,80}")


class CardRows:
    """Turns the cards of one file into rows; names of organisations are looked for in the desk first."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view
        self._naming = Naming(view)
        self._organisations: dict[str, str] = {}
        self._regions: dict[str, str] = {}
        self._told: set[str] = set()

    def rows(self, card: Card) -> Iterator[Incoming]:
        """The rows of a card, what others refer to first; what an earlier card told already is left out."""
        for row in self._rows(card):
            if row.id not in self._told:
                self._told.add(row.id)
                yield row

    def _rows(self, card: Card) -> Iterator[Incoming]:
        if card.organisation:
            yield from self._organisation(card)
            return
        person = card.uid if _OWN.fullmatch(card.uid) else _key(Person, card.uid or _says(card))
        yield self._row(card, Person, person, self._person(card))
        for office in card.offices:
            yield from self._office(card, person, office)

    def _person(self, card: Card) -> dict[str, str]:
        texts = {
            "name": card.name,
            "other_names": card.other_names,
            "name_original": card.name_original,
            "pronunciation": card.pronunciation,
            "rank": card.rank,
            "rank_code": card.rank_code,
            "languages": card.languages,
            "notes": card.note,
            "partner_id": card.state,
        }
        return {name: text for name, text in texts.items() if text}

    def _office(self, card: Card, person: str, office: Office) -> Iterator[Incoming]:
        partner = ""
        if office.organisation:
            partner, new = self._partner(office.organisation, office.partner_key)
            if new:
                yield self._row(card, Partner, partner, {"name": office.organisation}, kind="organisation")
        post = office.post_key or _key(Post, f"{person}\n{office.title}\n{office.organisation}")
        title = office.title or f"Office of {card.name}"
        texts = {"title": title, "partner_id": partner, "city": office.city, "time_zone": office.time_zone}
        if not office.post_key:
            texts["notes"] = "\n".join(filter(None, (card.address, card.website)))
        yield self._row(card, Post, post, {name: text for name, text in texts.items() if text})
        holding = office.holding_key or _key(Incumbency, f"{person}\n{post}")
        yield self._row(card, Incumbency, holding, _kept(post_id=post, person_id=person))
        yield from self._ways(card, office, {"post_id": post})

    def _organisation(self, card: Card) -> Iterator[Incoming]:
        partner, new = self._partner(card.name)
        if _OWN.fullmatch(card.uid):
            partner, new = card.uid, True
        if new:
            texts = _kept(name=card.name, address=card.address, website=card.website, notes=card.note)
            yield self._row(card, Partner, partner, texts, kind="organisation")
        for office in card.offices:
            yield from self._ways(card, office, {"partner_id": partner})

    def _ways(self, card: Card, office: Office, owner: dict[str, str]) -> Iterator[Incoming]:
        region = self._region(office)
        for order, way in enumerate(office.ways, 1):
            key = way.key or _key(Channel, f"{next(iter(owner.values()))}\n{way.kind}\n{way.address}")
            texts = {**owner, "kind": way.kind, "address": way.address}
            if way.kind in NUMBERED:
                texts["number"] = e164_of(way.address, way.number, region)
            yield self._row(card, Channel, key, _kept(**texts), order=str(order))

    def _row(
        self, card: Card, record_type: type[Record], key: str, texts: dict[str, str], **once: str
    ) -> Incoming:
        """A row; its marking, and what else is given ``once``, is said of records that are new, not of those there."""
        new = self._view.type_of(key) is None
        first = _kept(marking=card.marking, **once) if new else {}
        return Incoming(card.number, record_type, key, {**first, **texts})

    def _partner(self, name: str, key: str = "") -> tuple[str, bool]:
        """The id of an organisation, and whether this file brings it; our own id goes before its name."""
        if key and _OWN.fullmatch(key):
            return key, self._view.type_of(key) is None
        folded = " ".join(name.split()).casefold()
        own = _key(Partner, folded)
        if folded not in self._organisations:
            try:
                self._organisations[folded] = self._naming.find(Partner, name)
            except UserError:  # none in the desk is called that, or several are
                self._organisations[folded] = own
        found = self._organisations[folded]
        return found, found == own

    def _region(self, office: Office) -> str:
        """The country whose numbers those without a country code are."""
        if not office.country:
            return ""
        if office.country not in self._regions:
            try:
                state = self._view.find(Partner, self._naming.find(Partner, office.country))
            except UserError:
                state = None
            self._regions[office.country] = state.iso2 if state else ""
        return self._regions[office.country]


def _says(card: Card) -> str:
    first = card.offices[0] if card.offices else Office()
    ways = "\n".join(way.address for way in first.ways[:2])
    return f"{card.name}\n{first.organisation}\n{first.title}\n{ways}".casefold()


def _kept(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _key(record_type: type[Record], says: str) -> str:
    table = record_type.__tablename__
    return (
        f"{table}-{hashlib.sha256(f'vcard {table} {says}'.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    )
