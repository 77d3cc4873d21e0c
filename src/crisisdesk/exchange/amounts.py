"""Amounts of money as people and tables write them."""

import re

from crisisdesk.errors import UserError
from crisisdesk.model.values import Money

_WORDS = {"thousand": "k", "million": "m", "billion": "bn"}
_SPELT = re.compile(r"\s*\b(thousand|million|billion)\b", re.IGNORECASE)


def read_amount(text: str) -> Money:
    """Read ``14000000``, ``14m``, ``$14 million``, ``14m USD`` or ``USD 14,000,000``; a bare number is US dollars.

    Raises:
        UserError: It is no amount.
    """
    typed = _SPELT.sub(lambda found: _WORDS[found[1].lower()], text.strip().removeprefix("$").strip())
    for candidate in (typed, f"USD {typed}"):
        try:
            return Money.parse(candidate)
        except UserError as error:
            refusal = error
    if "more money" in str(refusal):
        raise refusal
    raise UserError(
        f"“{text[:40]}” is not an amount; write 14000000, 14m or USD 14000000 (a bare number is US dollars)."
    )
