"""A contact out of pasted text: a vCard, or the lines under a mail; proposed first, added when somebody has looked.

What a signature says is guessed from its lines, so nothing of it is written before it was reviewed.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.exchange.cards import Card, Office, Way
from crisisdesk.exchange.naming import Naming
from crisisdesk.exchange.opening import Source
from crisisdesk.exchange.vcard_in import read_cards
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.phones import digits, read_phone
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

LONGEST = 20_000
"""Characters of a pasted text; a signature has a few hundred."""
_LINES = 60
_FEWEST_DIGITS = 6
_VCARD = re.compile(r"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d(][\d\s().\u00a0/-]{4,24}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.IGNORECASE)
_KINDS = (
    ("fax", r"fax|telefax"),
    ("mobile", r"m|mob|mobile|cell|handy|gsm|portable"),
    ("phone", r"t|tel|telephone|phone|office|direct|switchboard|duty|ph|o|d"),
)
_LABEL = re.compile("|".join(rf"\b(?P<{kind}>{words})\b" for kind, words in _KINDS), re.IGNORECASE)
_ONLY_LABELS = re.compile(rf"\b(?:e-?mail|web|{'|'.join(words for _, words in _KINDS)})\b", re.IGNORECASE)
_RANK = re.compile(
    r"(?P<rank>(?:(?:H\.?\s?E|Ms|Mr|Mrs|Mme|M|Dr|Prof|Amb(?:assador)?|Sir|Dame|Gen(?:eral)?|Maj(?:or)?|Brig(?:adier)?|"
    r"Lt|Col(?:onel)?|Capt(?:ain)?|Cdr|Cmdr|Commander|Commodore|Adm(?:iral)?|RAdm|VAdm|Sgt|Wing|Group)\.?\s+)+)(?P<name>\S.*)"
)
_OFFICE = re.compile(
    r"\b(?:ministr\w*|ministère|minister\w*ium|auswärtiges|department|département|embassy|ambassade|botschaft|consulate|"
    r"office of|agency|directorate|command|headquarters|bureau|mission|delegation|centre|center|commission|council|"
    r"secretariat|union|nato|forces|staff of|institute)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^(?:--+|__+|sent from my .*|(?:from|to|cc|date|subject|sent)\s*:.*|>.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A contact as it was read; ``partner_id`` is the organisation where the desk knows it by that name."""

    card: Card
    partner_id: str = ""
    partner: str = ""

    @property
    def office(self) -> Office:
        """The function, and the ways to reach it."""
        return self.card.offices[0] if self.card.offices else Office()


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as somebody wants it kept; with ``person_id`` the office is added to a person who is there."""

    name: str
    rank: str = ""
    name_original: str = ""
    title: str = ""
    partner_id: str = ""
    city: str = ""
    ways: tuple[Way, ...] = ()
    notes: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The ids of what was added."""

    person_id: str
    post_id: str
    channel_ids: tuple[str, ...]


def read_pasted(view: Snapshot, text: str) -> Proposed:
    """Read a vCard or a mail signature.

    Raises:
        UserError: It is empty or too long, holds several cards, or names nobody.
    """
    if len(text) > LONGEST:
        raise UserError(
            f"The text has more than {LONGEST:,} characters; paste only the card or the signature."
        )
    if not text.strip():
        raise UserError("Paste a vCard or the lines under a mail; nothing is written before you have looked.")
    card = _card(text) if _VCARD.search(text) else _signature(text)
    organisation = card.offices[0].organisation if card.offices else ""
    try:
        partner_id = Naming(view).find(Partner, organisation) if organisation else ""
    except UserError:  # none in the desk is called that, or several are: the officer picks
        partner_id = ""
    return Proposed(card, partner_id, view.captions([partner_id]).get(partner_id, "") if partner_id else "")


def add_contact(tx: Transaction, contact: Contact) -> Kept:
    """Add the person, the post, that the one holds the other, and the ways to reach it, as one act.

    Raises:
        UserError: Nobody is named.
    """
    if not contact.name.strip() and not contact.person_id:
        raise UserError("Say who it is: the name is all that is needed.")
    if contact.person_id:
        person = tx.get(Person, contact.person_id)
    else:
        person = tx.add(
            Person(
                name=contact.name.strip(),
                rank=contact.rank,
                name_original=contact.name_original,
                notes=contact.notes,
            )
        )
    post = tx.add(
        Post(
            title=contact.title or f"Office of {person.name}",
            partner_id=contact.partner_id or None,
            city=contact.city,
        )
    )
    tx.flush()
    tx.add(Incumbency(post_id=post.id, person_id=person.id))
    channels = [
        tx.add(Channel(kind=way.kind, address=way.address, post_id=post.id, order=number))
        for number, way in enumerate((way for way in contact.ways if way.address), 1)
    ]
    tx.summary = f"Add contact {person.name}"
    return Kept(person.id, post.id, tuple(one.id for one in channels))


# -- cards ------------------------------------------------------------------------------------------------


def _card(text: str) -> Card:
    refused: list[str] = []
    source = Source("The pasted text", io.BytesIO(text.encode("utf-8", "replace")), "utf-8", "UTF-8")
    cards = list(read_cards(source, lambda _number, reason: refused.append(reason)))
    if refused and not cards:
        raise UserError(f"The card cannot be read: {refused[0]}")
    if len(cards) + len(refused) > 1:
        raise UserError(f"The text holds {len(cards) + len(refused)} cards; import it as a file instead.")
    return cards[0]


# -- signatures -------------------------------------------------------------------------------------------


def _signature(text: str) -> Card:
    """Guess what the lines mean: numbers and addresses by their look, the name first, the office by its words."""
    ways: list[Way] = []
    said: list[str] = []
    for line in text.splitlines()[:_LINES]:
        plain = " ".join(line.split())
        if plain and not _NOISE.fullmatch(plain):
            rest = _take_ways(plain, ways)
            if rest:
                said.append(rest)
    if not said:
        raise UserError("No name was found in the pasted text; paste the whole signature.")
    rank, name = _name(said.pop(0))
    original = said.pop(0) if said and _other_script(said[0]) else ""
    if _other_script(name) and said and not original:
        original, (rank, name) = name, _name(said.pop(0))
    title, organisation, left = _office(said)
    city = left[-1] if left and not digits(left[-1]) and "," not in left[-1] else ""
    address = ", ".join(one for one in left if one != city)
    office = Office(title=title, organisation=organisation, city=city, ways=tuple(ways))
    return Card(1, name, rank=rank, name_original=original, address=address, offices=(office,))


def _take_ways(line: str, ways: list[Way]) -> str:
    """Take numbers and addresses out of a line; what is left of it, if that says anything."""
    found = _MAIL.findall(line)
    ways += [Way("email", one) for one in found]
    rest = _WEB.sub("", _MAIL.sub("", line))
    for part in re.split(r"[|;·•]", rest):
        for number in _PHONE.findall(part):
            labelled = _LABEL.search(part)
            if len(digits(number)) >= _FEWEST_DIGITS and (
                labelled or number.lstrip().startswith(("+", "00"))
            ):
                kind = (labelled.lastgroup if labelled else None) or "phone"
                ways.append(Way(kind, number.strip(), "", read_phone(number).e164))
                rest = rest.replace(number, "")
    bare = _ONLY_LABELS.sub("", rest)
    if rest != line and not re.search(r"\w{2}", bare):
        return ""
    return rest.strip(" ,|;·•-")


def _name(line: str) -> tuple[str, str]:
    """Rank or title, and name; what follows a comma is a degree or a post-nominal and stays with the rank."""
    found = _RANK.fullmatch(line)
    return (found["rank"].strip(), found["name"]) if found else ("", line)


def _other_script(text: str) -> bool:
    """Whether most letters of a line are of another script than the Latin one."""
    letters = [one for one in text if one.isalpha()]
    return bool(letters) and sum(ord(one) > _LAST_LATIN for one in letters) * 2 > len(letters)


_LAST_LATIN = 0x24F


def _office(said: Sequence[str]) -> tuple[str, str, list[str]]:
    """Title and organisation, and the lines that are neither."""
    rest = list(said)
    place = next((number for number, one in enumerate(rest) if _OFFICE.search(one)), -1)
    organisation = rest.pop(place) if place >= 0 else ""
    title = ""
    if place > 0 or (place != 0 and rest and not digits(rest[0])):
        title = rest.pop(0)
    head, comma, tail = organisation.partition(", ")
    if not title and comma and not _OFFICE.search(head) and _OFFICE.search(tail):
        title, organisation = head, tail
    if not organisation and ", " in title:
        title, _, organisation = title.partition(", ")
    return title, organisation, rest
