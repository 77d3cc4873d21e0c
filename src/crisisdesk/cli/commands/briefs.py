"""Commands that make the brief of a case, and the sample desk with all that goes out of it."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Literal

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import entered
from crisisdesk.cli.session import PAST, Answer, Session, exact, read_at
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.paths import write_file
from crisisdesk.services.departures import Departure
from crisisdesk.services.records import resolve


def _brief_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", nargs="+", help="its id, title or codename")
    parser.add_argument("--profile", metavar="P", default="sitrep", help="which brief; else sitrep")
    parser.add_argument(
        "--since", metavar="WHEN", help="what changed since: last (the last issued), a moment or a revision"
    )
    parser.add_argument(
        "--release-to", metavar="CODE", default="", help="a copy for this state or group, such as GBR"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where it is written; else a name in this folder"
    )
    parser.add_argument("--issue", action="store_true", help="number it, and keep it in the desk")


def _brief(session: Session) -> Answer:
    from crisisdesk.services.briefs import make_brief  # noqa: PLC0415 - loads all that draws

    given = session.given
    if given.issue and given.at is not None:
        raise UserError("A brief of the past cannot be issued; leave out --at, or --issue.")
    with session.workspace() as desk:
        at = exact(desk, session.at)
        with desk.snapshot(at) as view:
            case_id = resolve(view, CrisisCase, " ".join(given.case))
        made = make_brief(
            desk,
            case_id,
            profile=given.profile,
            since=_since(given.since, session.surroundings.clock()),
            release_to=given.release_to,
            at=at,
            issue=given.issue,
            progress=session.progress,
        )
    path = Path(given.output).expanduser() if given.output else Path(made.name)
    if path.is_dir():
        path /= made.name
    write_file(path.absolute(), made.pdf)
    noted = entered(
        session,
        Departure(
            what=f"Brief ({given.profile}) of {' '.join(given.case)}",
            form="pdf",
            content=made.pdf,
            file_name=path.name,
            audience=given.release_to,
            banner=made.banner,
            withheld=sum(made.withheld.values()),
        ),
    )
    value = {
        "path": str(path.absolute()),
        "pages": made.pages,
        "banner": made.banner,
        "sha256": made.sha256,
        "profile": made.profile,
        "sections": list(made.sections),
        "withheld": [{"reason": reason, "count": count} for reason, count in made.withheld.items()],
        "issue": None if made.issue is None else made.issue.number,
    }
    withheld = tuple(f"withheld: {count} {reason}" for reason, count in made.withheld.items())
    return Answer(value, (f"{path}  ({made.pages} pages, {made.banner})",), notes=withheld + noted)


def _since(text: str | None, now: datetime) -> datetime | int | Literal["last"] | None:
    if text is None:
        return None
    return "last" if text.strip().lower() == "last" else read_at(text, now)


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="OUTDIR", help="where all is written; it is made if need be")


def _demo(session: Session) -> Answer:
    from crisisdesk.services.demo import build_demo  # noqa: PLC0415 - loads all that draws

    if session.given.at is not None:
        raise UserError(PAST)
    around = session.surroundings
    made = build_demo(
        Path(session.given.folder).expanduser().absolute(),
        clock=around.clock,
        actor=around.actor,
        progress=session.progress,
    )
    told = Path(made["status"]).read_text("utf-8").splitlines()
    return Answer(made, (*told, "", *(f"{name:9} {path}" for name, path in made.items())))


COMMANDS = (
    Command("brief", "make the brief of a case as a PDF", _brief_arguments, _brief),
    Command(
        "demo",
        "the sample desk with its brief, network, workbook and status, in a folder",
        _demo_arguments,
        _demo,
    ),
)
