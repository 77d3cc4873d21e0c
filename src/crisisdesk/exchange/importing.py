"""Reading a file into a desk: which format, which type, one revision for all, or a rehearsal of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from crisisdesk.errors import UserError
from crisisdesk.exchange.aid_figures import is_aid_figures, take_aid_figures
from crisisdesk.exchange.arms_deals import is_arms_deals, take_arms_deals
from crisisdesk.exchange.embassies import is_embassies, take_embassies
from crisisdesk.exchange.ics_in import calendar_rows
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.intake import Intake
from crisisdesk.exchange.notifications_in import is_notifications, take_notifications
from crisisdesk.exchange.opening import Source, opened
from crisisdesk.exchange.rows_in import incoming_csv, incoming_json
from crisisdesk.exchange.stamps import refuse_stamped
from crisisdesk.exchange.vcard_in import read_cards
from crisisdesk.exchange.vcard_rows import CardRows
from crisisdesk.model.base import Record
from crisisdesk.progress import Progress, silent
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

FORMATS = ("csv", "json", "embassies", "vcard", "ics", "aid", "arms", "notifications")
_ENDINGS = {".json": "json", ".vcf": "vcard", ".vcard": "vcard", ".ics": "ics", ".ical": "ics"}
_BEGINS = re.compile(r"BEGIN\s*:\s*(VCARD|VCALENDAR)", re.IGNORECASE)
_OFTEN = 500


class _RehearsalError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class _Plan:
    source: Source
    form: str
    record_type: type[Record] | None
    progress: Progress


_Reader = Callable[[Transaction, _Plan, Report], None]


def import_file(
    workspace: Workspace,
    path: Path,
    *,
    form: str = "",
    record_type: type[Record] | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Report:
    """Read a file into the desk as one revision; a dry run says what would happen and keeps nothing.

    ``form`` is one of :data:`FORMATS`, found out from the file where it is not given; ``record_type`` is that of
    all rows of a CSV file without a column ``type``. Reading the same file twice changes nothing.

    Raises:
        UserError: The file cannot be read or is none of the formats. Single rows that cannot be taken are in the
            report instead.
    """
    source = opened(path)
    try:
        if not form:
            form = _form_of(source)
            if form == "notifications" and record_type is not None:
                form = "csv"  # rows of a type that was named, in columns that such a table has too
        if form not in FORMATS:
            raise UserError(f"“{form[:20]}” is no format of an import; choose one of {', '.join(FORMATS)}.")
        return _performed(workspace, _Plan(source, form, record_type, progress), dry_run=dry_run)
    finally:
        source.file.close()


def _performed(workspace: Workspace, plan: _Plan, *, dry_run: bool) -> Report:
    report = Report(plan.form, encoding=plan.source.encoding_name, dry_run=dry_run)

    def operation(tx: Transaction) -> None:
        refuse_stamped(tx, plan.source)
        _READERS[plan.form](tx, plan, report)
        tx.summary = f"Import {plan.source.name}: {report.taken} new, {report.changed} changed"
        tx.flush()
        if dry_run:
            raise _RehearsalError

    try:
        outcome = workspace.perform(f"Import {plan.source.name}", operation)
    except _RehearsalError:
        return report
    report.revision = outcome.changes.revision
    return report


def _form_of(source: Source) -> str:
    if named := _ENDINGS.get(PurePath(source.name.lower().removesuffix(".gz")).suffix):
        return named
    try:
        head = source.text().read(4096).lstrip()
    except UnicodeError:  # the reader says where
        head = ""
    if head.startswith(("{", "[")):
        return "json"
    if found := _BEGINS.match(head):
        return "vcard" if found[1].upper() == "VCARD" else "ics"
    first = head.replace("\r", "\n").partition("\n")[0].strip()
    return next((form for form, known in _HEADS if known(head if form == "arms" else first)), "csv")


def _take(tx: Transaction, rows: Iterator[Incoming], plan: _Plan, report: Report) -> None:
    intake = Intake(tx, report)
    for number, incoming in enumerate(rows):
        if number % _OFTEN == 0:
            plan.progress(number, 0, f"Reading row {incoming.row:,}")
        intake.take(incoming)
    intake.finish()


def _read_csv(tx: Transaction, plan: _Plan, report: Report) -> None:
    _take(tx, incoming_csv(plan.source, plan.record_type, report), plan, report)


def _read_json(tx: Transaction, plan: _Plan, report: Report) -> None:
    _take(tx, incoming_json(tx, plan.source, plan.record_type, report), plan, report)


def _with(take: Callable[[Transaction, Source, Report, Progress], None]) -> _Reader:
    """A reader of one data set as the table of readers wants it."""
    return lambda tx, plan, report: take(tx, plan.source, report, plan.progress)


def _read_vcards(tx: Transaction, plan: _Plan, report: Report) -> None:
    making, dropped = CardRows(tx), set[str]()

    def rows() -> Iterator[Incoming]:
        for card in read_cards(plan.source, report.refuse):
            dropped.update(card.dropped)
            yield from making.rows(card)

    _take(tx, rows(), plan, report)
    report.ignored = tuple(sorted(dropped))


def _read_calendar(tx: Transaction, plan: _Plan, report: Report) -> None:
    _take(tx, calendar_rows(tx, plan.source, report), plan, report)


_HEADS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("embassies", is_embassies),
    ("aid", is_aid_figures),
    ("arms", is_arms_deals),
    ("notifications", is_notifications),
)
"""How a data set is known by its first line, or by its beginning where a preface comes before the header."""

_READERS: Mapping[str, _Reader] = {
    "csv": _read_csv,
    "json": _read_json,
    "embassies": _with(take_embassies),
    "aid": _with(take_aid_figures),
    "arms": _with(take_arms_deals),
    "notifications": _with(take_notifications),
    "vcard": _read_vcards,
    "ics": _read_calendar,
}
