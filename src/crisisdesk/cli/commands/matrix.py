"""The command of the alignment matrix: how partners stand to each measure."""

from argparse import ArgumentParser
from collections.abc import Iterator

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered, form_of
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import AlignmentState
from crisisdesk.model.values import PartialDate
from crisisdesk.services.matrix import Matrix, matrix
from crisisdesk.services.matrix_files import export_matrix, matrix_json
from crisisdesk.services.records import resolve

_LETTERS = {
    AlignmentState.IN_FORCE: "F",
    AlignmentState.ANNOUNCED: "A",
    AlignmentState.AGREED: "G",
    AlignmentState.UNDER_STUDY: "S",
    AlignmentState.OPPOSED: "O",
    AlignmentState.EXEMPTED: "E",
    AlignmentState.EXPIRED: "X",
    AlignmentState.NOT_APPLICABLE: "N",
    AlignmentState.UNKNOWN: "?",
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--group", metavar="G", help="a column for every member of this group, such as EU")
    parser.add_argument("--on", metavar="DATE", help="how it stood on this day (--at: what was known)")
    parser.add_argument("--ended", action="store_true", help="also measures that have ended")
    parser.add_argument(
        "--case", metavar="C", help="the measures of a case, by id, title or codename; else all"
    )
    parser.add_argument(
        "--as", dest="form", metavar="FORMAT", help="csv or xlsx; else by the name of the file"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where the file is written")


def _matrix(session: Session) -> Answer:
    given = session.given
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        group_id = resolve(view, Partner, given.group) if given.group else ""
        on = PartialDate.parse(given.on).last if given.on else None
        found = matrix(view, case_id, group_id=group_id, on=on, ended=given.ended)
        if given.form or given.output:
            form = form_of(given.form, given.output)
            content = export_matrix(found, form, view.moment)
            return delivered(session, content, form, {"case": case_id or None}, what="Matrix of sanctions")
    return Answer(matrix_json(found), _lines(found))


def _lines(found: Matrix) -> Iterator[str]:
    if not found.measures:
        yield "There is no measure that holds or is in preparation."
        return
    head = ["measure", *(p.code or p.name[:8] for p in found.partners), "in force of known"]
    rows = [
        [
            m.title,
            *(_LETTERS[found.cell(m.id, p.id).state] for p in found.partners),
            f"{s.aligned} of {s.known}",
        ]
        for m, s in zip(found.measures, found.by_measure(), strict=True)
    ]
    scores = found.by_partner()
    rows.append(["in force of known", *(f"{s.aligned}/{s.known}" for s in scores), ""])
    rows.append(["unknown", *(str(s.unknown) for s in scores), ""])
    yield from table(head, rows)
    yield ""
    yield ", ".join(f"{letter} {state.value.replace('_', ' ')}" for state, letter in _LETTERS.items())


COMMANDS = (Command("matrix", "how partners stand to each sanction measure", _arguments, _matrix),)
