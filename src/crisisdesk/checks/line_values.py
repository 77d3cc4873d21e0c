"""What the lines of transfers come to, by what the notification rules measure; read by column, for all of them at once."""

import re
from dataclasses import dataclass

from crisisdesk.model.values import Money
from crisisdesk.store.snapshot import Snapshot

_CATEGORY_I = re.compile(r"\s*\*?\s*(?:USML\s*)?(?:cat(?:egory|\.)?\s*)?\*?I(?![A-Za-z])", re.IGNORECASE)
_QUERY = (
    "SELECT transfer_id, value, category, kind, major, significant, firearms FROM transfer_item"
    " WHERE value IS NOT NULL OR firearms OR significant OR major"
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Sums of the lines of one transfer; nothing where no line has a value, or they are in several currencies."""

    total: Money | None = None
    major: Money | None = None
    construction: Money | None = None
    firearms: Money | None = None
    significant: bool = False


def lines_of(view: Snapshot) -> dict[str, Lines]:
    """The sums of all transfers that have lines with a value or a flag, by the id of the transfer."""
    found: dict[str, Lines] = {}
    for transfer_id, text, category, kind, major, significant, firearms in view.sql(_QUERY).cursor.fetchall():
        value, before = Money.parse(text) if text else None, found.get(transfer_id, Lines())
        mde = bool(major) or kind == "mde"
        found[transfer_id] = Lines(
            total=_sum(before.total, value),
            major=_sum(before.major, value if mde else None),
            construction=_sum(before.construction, value if kind == "construction" else None),
            firearms=_sum(before.firearms, value if firearms or is_category_i(category) else None),
            significant=before.significant or mde or bool(significant) or kind == "sme" or "*" in category,
        )
    return found


def is_category_i(category: str) -> bool:
    """Whether a category of the USML is I, firearms, and not II, III or IV."""
    return _CATEGORY_I.match(category) is not None


def greater(entered: Money | None, summed: Money | None) -> Money | None:
    """The greater of what a record says and what its lines come to; what it says where the currencies differ."""
    if entered is None or summed is None or entered.currency != summed.currency:
        return entered or summed
    return max(entered, summed, key=lambda one: one.amount)


def _sum(before: Money | None, value: Money | None) -> Money | None:
    if before is None or value is None:
        return before or value
    return (
        Money(before.amount + value.amount, before.currency) if before.currency == value.currency else before
    )
