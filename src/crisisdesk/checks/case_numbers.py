"""The identifier of an FMS case: country or programme code, implementing agency, designator (domain facts 3.1)."""

import re
from dataclasses import dataclass

from crisisdesk.checks.upward import upward_of
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.store.snapshot import Snapshot

_SHAPE = re.compile(r"([A-Z0-9]{2})-([A-Z])-([A-Z0-9]{3})(?:\s+([AM])([0-9]{1,3}))?")
GOVERNMENT = frozenset({"fms", "fmf", "bpc", "eda", "lease", "drawdown"})
"""Channels whose transfers are cases with such an identifier."""

_PSEUDO = frozenset({"bpc", "drawdown"})


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The parts of an identifier such as ``BN-D-SAB A1``: amendments and modifications are versions of the basic case."""

    country: str
    agency: str
    designator: str
    version: str

    def __str__(self) -> str:
        basic = f"{self.country}-{self.agency}-{self.designator}"
        return f"{basic} {self.version}" if self.version else basic

    @property
    def version_words(self) -> str:
        """Basic, Amendment 1, Modification 2 ..."""
        names = {"A": "Amendment", "M": "Modification"}
        return f"{names[self.version[0]]} {self.version[1:]}" if self.version else "Basic"


def read_case_number(text: str) -> CaseNumber | None:
    """The parts of an identifier; nothing for a text of another shape, such as one that is not yet assigned."""
    found = _SHAPE.fullmatch(text.strip().upper())
    if found is None:
        return None
    return CaseNumber(found[1], found[2], found[3], f"{found[4]}{int(found[5])}" if found[4] else "")


def number_doubts(view: Snapshot, transfer: Transfer) -> tuple[str, ...]:
    """What speaks against the identifier of a transfer; a free text is allowed while none is assigned.

    The first two signs are the security-assistance code of the recipient (SAMM table C4.T2), which is not that of ISO;
    a programme that builds the capacity of partners has a code of its own there.
    """
    if not transfer.number.strip() or transfer.channel not in GOVERNMENT:
        return ()
    number = read_case_number(transfer.number)
    if number is None:
        return (f"“{transfer.number}” has not the shape of an FMS case (XX-X-XXX).",)
    said: list[str] = []
    if transfer.agency not in {"", "other", number.agency}:
        said.append(f"The identifier names agency {number.agency}, the record {transfer.agency}.")
    if transfer.channel not in _PSEUDO:
        said += _of_country(view, transfer, number.country)
    return tuple(said)


def _of_country(view: Snapshot, transfer: Transfer, code: str) -> list[str]:
    chain = [view.find(Partner, one) for one in upward_of(view, transfer.recipient_id)]
    known = [one for one in chain if one is not None and one.assistance_code]
    if not known or code in {one.assistance_code for one in known}:
        return []
    recipient = known[0]
    sure = recipient.assistance_code_confidence
    doubt = f" (confidence {sure}: verify)" if sure in {"M", "Q", ""} else ""
    others = view.all(Partner, Partner.assistance_code == code, limit=1)
    whose = f", that of {others[0].name}" if others else ""
    iso = f" {recipient.iso2} is its code of ISO." if code == recipient.iso2 else ""
    own = f"the security-assistance code of {recipient.name} is {recipient.assistance_code}{doubt}"
    return [f"The identifier begins with {code}{whose}; {own}.{iso}"]
