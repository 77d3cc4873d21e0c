"""The one list of commands, in the order of the overview."""

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands import (
    briefs,
    desks,
    developing,
    files,
    findings,
    networks,
    past,
    records,
    writing,
)

COMMANDS: tuple[Command, ...] = (
    *desks.COMMANDS,
    *records.COMMANDS,
    *writing.COMMANDS,
    *past.COMMANDS,
    *files.COMMANDS,
    *findings.COMMANDS,
    *networks.COMMANDS,
    *briefs.COMMANDS,
    *developing.COMMANDS,
)
