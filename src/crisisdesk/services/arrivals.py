"""What a person should know of a desk that was just opened: entries that are missing, a clock set back, copies beside."""

from datetime import timedelta
from pathlib import Path

from crisisdesk.model.moments import dtg
from crisisdesk.store.backups import Backup
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.witness import Witness

_SLACK = timedelta(minutes=2)
"""Clocks of two computers that share a desk may differ so much without anybody being told."""
_LATE = timedelta(days=2)


def warnings_at_open(view: Snapshot, path: Path, witness: Witness, newest: Backup | None) -> list[str]:
    """Whole sentences about this desk, the gravest first; ``newest`` is its newest backup by name."""
    lost = witness.missing(path, view) or _behind(view, path, witness, newest)
    return [sentence for sentence in (lost, _set_back(view), _copies_beside(path)) if sentence]


def backup_warning(view: Snapshot, newest: Backup | None) -> str:
    """A sentence where the newest backup is older than two days, though something was written since."""
    if newest is None or newest.revision >= view.revision or view.moment - newest.at < _LATE:
        return ""
    return f"The newest backup is of {dtg(newest.at)}; see Desk > Backups."


def _behind(view: Snapshot, path: Path, witness: Witness, newest: Backup | None) -> str:
    """Compare with the newest backup's name, where nobody noted on this computer how far the desk reached."""
    if newest is None or newest.revision <= view.revision or witness.last(path) is not None:
        return ""
    return (
        f"{path.name} ends at revision {view.revision}, but its backup {newest.path.name} has {newest.revision}: "
        "the newest entries are missing here. Compare the two, and restore the backup if it is the right one."
    )


def _set_back(view: Snapshot) -> str:
    newest = view.revision_named(view.revision)
    if newest.at - view.moment <= _SLACK:
        return ""
    return (
        f"The clock of this computer says {dtg(view.moment)}, but the newest entry was made at {dtg(newest.at)}. "
        "Set the clock right; the history stays in the order in which it was written."
    )


def _copies_beside(path: Path) -> str:
    """Tell of the copies that a synced folder makes when one file was written in two places."""
    try:
        names = sorted(
            other.name
            for other in path.parent.iterdir()
            if other != path
            and other.name.startswith(path.stem)
            and other.suffix == path.suffix
            and "conflict" in other.name.lower()
        )
    except OSError:
        return ""
    if not names:
        return ""
    return (
        f"Beside {path.name} lies “{names[0]}”: the folder is synced, and the desk was written in two places. "
        "Compare the two before you go on, and keep desks that are open out of synced folders."
    )
