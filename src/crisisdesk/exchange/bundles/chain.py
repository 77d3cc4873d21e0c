"""Following the chain of a bundle: every digest, and that its records are what its journal says."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.content import Bundle, Step, Told
from crisisdesk.exchange.json_in import strict_json
from crisisdesk.store.journal import GENESIS, body_of, chained, seal_of

State = dict[str, tuple[str, dict[str, Any] | None]]
"""Records by id as a journal leaves them: type and columns, none for what is gone."""


def follow(bundle: Bundle) -> str:
    """What is wrong with the chain or the records of a bundle; empty where nothing is."""
    previous, expected = GENESIS, 0
    for step in bundle.steps:
        if step.number <= expected:
            return f"revision {step.number} of its journal is out of order"
        if chained(previous, _body(step)) != step.digest:
            return f"revision {step.number} of its journal does not fit its digest"
        if fault := _moment_fault(step):
            return fault
        previous, expected = step.digest, step.number
    manifest = bundle.manifest
    if previous != manifest.head or len(bundle.steps) != manifest.revisions:
        return "its journal does not reach the digest that it names"
    if len(bundle.entries) != manifest.records or len(bundle.files) != manifest.files:
        return "it does not hold as much as it says"
    return _records_fault(bundle)


def _body(step: Step) -> str:
    if step.body:
        return step.body
    seals = (change if isinstance(change, str) else seal_told(change) for change in step.changes)
    return body_of(step.head_seal or seal_of(step.head), seals)


def seal_told(change: Told) -> str:
    """The seal of a change that is told in full."""
    return seal_of((change.record_type, change.record_id, change.before, change.after))


def _moment_fault(step: Step) -> str:
    if step.body:
        return ""
    if step.head and (len(step.head) < 2 or step.head[1] != step.at):  # noqa: PLR2004 - number, then moment
        return f"revision {step.number} of its journal tells two times"
    try:
        known = datetime.fromisoformat(step.at).tzinfo is not None
    except ValueError:
        known = False
    return "" if known else f"revision {step.number} of its journal has no time"


def _records_fault(bundle: Bundle) -> str:
    told = replayed(bundle.steps)
    seen: set[str] = set()
    for entry in bundle.entries:
        if entry.id in seen:
            return "it holds a record twice"
        seen.add(entry.id)
        table, row = told.get(entry.id, ("", None))
        if table != entry.record_type or row is None or any(row[n] != entry.row.get(n) for n in row):
            return "a record is not what its journal says"
    if any(row is not None and record_id not in seen for record_id, (_, row) in told.items()):
        return "a record of its journal is missing"
    return ""


def replayed(steps: tuple[Step, ...]) -> State:
    """The records as the told changes leave them.

    Raises:
        UserError: A change is no JSON object.
    """
    state: State = {}
    for change in told_changes(steps):
        row = state.get(change.record_id, ("", None))[1]
        after = columns(change.after)
        state[change.record_id] = (
            change.record_type,
            None if after is None else after if change.before is None else {**(row or {}), **after},
        )
    return state


def told_changes(steps: tuple[Step, ...]) -> Iterator[Told]:
    """All changes that are told in full, in their order."""
    for step in steps:
        for change in step.changes:
            if isinstance(change, Told):
                yield change


def columns(text: str | None) -> dict[str, Any] | None:
    """The columns of one side of a change.

    Raises:
        UserError: It is no JSON object of plain values.
    """
    if text is None:
        return None
    value: Mapping[str, Any] = strict_json(text, "A change of the bundle")
    if not isinstance(value, dict) or any(isinstance(part, (dict, list)) for part in value.values()):
        raise UserError("The bundle was damaged or altered on its way: a change is no row of a desk.")
    return value
