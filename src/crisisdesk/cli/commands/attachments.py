"""Commands about files kept inside the desk: take one in, give it out."""

from argparse import ArgumentParser
from pathlib import Path

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.sources import Source
from crisisdesk.services.attachments import add_source, attach, detach, read_attachment
from crisisdesk.services.records import resolve


def _attach_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what is kept; at most 25 MB")
    parser.add_argument(
        "--source", metavar="ID", help="the source that it belongs to; else a new one is made"
    )
    parser.add_argument("--title", default="", help="what a new source is called; else as the file")


def _attach(session: Session) -> Answer:
    given = session.given
    path = Path(given.file).expanduser()
    content = read_attachment(path)
    with session.writing() as desk:
        if given.source:
            with desk.snapshot() as view:
                source_id = resolve(view, Source, given.source)
            done = desk.perform(f"Attach {path.name}", lambda tx: attach(tx, source_id, content, path.name))
        else:
            done = desk.perform(
                f"Keep {path.name}", lambda tx: add_source(tx, content, path.name, title=given.title)
            )
    source = done.value
    value = {
        "id": source.id,
        "type": "source",
        "title": source.title,
        "sha256": source.sha256,
        "bytes": len(content),
        "revision": done.changes.revision,
    }
    return Answer(value, (f"{source.id}  {source.title}, {len(content):,} bytes, SHA-256 {source.sha256}",))


def _extract_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="ID", help="the source that keeps the file")
    parser.add_argument("-o", "--output", metavar="FILE", help="where it is written; else to standard output")


def _extract(session: Session) -> Answer:
    with session.view() as view:
        kept, content = detach(view, resolve(view, Source, session.given.source))
    facts = {"name": kept.name, "sha256": kept.sha256, "records": 1}
    return delivered(session, content, "file", facts, what=f"Kept file {kept.name}")


COMMANDS = (
    Command("attach", "keep a file inside the desk, by its digest", _attach_arguments, _attach),
    Command("extract", "give out a file that the desk keeps, as it was", _extract_arguments, _extract),
)
