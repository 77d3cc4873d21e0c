"""The commitment ledger: who promised what to whom, how far it is, and who carries how much of it (MISSION N8)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crisisdesk.briefing.terms import Terms
from crisisdesk.model.burdens import BurdenShare
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Partner
from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

DELIVERED = frozenset({"delivered", "sustained"})
GIVEN_UP = frozenset({"lapsed", "withdrawn"})
FIRM = frozenset({"confirmed", "reported"})
"""What counts for the low end of a bracket; the high end counts all that is not disputed."""
_DISPUTED = "disputed"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the ledger.

    Attributes:
        direction: ``by us``, ``to us`` or ``others``, by the home of the desk.
        timing: ``open-ended`` without a due day, else ``due``, ``overdue``, ``delivered``, ``delivered late`` or
            ``given up``. A promise without a due day is never on time.
        delivered: Percent, where it is known.
        gap: What of its value is not delivered, where both are known.
        days: From the pledge to its delivery, or to today; nothing without a day of the pledge.
    """

    id: str
    text: str
    case_id: str
    direction: str
    giver_id: str
    giver: str
    receiver: str
    kind: str
    status: str
    status_label: str
    forum: str
    quantity: float | None
    unit: str
    value: str
    price_basis: str
    certainty: str
    caveat: str
    pledged_on: str
    due_on: str
    delivered_on: str
    timing: str
    delivered: str
    gap: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Burden:
    """What one giver carries by one denominator.

    Attributes:
        denominator: In words, with what it was divided by: ``share of all value pledged in USD``.
        basis: ``value``, ``delivered``, ``gdp`` or ``kind``.
        unit: Currency or unit of the amounts.
        amount: All that is not disputed; ``low`` is what is confirmed or reported of it.
        percent: Of the total, or of the giver's gross domestic product; nothing where that is not known.
        counted: How many promises the figure rests on; ``of`` is how many the giver made.
    """

    denominator: str
    basis: str
    unit: str
    giver_id: str
    giver: str
    amount: str
    low: str
    percent: str
    counted: int
    of: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The promises, the shares, and what to say of the whole: overdue and open-ended first."""

    promises: tuple[Promise, ...]
    burdens: tuple[Burden, ...]
    overdue: int
    open_ended: int
    without_value: int


def ledger(view: Snapshot, case_id: str = "") -> Ledger:
    """The ledger of a case, or of all; promises by giver, then by due day, open-ended ones last."""
    found = view.all(Commitment, Commitment.case_id == case_id) if case_id else view.all(Commitment)
    names = view.captions([i for one in found for i in (one.giver_id, one.receiver_id)])
    ours, terms, today = _ours(view), Terms(view), view.moment.date()
    promises = sorted(
        (_promise(one, names, terms, ours, today) for one in found),
        key=lambda p: (p.giver, not p.due_on, p.due_on, p.id),
    )
    return Ledger(
        promises=tuple(promises),
        burdens=tuple(_burdens(view, [one for one in found if one.status not in GIVEN_UP], names)),
        overdue=sum(p.timing == "overdue" for p in promises),
        open_ended=sum(p.timing == "open-ended" for p in promises),
        without_value=sum(not one.value for one in found),
    )


def timing_of(one: Commitment, today: date) -> str:
    """How a promise stands to its day; see :class:`Promise`."""
    if one.status in GIVEN_UP:
        return "given up"
    if one.status in DELIVERED:
        late = one.due_on and one.delivered_on and one.delivered_on.first > one.due_on.last
        return "delivered late" if late else "delivered"
    if one.due_on is None:
        return "open-ended"
    return "overdue" if one.due_on.last < today else "due"


def ledger_json(found: Ledger) -> dict[str, Any]:
    """The ledger as JSON."""
    value = asdict(found)
    return value | {"promises": list(value["promises"]), "burdens": list(value["burdens"])}


def _promise(
    one: Commitment, names: dict[str, str], terms: Terms, ours: frozenset[str], today: date
) -> Promise:
    by_us, to_us = one.giver_id in ours, one.receiver_id in ours
    share = one.delivered.percent if one.delivered else _HUNDRED if one.status in DELIVERED else None
    gap = None if one.value is None or share is None else one.value.amount * (_HUNDRED - share) / _HUNDRED
    end = one.delivered_on.first if one.delivered_on else today
    return Promise(
        id=one.id,
        text=one.text,
        case_id=one.case_id or "",
        direction="by us" if by_us else "to us" if to_us else "others",
        giver_id=one.giver_id,
        giver=names.get(one.giver_id, ""),
        receiver=names.get(one.receiver_id or "", ""),
        kind=terms.label("commitment_type", one.kind) if one.kind else "",
        status=one.status,
        status_label=terms.label("commitment_status", one.status),
        forum=one.forum,
        quantity=one.quantity,
        unit=one.unit,
        value=str(one.value or ""),
        price_basis=one.price_basis,
        certainty=terms.label("certainty", one.certainty) if one.certainty else "Not stated",
        caveat=one.condition,
        pledged_on=str(one.pledged_on or ""),
        due_on=str(one.due_on or ""),
        delivered_on=str(one.delivered_on or ""),
        timing=timing_of(one, today),
        delivered=str(one.delivered or ("100 %" if one.status in DELIVERED else "")),
        gap="" if gap is None or one.value is None else str(Money(gap, one.value.currency)),
        days=(end - one.pledged_on.first).days
        if one.pledged_on and one.pledged_on.first != date.min
        else None,
    )


def _ours(view: Snapshot) -> frozenset[str]:
    """The home state of the desk with all its offices."""
    desk = view.find(Desk, DESK_ID)
    home = desk.home_id if desk else None
    if home is None:
        return frozenset()
    below: dict[str, list[str]] = defaultdict(list)
    for partner in view.all(Partner, Partner.parent_id.is_not(None)):
        below[partner.parent_id or ""].append(partner.id)
    found, todo = {home}, [home]
    while todo:
        new = [child for child in below[todo.pop()] if child not in found]
        found.update(new)
        todo += new
    return frozenset(found)


# -- shares of the burden ---------------------------------------------------------------------------------

Amounts = dict[str, dict[str, list[tuple[Decimal, bool]]]]
"""By currency or unit, by giver: each amount, and whether it is firm."""


def _burdens(view: Snapshot, found: Sequence[Commitment], names: dict[str, str]) -> Iterator[Burden]:
    made: dict[str, int] = defaultdict(int)
    for one in found:
        made[one.giver_id] += 1
    for basis, words, amount_of in _BASES:
        for unit, givers in sorted(_amounts(found, amount_of).items()):
            total = sum((amount for own in givers.values() for amount, _ in own), Decimal(0))
            rows = [
                _row((basis, words.format(unit=unit), unit), giver, own, total)
                for giver, own in givers.items()
            ]
            for row in sorted(rows, key=lambda row: (names.get(row[0], ""), row[0])):
                yield _burden(row, names, made)
    yield from _by_product(view, found, names, made)


def _value(one: Commitment) -> tuple[str, Decimal] | None:
    return (one.value.currency, one.value.amount) if one.value else None


def _delivered(one: Commitment) -> tuple[str, Decimal] | None:
    share = one.delivered.percent if one.delivered else _HUNDRED if one.status in DELIVERED else None
    return (
        (one.value.currency, one.value.amount * share / _HUNDRED) if one.value and share is not None else None
    )


def _in_kind(one: Commitment) -> tuple[str, Decimal] | None:
    return (one.unit, Decimal(str(one.quantity))) if one.quantity is not None and one.unit else None


_BASES: tuple[tuple[str, str, Callable[[Commitment], tuple[str, Decimal] | None]], ...] = (
    ("value", "share of all value pledged in {unit}", _value),
    ("delivered", "share of all value delivered in {unit}", _delivered),
    ("kind", "share of all pledged in kind, counted in {unit}", _in_kind),
)

_Row = tuple[str, str, str, str, Decimal, Decimal, Decimal | None, int]


def _amounts(
    found: Iterable[Commitment], amount_of: Callable[[Commitment], tuple[str, Decimal] | None]
) -> Amounts:
    amounts: Amounts = defaultdict(lambda: defaultdict(list))
    for one in found:
        amount = amount_of(one)
        if amount is not None and one.certainty != _DISPUTED:
            amounts[amount[0]][one.giver_id].append((amount[1], one.certainty in FIRM))
    return amounts


def _row(what: tuple[str, str, str], giver: str, own: list[tuple[Decimal, bool]], whole: Decimal) -> _Row:
    basis, words, unit = what
    amount = sum((a for a, _ in own), Decimal(0))
    low = sum((a for a, firm in own if firm), Decimal(0))
    percent = amount * _HUNDRED / whole if whole else None
    return giver, basis, words, unit, amount, low, percent, len(own)


def _burden(row: _Row, names: dict[str, str], made: dict[str, int]) -> Burden:
    giver, basis, words, unit, amount, low, percent, counted = row
    return Burden(
        denominator=words,
        basis=basis,
        unit=unit,
        giver_id=giver,
        giver=names.get(giver, ""),
        amount=f"{amount.normalize():f}",
        low=f"{low.normalize():f}",
        percent="" if percent is None else f"{percent:.4g} %" if percent < 1 else f"{percent:.1f} %",
        counted=counted,
        of=made[giver],
    )


def _by_product(
    view: Snapshot, found: Sequence[Commitment], names: dict[str, str], made: dict[str, int]
) -> Iterator[Burden]:
    """Value pledged against the giver's gross domestic product, where a burden share gives amount and percent of it."""
    product: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for share in view.all(BurdenShare):
        if share.value and share.share and share.share.percent and "GDP" in share.denominator.upper():
            key = (share.partner_id, share.value.currency)
            gdp = share.value.amount * _HUNDRED / share.share.percent
            product[key] = max(product.get(key, (0, gdp)), (share.year or 0, gdp))
    for currency, givers in sorted(_amounts(found, _value).items()):
        for giver, own in sorted(givers.items(), key=lambda item: names.get(item[0], "")):
            year, gdp = product.get((giver, currency), (0, Decimal(0)))
            words = "percent of the giver's GDP" + (f" of {year}" if year else "")
            words += ", as entered" if gdp else ", which is not entered"
            yield _burden(_row(("gdp", words, currency), giver, own, gdp), names, made)
