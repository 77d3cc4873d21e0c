"""A log entry from what a person typed for its fields."""

from collections.abc import Iterable
from typing import Any

from crisisdesk.model.base import field_named
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.services.log import correct, log
from crisisdesk.services.log_paste import mentioned
from crisisdesk.services.records import read_field, resolve
from crisisdesk.store.transaction import Transaction

NO_REASON = "No reason was given."


def enter(
    tx: Transaction,
    case: str,
    text: str,
    pairs: Iterable[tuple[str, str]] = (),
    *,
    significant: bool = False,
    corrects: str = "",
    why: str = "",
) -> LogEntry:
    """Log something, or correct an entry; ``case`` is its id, title or codename, ``pairs`` fields as typed.

    What the text names by ``@`` is linked, as in a pasted line. A correction takes over what it does not say anew, and
    stands in the case of the entry that it corrects.

    Raises:
        UserError: There is no such case or entry, the case is closed, a field is not of its kind.
    """
    case_id = resolve(tx, CrisisCase, case)
    values: dict[str, Any] = {}
    for name, typed in pairs:
        f = field_named(LogEntry, name)
        values[f.name] = read_field(tx, f, typed)
    if significant:
        values["significant"] = True
    if corrects:
        entry = correct(tx, resolve(tx, LogEntry, corrects), text, why or NO_REASON)
        for name, value in values.items():
            setattr(entry, name, value)
    else:
        entry = log(tx, case_id, text, mentions=mentioned(tx, text) if "@" in text else (), **values)
    tx.summary = f"{'Correct' if corrects else 'Log'} “{entry.caption}”"
    return entry
