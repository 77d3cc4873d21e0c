"""Commands about the key of a desk: a new one, a first one, or a plain copy."""

from argparse import ArgumentParser
from pathlib import Path

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import PAST, Answer, Session, UsageError
from crisisdesk.errors import UserError
from crisisdesk.services.keys import OLD_COPIES, PLAIN_WARNING, change_key, write_plain_copy
from crisisdesk.store.keys import read_key_file


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--new-key-file", metavar="FILE", help="the new passphrase; else CRISISDESK_NEW_KEY, or a prompt"
    )
    parser.add_argument(
        "--plain-copy", metavar="FILE", help="write a copy that is not encrypted; the desk stays as it is"
    )
    parser.add_argument(
        "--sure", action="store_true", help="needed with --plain-copy: anybody can read such a copy"
    )


def _rekey(session: Session) -> Answer:
    given = session.given
    if given.at is not None:
        raise UserError(PAST)
    path = session.desk_path
    old = session.passphrase_for(path)
    if given.plain_copy:
        return _plain(session, path, old, Path(given.plain_copy).expanduser())
    held = change_key(path, old, _new_passphrase(session))
    value = {"path": str(path.absolute()), "encrypted": True, "revision": held.revision, "head": held.digest}
    return Answer(value, (f"{path} opens with the new passphrase only.",), notes=(OLD_COPIES,))


def _plain(session: Session, path: Path, passphrase: str | None, target: Path) -> Answer:
    if not session.given.sure:
        raise UsageError(f"{PLAIN_WARNING} Add --sure if that is what you want")
    if passphrase is None:
        raise UserError(f"{path} is not encrypted; copy it with: crisisdesk backup FILE")
    held = write_plain_copy(path, passphrase, target)
    value = {
        "path": str(target.absolute()),
        "encrypted": False,
        "revision": held.revision,
        "head": held.digest,
    }
    return Answer(value, (f"{target} is a plain copy of {path}.",), notes=(PLAIN_WARNING,))


def _new_passphrase(session: Session) -> str:
    around = session.surroundings
    if session.given.new_key_file:
        return read_key_file(Path(session.given.new_key_file).expanduser())
    if key := around.environment.get("CRISISDESK_NEW_KEY"):
        return key
    if around.ask is None:
        raise UserError("A new passphrase is needed: give --new-key-file FILE, or set CRISISDESK_NEW_KEY.")
    first, again = around.ask("New passphrase: "), around.ask("The same once more: ")
    if first != again:
        raise UserError("The two passphrases differ; nothing was changed. Try again.")
    return first


COMMANDS = (
    Command(
        "rekey", "encrypt the desk with a new passphrase, or write a plain copy of it", _arguments, _rekey
    ),
)
