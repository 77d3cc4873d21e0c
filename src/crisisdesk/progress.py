"""How long work tells how far it is, and learns that it is no longer wanted."""

from typing import Protocol


class Progress(Protocol):
    """Called from time to time by long work.

    ``total`` is 0 while it is unknown. An implementation that raises
    :class:`~crisisdesk.errors.CancelledError` ends the work; what it had
    written is rolled back.
    """

    def __call__(self, done: int, total: int, text: str, /) -> None:
        """Note that ``done`` of ``total`` steps are behind, and what is going on."""


def silent(_done: int, _total: int, _text: str, /) -> None:
    """Show nothing, never cancel."""
