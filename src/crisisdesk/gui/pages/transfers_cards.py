"""Every transfer as a card of the pipeline board, read as columns so that tens of thousands are quick."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from crisisdesk.briefing.terms import money, partial
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.levers import AVAILABLE, IN_FORCE
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

ENDED = frozenset({"completed", "cancelled", "refused"})
"""Stages in which nothing more is to be done about a transfer."""
_ARRIVED = frozenset({"delivered", "sustained", *ENDED})
_TONES: Mapping[str, Tone] = {
    "suspended": "warn",
    "refused": "bad",
    "cancelled": "neutral",
    "approved": "good",
    "agreed": "good",
    "in_delivery": "info",
    "notified": "info",
    "delivered": "good",
    "sustained": "good",
}
_STOPS = frozenset(
    {"hold", "suspend", "deny", "revoke", "cancel", "embargo", "recall", "condition", "rwa", "divert"}
)
_FINER = (("sale_stage", "fms_state"), ("licence_stage", "dcs_state"), ("drawdown_stage", "drawdown_state"))
VOCABULARIES = (
    "transfer_state",
    "transfer_channel",
    "adjustment_type",
    "adjustment_status",
    *(vocabulary for _, vocabulary in _FINER),
)
_NOBODY, _NONE_NAMED, _NO_CASE = "Unknown recipient", "No programme named", "No case"
_COLUMNS = (
    Transfer.id, Transfer.title, Transfer.number, Transfer.channel, Transfer.status, Transfer.sale_stage,
    Transfer.licence_stage, Transfer.drawdown_stage, Transfer.recipient_id, Transfer.case_id, Transfer.value,
    Transfer.appropriation, Transfer.authority_id, Transfer.clock_ends_on, Transfer.offer_expires_on,
    Transfer.delivery_on, Transfer.check_on, Transfer.marking, Transfer.industry, Transfer.end_user,
)  # fmt: skip
_DAYS = (
    ("clock_ends_on", "Notice ends"),
    ("offer_expires_on", "Expires"),
    ("delivery_on", "Delivery"),
    ("check_on", "Check"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One transfer in words; ``next`` is what is due next, ``held`` what was adjusted and still matters."""

    id: str
    title: str
    number: str
    stage: str
    stage_label: str
    finer: str
    channel: str
    channel_label: str
    recipient_id: str
    recipient: str
    programme: str
    case_id: str
    value: Money | None
    next: str
    next_tone: Tone
    next_on: str
    held: str
    held_tone: Tone
    marking: str
    searched: str

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.stage in ENDED

    @property
    def tone(self) -> Tone:
        """The tone of its stage."""
        return _TONES.get(self.stage, "neutral")

    @property
    def worth(self) -> str:
        """Its value in words."""
        return brief_money(self.value) or "value unknown"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All transfers of a moment, with what they can be narrowed to."""

    cards: tuple[Card, ...]
    words: Words
    cases: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the board: its name and its cards."""

    key: str
    title: str
    cards: tuple[Card, ...]

    @property
    def told(self) -> str:
        """How many there are, and what they are worth together."""
        return f"{counted(len(self.cards), 'transfer')} · {worth(self.cards)}"


def read_pipeline(view: Snapshot) -> Pipeline:
    """Read all transfers."""
    words = read_words(view, *VOCABULARIES)
    statement: Any = select(*_COLUMNS).order_by(Transfer.title, Transfer.id)
    found = list(view.select(statement))
    cases = {one.id: one.title for one in view.all(CrisisCase, order=CrisisCase.title)}
    named = {one for line in found for one in (line.recipient_id, line.authority_id) if one}
    names, held = view.captions(named), _held(view, words)
    today = view.moment.date()
    cards = tuple(_card(line, words, names, held, today) for line in found)
    recipients = {card.recipient_id: card.recipient for card in cards if card.recipient_id}
    used = {card.channel for card in cards}
    touched = {card.case_id for card in cards}
    return Pipeline(
        cards,
        words,
        tuple((case_id, title) for case_id, title in cases.items() if case_id in touched),
        tuple(sorted(recipients.items(), key=lambda pair: pair[1].casefold())),
        tuple(pair for pair in words.all("transfer_channel") if pair[0] in used),
    )


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


def _card(
    line: Any, words: Words, names: Mapping[str, str], held: Mapping[str, tuple[str, Tone]], today: date
) -> Card:
    recipient = names.get(line.recipient_id or "", "") or _NOBODY
    finer = next((words.of(v, getattr(line, f)) for f, v in _FINER if getattr(line, f)), "")
    channel = words.of("transfer_channel", line.channel) if line.channel else "Channel unknown"
    programme = line.appropriation or names.get(line.authority_id or "", "") or _NONE_NAMED
    due, tone, due_on = _next(line, today)
    said, said_tone = held.get(line.id, ("", "neutral"))
    searched = f"{line.title} {line.number} {recipient} {channel} {programme} {line.industry} {line.end_user}"
    return Card(
        id=line.id,
        title=line.title,
        number=line.number,
        stage=line.status,
        stage_label=words.of("transfer_state", line.status),
        finer=finer,
        channel=line.channel,
        channel_label=channel,
        recipient_id=line.recipient_id or "",
        recipient=recipient,
        programme=programme,
        case_id=line.case_id or "",
        value=line.value,
        next=due,
        next_tone=tone,
        next_on=due_on,
        held=said,
        held_tone=said_tone,
        marking=str(line.marking),
        searched=fold(searched),
    )


def _next(line: Any, today: date) -> tuple[str, Tone, str]:
    """What is due next; a delivery that is late goes before all else."""
    late: PartialDate | None = line.delivery_on
    if late is not None and late.last < today and line.status not in _ARRIVED:
        return f"Delivery {counted((today - late.last).days, 'day')} late", "bad", late.last.isoformat()
    ahead = [
        (day.last, caption, day)
        for name, caption in _DAYS
        if (day := getattr(line, name)) is not None and today <= day.last < date.max
    ]
    if not ahead or line.status in ENDED:
        return "", "neutral", ""
    last, caption, day = min(ahead, key=lambda one: (one[0], one[1]))
    return (
        f"{caption} {partial(day)}",
        "warn" if (last - today).days <= _NEAR else "neutral",
        last.isoformat(),
    )


_NEAR = 14


def brief_money(value: Money | None) -> str:
    """An amount as it fits on a card: ``USD 318 m``, ``USD 2.4 bn``."""
    return money(value).replace(" million", "\N{NO-BREAK SPACE}m").replace(" billion", "\N{NO-BREAK SPACE}bn")


def worth(cards: Iterable[Card]) -> str:
    """What transfers are worth together, each currency for itself; how many have no value is said."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    unknown = 0
    for card in cards:
        if card.value is None:
            unknown += 1
        else:
            sums[card.value.currency] += card.value.amount
    known = [brief_money(Money(amount, currency)) for currency, amount in sorted(sums.items(), key=_largest)]
    without = [f"{unknown:,} without a value"] if unknown else []
    return " + ".join(known + without) or "no value"


def _largest(pair: tuple[str, Decimal]) -> tuple[Decimal, str]:
    return -pair[1], pair[0]


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to part the board: by which key of a card, and what its columns are called."""

    key: str
    title: str
    of: Callable[[Card], tuple[str, str]]
    vocabulary: str = ""


GROUPINGS = (
    Grouping("stage", "Stage", lambda card: (card.stage, card.stage_label), "transfer_state"),
    Grouping("channel", "Instrument", lambda card: (card.channel, card.channel_label), "transfer_channel"),
    Grouping("programme", "Programme", lambda card: (card.programme, card.programme)),
    Grouping("recipient", "Recipient", lambda card: (card.recipient_id, card.recipient)),
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
    made = [Lane(key, title, tuple(parted[key, title])) for key, title in keys]
    return tuple(made) if len(made) <= MOST_LANES else (*made[:MOST_LANES], _rest(made[MOST_LANES:]))


def _rest(small: Sequence[Lane]) -> Lane:
    return Lane("\0rest", f"{len(small):,} others", tuple(card for lane in small for card in lane.cards))


def fits(card: Card, *, words: Sequence[str], case: str, recipient: str, channel: str, ended: bool) -> bool:
    """Whether a card is among those asked for; ``words`` are folded."""
    return (
        (ended or not card.ended)
        and (not case or card.case_id == case)
        and (not recipient or card.recipient_id == recipient)
        and (not channel or card.channel == channel)
        and all(word in card.searched for word in words)
    )
