"""This user's preferences, and what the window remembers between runs: JSON values by key, in one file.

Nothing of a desk's content may go in here but paths and ids.
"""

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from crisisdesk import paths
from crisisdesk.errors import UserError

_LIMIT = 4 * 1024 * 1024


class Settings(MutableMapping[str, Any]):
    """Values by key; :meth:`save` writes them if one was changed."""

    def __init__(self, path: Path, values: dict[str, Any] | None = None) -> None:
        self.path = path
        self._values = values or {}
        self._saved = self._text()

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """Read the file; one that is absent or damaged counts as empty, for preferences can be chosen again."""
        try:
            text = path.read_text("utf-8") if path.is_file() and path.stat().st_size <= _LIMIT else "{}"
            values = json.loads(text)
        except (OSError, ValueError, RecursionError):
            values = {}
        return cls(path, values if isinstance(values, dict) else {})

    def save(self) -> None:
        """Write the file, if something was changed; a folder that cannot be written is no reason to stop."""
        text = self._text()
        if text == self._saved:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            paths.write_file(self.path, text.encode())
        except (UserError, OSError):
            return
        self._saved = text

    def _text(self) -> str:
        return json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
