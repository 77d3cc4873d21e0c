"""Drawdowns: what each authority allows in a fiscal year, what is determined, executed and left (domain facts 1.3)."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crisisdesk.model.deliveries import DrawdownTranche
from crisisdesk.model.rules import Authority
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money
from crisisdesk.services.pipeline import totals
from crisisdesk.store.snapshot import Snapshot

_OVER = frozenset({"cancelled", "refused"})


@dataclass(frozen=True, slots=True)
class Tranche:
    """One notification with what was executed under it."""

    id: str
    number: str
    notified_on: date | None
    executed: Money | None
    notice: str


@dataclass(frozen=True, slots=True)
class Drawdown:
    """One determination: its ceiling, what was executed of it, and the share that was delivered."""

    id: str
    title: str
    determination: str
    determined_on: date | None
    recipient_id: str
    ceiling: Money | None
    executed: tuple[Money, ...]
    delivered: str
    tranches: tuple[Tranche, ...]
    case_id: str


@dataclass(frozen=True, slots=True)
class AuthorityUse:
    """An authority in one fiscal year.

    ``left`` is the cap less the ceilings determined; nothing where there is no cap or another currency. ``over`` says
    that more is determined than the cap on record allows: the cap may have been raised by law, see ``cap_note``.
    """

    authority_id: str
    code: str
    law: str
    fiscal_year: int | None
    cap: Money | None
    cap_note: str
    determined: tuple[Money, ...]
    executed: tuple[Money, ...]
    left: Money | None
    over: bool
    notice: str
    source: str
    confidence: str
    drawdowns: tuple[Drawdown, ...]


def drawdowns(view: Snapshot, *, fiscal_year: int | None = None) -> list[AuthorityUse]:
    """Each authority that drawdowns rest on, by fiscal year, the newest first.

    The fiscal year of a determination is that of its day; the month in which one begins is a fact of ``cap_period``.
    """
    found = view.all(Transfer, Transfer.channel == "drawdown", Transfer.status.not_in(sorted(_OVER)))
    tranches: dict[str, list[DrawdownTranche]] = defaultdict(list)
    for one in view.all(DrawdownTranche, order=DrawdownTranche.number):
        tranches[one.transfer_id].append(one)
    begins = _begins_months(view)
    groups: dict[tuple[str, int | None], list[Drawdown]] = defaultdict(list)
    authorities = {one.id: one for one in view.all(Authority, Authority.assistance.is_(True))}
    for transfer in found:
        authority = authorities.get(transfer.authority_id or "")
        month = begins.get(authority.cap_period if authority else "", 1)
        made = _drawdown(transfer, tranches[transfer.id])
        groups[transfer.authority_id or "", fiscal_year_of(made.determined_on, month)].append(made)
    uses = [
        _use(authorities.get(key[0]), key, group)
        for key, group in groups.items()
        if fiscal_year in {None, key[1]}
    ]
    return sorted(uses, key=lambda one: (-(one.fiscal_year or 0), one.code))


def fiscal_year_of(day: date | None, begins_month: int) -> int | None:
    """The fiscal year of a day, named by the year in which it ends."""
    if day is None:
        return None
    return day.year + (begins_month > 1 and day.month >= begins_month)


def _begins_months(view: Snapshot) -> dict[str, int]:
    rows = view.sql("SELECT code, attributes FROM term WHERE vocabulary = 'cap_period' AND attributes <> ''")
    return {code: int(json.loads(attributes).get("begins_month", 1)) for code, attributes in rows}


def _drawdown(transfer: Transfer, tranches: list[DrawdownTranche]) -> Drawdown:
    day = transfer.determined_on
    return Drawdown(
        id=transfer.id,
        title=transfer.title,
        determination=transfer.determination,
        determined_on=None if day is None or day.first == date.min else day.first,
        recipient_id=transfer.recipient_id or "",
        ceiling=transfer.ceiling,
        executed=totals(one.executed for one in tranches),
        delivered=str(transfer.delivered) if transfer.delivered is not None else "",
        tranches=tuple(
            Tranche(
                one.id,
                one.number,
                one.notified_on.first if one.notified_on else None,
                one.executed,
                one.notice,
            )
            for one in tranches
        ),
        case_id=transfer.case_id or "",
    )


def _use(authority: Authority | None, key: tuple[str, int | None], found: list[Drawdown]) -> AuthorityUse:
    determined = totals(one.ceiling for one in found)
    cap = authority.cap if authority else None
    left = _left(cap, determined)
    return AuthorityUse(
        authority_id=key[0],
        code=authority.code if authority else "",
        law=authority.citation if authority else "No authority named",
        fiscal_year=key[1],
        cap=cap,
        cap_note=authority.cap_note if authority else "",
        determined=determined,
        executed=totals(money for one in found for money in one.executed),
        left=left,
        over=left is not None and left.amount < 0,
        notice=authority.notice if authority else "",
        source=authority.source if authority else "",
        confidence=authority.confidence if authority else "",
        drawdowns=tuple(found),
    )


def _left(cap: Money | None, determined: Iterable[Money]) -> Money | None:
    if cap is None:
        return None
    taken = sum((one.amount for one in determined if one.currency == cap.currency), Decimal(0))
    return Money(cap.amount - taken, cap.currency)
