"""Commands about the desk as a file: make one, check it."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import PAST, Answer, Session, UsageError
from crisisdesk.errors import UserError
from crisisdesk.services.checking import check
from crisisdesk.services.founding import found
from crisisdesk.store.keys import read_key_file
from crisisdesk.store.workspace import Workspace


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="where the desk is made, such as north.cdesk")
    parser.add_argument("--name", default="Crisis desk", help="what the desk is called")
    parser.add_argument(
        "--exercise", action="store_true", help="all in it is exercise; every page and brief says so"
    )
    parser.add_argument(
        "--encrypt",
        action="store_true",
        help="encrypt it; the passphrase by key file, CRISISDESK_KEY or prompt",
    )


def _new(session: Session) -> Answer:
    given, around = session.given, session.surroundings
    if given.at is not None:
        raise UserError(PAST)
    path = (Path(given.file).expanduser() if given.file else session.desk_path).absolute()
    desk = Workspace.create(
        path,
        partial(found, name=given.name, exercise=given.exercise),
        passphrase=_new_passphrase(session) if given.encrypt else None,
        clock=around.clock,
        actor=around.actor,
    )
    try:
        with desk.snapshot() as view:
            revision = view.revision
    finally:
        desk.close()
    value = {"path": str(path), "revision": revision, "exercise": given.exercise, "encrypted": given.encrypt}
    words = " ".join(word for word in ("exercise" * given.exercise, "encrypted" * given.encrypt) if word)
    return Answer(value, (f"{path} is ready{f' ({words})' if words else ''}.",))


def _new_passphrase(session: Session) -> str:
    if session.given.key_file:
        return read_key_file(Path(session.given.key_file).expanduser())
    if key := session.surroundings.environment.get("CRISISDESK_KEY"):
        return key
    ask = session.surroundings.ask
    if ask is None:
        raise UserError("An encrypted desk needs a passphrase: give --key-file FILE, or set CRISISDESK_KEY.")
    first, again = ask("Passphrase for the new desk: "), ask("The same once more: ")
    if first != again:
        raise UserError("The two passphrases differ; nothing was made. Try again.")
    return first


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="the desk, if not that of --desk")


def _check(session: Session) -> Answer:
    try:
        path = Path(session.given.file).expanduser() if session.given.file else session.desk_path
        with session.workspace(path) as desk:
            report = check(desk, session.progress)
    except UsageError:
        raise
    except UserError as refusal:
        value = {"ok": False, "problems": [str(refusal)], "revisions": 0, "head": ""}
        return Answer(value, code=1, notes=(str(refusal),))
    value = {
        "ok": report.ok,
        "problems": list(report.problems),
        "revisions": report.revisions,
        "head": report.head,
    }
    if not report.ok:
        return Answer(value, code=1, notes=report.problems)
    return Answer(
        value, (f"All is as the journal says: {report.revisions} revisions, digest {report.head}.",)
    )


COMMANDS = (
    Command("new", "make a desk with its countries, groups and vocabularies", _new_arguments, _new),
    Command("check", "look whether a desk is whole and is what its journal says", _check_arguments, _check),
)
