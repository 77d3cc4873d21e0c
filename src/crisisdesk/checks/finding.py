"""``Finding``: one thing that an officer should look at, why, and what could be done."""

from dataclasses import dataclass
from enum import StrEnum

SCREENING = ("D4", "listed_parties")
"""Id and name of the findings that screening makes; those of the checks are Q1 to Q32."""


class Gravity(StrEnum):
    """How grave a finding is; the order of declaration is the order of gravity."""

    INFO = "info"
    CAUTION = "caution"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Its place on the scale, 1 for the least."""
        return list(Gravity).index(self) + 1


@dataclass(frozen=True, slots=True)
class Snoozed:
    """That somebody put a finding off, or accepted it; ``until`` is empty where no day was set."""

    id: str
    reason: str
    until: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    It is as highly marked as the records that it names: who shows it to others combines their markings.

    Attributes:
        check: The id of the check, such as ``Q5``.
        reason: One sentence with names and dates.
        records: The ids of what it is about; with check and aspect they make its identity.
        proposed: One sentence in the imperative.
        case_id: The case that it belongs to; empty where it stands beyond one case.
        aspect: Which of the things that a check looks for, where it looks for several in the same records.
        evidence: The ids of what else shows it; they may change while it stays the same finding.
        partners: The ids of partners whom it concerns.
        snoozed: Whether somebody put it off.
    """

    check: str
    gravity: Gravity
    reason: str
    records: tuple[str, ...]
    proposed: str
    case_id: str = ""
    aspect: str = ""
    evidence: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    snoozed: Snoozed | None = None

    @property
    def key(self) -> str:
        """What it is known by while its cause lasts, such as ``Q5:post-vardal``; without spaces."""
        return ":".join(part for part in (self.check, self.aspect, "+".join(sorted(self.records))) if part)
