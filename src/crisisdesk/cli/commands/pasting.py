"""The command that enters many lines at once into the log."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.services.log_paste import paste, read_lines
from crisisdesk.services.records import records_json, resolve
from crisisdesk.store.transaction import Transaction

_LONGEST = 4_000_000


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="its id, title or codename")
    parser.add_argument(
        "file",
        metavar="FILE",
        help="one entry for each line, with or without its time; - reads standard input",
    )
    parser.add_argument("--kind", metavar="K", default="event", help="a term of log_kind; else event")
    parser.add_argument("--dry-run", action="store_true", help="say how the lines are read, and keep nothing")


def _paste(session: Session) -> Answer:
    given, text = session.given, _read(session.given.file)
    if given.dry_run:
        lines = read_lines(text, session.surroundings.clock())
        found = [{"line": one.number, "event_time": one.event_time and f"{one.event_time:%Y-%m-%dT%H:%M:%SZ}", "text": one.text}
                 for one in lines]  # fmt: skip
        return Answer(found, table(["line", "time", "text"], [list(row.values()) for row in found]))

    def pasting(tx: Transaction) -> list[LogEntry]:
        return paste(tx, resolve(tx, CrisisCase, given.case), text, kind=given.kind)

    with session.writing() as desk:
        entries = desk.perform("Paste into the log", pasting).value
        with desk.snapshot() as view:
            found = records_json(view, [view.get(LogEntry, entry.id) for entry in entries])
    return Answer(
        found, table(["id", "event time", "text"], [[r["id"], r["event_time"], r["text"]] for r in found])
    )


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(_LONGEST + 1) if name == "-" else Path(name).expanduser().read_bytes()
        if len(raw) > _LONGEST:
            raise UserError(f"{name} holds more than four million bytes; divide it.")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not text in UTF-8; save it as such.") from error
    except OSError as error:
        raise UserError(f"{name} cannot be read: {(error.strerror or str(error)).lower()}.") from error


COMMANDS = (Command("paste", "enter each line of a text into the log of a case", _arguments, _paste),)
