"""Which records an export takes: of a type, of a case, or all."""

from collections.abc import Iterable

from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

_OF_ALL_CASES = frozenset({"partner", "post", "person", "source", "term", "marking_level", "desk", "case"})
"""What one case does not own: a partner's other cases do not follow from the partner."""


def all_records(view: Snapshot) -> list[Record]:
    """Every record but the row that describes the desk itself, by type and id."""
    return [record for t in RECORD_TYPES if t is not Desk for record in view.all(t)]


def records_of_case(view: Snapshot, case_id: str) -> list[Record]:
    """A case, what is written in it, what that consists of, and all that these refer to, by type and id.

    So much that it can be read into another desk: every reference finds its record.
    """
    found = owned_by_case(view, case_id)
    fresh = list(found.values())
    while fresh:
        wanted = {i: t for record in fresh for i, t in _references(record) if i not in found}
        fresh = [record for i, t in wanted.items() if (record := view.find(t, i)) is not None]
        found.update((record.id, record) for record in fresh)
    return _in_order(found.values())


def owned_by_case(view: Snapshot, case_id: str) -> dict[str, Record]:
    """A case, what is written in it, and what that consists of, by id.

    Raises:
        UserError: There is no such case.
    """
    found: dict[str, Record] = {case_id: view.get(CrisisCase, case_id)}
    fresh = [found[case_id]]
    while fresh:
        fresh = [record for owner in fresh for record in _within(view, owner) if record.id not in found]
        found.update((record.id, record) for record in fresh)
    return found


def _within(view: Snapshot, owner: Record) -> list[Record]:
    """What refers to a record that belongs to the case, and so belongs to it as well."""
    table = type(owner).__tablename__
    if table in _OF_ALL_CASES and table != "case":
        return []
    return [record for record in view.referring(owner.id) if type(record).__tablename__ not in _OF_ALL_CASES]


def _references(record: Record) -> Iterable[tuple[str, type[Record]]]:
    for f in fields_of(type(record)):
        if f.kind == "reference" and (record_id := getattr(record, f.name)):
            yield record_id, type_by_table()[f.references]


def _in_order(records: Iterable[Record]) -> list[Record]:
    place = {t: number for number, t in enumerate(RECORD_TYPES)}
    return sorted(records, key=lambda record: (place[type(record)], record.id))
