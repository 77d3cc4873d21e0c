"""Receipts of an issued brief: what each line rested on, and which lines would read otherwise now (MISSION N12)."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from crisisdesk.briefing.profiles import profile_named
from crisisdesk.briefing.receipts import Receipt
from crisisdesk.briefing.section import Options
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import iso, parse_moment
from crisisdesk.services.brief_order import BriefMade, Order, known_to, period
from crisisdesk.services.brief_parts import build
from crisisdesk.services.markings import ladder
from crisisdesk.store.changes import Change, folded
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Rest:
    """A record that a line rests on: its type, the revision that it was taken from, and its caption then."""

    id: str
    type: str
    revision: int
    caption: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of an issued brief, numbered from 1, section by section in the order of the paper."""

    number: int
    section: str
    text: str
    marking: str
    records: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """A line that would read otherwise now; ``now`` is empty where it would not be there any more."""

    number: int
    section: str
    text: str
    now: str
    records: tuple[str, ...]
    revision: int


def frozen_inputs(view: Snapshot, order: Order, made: BriefMade, head: Revision) -> bytes:
    """All that an issue was made from, as JSON with sorted names: the order, the state of the journal, every line."""
    since, begins, previous = _period(view, order)
    value = {
        "format": FORMAT,
        "order": _order_json(view, order, made),
        "as_of": iso(made.as_of),
        "revision": head.id,
        "digest": head.digest,
        "pdf": made.sha256,
        "since": since,
        "begins": iso(begins),
        "previous": previous.id if previous else None,
        "statements": [asdict(one) for one in statements_of(view, made.receipts, named=not order.release_to)],
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _period(view: Snapshot, order: Order) -> tuple[int | None, datetime, Brief | None]:
    return period(view, order, known_to(view, order), view.get(CrisisCase, order.case_id))


def statements_of(view: Snapshot, receipts: Sequence[Receipt], *, named: bool = True) -> list[Statement]:
    """The lines with the revision of each record that they rest on.

    Without ``named`` the captions are left out: the inputs of a copy for somebody else travel with it, and a caption may
    hold words that the copy withholds.
    """
    ids = {record for one in receipts for record in one.records}
    captions = view.captions(ids) if named else {}
    revisions = _revisions(view)
    types = {record: view.type_of(record) or "" for record in ids}
    return [
        Statement(
            number,
            one.section,
            one.text,
            str(one.marking),
            tuple(
                Rest(i, types[i], revisions.get(i, 0), captions.get(i, "")) for i in one.records if types[i]
            ),
        )
        for number, one in enumerate(receipts, start=1)
    ]


def _revisions(view: Snapshot) -> dict[str, int]:
    """The newest revision of each record up to the snapshot."""
    found = view.sql(
        "SELECT record_id, max(revision_id) FROM change WHERE revision_id <= ? GROUP BY record_id",
        view.revision,
    )
    return {record: revision for record, revision in found}  # noqa: C416 - rows of the driver are no pairs to mypy


def receipts_of(view: Snapshot, brief_id: str) -> list[Statement]:
    """The lines of an issued brief, as they were frozen with it.

    Raises:
        UserError: There is no such brief, or it was issued before inputs were kept.
    """
    return [_statement(one) for one in _inputs(view, view.get(Brief, brief_id))["statements"]]


def changed_since(view: Snapshot, brief_id: str) -> list[ChangedStatement]:
    """The lines of an issued brief that the same brief would say otherwise by what is known now.

    It is built again as of the moment of the issue, so that nothing changes by the mere passing of time; a line counts
    only if a record that it rests on was changed since.

    Raises:
        UserError: There is no such brief, or it was issued before inputs were kept.
    """
    brief = view.get(Brief, brief_id)
    inputs = _inputs(view, brief)
    edited = dict(_edited(view, brief.cutoff))
    before = [_statement(one) for one in inputs["statements"]]
    touched = [one for one in before if any(rest.id in edited for rest in one.records)]
    if not touched:
        return []
    now = _again(view, brief, inputs)
    found = []
    seen: Counter[tuple[str, str]] = Counter()
    places = {}
    for one in before:
        key = (one.section, one.records[0].id if one.records else "")
        places[one.number] = (key, seen[key])
        seen[key] += 1
    for one in touched:
        key, place = places[one.number]
        said = now[key][place] if place < len(now[key]) else ""
        if said != one.text:
            changed = tuple(rest.id for rest in one.records if rest.id in edited)
            newest = max(edited[record] for record in changed)
            found.append(ChangedStatement(one.number, one.section, one.text, said, changed, newest))
    return found


def superseded_by(view: Snapshot, brief_id: str) -> Brief | None:
    """The brief that took the place of this one, if there is one."""
    return next(iter(view.all(Brief, Brief.supersedes_id == brief_id)), None)


def receipts_json(view: Snapshot, brief_id: str) -> dict[str, Any]:
    """An issue with its lines and what has changed since, as JSON."""
    brief = view.get(Brief, brief_id)
    after = superseded_by(view, brief_id)
    changed = changed_since(view, brief_id)
    return {
        "issue": brief.id,
        "profile": brief.profile,
        "number": brief.number,
        "as_of": iso(brief.as_of),
        "revision": brief.cutoff,
        "sha256": brief.sha256,
        "superseded_by": after.id if after else None,
        "statements": [asdict(one) for one in receipts_of(view, brief_id)],
        "changed": [asdict(one) for one in changed],
        "summary": changed_words(len(changed)),
    }


def changed_words(count: int) -> str:
    """How many lines have changed since, as the window says it."""
    if not count:
        return "No statement since changed"
    return f"{count} {'statement' if count == 1 else 'statements'} since changed"


def _edited(view: Snapshot, cutoff: int) -> Iterator[tuple[str, int]]:
    """Records that differ from what they were at a revision, with the newest revision of each."""
    net: dict[str, Change | None] = {}
    for change in view.changes_since(cutoff).changes:
        earlier = net.pop(change.record_id, None)
        net[change.record_id] = change if earlier is None else folded(earlier, change)
    revisions = _revisions(view)
    yield from ((record, revisions.get(record, 0)) for record, change in net.items() if change is not None)


def _again(view: Snapshot, brief: Brief, inputs: Mapping[str, Any]) -> dict[tuple[str, str], list[str]]:
    """What the brief would say now, by section and record."""
    order = _order(inputs, brief)
    try:
        built = build(view, order, parse_moment(inputs["as_of"]))
    except UserError:  # the case itself may not go to the reader any more: nothing of it would be said
        return defaultdict(list)
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in built.portions.receipts:
        said[one.section, one.records[0]].append(one.text)
    return said


def _inputs(view: Snapshot, brief: Brief) -> dict[str, Any]:
    if not brief.inputs_sha256:
        raise UserError(
            f"“{brief.title}” was issued before its inputs were kept; only its file can be opened."
        )
    value: dict[str, Any] = json.loads(view.content(brief.inputs_sha256))
    return value


def _statement(value: Mapping[str, Any]) -> Statement:
    rests = tuple(Rest(**rest) for rest in value["records"])
    return Statement(value["number"], value["section"], value["text"], value["marking"], rests)


def _order_json(view: Snapshot, order: Order, made: BriefMade) -> dict[str, Any]:
    options = asdict(order.options)
    if order.release_to:  # what was typed for the copy may hold more than the copy does
        known = ladder(view)
        lines = (
            [one for one in made.receipts if one.section == "bottom_line"]
            if order.options.bottom_line
            else []
        )
        options["bottom_line"] = "\n".join(f"{known.portion(one.marking)} {one.text}" for one in lines)
        options["clearances"] = ()
    return {
        "case": order.case_id,
        "profile": order.profile.name,
        "release_to": order.release_to,
        "partner": order.partner_id,
        "post": order.post_id,
        "decision": order.decision_id,
        "sections": list(order.sections),
        "uplift": str(order.uplift) if order.uplift else "",
        "uplift_reason": order.uplift_reason,
        "page_size": order.page_size,
        "house": order.house.name,
        "tear_line": order.tear_line,
        "up_to": str(order.up_to) if order.up_to else "",
        "options": options | {"clearances": list(options["clearances"])},
    }


def _order(inputs: Mapping[str, Any], brief: Brief) -> Order:
    """The order of an issue, with the beginning of its period as it was then."""
    given = inputs["order"]
    options = dict(given["options"])
    options["clearances"] = tuple(options["clearances"])
    since = inputs["since"]
    return Order(
        brief.case_id,
        profile_named(given["profile"]),
        since if since is not None else parse_moment(inputs["begins"]),
        given["release_to"],
        Options(**options),
        given["partner"],
        given["post"],
        tuple(given["sections"]),
        Marking.parse(given["uplift"]) if given["uplift"] else None,
        given["uplift_reason"],
        given["page_size"],
        decision_id=given["decision"],
        up_to=Marking.parse(given["up_to"]) if given["up_to"] else None,
    )
