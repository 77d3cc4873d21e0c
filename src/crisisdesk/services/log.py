"""Keeping the log: enter, correct, promote."""

from collections.abc import Iterable
from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.values import Grade, Precision
from crisisdesk.model.views import Mention
from crisisdesk.store.transaction import Transaction


def log(
    tx: Transaction,
    case_id: str,
    text: str,
    *,
    record_id: str = "",
    kind: str = "event",
    event_time: datetime | None = None,
    event_precision: Precision = Precision.EXACT,
    assertion: Assertion = Assertion.FACT,
    significant: bool = False,
    partner_id: str | None = None,
    post_id: str | None = None,
    source_id: str | None = None,
    grade: Grade | None = None,
    likelihood: str = "",
    confidence: str = "",
    precedence: str = "routine",
    holds_until: datetime | None = None,
    marking: Marking | None = None,
    entered_at: datetime | None = None,
    author: str = "",
    mentions: Iterable[str] = (),
) -> LogEntry:
    """Enter something into the log of a case.

    Without an event time it happened at the moment of entry; without a marking it has that of its case.
    ``entered_at`` and ``author`` are given only where an entry is taken over from another log. ``mentions`` are
    the ids of records of any type that the text names, each once; they become mentions of the entry. The other
    arguments are the fields of :class:`~crisisdesk.model.log.LogEntry`.

    Raises:
        UserError: There is no such case, the case is closed, or a record that is mentioned is not there.
    """
    case = tx.get(CrisisCase, case_id)
    if not case.is_open:
        raise UserError(f"“{case}” is {case.phase}; change its phase to reopen it before you log.")
    entry = tx.add(
        LogEntry(
            id=record_id,
            case_id=case_id,
            text=text,
            kind=kind,
            event_time=event_time,
            event_precision=event_precision,
            assertion=assertion,
            significant=significant,
            partner_id=partner_id,
            post_id=post_id,
            source_id=source_id,
            grade=grade,
            likelihood=likelihood,
            confidence=confidence,
            precedence=precedence,
            holds_until=holds_until,
            marking=case.marking if marking is None else marking,
            entered_at=entered_at,
            author=author,
        )
    )
    for key in dict.fromkeys(mentions):
        mention(tx, entry.id, key)
    return entry


def mention(tx: Transaction, from_key: str, to_key: str) -> Mention:
    """Note that one record names another; its words are the caption that the other has now.

    Raises:
        UserError: There is no record with the id that is named.
    """
    named = tx.lookup(to_key)
    return tx.add(Mention(from_key=from_key, to_key=to_key, words=tx.caption(named), marking=named.marking))


def correct(
    tx: Transaction,
    entry_id: str,
    text: str,
    why: str,
    *,
    record_id: str = "",
    event_time: datetime | None = None,
    holds_until: datetime | None = None,
    entered_at: datetime | None = None,
    author: str = "",
) -> LogEntry:
    """Correct an entry by a new one; the first stays readable.

    The correction takes over all that it does not change: kind, event time, partner, source, grade, marking,
    whether it is significant, and what it mentions. A chain of corrections has no branches: what was corrected once is
    corrected further at its newest entry. ``event_time`` and ``holds_until`` are given where they were wrong.

    Raises:
        UserError: The entry was corrected already, or no reason is given.
    """
    entry = tx.get(LogEntry, entry_id)
    if later := tx.all(LogEntry, LogEntry.corrects_id == entry_id):
        raise UserError(f"That entry was corrected already; correct the newer one, {later[0].id}.")
    if not why.strip():
        raise UserError("Say why the entry is corrected; the reason is kept with it.")
    new = tx.add(
        LogEntry(
            id=record_id,
            case_id=entry.case_id,
            text=text,
            kind=entry.kind,
            event_time=event_time or entry.event_time,
            event_precision=entry.event_precision,
            assertion=entry.assertion,
            significant=entry.significant,
            partner_id=entry.partner_id,
            post_id=entry.post_id,
            source_id=entry.source_id,
            grade=entry.grade,
            likelihood=entry.likelihood,
            confidence=entry.confidence,
            precedence=entry.precedence,
            holds_until=holds_until or entry.holds_until,
            marking=entry.marking,
            corrects_id=entry_id,
            correction_reason=why,
            entered_at=entered_at,
            author=author,
        )
    )
    for one in tx.all(Mention, Mention.from_key == entry_id):
        if tx.type_of(one.to_key) is not None:
            mention(tx, new.id, one.to_key)
    return new


def promote(tx: Transaction, entry_id: str) -> LogEntry:
    """Mark an entry as significant: it belongs in the next brief. The one thing of an entry that may change.

    Raises:
        UserError: It is significant already.
    """
    entry = tx.get(LogEntry, entry_id)
    if entry.significant:
        raise UserError(f"“{entry}” is significant already.")
    entry.significant = True
    return entry
