"""Handing over a file that a command made."""

from pathlib import Path
from typing import Any

from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.errors import UserError
from crisisdesk.paths import write_file
from crisisdesk.services.departures import Departure, registered
from crisisdesk.services.keys import PLAIN_EXPORT


def form_of(form: str | None, output: str | None) -> str:
    """The format that is asked for, else that of the file's name.

    Raises:
        UsageError: Neither says one.
    """
    found = (form or Path(output or "").suffix.lstrip(".")).lower()
    if not found:
        raise UsageError("say in which format: --as csv, json or xlsx")
    return found


def delivered(
    session: Session,
    content: bytes,
    form: str,
    facts: dict[str, Any],
    notes: tuple[str, ...] = (),
    *,
    what: str = "Records",
) -> Answer:
    """Write a file where it was asked for, or to standard output, and enter it into the register of exports.

    The answer says what it is; ``what`` names it in the register.
    """
    output = session.given.output
    if output is None or output == "-":
        if session.given.json and form != "json":
            raise UsageError(f"with --json, say where the {form} is written: -o FILE")
        return Answer(None, notes=notes + _noted(session, content, form, facts, what), content=content)
    path = Path(output).expanduser().absolute()
    refuse_own(session, path)
    write_file(path, content)
    value = {"path": str(path), "format": form, "bytes": len(content), **facts}
    return Answer(value, (str(path),), notes=notes + _noted(session, content, form, facts, what))


def refuse_own(session: Session, path: Path) -> None:
    """Refuse to write a file over the desk that it is made from, whatever that is called.

    Raises:
        UserError: It is that desk.
    """
    if path.exists() and path.samefile(session.desk_path):
        raise UserError(f"{path} is the desk itself, and is not written over; choose another name.")


def _noted(session: Session, content: bytes, form: str, facts: dict[str, Any], what: str) -> tuple[str, ...]:
    """Enter the file into the register; a note where that could not be done."""
    given = session.given
    departure = Departure(
        what=what,
        form=form,
        content=content,
        file_name=Path(given.output).name if given.output and given.output != "-" else "",
        audience=getattr(given, "audience", None) or "",
        banner=str(facts.get("banner") or ""),
        records=int(facts.get("records") or 0),
        withheld=int(facts.get("withheld") or 0),
    )
    return entered(session, departure)


def entered(session: Session, departure: Departure) -> tuple[str, ...]:
    """Enter what left into the register of the desk; a note where that could not be done."""
    with session.workspace() as desk:
        why = registered(desk, departure)
        plain = PLAIN_EXPORT if desk.encrypted else ""
    return tuple(filter(None, (plain, why)))
