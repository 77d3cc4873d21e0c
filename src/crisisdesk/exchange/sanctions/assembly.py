"""A version in the making: drafts by key, counts, orphans, notes."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files
from crisisdesk.exchange.sanctions.party import ListVersion, Orphan
from crisisdesk.model.values import PartialDate

_PARTIES, _ROWS = 60_000, 500_000
"""Three times the largest list, and ten times its rows: what keeps memory within bounds, whatever a file holds."""


class Assembly:
    """Gathers the parties of one list."""

    def __init__(self, list_name: str) -> None:
        self.list_name = list_name
        self.drafts: dict[str, Draft] = {}
        self.rows: Counter[str] = Counter()
        self.date: PartialDate | None = None
        self._orphans: list[Orphan] = []
        self._notes: dict[str, None] = {}
        self._repeated = self._taken = 0

    def draft(self, key: str, where: str, cells: Iterable[str]) -> Draft:
        """The party with this key, old or new, with these cells counted into its digest.

        Raises:
            UserError: There is no key.
        """
        key = " ".join(key.split())
        if not key:
            raise UserError(f"{where}: the entry has no key; the file is damaged, fetch the list again.")
        self._taken += 1
        if self._taken > _ROWS or len(self.drafts) > _PARTIES:
            raise UserError(
                f"{where}: there are far more entries than any sanctions list has; the file was not taken."
            )
        draft = self.drafts.get(key)
        if draft is None:
            draft = self.drafts[key] = Draft(self.list_name, key, where)
        draft.where = where
        draft.source(cells)
        return draft

    def entry(self, key: str, where: str, cells: Iterable[str]) -> Draft:
        """As :meth:`draft`, for layouts in which each party stands once: one that stands twice is noted."""
        self._repeated += key in self.drafts
        return self.draft(key, where, cells)

    def orphan(self, file: str, line: int, key: str) -> None:
        """Keep a row whose party is not there."""
        self._orphans.append(Orphan(file, line, key[:40]))

    def note(self, sentence: str) -> None:
        """Keep a sentence for the person who adopts."""
        if sentence:
            self._notes[sentence] = None

    def version(self, files: Files) -> ListVersion:
        """The version as these files give it; the drafts are used up.

        Raises:
            UserError: There is no party in them.
        """
        if not self.drafts:
            names = ", ".join(file.name for file in files.values())
            raise UserError(f"{names} holds no listed party; fetch the list again.")
        if self._repeated:
            self.note(f"Entries that repeat the key of another were joined with it: {self._repeated:,}.")
        if self._orphans:
            self.note(f"Rows of parties that are not in the list were left out: {len(self._orphans):,}.")
        return ListVersion(
            list=self.list_name,
            digest=_digest(files),
            date=self.date,
            parties=tuple(self.drafts.pop(key).party() for key in list(self.drafts)),
            rows=tuple(self.rows.items()),
            orphans=tuple(self._orphans),
            notes=tuple(self._notes),
        )


def _digest(files: Files) -> str:
    """SHA-256 over the digests of the unpacked files in the order of their parts, so names and order do not matter."""
    whole = hashlib.sha256()
    for role in sorted(files):
        part = hashlib.sha256()
        files[role].digest_into(part)
        whole.update(part.digest())
    return whole.hexdigest()
