"""Repairing what is derived from the records, and nothing else: indexes, catalogue and search.

Records, journal and kept files are the desk itself; where they are damaged nothing is guessed: a backup is restored.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store.checking import Report, check
from crisisdesk.store.engine import beside, derive_key, has_log, open_engine, run
from crisisdesk.store.failures import said
from crisisdesk.store.holders import refuse_open
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.opening import look_over
from crisisdesk.store.schema import SEARCH, type_by_table


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair found, where the file as it was lies now, and what a check still finds afterwards."""

    before: Report
    copy: Path | None
    after: Report


def repair(path: Path, *, passphrase: str | None, moment: datetime, progress: Progress = silent) -> Repaired:
    """Make the indexes of a desk anew, which no program may have open; a copy of the file is kept before.

    Nothing is done, and no copy made, where a check finds nothing that can be repaired. What is left in ``after``
    can only be had back from a backup.

    Raises:
        UserError: The desk does not open, is open elsewhere, or there is no room for the copy.
    """
    refuse_open(path)
    key = derive_key(path, passphrase)
    with said(path, encrypted=key is not None):
        look_over(path, key)
    engine = open_engine(path, key, "write")
    try:
        before = _checked(engine, path, progress)
        if not before.repairable:
            return Repaired(before, None, before)
        engine.dispose()
        copy = _keep(path, moment)
        with said(path):
            _make_anew(engine, progress)
        return Repaired(before, copy, _checked(engine, path, progress))
    finally:
        engine.dispose()
        if key is not None:
            key.forget()


def _checked(engine: Engine, path: Path, progress: Progress) -> Report:
    with said(path), engine.connect() as connection, connection.begin():
        return check(connection, progress)


def _make_anew(engine: Engine, progress: Progress) -> None:
    with engine.execution_options(writes=True).connect() as connection, connection.begin():
        run(connection, "DROP TABLE IF EXISTS search")
        run(connection, SEARCH)
        Indexing(connection, type_by_table()).rebuild(progress)
    with engine.execution_options(writes=True).connect() as connection, connection.begin():
        run(connection, "REINDEX")


def _keep(path: Path, moment: datetime) -> Path:
    """Copy the file byte by byte, with the log beside it: what SQLite would copy might leave the damage out."""
    copy = path.with_name(
        f"{path.stem[:100]}.before-repair-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}{path.suffix}"
    )
    if copy.exists():
        raise UserError(f"There is already a file {copy}; move it away and try again.")
    try:
        for ending in ("", "-wal"):
            if not ending or has_log(path):
                shutil.copyfile(beside(path, ending), beside(copy, ending))
                beside(copy, ending).chmod(0o600)
                paths.sync_file(beside(copy, ending))
        paths.sync_folder(copy.parent)
    except OSError as error:
        for ending in ("", "-wal"):
            beside(copy, ending).unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"{copy} cannot be written: {reason}. Nothing was repaired.") from error
    return copy
