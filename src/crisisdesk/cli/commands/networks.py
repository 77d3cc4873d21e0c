"""Commands about the network of partners."""

from argparse import ArgumentParser

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered, form_of
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.records import resolve


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("of_case", metavar="CASE", nargs="?", help="the links of a case; else all")
    parser.add_argument("--case", metavar="C", help="the same")
    parser.add_argument(
        "--as",
        dest="form",
        metavar="FORMAT",
        help="svg, png, pdf, gexf, graphml or csv; else by the name of the file",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where it is written; without, to standard output"
    )


def _export(session: Session) -> Answer:
    given = session.given
    return network_answer(session, given.case or given.of_case, form_of(given.form, given.output))


def network_answer(session: Session, case: str | None, form: str) -> Answer:
    """The network of a case, or of all, as a file."""
    from crisisdesk.services.networks import export_network  # noqa: PLC0415 - loads all that draws

    with session.view() as view:
        case_id = resolve(view, CrisisCase, case) if case else ""
        content = export_network(view, case_id=case_id, fmt=form)
    return delivered(session, content, form, {"case": case_id or None})


COMMANDS = (
    Command("network export", "write the network as a picture or for another program", _arguments, _export),
)
