"""Backups of a desk: whole copies in a folder, named by when they were made and by the last revision in them.

A name such as ``north.20261123T183000Z.r42.1a2b3c4d.cdesk`` tells, without a key, whose backup it is, its moment
(UTC), the number of its last revision and the beginning of that one's digest. They are thinned out by age: all of
the last day, then one a day, a week, a month; the newest is never dropped.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.store.workspace import Workspace

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<stem>.+)\.(?P<at>\d{8}T\d{6}Z)\.r(?P<revision>\d+)\.(?P<mark>[0-9a-f]{8})\.cdesk")
_LONGEST = 120
MARK = 8
"""So many figures of a digest stand in a name."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its name tells: its moment, its last revision, and the beginning of that one's digest."""

    path: Path
    at: datetime
    revision: int
    mark: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go and how many stay.

    ``folder`` is nothing for the one beside the desk. Another is made when the newest is ``hours`` old and something
    was written since. Of the last ``recent`` hours all stay, then the newest of each of so many days, weeks and months.
    """

    folder: Path | None = None
    hours: float = 4.0
    recent: int = 24
    days: int = 7
    weeks: int = 5
    months: int = 12

    def folder_of(self, desk: Path) -> Path:
        """The folder for the backups of a desk; beside it, ``<name> backups``, unless another was chosen."""
        return self.folder or desk.with_name(f"{desk.stem[:_LONGEST]} backups")


def backups_in(folder: Path, desk: Path) -> list[Backup]:
    """The backups of a desk in a folder, newest first; a folder that is not there has none."""
    try:
        found = [backup for path in folder.iterdir() if (backup := read_name(path, desk)) is not None]
    except OSError:
        return []
    return sorted(found, key=lambda backup: (backup.at, backup.revision, backup.path.name), reverse=True)


def read_name(path: Path, desk: Path) -> Backup | None:
    """What a name tells, if it is that of a backup of this desk."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["stem"] != desk.stem[:_LONGEST]:
        return None
    try:
        at = datetime.strptime(match["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, at, int(match["revision"]), match["mark"])


def make_backup(desk: Workspace, folder: Path) -> Backup:
    """Write a backup under the name that tells what is in it; the folder is made if need be.

    Raises:
        UserError: The disk is full, or the folder cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(
            f"The folder for backups {folder} cannot be made: {reason}; choose another."
        ) from error
    at = desk.clock().astimezone(UTC).replace(microsecond=0)
    waiting = folder / f".{desk.path.stem[:40]}-{at.strftime(_STAMP)}.waiting"
    held = desk.copy_to(waiting)
    mark = held.digest[:MARK]
    stem = desk.path.stem[:_LONGEST]
    target = folder / f"{stem}.{at.strftime(_STAMP)}.r{held.revision}.{mark}.cdesk"
    waiting.replace(target)
    return Backup(target, at, held.revision, mark)


def is_due(backups: Sequence[Backup], now: datetime, plan: Plan, revision: int, digest: str) -> bool:
    """Whether another backup is due: something was written since the newest, and that one is old enough.

    One from the future, left by a clock that was set back, does not put the next one off.
    """
    if not backups:
        return True
    newest = backups[0]
    same = newest.revision == revision and digest.startswith(newest.mark)
    return not same and not timedelta(0) <= now - newest.at < timedelta(hours=plan.hours)


def thinned(backups: Sequence[Backup], now: datetime, plan: Plan) -> list[Backup]:
    """The backups that the plan does not keep, oldest last; ``backups`` are newest first."""
    kept = {backups[0].path} if backups else set()
    kept |= {backup.path for backup in backups if now - backup.at <= timedelta(hours=plan.recent)}
    for key, many in ((_day, plan.days), (_week, plan.weeks), (_month, plan.months)):
        kept |= _newest_of_each(backups, key, many)
    return [backup for backup in backups if backup.path not in kept]


def drop(backups: Iterable[Backup]) -> None:
    """Delete backups that are no longer kept; one that cannot be deleted stays."""
    for backup in backups:
        with contextlib.suppress(OSError):
            backup.path.unlink(missing_ok=True)


def _newest_of_each(backups: Sequence[Backup], key: Callable[[date], object], many: int) -> set[Path]:
    newest: dict[object, Path] = {}
    for backup in backups:
        newest.setdefault(key(backup.at.date()), backup.path)
    return set(list(newest.values())[:many])


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
