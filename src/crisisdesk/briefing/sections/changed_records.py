"""Which changes of records a brief tells, and to whom."""

from dataclasses import replace

from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.change_words import TELLERS
from crisisdesk.briefing.sections.telling import LONGEST, Telling, Told
from crisisdesk.model.base import Record, shorten
from crisisdesk.model.channels import Hotline
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.posts import Incumbency, Post
from crisisdesk.model.records import record_type_named
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.changes import Change
from crisisdesk.store.snapshot import Snapshot


def of_change(
    change: Change, view: Snapshot, scope: Scope, circle: frozenset[str]
) -> Portion[Record, Told] | None:
    """The change as a portion; nothing if it is not of this case, not worth a line, or not for this reader."""
    tell = TELLERS.get(change.record_type)
    if tell is None:
        return None
    if change.after is None:
        return _deleted(change, scope)
    record = view.find(record_type_named(change.record_type), change.record_id)
    if record is None or not _belongs(record, view, scope, circle):
        return None
    quote = Quote(scope.portions, record.marking)
    if "marking" in (change.before or {}):
        quote.note(Marking.parse(str((change.before or {})["marking"])))
    told = tell(record, Telling(change, quote, view, scope, circle))
    if told is None or not scope.portions.admits(quote.marking, f"{record.id}/change"):
        return None
    told = told if told.who else replace(told, who=_actor(view, record.id))
    return scope.portions.enter(record, told, quote)


def _deleted(change: Change, scope: Scope) -> Portion[Record, Told] | None:
    """A record that was taken out; told only if it named this case itself."""
    row = change.before or {}
    if row.get("case_id") != scope.case.id:
        return None
    record_type = record_type_named(change.record_type)
    quote = Quote(scope.portions, Marking.parse(str(row.get("marking") or scope.case.marking)))
    caption = quote.text(shorten(record_type.own_caption(row), LONGEST))
    if not scope.portions.admits(quote.marking, f"{change.record_id}/change"):
        return None
    text = f"{record_type.__label__} taken out of the records: {caption}"
    return scope.portions.enter(scope.case, Told("closed", "", text), quote)


def _belongs(record: Record, view: Snapshot, scope: Scope, circle: frozenset[str]) -> bool:
    case = scope.case.id
    match record:
        case Alignment():
            measure = view.find(Measure, record.measure_id)
            return measure is not None and measure.case_id == case
        case Adjustment():
            transfer = view.find(Transfer, record.transfer_id)
            return record.case_id == case or (transfer is not None and transfer.case_id == case)
        case Hotline():
            return record.to_id in circle
        case Incumbency():
            post = view.find(Post, record.post_id)
            return post is not None and post.partner_id in circle
        case Link():
            return record.case_id == case or (record.from_id in circle and record.to_id in circle)
    return getattr(record, "case_id", None) == case


def _actor(view: Snapshot, record_id: str) -> str:
    """Who made the newest change of a record."""
    newest = view.history(record_id, limit=1)
    return "" if not newest or newest[0].actor == "desk" else f"entered by {newest[0].actor}"
