"""Many records of one type from one file: new ones at once, changed ones one by one, the rest left alone."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from crisisdesk.errors import UserError
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.partners import Partner
from crisisdesk.model.sources import Source as SourceRecord
from crisisdesk.progress import Progress
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction

R = TypeVar("R", bound=Record)
_OFTEN = 1000
_OFFICERS = frozenset({"marking", "grade"})  # no file of a register speaks of these


class Bulk(Generic[R]):
    """Takes records whose ids follow from the file, so that a later edition updates what an earlier one brought.

    ``told`` names the fields that the file speaks of, where an officer fills in others; without it, all.
    """

    def __init__(
        self, tx: Transaction, record_type: type[R], prefix: str, report: Report, told: Iterable[str] = ()
    ) -> None:
        self._tx, self._type, self._report = tx, record_type, report
        self._told = frozenset(told) or frozenset(f.name for f in fields_of(record_type)) - _OFFICERS
        self._new: dict[str, dict[str, Any]] = {}
        self._changed: list[R] = []
        text = f'SELECT * FROM "{record_type.__tablename__}" WHERE id >= ? AND id < ?'
        self._there = {row["id"]: dict(row) for row in tx.sql(text, prefix, prefix + "\uffff").mappings()}

    def take(self, record: R) -> None:
        """Take one record.

        Raises:
            UserError: It breaks a rule of its type, or the file has its key twice.
        """
        problems = [problem.sentence for problem in record.problems()]
        if problems:
            raise UserError(" ".join(problems))
        row = row_of(record)
        if record.id in self._new:
            raise UserError("The same is there twice; the first row is kept.")
        there = self._there.get(record.id)
        if there is None:
            self._new[record.id] = row
            self._report.taken += 1
        elif all(there[name] == row[name] for name in self._told):
            self._report.unchanged += 1
        else:
            self._changed.append(record)
            self._report.changed += 1

    def write(self, source: SourceRecord) -> None:
        """Write all of it, and the record of the source before what refers to it."""
        if (self._new or self._changed) and self._tx.type_of(source.id) is None:
            self._tx.add_rows(SourceRecord, [row_of(source)])
        if self._new:
            self._tx.add_rows(self._type, self._new.values())
        for record in self._changed:
            kept = self._tx.get(self._type, record.id)
            for name in sorted(self._told):
                if getattr(kept, name) != getattr(record, name):
                    setattr(kept, name, getattr(record, name))


def each_taken(
    rows: Iterable[tuple[int, Any]], take: Callable[[Any], None], report: Report, progress: Progress
) -> None:
    """Take row by row; one that cannot be taken is refused with its reason, and the rest goes on."""
    for number, (place, row) in enumerate(rows):
        if number % _OFTEN == 0:
            progress(number, 0, f"Reading row {place:,}")
        try:
            take(row)
        except UserError as refusal:
            report.refuse(place, str(refusal))
    progress(report.rows, 0, f"Writing {report.taken + report.changed:,} records")


class Places:
    """The states of the desk by code and by name, as registers write them; what is no state of today has none."""

    def __init__(self, tx: Transaction) -> None:
        partners = tx.all(Partner, Partner.kind == "state")
        self._by_code = {one.code.casefold(): one.id for one in partners if one.code}
        self._by_name: dict[str, str] = {}
        for names in (_first, _further):
            for one in partners:
                for name in names(one):
                    self._by_name.setdefault(name.strip().casefold(), one.id)

    def by_code(self, code: str) -> str | None:
        """The state with this code of ISO 3166."""
        return self._by_code.get(code.strip().casefold())

    def named(self, name: str) -> str | None:
        """The state that is called so."""
        return self._by_name.get(name.strip().casefold())


def _first(partner: Partner) -> list[str]:
    return [partner.name, partner.official_name]


def _further(partner: Partner) -> list[str]:
    return [*partner.other_names.split(";"), *partner.name_original.split("/")]


def slug(text: str) -> str:
    """A text as a part of an id: letters, figures and hyphens."""
    folded = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text.casefold())
    return "-".join(part for part in folded.split("-") if part)[:60]
