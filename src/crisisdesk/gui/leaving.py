"""Entering what the window wrote as a file into the register of exports."""

from functools import partial
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.gui.desk import Desk
from crisisdesk.services.departures import Departure, registered
from crisisdesk.store.workspace import Workspace


def enter_file(
    desk: Desk,
    path: Path,
    what: str,
    *,
    audience: str = "",
    banner: str = "",
    records: int = 0,
    withheld: int = 0,
) -> None:
    """Enter a file that was just written; where that cannot be done, the window says so."""

    def tell(why: str) -> None:
        if why:
            desk.refused.emit(why)

    job = partial(
        _entered,
        path=path,
        what=what,
        audience=audience,
        banner=banner,
        records=records,
        withheld=withheld,
        revision=desk.at if isinstance(desk.at, int) else 0,
    )
    desk.note(job, tell)


def _entered(
    workspace: Workspace,
    *,
    path: Path,
    what: str,
    audience: str,
    banner: str,
    records: int,
    withheld: int,
    revision: int,
) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The export {path.name} is not in the register: it could not be read again."
        ) from error
    return registered(
        workspace,
        Departure(
            what=what,
            form=path.suffix.lstrip(".").lower() or "file",
            content=content,
            file_name=path.name,
            audience=audience,
            banner=banner,
            records=records,
            withheld=withheld,
            revision=revision,
        ),
    )
