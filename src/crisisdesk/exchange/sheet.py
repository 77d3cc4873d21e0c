"""What an export writes, whatever the format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crisisdesk.model.base import Record

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records with their fields as plain values; ``record_type`` where all are of the one that was asked for."""

    rows: Sequence[tuple[Record, Row]]
    record_type: type[Record] | None
    exercise: bool
    moment: datetime

    @property
    def types(self) -> list[type[Record]]:
        """The types that are in it, in the order of their first record; that asked for even if there is none."""
        asked = [] if self.record_type is None else [self.record_type]
        return list(dict.fromkeys([*asked, *(type(record) for record, _ in self.rows)]))
