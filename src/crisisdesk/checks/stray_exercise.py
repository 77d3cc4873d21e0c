"""Q31: exercise data in a live file.

Exercise data is known by what it is stamped with: EXERCISE in its marking or at the beginning of its words, or a case
of the type exercise. The register of exercises itself belongs in a live file.
"""

from collections import defaultdict
from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import counted, few, quoted
from crisisdesk.model.base import fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.store.snapshot import Snapshot

_STAMP = "EXERCISE[ :.,/-]*"
_REFERENCE = frozenset({"Reference", "Templates"})


def stray_exercise(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One finding for each case that holds such data, one for all that belongs to no case."""
    if scope.desk is None or scope.desk.exercise:
        return
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for case_id, record_id in _stamped(view):
        found[case_id or ""][record_id] = None
    for case_id, records in found.items():
        yield _finding(scope, case_id, tuple(records))


def _stamped(view: Snapshot) -> Iterator[tuple[str | None, str]]:
    for (case_id,) in view.sql('SELECT id FROM "case" WHERE kind = ?', "exercise"):
        yield case_id, case_id
    for record_type in RECORD_TYPES:
        if record_type.__area__ in _REFERENCE:
            continue
        names = [f.name for f in fields_of(record_type)]
        case = "id" if record_type is CrisisCase else "case_id" if "case_id" in names else "NULL"
        tests = [
            "marking LIKE '%EXERCISE%'",
            *(f'"{name}" GLOB ?1' for name in ("text", "title") if name in names),
        ]
        table = record_type.__tablename__
        statement = f'SELECT {case}, id FROM "{table}" WHERE {" OR ".join(tests)}'
        yield from view.sql(statement, *((_STAMP,) if len(tests) > 1 else ()))


def _finding(scope: Scope, case_id: str, records: tuple[str, ...]) -> Finding:
    where = f"of {scope.title(case_id)} " if case_id else "outside every case "
    verb = "is" if len(records) == 1 else "are"
    return Finding(
        check="Q31",
        gravity=Gravity.SERIOUS,
        reason=f"{counted(len(records), 'record')} {where}{verb} stamped as exercise, and this is a live file: "
        f"{few([quoted(name) for name in scope.names(records)])}.",
        records=(case_id,) if case_id else (),
        proposed="Take it out and keep it in an exercise file, or remove a stamp that is wrong.",
        case_id=case_id,
        aspect="" if case_id else "no_case",
        evidence=records,
    )


CHECK = Check("Q31", "stray_exercise", "Exercise data in a live file", stray_exercise)
