"""Running a command: from its arguments to what is printed and the exit code."""

import json
import sys

from crisisdesk.cli.reading import parser_of, read
from crisisdesk.cli.session import Answer, Session, Surroundings, UsageError
from crisisdesk.drawing.characters import honest
from crisisdesk.errors import OutputError

USAGE = 2


def run(arguments: list[str], surroundings: Surroundings) -> int:
    """Run the command that the arguments name and print its answer; returns the exit code.

    Raises:
        UserError: The command was refused; nothing was printed.
        OutputError: It was done, and standard output cannot be written.
    """
    try:
        command, given = read(arguments)
    except SystemExit as end:  # argparse has spoken: help, or wrong usage
        return end.code if isinstance(end.code, int) else USAGE
    try:
        answer = command.run(Session(given, surroundings))
    except UsageError as error:
        print(
            parser_of(command).format_usage() + f"crisisdesk {command.name}: error: {error}", file=sys.stderr
        )
        return USAGE
    try:
        _show(answer, as_json=given.json)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputError(f"What was done is done, but its answer cannot be written: {why}.") from error
    return answer.code


def _show(answer: Answer, *, as_json: bool) -> None:
    for note in answer.notes:
        print(f"crisisdesk: {honest(note)}", file=sys.stderr)
    if answer.content is not None:
        sys.stdout.flush()
        if hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(answer.content)
        else:
            sys.stdout.write(answer.content.decode("utf-8"))
    elif as_json:
        print(json.dumps(answer.value, ensure_ascii=False, allow_nan=False))
    else:
        for line in answer.lines:
            print(honest(line))
    sys.stdout.flush()
