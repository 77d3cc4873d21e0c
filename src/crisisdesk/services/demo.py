"""The sample desk, and what goes out of a desk: its brief, its network, its workbook."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.paths import write_file
from crisisdesk.progress import Progress, silent
from crisisdesk.services.briefs import make_brief
from crisisdesk.services.exporting import export_records
from crisisdesk.services.founding import found
from crisisdesk.services.networks import export_network
from crisisdesk.services.sample.telling import WATCH_HOURS, tell_sample
from crisisdesk.services.status import status
from crisisdesk.store.workspace import Clock, Workspace

_STEPS = 5
STORY_DAYS = 12


def sample_desk(path: Path, *, clock: Clock, actor: str) -> tuple[Workspace, str]:
    """Make the sample desk, an exercise about an invented crisis told up to now; returns it with its main case's id.

    It is told watch by watch, so that its past can be looked at, and one brief was issued the day before.

    Raises:
        UserError: There is a file already, or it cannot be written.
    """
    now = clock()
    founding = partial(found, exercise=True, name="Sample desk")
    desk = Workspace.create(path, founding, clock=lambda: now - timedelta(days=STORY_DAYS), actor=actor)
    desk.clock = clock
    try:
        case_id = tell_sample(desk, now, partial(_brief_the_day_before, now))
    except BaseException:
        desk.close()
        raise
    return desk, case_id


def _brief_the_day_before(now: datetime, desk: Workspace, case_id: str, moment: datetime) -> None:
    """Issue one brief a day before now, at the end of a watch."""
    if timedelta(hours=24) <= now - moment < timedelta(hours=24 + WATCH_HOURS):
        make_brief(desk, case_id, issue=True)


def build_demo(folder: Path, *, clock: Clock, actor: str, progress: Progress = silent) -> dict[str, str]:
    """Make the sample desk in a folder, with brief, network picture, workbook and status beside it; return their paths.

    The files of an earlier demo are replaced; the folder is made if need be.

    Raises:
        UserError: The folder cannot be made or written, or an earlier sample desk in it is open elsewhere.
    """
    _make(folder)
    places = {
        "desk": folder / "sample.cdesk",
        "briefing": folder / "briefing.pdf",
        "network": folder / "network.png",
        "workbook": folder / "workbook.xlsx",
        "status": folder / "status.txt",
    }
    progress(0, _STEPS, "Making the sample desk")
    _clear(places["desk"])
    desk, case_id = sample_desk(places["desk"], clock=clock, actor=actor)
    try:
        with desk.snapshot() as view:
            progress(2, _STEPS, "Drawing the network")
            write_file(places["network"], export_network(view, case_id=case_id, fmt="png"))
            progress(3, _STEPS, "Writing the workbook")
            write_file(places["workbook"], export_records(view, "xlsx", case_id=case_id).content)
            write_file(places["status"], "\n".join([*status(view), ""]).encode())
        progress(4, _STEPS, "Setting the brief")
        write_file(places["briefing"], make_brief(desk, case_id).pdf)
    finally:
        desk.close()
    progress(_STEPS, _STEPS, "Done")
    return {name: str(path) for name, path in places.items()}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"The folder {folder} cannot be made: {(error.strerror or str(error)).lower()}."
        ) from error


def _clear(path: Path) -> None:
    """Take away the sample desk of an earlier demo, with what SQLite keeps beside it."""
    try:
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{path} cannot be replaced: {(error.strerror or str(error)).lower()}.") from error
