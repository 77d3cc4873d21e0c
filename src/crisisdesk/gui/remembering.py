"""What the window remembers while one desk is open: its settings, with the drafts kept apart for each desk."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from crisisdesk.gui.seats import seat_name

DRAFT = "draft:"


class DeskMemory(MutableMapping[str, Any]):
    """The settings, but for what was typed and not saved.

    A draft is offered in the desk only in which it was typed. One of an encrypted desk is text that the file would
    encrypt: it is never written to the settings, and lasts as long as the desk is open.
    """

    def __init__(self, settings: MutableMapping[str, Any], path: Path, *, encrypted: bool) -> None:
        self._settings = settings
        self._drafts: MutableMapping[str, Any] = {} if encrypted else settings
        self._own = f"{DRAFT}{seat_name(path)}:"

    def __getitem__(self, key: str) -> Any:
        """A value by its key."""
        return self._place(key)[self._name(key)]

    def __setitem__(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._place(key)[self._name(key)] = value

    def __delitem__(self, key: str) -> None:
        """Forget a value."""
        del self._place(key)[self._name(key)]

    def __iter__(self) -> Iterator[str]:
        """All keys that this desk may see."""
        yield from (key for key in self._settings if not key.startswith(DRAFT))
        yield from (DRAFT + key.removeprefix(self._own) for key in self._drafts if key.startswith(self._own))

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def _place(self, key: str) -> MutableMapping[str, Any]:
        return self._drafts if key.startswith(DRAFT) else self._settings

    def _name(self, key: str) -> str:
        return self._own + key.removeprefix(DRAFT) if key.startswith(DRAFT) else key
