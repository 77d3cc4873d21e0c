"""What a command is."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from crisisdesk.cli.session import Answer, Session


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name (one word or two), one line about it, its own arguments, and what it does."""

    name: str
    summary: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Session], Answer]


def no_arguments(_parser: ArgumentParser) -> None:
    """For a command that takes none of its own."""
