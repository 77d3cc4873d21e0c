"""One run of a command: what was typed, what the surroundings are, and the desk that it works on."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crisisdesk.cli.progress_line import progress_line
from crisisdesk.errors import UserError
from crisisdesk.model.moments import parse_moment
from crisisdesk.progress import Progress, silent
from crisisdesk.store.keys import read_key_file
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Clock, Workspace

PAST = "The past cannot be changed; leave out --at to write."


class UsageError(Exception):
    """The command was not given what it needs; exit code 2, with its usage line."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the command line is handed from outside.

    ``ask`` reads a passphrase without showing it, where a person sits at a terminal; ``screenshots`` takes
    pictures of the window, which the command line itself knows nothing of.
    """

    clock: Clock
    actor: str
    environment: Mapping[str, str]
    ask: Callable[[str], str] | None
    terminal: bool
    machine: str
    screenshots: Callable[..., list[Path]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did: one JSON value, or lines for a person; ``notes`` go to standard error.

    ``content`` stands in the place of both where the output is a file.
    """

    value: Any
    lines: Iterable[str] = ()
    code: int = 0
    notes: tuple[str, ...] = ()
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The arguments of a command with its surroundings."""

    given: Namespace
    surroundings: Surroundings

    @property
    def desk_path(self) -> Path:
        """The file that ``--desk`` or ``CRISISDESK_DESK`` names.

        Raises:
            UsageError: Neither does.
        """
        named = self.given.desk or self.surroundings.environment.get("CRISISDESK_DESK", "")
        if not named:
            raise UsageError("say which desk: --desk FILE, or set CRISISDESK_DESK")
        return Path(named).expanduser()

    @property
    def at(self) -> datetime | int | None:
        """The moment or revision that ``--at`` names."""
        return None if self.given.at is None else read_at(self.given.at, self.surroundings.clock())

    @property
    def progress(self) -> Progress:
        """A bar for a person at a terminal; silence otherwise."""
        return progress_line() if self.surroundings.terminal and not self.given.json else silent

    def passphrase(self, path: Path) -> str | None:
        """The passphrase by key file, environment, or prompt where the file needs one and a person is there."""
        if self.given.key_file:
            return read_key_file(Path(self.given.key_file).expanduser())
        if key := self.surroundings.environment.get("CRISISDESK_KEY"):
            return key
        if self.surroundings.ask is not None and _looks_encrypted(path):
            return self.surroundings.ask(f"Passphrase of {path.name}: ")
        return None

    def passphrase_for(self, path: Path) -> str | None:
        """The passphrase for this file; one from the environment is not held against a file that needs none."""
        return None if path.is_file() and not _looks_encrypted(path) else self.passphrase(path)

    @contextmanager
    def workspace(self, path: Path | None = None) -> Iterator[Workspace]:
        """Open the desk, and close it at the end."""
        path = path or self.desk_path
        desk = open_desk(path, self.passphrase_for(path), self.surroundings)
        try:
            with suppress(UserError):  # another program writes just now: the work itself is not held up
                desk.note_opening("command", self.surroundings.machine)
            yield desk
        finally:
            desk.close()

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Open the desk to write.

        Raises:
            UserError: ``--at`` names a past moment.
        """
        if self.given.at is not None:
            raise UserError(PAST)
        with self.workspace() as desk:
            yield desk

    @contextmanager
    def view(self) -> Iterator[Snapshot]:
        """Read the desk as of ``--at``, or as it is."""
        with self.workspace() as desk, desk.snapshot(exact(desk, self.at)) as view:
            yield view


def open_desk(path: Path, passphrase: str | None, surroundings: Surroundings) -> Workspace:
    """Open a desk; a passphrase from the environment is not held against a desk that needs none."""
    if passphrase is not None and not _looks_encrypted(path) and path.is_file():
        passphrase = None
    return Workspace.open(path, passphrase=passphrase, clock=surroundings.clock, actor=surroundings.actor)


def _looks_encrypted(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:  # the store says what is wrong with the file
        return False
    return bool(head) and head != b"SQLite format 3\x00"


def read_at(text: str, now: datetime) -> datetime | int:
    """Read a moment, or the number of a revision.

    Raises:
        UserError: It is neither.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 12:  # noqa: PLR2004 - a longer one is no revision
        return int(text)
    moment = parse_moment(text, now=now)
    return moment.replace(microsecond=_fraction(text))


def _fraction(text: str) -> int:
    """The microseconds that were written out; moments of records have none, those of revisions do."""
    try:
        return datetime.fromisoformat(text).microsecond
    except ValueError:  # a date-time group
        return 0


def exact(desk: Workspace, at: datetime | int | None) -> datetime | int | None:
    """A moment with a fraction of a second as the last revision up to it; all else as it is."""
    if not isinstance(at, datetime) or at.microsecond == 0:
        return at
    with desk.snapshot() as view:
        earlier = (revision.id for revision in view.history() if revision.at <= at)
        return next(earlier, at)
