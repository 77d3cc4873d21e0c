"""What comes in from a file, before anything is decided about it, and what is said of it in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crisisdesk.model.base import Record


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row or object: where it stands in its file, and its fields by name as text, empty where it says so."""

    row: int
    record_type: type[Record]
    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken, and why; rows count as a spreadsheet does, the header being 1."""

    row: int
    reason: str


@dataclass(slots=True)
class Report:
    """What an import did, or would do: each row is in one of the four."""

    form: str
    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    encoding: str = ""
    ignored: tuple[str, ...] = ()
    revision: int = 0
    dry_run: bool = False

    def refuse(self, row: int, reason: str) -> None:
        """Note a row that is not taken."""
        self.refused.append(Refusal(row, reason))

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.taken + self.changed + self.unchanged + len(self.refused)
