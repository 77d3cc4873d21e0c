"""Reading a file into a desk: which format, which type, one revision for all, or a rehearsal of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.embassies import is_embassies, take_embassies
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.intake import Intake
from crisisdesk.exchange.opening import Source, opened
from crisisdesk.exchange.rows_in import incoming_csv, incoming_json
from crisisdesk.model.base import Record
from crisisdesk.progress import Progress, silent
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

FORMATS = ("csv", "json", "embassies")
_OFTEN = 500


class _RehearsalError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class _Plan:
    source: Source
    form: str
    record_type: type[Record] | None
    progress: Progress


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
        form = form or _form_of(source)
        if form not in FORMATS:
            raise UserError(f"“{form[:20]}” is no format of an import; choose one of {', '.join(FORMATS)}.")
        return _performed(workspace, _Plan(source, form, record_type, progress), dry_run=dry_run)
    finally:
        source.file.close()


def _performed(workspace: Workspace, plan: _Plan, *, dry_run: bool) -> Report:
    report = Report(plan.form, encoding=plan.source.encoding_name, dry_run=dry_run)

    def operation(tx: Transaction) -> None:
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
    if source.name.lower().removesuffix(".gz").endswith(".json"):
        return "json"
    try:
        head = source.text().read(4096).lstrip()
    except UnicodeError:  # the reader says where
        head = ""
    if head.startswith(("{", "[")):
        return "json"
    return "embassies" if is_embassies(head.partition("\n")[0]) else "csv"


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


def _read_embassies(tx: Transaction, plan: _Plan, report: Report) -> None:
    take_embassies(tx, plan.source, report, plan.progress)


_READERS: Mapping[str, Callable[[Transaction, _Plan, Report], None]] = {
    "csv": _read_csv,
    "json": _read_json,
    "embassies": _read_embassies,
}
