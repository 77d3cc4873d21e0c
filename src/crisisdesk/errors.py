"""The two kinds of failure: a refusal worded for the person at the desk, or a bug.

Everything that is not a :class:`UserError` is a bug and ends in a report.
"""

import traceback


class UserError(Exception):
    """A refusal. Its message is a whole sentence: what is wrong, where, and what to do."""


class OutputError(UserError):
    """What was asked for is done, but standard output does not take the answer."""


class CancelledError(UserError):
    """The person stopped a long job; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")


def report_of(error: BaseException) -> str:
    """What happened where, for a report that is written to a file: kinds of errors, files and lines, no words.

    The message of an error may quote a record, and a report is not encrypted as its desk is; so none is taken over.
    """
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        kind = type(cause)
        lines += [f"{kind.__module__}.{kind.__qualname__}\n", *traceback.format_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "".join(lines)
