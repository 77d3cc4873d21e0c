"""Q28: a brief is due, a draft waits for clearance, or what an issued brief says has changed since."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, counted, few, lapse, quoted
from crisisdesk.model.base import fields_of
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.changes import Change, folded
from crisisdesk.store.snapshot import Snapshot

_LAST_ISSUES: Any = select(Brief.case_id, func.max(Brief.issued_at)).group_by(Brief.case_id)
_EDITS = """
SELECT revision_id, record_type, record_id, before, after FROM change
WHERE revision_id > ? AND revision_id <= ? AND before IS NOT NULL ORDER BY id
"""
_CORRECTIONS = """
SELECT entry.corrects_id, entry.case_id, min(change.revision_id) FROM log_entry AS entry
JOIN change ON change.record_id = entry.id JOIN log_entry AS first ON first.id = entry.corrects_id AND first.significant
WHERE entry.corrects_id IS NOT NULL GROUP BY entry.id
"""
_FIRST = "SELECT min(revision_id) FROM change WHERE record_id = ?"
_NOT_PRINTED = frozenset({"Duty", "Desk", "Briefings", "Reference", "Templates"})
_OF_THE_DESK = frozenset(
    {"brief_due_at", "rhythm_hours", "quiet_hours", "remind_at", "resubmit_on", "owner_id"}
)


def outdated(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Rhythm of each open case, then drafts, then statements of the newest brief of each case and profile."""
    issued = dict(view.select(_LAST_ISSUES))
    for case in scope.open_cases.values():
        due = _due(case, issued.get(case.id))
        if due is not None and due < scope.now:
            yield _overdue(scope, case, due, issued.get(case.id))
    open_ = Action.status.not_in(sorted(CLOSED_ACTIONS))
    for action in view.all(Action, Action.kind == "clear", open_):
        if scope.live(action.case_id) and (action.due_at is None or action.due_at < scope.now):
            yield _uncleared(scope, action)
    yield from _changed(view, scope)


def _due(case: CrisisCase, last: datetime | None) -> datetime | None:
    if case.brief_due_at is not None:
        return case.brief_due_at
    begun = last or case.opened_at
    return begun + timedelta(hours=case.rhythm_hours) if begun and case.rhythm_hours else None


def _overdue(scope: Scope, case: CrisisCase, due: datetime, last: datetime | None) -> Finding:
    before = f"the last was issued {at(last)}" if last else "none was issued yet"
    return Finding(
        check="Q28",
        gravity=Gravity.CAUTION,
        reason=f"The brief on {quoted(case.title)} was due {at(due)}, {lapse(scope.now - due)} ago; {before}.",
        records=(case.id,),
        proposed="Issue the brief, or change its rhythm.",
        case_id=case.id,
        aspect="rhythm",
    )


def _uncleared(scope: Scope, action: Action) -> Finding:
    due = f", due {at(action.due_at)}" if action.due_at else ""
    who = (
        f" by {scope.name(action.owner_id or action.partner_id)}"
        if action.owner_id or action.partner_id
        else ""
    )
    return Finding(
        check="Q28",
        gravity=Gravity.CAUTION,
        reason=f"A draft is not cleared{who}: {quoted(action.title)}{due}.",
        records=(action.id,),
        proposed="Ask for the clearance, or send it with what is cleared.",
        case_id=action.case_id or "",
        aspect="draft",
        partners=(action.partner_id,) if action.partner_id else (),
    )


@dataclass(frozen=True, slots=True)
class _Edit:
    """One journalled edit of a record that was there before."""

    revision: int
    change: Change


def _changed(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    briefs = [brief for brief in _newest(view) if brief.case_id in scope.open_cases]
    if not briefs:
        return
    edits = _edits(view, min(brief.cutoff for brief in briefs))
    cases = _cases(view, edits)
    corrections = view.sql(_CORRECTIONS).all()
    for brief in briefs:
        corrected = [e for e, case, made in corrections if case == brief.case_id and made > brief.cutoff]
        others = _edited(edits, cases, brief)
        known = [one for one in (*corrected, *others) if _first(view, one) <= brief.cutoff]
        if known:
            yield _statements(scope, brief, tuple(dict.fromkeys(known)), corrected=bool(corrected))


def _newest(view: Snapshot) -> list[Brief]:
    """The newest brief of each case, profile and audience; those that were superseded say so themselves."""
    found = {(b.case_id, b.profile, b.audience): b for b in view.all(Brief, order=Brief.number)}
    return list(found.values())


def _edits(view: Snapshot, since: int) -> list[_Edit]:
    rows = view.sql(_EDITS, since, view.revision)
    return [
        _Edit(revision, Change(table, record_id, json.loads(before), json.loads(after) if after else None))
        for revision, table, record_id, before, after in rows
        if table in _PRINTED
    ]


_PRINTED = {
    record_type.__tablename__: record_type
    for record_type in RECORD_TYPES
    if record_type.__area__ not in _NOT_PRINTED
    and not record_type.__append_only__
    and (record_type is CrisisCase or any(f.name == "case_id" for f in fields_of(record_type)))
}


def _edited(edits: Sequence[_Edit], cases: Mapping[str, str | None], brief: Brief) -> list[str]:
    """The records of the brief's case of which something that it may print differs from then."""
    net: dict[str, Change | None] = {}
    for edit in edits:
        one = edit.change
        if edit.revision > brief.cutoff and cases.get(one.record_id) == brief.case_id:
            earlier = net.get(one.record_id)
            net[one.record_id] = one if earlier is None else folded(earlier, one)
    return [one.record_id for one in net.values() if one and _told(one)]


def _told(change: Change) -> bool:
    return change.kind == "gone" or bool(set(change.after or ()) - _OF_THE_DESK)


def _cases(view: Snapshot, edits: Sequence[_Edit]) -> dict[str, str | None]:
    """The case of each edited record; of one that is gone, the case that it had."""
    found: dict[str, str | None] = {}
    tables: dict[str, dict[str, None]] = defaultdict(dict)
    for edit in edits:
        tables[edit.change.record_type][edit.change.record_id] = None
        if edit.change.kind == "gone":
            found[edit.change.record_id] = (edit.change.before or {}).get("case_id")
    for table, ids in tables.items():
        name = "id" if table == CrisisCase.__tablename__ else "case_id"
        found |= dict(view.rows(_PRINTED[table], ("id", name), list(ids)))
    return found


def _first(view: Snapshot, record_id: str) -> int:
    return int(view.sql(_FIRST, record_id).scalar() or 0)


def _statements(scope: Scope, brief: Brief, changed: tuple[str, ...], *, corrected: bool) -> Finding:
    names = few([quoted(name) for name in scope.names(changed)])
    which = f"{brief.profile.replace('_', ' ')} {brief.number}"
    return Finding(
        check="Q28",
        gravity=Gravity.CAUTION if corrected else Gravity.INFO,
        reason=f"{counted(len(changed), 'record')} behind {which} on {scope.title(brief.case_id)}, issued {at(brief.issued_at)}, "
        f"changed since: {names}.",
        records=(brief.id,),
        proposed="Tell those who have it what changed, or issue the next one.",
        case_id=brief.case_id,
        aspect="statements",
        evidence=changed,
    )


CHECK = Check(
    "Q28",
    "outdated_brief",
    "Brief older than its rhythm; draft not cleared; issued statement since changed",
    outdated,
)
