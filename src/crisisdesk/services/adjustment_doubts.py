"""What speaks against an adjustment, said before it is ordered: a reason is asked for, nothing is ever blocked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_

from crisisdesk.model.notifications import Notification
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.adjustment_verbs import HASTENING, MOVING, STOPPING, Verb, verb_named, verbs
from crisisdesk.services.country_policy import country_policy, policy_words
from crisisdesk.store.snapshot import Snapshot

SERIOUS, CAUTION = "serious", "caution"
_STANDING = ("approved", "notified", "in_force")
_ENDED = frozenset({"completed", "cancelled", "refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An adjustment as an officer words it, before it is issued.

    ``verb`` is the code of an adjustment type or another word for it. Without ``authority`` it has that of the
    vocabulary. ``despite`` answers the serious doubts, if there are any. The rest are fields of the adjustment, or of
    what it brings about: ``metric``, ``target`` and ``due_on`` of a condition, ``planned_on`` of a check, ``number``
    and ``change_kind`` of an amendment, ``signer`` of an emergency determination.
    """

    verb: str
    change: str = ""
    reason: str = ""
    trigger: str = ""
    authority: str = ""
    status: str = "in_force"
    begins_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    review_on: PartialDate | None = None
    reversal: str = ""
    reversal_owner_id: str | None = None
    decided_by_id: str | None = None
    decided_at: datetime | None = None
    consultation: str = ""
    effect: str = ""
    deters: str = ""
    reassures: str = ""
    side_effects: str = ""
    case_id: str | None = None
    to_partner_id: str | None = None
    item_id: str | None = None
    licence_id: str | None = None
    notification_id: str | None = None
    source_id: str | None = None
    quantity: float | None = None
    value: Money | None = None
    metric: str = ""
    target: str = ""
    due_on: PartialDate | None = None
    owner_id: str | None = None
    planned_on: PartialDate | None = None
    number: str = ""
    change_kind: str = "amendment"
    signer: str = ""
    despite: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that speaks against an order; a serious one wants a reason from whoever orders it all the same."""

    code: str
    gravity: str
    sentence: str
    records: tuple[str, ...] = ()


def doubts(view: Snapshot, transfer_id: str, order: Order) -> tuple[Doubt, ...]:
    """What speaks against an order on a transfer at this moment, the serious first.

    Raises:
        UserError: There is no such transfer, or no such verb.
    """
    transfer, verb = view.get(Transfer, transfer_id), verb_named(view, order.verb)
    found = [
        *_against_others(view, transfer, verb),
        *_against_policy(view, transfer, verb, order),
        *_too_early(view, order),
        *_too_late(transfer, verb),
        *_clock(view, transfer, verb),
        *_way_back(verb, order),
    ]
    return tuple(sorted(found, key=lambda doubt: doubt.gravity != SERIOUS))


def _against_others(view: Snapshot, transfer: Transfer, verb: Verb) -> Iterator[Doubt]:
    """A stop while it is hastened, or the other way round; levers on the recipient as a whole count too."""
    opposed = STOPPING if verb.does in MOVING else HASTENING if verb.does in STOPPING else frozenset()
    kinds = {one.code: one.label for one in verbs(view) if one.does in opposed}
    if not kinds:
        return
    on_all = Adjustment.transfer_id.is_(None) & (Adjustment.partner_id == transfer.recipient_id)
    standing = view.all(
        Adjustment,
        Adjustment.kind.in_(sorted(kinds)),
        Adjustment.status.in_(_STANDING),
        or_(Adjustment.transfer_id == transfer.id, on_all)
        if transfer.recipient_id
        else Adjustment.transfer_id == transfer.id,
    )
    for one in standing:
        if one.in_force(view.moment.date()):
            since = f" since {one.begins_on}" if one.begins_on else ""
            yield Doubt(
                "contradiction",
                SERIOUS,
                f"“{verb.label}” contradicts “{kinds[one.kind]}”{since}: {one.change or one.kind}. End one of the two.",
                (one.id,),
            )


def _against_policy(view: Snapshot, transfer: Transfer, verb: Verb, order: Order) -> Iterator[Doubt]:
    """Moving goods to whom law or policy bars; a suspended denial is a caution."""
    if verb.does not in MOVING:
        return
    for partner_id in filter(None, dict.fromkeys((order.to_partner_id or transfer.recipient_id,))):
        policy = country_policy(view, partner_id)
        if policy.barring:
            yield Doubt(
                "embargo",
                SERIOUS,
                f"“{verb.label}” would move goods to {policy.partner} against: {policy_words(policy.barring)}.",
                tuple(fact.record_id for fact in policy.barring),
            )
        asked = [fact for fact in policy.facts if fact.effect in {"question", "suspended", "restriction"}]
        if asked:
            words = f"Look first at what is noted of {policy.partner}: {policy_words(asked)}."
            yield Doubt("policy", CAUTION, words, tuple(fact.record_id for fact in asked))


def _too_early(view: Snapshot, order: Order) -> Iterator[Doubt]:
    begins = order.begins_on
    if order.status == "in_force" and begins is not None and begins.first > view.moment.date():
        words = f"It would be in force now, and its legal day is {begins}; order it as approved until then."
        yield Doubt("early", SERIOUS, words)


def _too_late(transfer: Transfer, verb: Verb) -> Iterator[Doubt]:
    if transfer.status in _ENDED and verb.does not in {"check", "recall", "restore", "pass_on"}:
        yield Doubt(
            "ended", SERIOUS, f"The transfer is {transfer.status.replace('_', ' ')} already.", (transfer.id,)
        )
    if transfer.status in {"delivered", "sustained"} and verb.does in {
        *STOPPING,
        "end",
        "redirect",
        "return",
    }:
        words = f"It is {transfer.status} already; what was handed over is reached by a recall, not by “{verb.label}”."
        yield Doubt("delivered", CAUTION, words, (transfer.id,))


def _clock(view: Snapshot, transfer: Transfer, verb: Verb) -> Iterator[Doubt]:
    """Expediting never shortens a statutory period; only an emergency determination waives it."""
    if verb.code == "emergency_determination" or verb.does not in HASTENING:
        return
    for one in view.all(
        Notification,
        Notification.transfer_id == transfer.id,
        Notification.status.in_(("advance", "formal", "held")),
    ):
        until = f" until {one.clock_ends_on}" if one.clock_ends_on else ""
        words = (
            f"The notification period of “{one.title}” runs{until}; an expedite order does not shorten it."
        )
        yield Doubt("clock", CAUTION, words, (one.id,))


def _way_back(verb: Verb, order: Order) -> Iterator[Doubt]:
    if verb.reversible is False:
        yield Doubt("irreversible", CAUTION, f"“{verb.label}” cannot be taken back.")
    lacks = [
        name
        for name, value in (("reversal test", order.reversal), ("review date", order.review_on))
        if not value
    ]
    if lacks and verb.reversible is not False and verb.does not in {"check", "restore"}:
        yield Doubt("way_back", CAUTION, f"It names no {' and no '.join(lacks)}.")


def name_of(view: Snapshot, partner_id: str | None) -> str:
    """What a partner is called; empty for none."""
    partner = view.find(Partner, partner_id)
    return partner.name if partner else ""
