"""The composition root: takes what the surroundings say, and starts the window or the command line with it.

Nothing below reads the clock of the machine, its environment or the name of the user: all that is handed down.
"""

import gc
import getpass
import io
import os
import platform
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TextIO

from crisisdesk import paths
from crisisdesk.cli.options import read_opening, wants_window
from crisisdesk.errors import OutputError, UserError, report_of
from crisisdesk.model.moments import parse_moment

Clock = Callable[[], datetime]
REFUSED, BUG = 1, 70
_SELDOM = 50_000  # objects made between two looks for garbage; Python's own is 700
_NO_WINDOW = (
    "There is no display for the window. Run “crisisdesk demo FOLDER” for the sample desk and its brief, "
    "or “crisisdesk --help” for what else works without one."
)


def main(arguments: list[str]) -> int:
    """Run the window or a command; returns the exit code: 0 done, 1 refused, 2 wrong usage, 70 a bug."""
    _speak_utf8()
    environment = os.environ
    try:
        return (_window if wants_window(arguments) else _command)(arguments, environment)
    except UserError as refusal:
        if isinstance(refusal, OutputError):
            _leave_pipe()
        return _say(str(refusal), REFUSED)
    except KeyboardInterrupt:
        return _say("Stopped; nothing of what was under way is kept.", REFUSED)
    except MemoryError:
        return _say("There is not enough memory for this; nothing was changed.", REFUSED)
    except BrokenPipeError:
        _leave_pipe()
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the border: what gets here is a bug and ends in a report
        return _say(_reported(error), BUG)


def _say(sentence: str, code: int) -> int:
    print(f"crisisdesk: {sentence}", file=sys.stderr)  # noqa: T201 - the border
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the machine thinks its locale is, and never fail at half a character or a closed stream."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    """For a stream that was closed before the start; it is open until the process ends."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _leave_pipe() -> None:
    """Nobody takes the output any more; keep Python from saying so once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- the surroundings -------------------------------------------------------------------------------------


def _command(arguments: list[str], environment: Mapping[str, str]) -> int:
    gc.set_threshold(
        _SELDOM
    )  # what is made while modules load stays; looking through it often is a tenth of the start
    from crisisdesk.cli.running import run  # noqa: PLC0415 - the window needs no command to show itself
    from crisisdesk.cli.session import Surroundings  # noqa: PLC0415 - see above

    surroundings = Surroundings(
        clock=clock_of(environment),
        actor=actor_of(environment),
        environment=environment,
        ask=cache(getpass.getpass) if _has_terminal() else None,  # a command that opens twice asks once
        terminal=sys.stderr.isatty(),
        machine=platform.node() or "unknown",
        screenshots=_screenshots,
    )
    return run(arguments, surroundings)


def clock_of(environment: Mapping[str, str]) -> Clock:
    """The clock of the machine, or one that stands still at ``CRISISDESK_NOW``.

    Raises:
        UserError: That is no moment.
    """
    text = environment.get("CRISISDESK_NOW", "").strip()
    if not text:
        return _system_clock
    try:
        moment = parse_moment(text)
    except UserError as error:
        raise UserError(f"CRISISDESK_NOW: {error}") from error
    return lambda: moment


def _system_clock() -> datetime:
    return datetime.now(UTC)


def actor_of(environment: Mapping[str, str]) -> str:
    """Who works here: ``CRISISDESK_ACTOR``, or the name of the login."""
    named = " ".join(environment.get("CRISISDESK_ACTOR", "").split())
    if named:
        return named[:80]
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a machine that has no name for its user
        return "desk"


def _has_terminal() -> bool:
    try:
        return sys.stdin.isatty() and sys.stderr.isatty()
    except (AttributeError, ValueError):  # no standard input at all, or a closed one
        return False


# -- the window -------------------------------------------------------------------------------------------


def _window(arguments: list[str], environment: Mapping[str, str]) -> int:
    if not has_display(environment):
        return _say(_NO_WINDOW, REFUSED)
    opened = read_opening(arguments, environment)
    from crisisdesk.gui import start  # noqa: PLC0415 - Qt is loaded only where there is a window for it

    return start.run(
        opened.desk,
        clock=clock_of(environment),
        actor=actor_of(environment),
        passphrase=passphrase_of(opened.key_file, environment),
        record_id=opened.record,
    )


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown; asked before Qt is loaded, which ends the process when it cannot."""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal", "vnc"}:
        return True
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def passphrase_of(key_file: Path | None, environment: Mapping[str, str]) -> str | None:
    """The passphrase that was given by file or environment; nothing where none was."""
    if key_file is not None:
        from crisisdesk.store.keys import read_key_file  # noqa: PLC0415 - few desks need it

        return read_key_file(key_file)
    return environment.get("CRISISDESK_KEY") or None


def _screenshots(*arguments: object, **options: object) -> list[Path]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from crisisdesk.gui import screenshots  # noqa: PLC0415 - Qt is loaded only where there are pictures to take

    take: Callable[..., list[Path]] = screenshots.take
    return take(*arguments, **options)


# -- bugs -------------------------------------------------------------------------------------------------


def _reported(error: Exception) -> str:
    """Write the report of a bug into the user's own folder; returns the sentence for the person."""
    moment = datetime.now(UTC)
    folder = paths.state_folder() / "reports"
    report = folder / f"bug-{moment:%Y%m%dT%H%M%S%f}.txt"
    name = type(error).__name__
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths.write_file(report, report_of(error).encode("utf-8", "backslashreplace"))
    except (OSError, UserError) as refusal:
        return f"This is a fault of CrisisDesk ({name}), and its report could not be written ({refusal})."
    return f"This is a fault of CrisisDesk ({name}), not yours. The report is in {report}."
