"""Backups as the window and the command line make them, and putting one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.progress import Progress, silent
from crisisdesk.store.backups import (
    Backup,
    Plan,
    backups_in,
    drop,
    is_due,
    make_backup,
    thinned,
)
from crisisdesk.store.copies import Measure
from crisisdesk.store.leftovers import sweep
from crisisdesk.store.restoring import Restored, restore
from crisisdesk.store.witness import Seen, Witness, founding_of, seen_in
from crisisdesk.store.workspace import Workspace

FOLDER, HOURS, DAYS, WEEKS, MONTHS = (
    "backups.folder",
    "backups.hours",
    "backups.days",
    "backups.weeks",
    "backups.months",
)
"""Where the preferences keep the plan."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup with what was found in it: log entries and revisions, or what is wrong with it."""

    backup: Backup
    size: int
    entries: int | None
    fault: str = ""


def plan_of(settings: Mapping[str, Any]) -> Plan:
    """The plan that the preferences tell; what is no sensible number there counts as not chosen."""
    usual = Plan()
    folder = settings.get(FOLDER)
    return Plan(
        folder=Path(folder).expanduser() if isinstance(folder, str) and folder.strip() else None,
        hours=_number(settings.get(HOURS), usual.hours, 0.25, 24 * 30),
        days=int(_number(settings.get(DAYS), usual.days, 0, 366)),
        weeks=int(_number(settings.get(WEEKS), usual.weeks, 0, 520)),
        months=int(_number(settings.get(MONTHS), usual.months, 0, 1_200)),
    )


def _number(value: object, usual: float, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return usual
    return min(max(value, least), most) if value == value else usual  # noqa: PLR0124 - not a number is none


def back_up(desk: Workspace, target: Path) -> tuple[Path, Measure]:
    """Write a backup to a file, or under a telling name into a folder; it is opened and counted first.

    A file that is there is replaced only if it is an earlier copy of this desk.

    Raises:
        UserError: There is something else at ``target``, it is the desk itself, or it cannot be written.
    """
    if target.is_dir():
        backup = make_backup(desk, target)
        return backup.path, desk.verify_copy(backup.path)
    if not target.parent.is_dir():
        raise UserError(f"There is no folder {target.parent}; make it first or choose another.")
    if target.exists():
        _refuse_other(desk, target)
    return target, desk.copy_to(target)


def _refuse_other(desk: Workspace, target: Path) -> None:
    if target.resolve() == desk.path.resolve():
        raise UserError(f"{target} is the desk itself; choose another name for its backup.")
    with desk.snapshot() as view:
        own = founding_of(view)
    try:
        other = desk.verify_copy(target).founding
    except UserError:
        other = ""
    if other != own:
        raise UserError(f"{target} is something else than a backup of this desk; choose another name.")


def back_up_when_due(desk: Workspace, plan: Plan, progress: Progress = silent) -> Backup | None:
    """Make a backup if one is due, and only then drop those that the plan does not keep; returns it.

    Raises:
        UserError: It could not be made; nothing was dropped.
    """
    folder = plan.folder_of(desk.path)
    backups = backups_in(folder, desk.path)
    now = desk.clock()
    with desk.snapshot() as view:
        seen = seen_in(view)
    if not is_due(backups, now, plan, seen.revision, seen.digest):
        return None
    progress(0, 2, "Backing up")
    sweep(folder, desk.path.stem)
    made = make_backup(desk, folder)
    progress(1, 2, "Checking the backup")
    desk.verify_copy(made.path)
    drop(thinned(backups_in(folder, desk.path), now, plan))
    progress(2, 2, "Backed up")
    return made


def kept_backups(desk: Workspace, plan: Plan, progress: Progress = silent) -> list[Kept]:
    """All backups of a desk, newest first, each opened and counted."""
    backups = backups_in(plan.folder_of(desk.path), desk.path)
    found = []
    for place, backup in enumerate(backups):
        progress(place, len(backups), f"Looking into {backup.path.name}")
        found.append(_look_into(desk, backup))
    return found


def _look_into(desk: Workspace, backup: Backup) -> Kept:
    try:
        size = backup.path.stat().st_size
        held = desk.verify_copy(backup.path)
    except (UserError, OSError) as error:
        return Kept(backup, 0, None, str(error))
    whole = held.revision == backup.revision and held.digest.startswith(backup.mark)
    return Kept(backup, size, held.entries, "" if whole else "It holds something else than its name says.")


def put_back(
    source: Path,
    target: Path,
    *,
    passphrase: str | None,
    moment: datetime,
    witness: Witness,
    progress: Progress = silent,
) -> Restored:
    """Restore a backup to the path of a desk that nobody has open; see :func:`crisisdesk.store.restoring.restore`.

    Raises:
        UserError: The backup does not open or is not whole, or the desk is open somewhere.
    """
    done = restore(source, target, passphrase=passphrase, moment=moment, progress=progress)
    witness.note(target, Seen(done.measure.revision, done.measure.digest, done.measure.founding))
    return done


def last_backup(desk: Workspace, plan: Plan) -> Backup | None:
    """The newest backup of a desk by its name; nothing where there is none."""
    return next(iter(backups_in(plan.folder_of(desk.path), desk.path)), None)
