"""Every transfer as a card of the pipeline board, in words that fit on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from crisisdesk.briefing.terms import day, money
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.transfers import Adjustment
from crisisdesk.model.values import Money
from crisisdesk.services.levers import AVAILABLE, IN_FORCE
from crisisdesk.services.pipeline import ENDED, Line, lines, totals
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

TONES: Mapping[str, Tone] = {
    "suspended": "warn",
    "refused": "bad",
    "approved": "good",
    "agreed": "good",
    "in_delivery": "info",
    "notified": "info",
    "delivered": "good",
    "sustained": "good",
}
"""The tone of a stage, where it has one."""
_STOPS = frozenset(
    {"hold", "suspend", "deny", "revoke", "cancel", "embargo", "recall", "condition", "rwa", "divert"}
)
_SHORT = {
    "Notification period ends": "Notice",
    "Offer or licence expires": "Expires",
    "Delivery due": "Delivery",
    "Next end-use check": "Check",
}
_OVER = {"Notice": "Notice over", "Expires": "Expired"}
_NEAR = 14


@dataclass(frozen=True, slots=True)
class Card:
    """One transfer in words; ``next`` is what is due next, ``held`` what was adjusted and still matters.

    ``ended`` says that nothing more is to be done about it.
    """

    line: Line
    next: str
    next_tone: Tone
    held: str
    held_tone: Tone
    searched: str
    ended: bool

    @property
    def id(self) -> str:
        """The id of the transfer."""
        return self.line.id

    @property
    def tone(self) -> Tone:
        """The tone of its stage."""
        return TONES.get(self.line.status, "neutral")

    @property
    def recipient(self) -> str:
        """Who receives it."""
        return self.line.recipient or "Unknown recipient"

    @property
    def channel(self) -> str:
        """By which instrument."""
        return self.line.channel_label or "Instrument unknown"

    @property
    def programme(self) -> str:
        """What pays for it."""
        return self.line.programme or "No programme"

    @property
    def worth(self) -> str:
        """Its value in words."""
        return brief_money(self.line.value) or "value unknown"


@dataclass(frozen=True, slots=True)
class Cards:
    """All transfers of a moment, with what they can be narrowed to."""

    cards: tuple[Card, ...]
    words: Words
    cases: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the board: its name, its cards, how many they are and what they are worth together."""

    key: str
    title: str
    cards: tuple[Card, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to; ``words`` are folded, ``ended`` shows what is over, too."""

    words: Sequence[str] = ()
    case: str = ""
    recipient: str = ""
    channel: str = ""
    ended: bool = False

    def of(self, cards: Sequence[Card]) -> tuple[Card, ...]:
        """The cards that are asked for; each condition is looked at for itself, as there may be tens of thousands."""
        found = cards if self.ended else [card for card in cards if not card.ended]
        if self.case:
            found = [card for card in found if card.line.case_id == self.case]
        if self.recipient:
            found = [card for card in found if card.line.recipient_id == self.recipient]
        if self.channel:
            found = [card for card in found if card.line.channel == self.channel]
        for word in self.words:
            found = [card for card in found if word in card.searched]
        return tuple(found)


def read_cards(view: Snapshot) -> Cards:
    """Read all transfers, what is due first before the rest."""
    words = read_words(view, "transfer_state", "transfer_channel", "adjustment_type", "adjustment_status")
    cards = cards_of(view, lines(view, closed=True), words)
    cases = {card.line.case_id: card.line.case for card in cards if card.line.case_id}
    recipients = {card.line.recipient_id: card.recipient for card in cards if card.line.recipient_id}
    used = {card.line.channel for card in cards}
    return Cards(
        cards,
        words,
        tuple(sorted(cases.items(), key=_name)),
        tuple(sorted(recipients.items(), key=_name)),
        tuple(pair for pair in words.all("transfer_channel") if pair[0] in used),
    )


def cards_of(view: Snapshot, found: Sequence[Line], words: Words) -> tuple[Card, ...]:
    """Lines of the pipeline as cards; ``words`` are those of adjustments and their statuses."""
    held, more = _held(view, words), _searched(view)
    return tuple(_card(line, held, more.get(line.id, "")) for line in found)


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _searched(view: Snapshot) -> dict[str, str]:
    """End users, contractors and authorities, which stand on no card but are looked for."""
    rows = view.sql("SELECT id, end_user || ' ' || industry || ' ' || authority FROM transfer")
    return {record_id: text for record_id, text in rows if text.strip()}


def _held(view: Snapshot, words: Words) -> dict[str, tuple[str, Tone]]:
    """The adjustments of each transfer that are in force or on the way, in words; what stops it is a warning."""
    statement: Any = select(Adjustment.transfer_id, Adjustment.kind, Adjustment.status).where(
        Adjustment.transfer_id.is_not(None), Adjustment.status.in_(AVAILABLE | IN_FORCE)
    )
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for transfer_id, kind, status in view.select(statement):
        verb, state = words.of("adjustment_type", kind), words.of("adjustment_status", status)
        stops = kind in _STOPS and status in IN_FORCE
        found[transfer_id].append((not stops, f"{verb} ({state.lower()})"))
    return {
        transfer_id: ("; ".join(text for _, text in sorted(said)), "info" if min(said)[0] else "warn")
        for transfer_id, said in found.items()
    }


def _card(line: Line, held: Mapping[str, tuple[str, Tone]], more: str) -> Card:
    due, tone = _next(line)
    said, said_tone = held.get(line.id, ("", "neutral"))
    if not said and line.handling:
        said, said_tone = line.handling.capitalize(), "info"
    searched = f"{line.title} {line.number} {line.recipient} {line.channel_label} {line.programme} {more}"
    return Card(line, due, tone, said, said_tone, fold(searched), line.status in ENDED)


def _next(line: Line) -> tuple[str, Tone]:
    """What is due next; what was missed is late."""
    if line.next_on is None or line.days_left is None:
        return "", "neutral"
    caption = _SHORT.get(line.next_label, line.next_label)
    if line.days_left < 0:
        if caption in _OVER:
            return f"{_OVER[caption]} {day(line.next_on)}", "warn"
        return f"{caption} {counted(-line.days_left, 'day')} late", "bad"
    return f"{caption} {day(line.next_on)}", "warn" if line.days_left <= _NEAR else "neutral"


def brief_money(value: Money | None) -> str:
    """An amount as it fits on a card: ``USD 318 m``, ``USD 2.4 bn``."""
    return money(value).replace(" million", "\N{NO-BREAK SPACE}m").replace(" billion", "\N{NO-BREAK SPACE}bn")


def worth(cards: Sequence[Card]) -> str:
    """What transfers are worth together, each currency for itself; how many have no value is said."""
    values = [card.line.value for card in cards if card.line.value is not None]
    sums = sorted(totals(values), key=lambda sum_: -sum_.amount)
    without = [f"{len(cards) - len(values):,} without a value"] if len(values) < len(cards) else []
    return " + ".join([*map(brief_money, sums), *without]) or "no value"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to part the board: by which key of a card, and what its columns are called."""

    key: str
    title: str
    of: Callable[[Card], tuple[str, str]]
    vocabulary: str = ""


GROUPINGS = (
    Grouping("stage", "Stage", lambda card: (card.line.status, card.line.status_label), "transfer_state"),
    Grouping("channel", "Instrument", lambda card: (card.line.channel, card.channel), "transfer_channel"),
    Grouping("programme", "Programme", lambda card: (card.line.programme_id, card.programme)),
    Grouping("recipient", "Recipient", lambda card: (card.line.recipient_id, card.recipient)),
)
MOST_LANES = 24
"""Where more columns would be needed, the smallest are put together in one."""


def lanes(cards: Iterable[Card], grouping: Grouping, words: Words) -> tuple[Lane, ...]:
    """Part cards into columns: in the order of the vocabulary, or those with most transfers first; none is empty."""
    parted: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        parted[grouping.of(card)].append(card)
    if grouping.vocabulary:
        order = {code: place for place, (code, _) in enumerate(words.all(grouping.vocabulary))}
        keys = sorted(parted, key=lambda pair: (order.get(pair[0], len(order)), pair[1]))
    else:
        keys = sorted(parted, key=lambda pair: (-len(parted[pair]), pair[1].casefold()))
    groups = [(key, title, parted[key, title]) for key, title in keys]
    if len(groups) > MOST_LANES:
        small = groups[MOST_LANES:]
        rest = [card for _, _, some in small for card in some]
        groups = [*groups[:MOST_LANES], ("\0rest", f"{len(small):,} others", rest)]
    return tuple(_lane(key, title, some) for key, title, some in groups)


def _lane(key: str, title: str, cards: Sequence[Card]) -> Lane:
    return Lane(key, title, tuple(cards), f"{counted(len(cards), 'transfer')} · {worth(cards)}")
