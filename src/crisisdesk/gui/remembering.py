"""What the window remembers while one desk is open: its settings, with what tells of the desk's content kept apart."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from crisisdesk.gui.seats import seat_name

DRAFT = "draft:"


class DeskMemory(MutableMapping[str, Any]):
    """The settings, but for what was typed and not saved.

    A draft is offered in the desk only in which it was typed. Of an encrypted desk nothing at all goes to the settings:
    drafts, saved views, filters and places visited are words of the desk, and lie in its ``private`` place, which is
    encrypted as the desk is. The settings are only read then, for how columns and panes were left.
    """

    def __init__(
        self, settings: MutableMapping[str, Any], path: Path, private: MutableMapping[str, Any] | None = None
    ) -> None:
        self._settings = settings
        self.private = private
        self._own = f"{DRAFT}{seat_name(path)}:"

    def save(self) -> None:
        """Write what is private, if something was changed."""
        save = getattr(self.private, "save", None)
        if save is not None:
            save()

    def __getitem__(self, key: str) -> Any:
        """A value by its key."""
        if self.private is None:
            return self._settings[self._name(key)]
        return self.private[key] if key in self.private or _tells(key) else self._settings[key]

    def __setitem__(self, key: str, value: Any) -> None:
        """Remember a value."""
        if self.private is None:
            self._settings[self._name(key)] = value
        else:
            self.private[key] = value

    def __delitem__(self, key: str) -> None:
        """Forget a value; one that only the settings have comes back with the next desk."""
        if self.private is None:
            del self._settings[self._name(key)]
        else:
            del self.private[key]

    def __iter__(self) -> Iterator[str]:
        """All keys that this desk may see."""
        plain = (key for key in self._settings if not key.startswith(DRAFT))
        if self.private is None:
            yield from plain
            yield from (
                DRAFT + key.removeprefix(self._own) for key in self._settings if key.startswith(self._own)
            )
        else:
            yield from self.private
            yield from (key for key in plain if key not in self.private and not _tells(key))

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def _name(self, key: str) -> str:
        return self._own + key.removeprefix(DRAFT) if key.startswith(DRAFT) else key


def _tells(key: str) -> bool:
    """Whether a value may tell of one desk's content, so that it is never taken from what another desk left."""
    return not key.startswith(
        ("look.", "window.", "backups.", "lock.", "files.", "export:")
    ) and not key.endswith((".columns", ":columns", ".panes", ":panes"))
