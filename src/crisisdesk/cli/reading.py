"""Reading the command line: which command, with which arguments."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import Any

import crisisdesk
from crisisdesk.cli.command import Command
from crisisdesk.cli.commands import NAMES, all_commands, command_named
from crisisdesk.cli.options import PROGRAM, add_common, divided

_GUARD = "\0"  # no argument of a process can hold it


def read(arguments: list[str]) -> tuple[Command, Namespace]:
    """Read which command is wanted, and its arguments.

    Ends the process with exit code 0 after help, and with 2 after usage that is wrong, as argparse does.
    """
    leading, words = divided(arguments)
    command, rest = _command(words)
    if command is None:
        parser = _overview()
        if words and words[0].startswith("-"):
            parser.parse_args(words)
        parser.error(_unknown(words))
    given = parser_of(command).parse_intermixed_args([*leading, *_guarded(rest)])
    return command, Namespace(**{name: _unguarded(value) for name, value in vars(given).items()})


def _guarded(words: list[str]) -> list[str]:
    """What stands after ``--`` is no option, whatever it begins with; argparse forgets that when words are mixed."""
    if "--" not in words:
        return words
    place = words.index("--")
    return [*words[:place], *(_GUARD + word for word in words[place + 1 :])]


def _unguarded(value: Any) -> Any:
    match value:
        case str():
            return value.removeprefix(_GUARD)
        case list():
            return [_unguarded(item) for item in value]
    return value


def _command(words: list[str]) -> tuple[Command | None, list[str]]:
    for count in (2, 1):
        if len(words) >= count and (found := command_named(" ".join(words[:count]))):
            return found, words[count:]
    return None, words


def _unknown(words: list[str]) -> str:
    if not words:
        return "a command is missing"
    longer = [name for name in NAMES if name.split()[0] == words[0]]
    if longer:
        return f"say what of “{words[0]}”: {', '.join(longer)}"
    return f"there is no command “{words[0][:40]}”; choose one of {', '.join(NAMES)}"


def parser_of(command: Command) -> ArgumentParser:
    """The parser of one command, common options included."""
    parser = ArgumentParser(prog=f"{PROGRAM} {command.name}", description=command.summary, allow_abbrev=False)
    command.arguments(parser)
    add_common(parser)
    return parser


def _overview() -> ArgumentParser:
    width = max(len(name) for name in NAMES)
    lines = "\n".join(f"  {command.name:{width}}  {command.summary}" for command in all_commands())
    parser = ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [--desk FILE] [COMMAND ...]",
        description="Without a command: the window.\n\ncommands:\n" + lines,
        epilog=f"{PROGRAM} COMMAND --help tells more about one of them.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {crisisdesk.__version__}")
    add_common(parser)
    return parser
