"""Commands about the network of partners: write it, and question it."""

from argparse import ArgumentParser
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered, form_of
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.records import resolve

_SHOWN = 20


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("of_case", metavar="CASE", nargs="?", help="the links of a case; else all")
    parser.add_argument("--case", metavar="C", help="the same")
    parser.add_argument(
        "--as",
        dest="form",
        metavar="FORMAT",
        help="svg, png, pdf, gexf, graphml or csv; else by the name of the file",
    )
    parser.add_argument("--layout", metavar="L", default="organic",
                        help="organic, clusters, hierarchy, circular, rings, geographic, distances or matrix")  # fmt: skip
    parser.add_argument("--detail", metavar="D", default="",
                        help="partners, offices, posts or all; else what can be read")  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where it is written; without, to standard output"
    )
    parser.add_argument(
        "--audience", metavar="MARKING", default="", help="leave out what is marked above it, such as SECRET"
    )


def _export(session: Session) -> Answer:
    given = session.given
    form = form_of(given.form, given.output)
    return network_answer(
        session,
        given.case or given.of_case,
        form,
        layout=given.layout,
        detail=given.detail,
        audience=given.audience,
    )


def network_answer(
    session: Session,
    case: str | None,
    form: str,
    *,
    layout: str = "organic",
    detail: str = "",
    audience: str = "",
) -> Answer:
    """The network of a case, or of all, as a file; for an audience without what it may not have."""
    from crisisdesk.services.networks import network_file  # noqa: PLC0415 - loads all that draws

    with session.view() as view:
        case_id = resolve(view, CrisisCase, case) if case else ""
        made = network_file(view, case_id=case_id, fmt=form, layout=layout, detail=detail, audience=audience)
    what = f"Network of {case}" if case else "Network of all cases"
    facts = {
        "case": case_id or None,
        "nodes": made.nodes,
        "links": made.links,
        "withheld": made.withheld,
        "banner": str(made.banner),
    }
    left = (f"{made.withheld} nodes and links were withheld.",) if audience else ()
    return delivered(session, made.content, form, facts, left, what=what)


def _of_case(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", default="", help="only what concerns this case")


# -- gaps -------------------------------------------------------------------------------------------------


def _gaps(session: Session) -> Answer:
    from crisisdesk.services.gaps import gaps_json  # noqa: PLC0415 - loads all checks

    with session.view() as view:
        found = gaps_json(view, session.given.case)
    return Answer(found, [line for one in found for line in _gap_lines(one)] or ["no gaps"])


def _gap_lines(one: dict[str, Any]) -> tuple[str, str, str]:
    return (
        f"{one['gravity']:9}{one['check']:16} {one['reason']}",
        f"    {one['proposed']}",
        f"    {one['key']}",
    )


# -- ways -------------------------------------------------------------------------------------------------


def _path_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM", help="id or name; “desk” is this desk")
    parser.add_argument("target", metavar="TO", help="id or name")
    _of_case(parser)


def _path(session: Session) -> Answer:
    from crisisdesk.services.ways import ways_json  # noqa: PLC0415 - loads all checks

    given = session.given
    with session.view() as view:
        found = ways_json(view, given.source, given.target, given.case)
    return Answer(found, [line for one in (found, *found["alternatives"]) for line in _way_lines(one)])


def _way_lines(way: dict[str, Any]) -> tuple[str, ...]:
    steps = (
        step["caption"] if not step["via"] else f"—{step['via']}→ {step['caption']}" for step in way["path"]
    )
    head = (f"{way['cost']:6.2f}  {' '.join(steps)}",) if way["path"] else ()
    return (*head, *(f"        {reason}" for reason in way["reasons"]))


# -- remove and see ---------------------------------------------------------------------------------------


def _without_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "ids", metavar="ID", nargs="+", help="a person, post, line, link or partner to take out"
    )
    _of_case(parser)


def _without(session: Session) -> Answer:
    from crisisdesk.services.without import loss_json  # noqa: PLC0415 - loads all checks

    with session.view() as view:
        loss = loss_json(view, session.given.ids, session.given.case)
    parted = [{"caption": f"{one['caption']} from {two['caption']}"} for one, two in loss["parted"]]
    lines = [
        *_lost("removed", loss["removed"]),
        *_lost("tasks that lose their path", loss["tasks_lost"]),
        *_lost("no longer reached", loss["unreachable"]),
        *_lost("parted", parted),
    ]
    return Answer(loss, lines)


def _lost(head: str, things: list[dict[str, str]]) -> list[str]:
    more = [f"    and {len(things) - _SHOWN} more"] if len(things) > _SHOWN else []
    return [
        f"{head}: {len(things) or 'none'}",
        *(f"    {thing['caption']}" for thing in things[:_SHOWN]),
        *more,
    ]


# -- measures ---------------------------------------------------------------------------------------------


def _measures(session: Session) -> Answer:
    from crisisdesk.services.network_measures import measures_json, node_measures  # noqa: PLC0415 - loads numpy

    with session.view() as view:
        rows = measures_json(view, session.given.case)
    keys = [key for key in rows[0] if key not in {"id", "type"}] if rows else []
    meanings = [f"{one.label}: {one.meaning}" for one in node_measures()]
    lines = (
        [*table(keys, [[row[key] for key in keys] for row in rows]), "", *meanings] if rows else ["no nodes"]
    )
    return Answer(rows, lines)


COMMANDS = (
    Command(
        "network export", "write the network as a picture or for another program", _export_arguments, _export
    ),
    Command(
        "network gaps", "links that ought to be there and do not live, with a next step", _of_case, _gaps
    ),
    Command("network path", "the best way to reach somebody now, and others", _path_arguments, _path),
    Command(
        "network without", "what is lost without a person, line or partner", _without_arguments, _without
    ),
    Command(
        "network measures", "who is linked most, holds others together, goes between", _of_case, _measures
    ),
)
