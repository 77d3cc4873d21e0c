"""The one list of commands, in the order of the overview."""

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands import (
    boards,
    briefs,
    calls,
    clocks,
    desks,
    developing,
    files,
    findings,
    handover,
    lists,
    matrix,
    networks,
    notify,
    past,
    pasting,
    records,
    screening,
    writing,
)

COMMANDS: tuple[Command, ...] = (
    *desks.COMMANDS,
    *records.COMMANDS,
    *writing.COMMANDS,
    *pasting.COMMANDS,
    *past.COMMANDS,
    *files.COMMANDS,
    *calls.COMMANDS,
    *clocks.COMMANDS,
    *notify.COMMANDS,
    *findings.COMMANDS,
    *handover.COMMANDS,
    *boards.COMMANDS,
    *lists.COMMANDS,
    *screening.COMMANDS,
    *matrix.COMMANDS,
    *networks.COMMANDS,
    *briefs.COMMANDS,
    *developing.COMMANDS,
)
