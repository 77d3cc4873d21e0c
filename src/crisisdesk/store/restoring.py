"""Putting a backup in the place of a desk: copied, checked, and named in one step; what was there is kept aside."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store.checking import check
from crisisdesk.store.copies import Measure, measure, verify, viewing
from crisisdesk.store.engine import SCHEMA_VERSION, beside, derive_key, has_log, open_engine
from crisisdesk.store.failures import said
from crisisdesk.store.holders import refuse_open
from crisisdesk.store.keys import Key
from crisisdesk.store.opening import draft_beside, look_over

_FEW = 3
_LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: how much it holds, and where the file that lay there before is now."""

    path: Path
    measure: Measure
    aside: Path | None


def restore(
    source: Path,
    target: Path,
    *,
    passphrase: str | None,
    moment: datetime,
    progress: Progress = silent,
) -> Restored:
    """Put a copy of a backup in the place of a desk, which no program may have open.

    The copy is checked wholly before anything is touched. The desk that lay there, if any, is kept beside it as
    ``<name>.before-<moment>.cdesk`` with what lay in its log. A kill at any moment leaves the old desk or the new one.

    Raises:
        UserError: The backup is none, is damaged or does not open; the desk is open somewhere; there is no room.
    """
    if target.exists() and source.resolve() == target.resolve():
        raise UserError(f"{source} is the desk itself; choose a backup of it.")
    if not target.parent.is_dir():
        raise UserError(f"There is no folder {target.parent}; make it first or choose another.")
    if target.is_dir():
        raise UserError(f"{target} is a folder, not a desk file; choose a file.")
    key = derive_key(source, passphrase)
    draft = draft_beside(target)
    try:
        _copy(source, draft)
        version = look_over(draft, key)
        held = _checked(source, draft, key, progress) if version == SCHEMA_VERSION else verify(draft, key)
        refuse_open(target)
        aside = _set_aside(target, key, moment) if target.exists() or has_log(target) else None
        draft.replace(target)
        paths.sync_folder(target.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(f"{target} cannot be restored: {reason}. What was there is untouched.") from error
    finally:
        for leftover in (draft, *(beside(draft, ending) for ending in _LOGS)):
            leftover.unlink(missing_ok=True)
    return Restored(target, held, aside)


def _copy(source: Path, draft: Path) -> None:
    """Copy a file with the log beside it, where it is not a backup but a desk that was not closed."""
    shutil.copyfile(source, draft)
    if has_log(source):
        shutil.copyfile(beside(source, "-wal"), beside(draft, "-wal"))
        paths.sync_file(beside(draft, "-wal"))
    paths.sync_file(draft)


def _checked(source: Path, draft: Path, key: Key | None, progress: Progress) -> Measure:
    engine = open_engine(draft, key, "write")  # takes what lies in the log into the file
    try:
        with said(source), engine.connect() as connection, connection.begin():
            report = check(connection, progress)
            held = measure(connection)
    finally:
        engine.dispose()
    if not report.ok:
        raise UserError(
            f"{source} was not restored, for it is not whole: {' '.join(report.problems[:_FEW])} Choose another backup."
        )
    return held


def _set_aside(target: Path, key: Key | None, moment: datetime) -> Path:
    """Give the present file a second name, with all that its log holds."""
    aside = _free(target, f"before-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if target.exists():
        _take_log_in(target, key)
        if not has_log(target):
            try:
                os.link(target, aside)
            except OSError:  # a file system without second names
                shutil.copyfile(target, aside)
                paths.sync_file(aside)
            return aside
        target.rename(aside)
    for ending in _LOGS:
        if beside(target, ending).exists():
            beside(target, ending).rename(beside(aside, ending))
    paths.sync_folder(target.parent)
    return aside


def _take_log_in(target: Path, key: Key | None) -> None:
    """Bring what lies in the log into the file, if it opens with this key; a damaged one is kept as it is."""
    if not has_log(target):
        return
    try:
        with said(target):
            look_over(target, key)  # SQLite throws away the log of what it takes for an empty file
        with viewing(target, key, "write"):
            pass
    except UserError:
        return


def _free(target: Path, word: str) -> Path:
    stem = target.stem[:100]
    path, number = target.with_name(f"{stem}.{word}{target.suffix}"), 1
    while path.exists():
        number += 1
        path = target.with_name(f"{stem}.{word}.{number}{target.suffix}")
    return path
