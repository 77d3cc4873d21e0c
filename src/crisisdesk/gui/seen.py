"""Up to which revision somebody has seen a desk, kept per user and desk among the preferences."""

import hashlib
from pathlib import Path

from crisisdesk.gui.context import Context


def seen_before(context: Context) -> int | None:
    """The last revision that this user saw when leaving this desk; nothing where there was no such time."""
    workspace = context.desk.workspace
    match context.memory.get(_key(workspace.path, workspace.actor)):
        case int(revision) if revision >= 0:
            return revision
    return None


def keep_seen(context: Context) -> None:
    """Note on leaving that this user has seen all there is."""
    workspace = context.desk.workspace
    context.memory[_key(workspace.path, workspace.actor)] = context.desk.revision


def _key(path: Path, actor: str) -> str:
    return f"seen:{actor}:{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
