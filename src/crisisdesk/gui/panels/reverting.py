"""Taking back what the history shows: a whole revision, or the value of one field."""

from collections.abc import Callable
from functools import partial

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.forms.shown import typed
from crisisdesk.model.base import field_named
from crisisdesk.model.records import record_type_named
from crisisdesk.progress import Progress
from crisisdesk.services.records import edit_record
from crisisdesk.store.changes import Change
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace


def revert_revision(context: Context, revision: int, refused: Callable[[str], None]) -> None:
    """Take back one revision, as an act of its own; a refusal is a sentence for ``refused``."""
    if context.desk.at is not None:
        refused(PAST_IS_READ_ONLY)
        return

    def job(workspace: Workspace, _progress: Progress) -> str:
        return workspace.revert(revision).value

    def tell(what: str) -> None:
        context.notify(f"Taken back: {what}", "good", True)

    context.desk.run(job, tell, refused)


def restore_value(context: Context, change: Change, name: str, refused: Callable[[str], None]) -> None:
    """Give a field the value that it had before a change."""
    f = field_named(record_type_named(change.record_type), name)
    text = typed(f, (change.before or {}).get(name))

    def tell(caption: str) -> None:
        context.notify(f"{f.label} of “{caption}” is as it was before.", "good", True)

    operation = partial(_restore, record_id=change.record_id, name=name, label=f.label, text=text)
    context.desk.perform("Restore a value", operation, tell, refused)


def _restore(tx: Transaction, *, record_id: str, name: str, label: str, text: str) -> str:
    record = edit_record(tx, record_id, [(name, text)])
    caption = tx.caption(record)
    tx.summary = f"Restore {label.lower()} of “{caption}”"
    return caption
