"""A safe: what the window remembers of an encrypted desk, in a file of its own under the same key.

Drafts, saved views and filters hold words of the desk. They are the user's own and change often, so they are not in the
journal; they are never plain on the disk either. A safe that does not open (the key of the desk was changed elsewhere)
counts as empty, for nothing of it is a record.
"""

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.store.engine import DatabaseError as DriverError
from crisisdesk.store.engine import beside, open_engine, run
from crisisdesk.store.keys import Key
from crisisdesk.store.opening import draft_beside

_TABLE = "CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
_LIMIT = 16 * 1024 * 1024


class Safe(MutableMapping[str, Any]):
    """JSON values by key; :meth:`save` writes them if one was changed, as long as the desk is open."""

    def __init__(self, path: Path, key: Key) -> None:
        self._path, self._key = path, key
        self._values = self._read()
        self._saved = _text(self._values)

    def save(self) -> None:
        """Write the file whole or not at all, if something was changed; where it cannot be, nothing stops."""
        text = _text(self._values)
        if text == self._saved:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write()
        except (OSError, UserError, DatabaseError, DriverError):
            return
        self._saved = text

    def _read(self) -> dict[str, Any]:
        if not self._path.is_file() or self._path.stat().st_size > _LIMIT:
            return {}
        engine = open_engine(self._path, self._key, "look")
        try:
            with engine.connect() as connection, connection.begin():
                return {
                    key: json.loads(value) for key, value in run(connection, "SELECT key, value FROM kept")
                }
        except (DatabaseError, DriverError, ValueError, RecursionError):
            return {}
        finally:
            engine.dispose()

    def _write(self) -> None:
        draft = draft_beside(self._path)
        engine = open_engine(draft, self._key, "new")
        try:
            with engine.execution_options(writes=True).begin() as connection:
                run(connection, _TABLE)
                for key, value in self._values.items():
                    run(connection, "INSERT INTO kept VALUES (?, ?)", (key, json.dumps(value)))
            engine.dispose()  # takes the log into the file
            paths.sync_file(draft)
            draft.replace(self._path)
            paths.sync_folder(self._path.parent)
        finally:
            engine.dispose()
            for leftover in (draft, *(beside(draft, ending) for ending in ("-wal", "-shm"))):
                leftover.unlink(missing_ok=True)

    def __getitem__(self, key: str) -> Any:
        """A value by its key."""
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        """Forget a value."""
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._values)


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True)
