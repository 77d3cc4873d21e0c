"""What was asked of the clock wall, with what all its parts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crisisdesk.model.rules import NotificationRule, Rule
from crisisdesk.services.clocks.rules import RulePack, rule_text
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """The snapshot, the case (or none), how far to look (or all the way), and whether what is done is shown too.

    ``only`` names the records that are asked about, by type; without it, all.
    """

    view: Snapshot
    case_id: str
    horizon: datetime | None
    everything: bool
    pack: RulePack
    only: Mapping[str, Sequence[str]] | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    def words(self, rule: Rule | NotificationRule) -> str:
        """A rule in words; each is put together once."""
        if rule.id not in self._texts:
            name = rule.name if isinstance(rule, Rule) else rule.code
            self._texts[rule.id] = rule_text(name, rule, rule.authority)
        return self._texts[rule.id]

    def narrowed(self, table: str) -> tuple[str, Sequence[str]]:
        """A condition on rows ``r`` of a type, with its values, where only some records are asked about; else nothing."""
        if self.only is None:
            return "", ()
        ids = self.only.get(table, ())
        return f"r.id IN ({', '.join('?' * len(ids))})", ids

    def read(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query as the driver gives them: rows of SQLAlchemy cost twice the time on a long wall."""
        rows: list[tuple[Any, ...]] = self.view.sql(text, *values).cursor.fetchall()
        return rows
