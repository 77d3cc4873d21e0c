"""What was typed and not saved, kept between runs and offered back."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime

from crisisdesk.model.moments import iso


class Draft:
    """The draft of one form, under a key of its own in the window's memory."""

    def __init__(self, memory: MutableMapping[str, object], record_type: str, record_id: str) -> None:
        self._memory, self._key = memory, f"draft:{record_type}:{record_id or 'new'}"

    def keep(self, texts: Mapping[str, str], captions: Mapping[str, str], at: datetime) -> None:
        """Keep these texts; none means that there is no draft."""
        if texts:
            self._memory[self._key] = {"at": iso(at), "texts": dict(texts), "captions": dict(captions)}
        else:
            self.forget()

    def forget(self) -> None:
        """There is no draft any more."""
        self._memory.pop(self._key, None)

    @property
    def at(self) -> datetime | None:
        """When it was last typed in; nothing where there is no draft."""
        at = self._part("at")
        return datetime.fromisoformat(at) if isinstance(at, str) else None

    def texts(self) -> dict[str, str]:
        """The texts by field."""
        return _words(self._part("texts"))

    def captions(self) -> dict[str, str]:
        """What the records are called that its references mean."""
        return _words(self._part("captions"))

    def _part(self, name: str) -> object:
        kept = self._memory.get(self._key)
        return kept.get(name) if isinstance(kept, dict) else None


def _words(kept: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else {}
