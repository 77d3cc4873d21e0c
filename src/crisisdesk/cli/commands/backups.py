"""Commands about backups: make one, list them, put one back."""

from argparse import ArgumentParser
from pathlib import Path

from crisisdesk import paths
from crisisdesk.cli.command import Command
from crisisdesk.cli.session import PAST, Answer, Session
from crisisdesk.errors import UserError
from crisisdesk.model.moments import dtg, iso
from crisisdesk.services.backups import Kept, back_up, kept_backups, plan_of, put_back
from crisisdesk.settings import Settings
from crisisdesk.store.backups import Plan
from crisisdesk.store.witness import Witness


def _plan() -> Plan:
    return plan_of(Settings.load(paths.settings_file()))


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="the file, or a folder for one that is named by moment and revision; else the folder of the preferences",
    )


def _backup(session: Session) -> Answer:
    with session.workspace() as desk:
        if session.given.file:
            target = Path(session.given.file).expanduser()
        else:
            target = _plan().folder_of(desk.path)
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, held = back_up(desk, target)
        encrypted = desk.encrypted
    value = {
        "path": str(path.absolute()),
        "revision": held.revision,
        "head": held.digest,
        "entries": held.entries,
        "encrypted": encrypted,
    }
    words = (
        f"{path} holds {held.revision} revisions and {held.entries} log entries; it was opened and counted."
    )
    return Answer(value, (words,))


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help="where they lie; else that of the preferences"
    )


def _list(session: Session) -> Answer:
    folder = session.given.folder
    plan = Plan(folder=Path(folder).expanduser()) if folder else _plan()
    with session.workspace() as desk:
        found = kept_backups(desk, plan, session.progress)
        where = plan.folder_of(desk.path)
    return Answer(
        [_as_json(kept) for kept in found], [_line(kept) for kept in found] or [f"There are none in {where}."]
    )


def _as_json(kept: Kept) -> dict[str, object]:
    backup = kept.backup
    return {
        "path": str(backup.path.absolute()),
        "at": iso(backup.at),
        "revision": backup.revision,
        "entries": kept.entries,
        "size": kept.size,
        "ok": not kept.fault,
        "fault": kept.fault,
    }


def _line(kept: Kept) -> str:
    found = f"{kept.entries} log entries, checked" if not kept.fault else kept.fault
    return f"{dtg(kept.backup.at)}  revision {kept.backup.revision}  {found}  {kept.backup.path}"


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the backup; --desk names the desk whose place it takes")


def _restore(session: Session) -> Answer:
    given = session.given
    if given.at is not None:
        raise UserError(PAST)
    source, target = Path(given.file).expanduser(), session.desk_path
    done = put_back(
        source,
        target,
        passphrase=session.passphrase_for(source),
        moment=session.surroundings.clock(),
        witness=Witness(paths.state_folder() / "seen"),
        progress=session.progress,
    )
    held, aside = done.measure, done.aside
    value = {
        "path": str(target.absolute()),
        "revision": held.revision,
        "head": held.digest,
        "entries": held.entries,
        "aside": str(aside.absolute()) if aside else None,
    }
    kept = f" What was there is kept as {aside}." if aside else ""
    words = f"{target} is restored: {held.revision} revisions, {held.entries} log entries.{kept}"
    return Answer(value, (words,))


COMMANDS = (
    Command("backup", "write a whole copy of the desk, opened and counted", _backup_arguments, _backup),
    Command("backups", "list the backups of the desk, each opened and counted", _list_arguments, _list),
    Command(
        "restore",
        "put a backup in the place of the desk; what was there is kept aside",
        _restore_arguments,
        _restore,
    ),
)
