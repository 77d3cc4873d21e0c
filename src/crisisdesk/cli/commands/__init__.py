"""The one list of commands, in the order of the overview.

A command's module is loaded when the command is wanted: all of them together would take a third of the start.
"""

from importlib import import_module

from crisisdesk.cli.command import Command

MODULES: dict[str, tuple[str, ...]] = {
    "desks": ("new", "check"),
    "backups": ("backup", "backups", "restore"),
    "keys": ("rekey",),
    "records": ("types", "list", "show"),
    "writing": ("add", "edit", "delete", "log"),
    "pasting": ("paste",),
    "past": ("search", "history", "diff", "undo", "redo"),
    "files": ("import", "export"),
    "attachments": ("attach", "extract"),
    "bundles": ("bundle pack", "bundle verify", "bundle review", "bundle merge", "conflicts", "decide"),
    "exercises": ("exercise clock", "exercise injects", "exercise play", "replay", "lessons", "lesson adopt"),
    "registers": ("opened", "exports", "purge"),
    "calls": ("calls",),
    "conversing": ("call-sheet", "record-call"),
    "lines": ("channel lines", "channel log", "channel test"),
    "watching": ("ladder show", "ladder climb", "ladder down", "duty roster", "duty plan", "duty sign-on"),
    "posting": (
        "post history",
        "post designate",
        "post vacate",
        "post deputy",
        "agrement ask",
        "agrement give",
        "agrement refuse",
        "agrement accredit",
        "agrement recall",
        "agrement expel",
    ),
    "partners": ("partner", "rhythm"),
    "doubles": ("duplicates", "merge"),
    "clocks": ("clocks",),
    "notify": ("notify",),
    "transfers": ("pipeline", "transfer", "policy"),
    "oversight": ("adjust", "vet", "end-use", "conditions", "assess"),
    "licensing": ("licence", "change"),
    "findings": ("findings", "snooze"),
    "handover": (
        "handover prepare",
        "handover give",
        "handover show",
        "handover acknowledge",
        "handover sign-off",
    ),
    "boards": ("levers", "ledger", "red-lines", "changed"),
    "lists": ("lists check", "lists adopt", "lists show", "lists diff"),
    "screening": ("screen",),
    "rules": ("rules check", "rules adopt"),
    "matrix": ("matrix",),
    "measures": ("measure advance", "measure renew", "ownership"),
    "networks": ("network export", "network gaps", "network path", "network without", "network measures"),
    "briefs": ("brief", "demo"),
    "developing": ("dev screenshots",),
}
NAMES = tuple(name for names in MODULES.values() for name in names)


def command_named(name: str) -> Command | None:
    """The command of this name; nothing where there is none."""
    for module, names in MODULES.items():
        if name in names:
            return commands_of(module)[names.index(name)]
    return None


def commands_of(module: str) -> tuple[Command, ...]:
    """The commands that a module of this package holds, in the order of the list."""
    commands: tuple[Command, ...] = import_module(f"{__name__}.{module}").COMMANDS
    return commands


def all_commands() -> tuple[Command, ...]:
    """Every command; loads all modules."""
    return tuple(command for module in MODULES for command in commands_of(module))
