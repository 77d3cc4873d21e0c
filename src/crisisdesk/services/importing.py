"""Every file that can be read into a desk: tables, cards and calendars, and the graphs of other programs."""

from pathlib import Path

from crisisdesk.exchange import importing
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.base import Record
from crisisdesk.progress import Progress, silent
from crisisdesk.services.graph_import import GRAPHS, import_graph
from crisisdesk.store.workspace import Workspace

FORMATS = (*importing.FORMATS, *GRAPHS)


def import_file(
    workspace: Workspace,
    path: Path,
    *,
    form: str = "",
    record_type: type[Record] | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Report:
    """Read a file into the desk as one revision; see :func:`crisisdesk.exchange.importing.import_file`.

    A file that is called like a graph, or is said to be one, is read as coordination links.

    Raises:
        UserError: The file cannot be read or is none of the formats.
    """
    graph = form or path.suffix.lower().removeprefix(".")
    if graph in GRAPHS:
        return import_graph(workspace, path, graph, dry_run=dry_run, progress=progress)
    return importing.import_file(
        workspace, path, form=form, record_type=record_type, dry_run=dry_run, progress=progress
    )
