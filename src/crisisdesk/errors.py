"""The two kinds of failure: a refusal worded for the person at the desk, or a bug.

Everything that is not a :class:`UserError` is a bug and ends in a report.
"""


class UserError(Exception):
    """A refusal. Its message is a whole sentence: what is wrong, where, and what to do."""


class CancelledError(UserError):
    """The person stopped a long job; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")
