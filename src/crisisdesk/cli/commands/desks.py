"""Commands about the desk as a file: make one, check it."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from crisisdesk import paths
from crisisdesk.cli.command import Command
from crisisdesk.cli.session import PAST, Answer, Session
from crisisdesk.errors import UserError
from crisisdesk.model.moments import dtg, iso
from crisisdesk.services.checking import Sealed, check, find_digest, repair
from crisisdesk.services.founding import found
from crisisdesk.services.twins import found_twin
from crisisdesk.store.keys import read_key_file
from crisisdesk.store.repairing import Repaired
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.witness import Witness
from crisisdesk.store.workspace import Workspace


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="where the desk is made, such as north.cdesk")
    parser.add_argument("--name", default="", help="what the desk is called")
    parser.add_argument(
        "--from",
        dest="live",
        metavar="DESK",
        help="with --exercise: take partners, posts, law and templates of this live desk over, numbers masked",
    )
    parser.add_argument("--with-cases", action="store_true", help="with --from: its cases as well")
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
    if given.live and not given.exercise:
        raise UserError("Only an exercise is made from another desk; add --exercise, or restore a backup.")
    with _founding(session) as founding:
        desk = Workspace.create(
            path,
            founding,
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


@contextmanager
def _founding(session: Session) -> Iterator[Callable[[Transaction], object]]:
    """What the new desk begins with: the seeds, or what an exercise twin takes over from a live desk."""
    given = session.given
    if not given.live:
        yield partial(found, name=given.name or "Crisis desk", exercise=given.exercise)
        return
    with session.workspace(Path(given.live).expanduser()) as live, live.snapshot() as view:
        yield partial(found_twin, live=view, name=given.name, with_cases=given.with_cases)


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
    parser.add_argument(
        "--digest", metavar="X", help="look for a digest that a brief prints; eight figures of it are enough"
    )
    parser.add_argument(
        "--repair", action="store_true", help="make catalogue and search index anew, after a copy of the file"
    )


def _check(session: Session) -> Answer:
    path = Path(session.given.file).expanduser() if session.given.file else session.desk_path
    notes: tuple[str, ...] = ()
    try:
        repaired = _repaired(session, path) if session.given.repair else None
        with session.workspace(path) as desk:
            report = repaired.after if repaired else check(desk, session.progress)
            with desk.snapshot() as view:
                lost = Witness(paths.state_folder() / "seen").missing(path, view)
                sealed = find_digest(view, session.given.digest) if session.given.digest else None
    except UserError as refusal:
        refused = {"ok": False, "problems": [str(refusal)], "revisions": 0, "head": ""}
        return Answer(refused, code=1, notes=(str(refusal),))
    problems = (*report.problems, *filter(None, [lost]))
    value: dict[str, Any] = {
        "ok": not problems,
        "problems": list(problems),
        "repairable": list(report.repairable),
        "revisions": report.revisions,
        "head": report.head,
    }
    if repaired is not None:
        value["copy"] = str(repaired.copy.absolute()) if repaired.copy else None
        notes = _told(repaired)
    elif report.repairable:
        notes = (_OFFER,)
    if session.given.digest:
        value["digest"] = _sealed(sealed)
    unknown = (_UNKNOWN.format(session.given.digest),) if session.given.digest and sealed is None else ()
    if problems or unknown:
        return Answer(value, code=1, notes=(*problems, *unknown, *notes))
    lines = [f"All is as the journal says: {report.revisions} revisions, digest {report.head}."]
    return Answer(value, [*lines, *_words(sealed)], notes=notes)


_OFFER = "What is wrong with the index can be repaired: crisisdesk check --repair"
_UNKNOWN = (
    "No revision and no issued file of this desk has the digest {}: it is of another desk or another copy."
)


def _repaired(session: Session, path: Path) -> Repaired:
    return repair(
        path,
        passphrase=session.passphrase_for(path),
        moment=session.surroundings.clock(),
        progress=session.progress,
    )


def _told(repaired: Repaired) -> tuple[str, ...]:
    left = "What is left cannot be repaired, for nothing is guessed: restore the newest backup that passes the check."
    if repaired.copy is None:
        return (left,) if repaired.after.problems else ("There was nothing to repair.",)
    done = f"Catalogue and search index were made anew; the file as it was is {repaired.copy}."
    return (done, left) if repaired.after.problems else (done,)


def _sealed(sealed: Sealed | None) -> dict[str, Any] | None:
    if sealed is None:
        return None
    at = iso(sealed.at) if sealed.at else None
    return {"digest": sealed.digest, "revision": sealed.revision, "at": at, "summary": sealed.summary}


def _words(sealed: Sealed | None) -> list[str]:
    if sealed is None:
        return []
    if sealed.at is None:
        return [f"{sealed.digest} is of an issued file that this desk keeps, unaltered."]
    return [f"{sealed.digest} is revision {sealed.revision} of {dtg(sealed.at)}: {sealed.summary}"]


COMMANDS = (
    Command("new", "make a desk with its countries, groups and vocabularies", _new_arguments, _new),
    Command("check", "look whether a desk is whole and is what its journal says", _check_arguments, _check),
)
