"""Handing over a file that a command made."""

from pathlib import Path
from typing import Any

from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.paths import write_file


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
) -> Answer:
    """Write a file where it was asked for, or to standard output; the answer says what it is."""
    output = session.given.output
    if output is None or output == "-":
        if session.given.json and form != "json":
            raise UsageError(f"with --json, say where the {form} is written: -o FILE")
        return Answer(None, notes=notes, content=content)
    path = Path(output).expanduser().absolute()
    write_file(path, content)
    value = {"path": str(path), "format": form, "bytes": len(content), **facts}
    return Answer(value, (str(path),), notes=notes)
