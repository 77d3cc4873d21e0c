"""The options that every command takes, in any place; light, so that the start of the window may read them."""

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "crisisdesk"
_WITH_VALUE = ("--desk", "--key-file", "--at")
_COMMON = (*_WITH_VALUE, "--json")
_FILE_AND_RECORD = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """Which desk the window is to open, if any, what opens it, and the record to go to in it."""

    desk: Path | None
    key_file: Path | None
    record: str = ""


def add_common(parser: ArgumentParser) -> None:
    """Let a parser know the common options."""
    group = parser.add_argument_group("with every command")
    group.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")
    group.add_argument("--desk", metavar="FILE", help="the desk; else CRISISDESK_DESK")
    group.add_argument(
        "--key-file", metavar="FILE", help="opens an encrypted desk; else CRISISDESK_KEY, or a prompt"
    )
    group.add_argument(
        "--at", metavar="MOMENT", help="as of then: ISO 8601, a date-time group, or a revision number"
    )


def divided(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The common options at the front, and what begins with the first other word."""
    place = 0
    while place < len(arguments):
        name, sign, _ = arguments[place].partition("=")
        if name not in _COMMON:
            break
        place += 2 if name in _WITH_VALUE and not sign else 1
    return arguments[:place], arguments[place:]


def wants_window(arguments: list[str]) -> bool:
    """Whether no command is asked for: nothing, which desk only, or the file of one, perhaps with a record's id."""
    leading, words = divided(arguments)
    if "--json" in leading:
        return False
    return not words or (len(words) <= _FILE_AND_RECORD and "." in words[0] and Path(words[0]).is_file())


def read_opening(arguments: list[str], environment: Mapping[str, str]) -> Opening:
    """Read which desk the window opens: a file that is named, ``--desk``, or ``CRISISDESK_DESK``."""
    leading, words = divided(arguments)
    parser = ArgumentParser(prog=PROGRAM, allow_abbrev=False)
    add_common(parser)
    given = parser.parse_args(leading)
    named = next(iter(words), None) or given.desk or environment.get("CRISISDESK_DESK")
    return Opening(
        Path(named).expanduser() if named else None,
        Path(given.key_file).expanduser() if given.key_file else None,
        next(iter(words[1:]), ""),
    )
