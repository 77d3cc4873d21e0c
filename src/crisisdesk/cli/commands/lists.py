"""Commands about sanctions lists: check, adopt, show, diff."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.lists import ListAdoption
from crisisdesk.model.moments import iso
from crisisdesk.progress import Progress
from crisisdesk.store.snapshot import Snapshot

_SHOWN = 40


def _file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "list", metavar="LIST", help="such as ofac-sdn, un, eu-fsf (see: crisisdesk lists show)"
    )
    parser.add_argument("file", metavar="FILE", nargs="+", help="all files of the list, plain or packed")


def _adopt_arguments(parser: ArgumentParser) -> None:
    _file_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and keep nothing")


def _check(session: Session) -> Answer:
    from crisisdesk.services.lists import check_lists  # noqa: PLC0415 - the readers of all lists are heavy

    with session.writing() as desk:
        proposal = check_lists(desk, session.given.list, _paths(session), session.progress)
    return _answer(proposal, revision=None)


def _adopt(session: Session) -> Answer:
    from crisisdesk.services.lists import adopt_lists  # noqa: PLC0415 - see above

    if session.given.dry_run:
        return _check(session)
    with session.writing() as desk:
        done = adopt_lists(desk, session.given.list, _paths(session), session.progress)
        with desk.snapshot() as view:
            waiting = _waiting(view, session.progress)
    answer = _answer(done.proposal, revision=done.revision or None, record_id=done.adoption.id)
    answer.value["to_decide"] = waiting
    told = f"{waiting:,} hit{'' if waiting == 1 else 's'} on names of the desk wait for a decision."
    return replace(answer, lines=(*answer.lines, told))


def _waiting(view: Snapshot, progress: Progress) -> int:
    """How many hits on the names of the desk nobody has decided; nothing is indexed where the desk has no names."""
    from crisisdesk.services.screening import ScreeningRoom  # noqa: PLC0415 - numpy
    from crisisdesk.services.screening_queue import rescreen, subjects  # noqa: PLC0415 - see above

    if next(iter(subjects(view)), None) is None:
        return 0
    return len(rescreen(view, ScreeningRoom(), progress))


def _paths(session: Session) -> list[Path]:
    return [Path(name).expanduser() for name in session.given.file]


def _answer(proposal: Any, *, revision: int | None, record_id: str = "") -> Answer:
    version, found = proposal.version, proposal.difference
    counts = (len(found.added), len(found.changed), len(found.removed))
    value = {
        "list": version.list,
        "version": version.digest,
        "date": version.dated or None,
        "entries": version.parties,
        "names": version.names,
        "added": counts[0],
        "changed": counts[1],
        "removed": counts[2],
        "unchanged": proposal.unchanged,
        "revision": revision,
        "id": record_id or None,
        "notes": list(proposal.notes),
    }
    said = "Adopted" if revision else "In use already" if proposal.unchanged else "Would be adopted"
    lines = (
        f"{said}: {proposal.label}{f' of {version.dated}' if version.dated else ''}.",
        f"{version.parties:,} listed parties with {version.names:,} names.",
        "{:,} added, {:,} changed, {:,} removed.".format(*counts),
    )
    return Answer(value, lines, notes=proposal.notes)


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "list", metavar="LIST", nargs="?", help="the adoptions of one list; else those in use"
    )


def _show(session: Session) -> Answer:
    from crisisdesk.services.lists import adopted, list_named, list_names  # noqa: PLC0415 - see above

    with session.view() as view:
        if session.given.list:
            name = list_named(session.given.list)
            found = view.all(ListAdoption, ListAdoption.list_name == name, order=ListAdoption.number)
        else:
            found = list(adopted(view).values())
        value = [_shown(one, list_names()) for one in found]
    head = ("list", "number", "date", "entries", "names", "added", "changed", "removed", "adopted", "version")
    rows = [[one[name] for name in head[:-1]] + [one["version"][:12]] for one in value]
    lines = table(head, rows) if rows else iter(("No list is adopted yet.",))
    known = () if rows else (f"lists that can be adopted: {', '.join(sorted(list_names()))}.",)
    return Answer(value, lines, notes=known)


def _shown(one: ListAdoption, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "list": one.list_name,
        "label": labels.get(one.list_name, one.list_name),
        "number": one.number,
        "version": one.version,
        "date": str(one.dated) if one.dated else None,
        "entries": one.parties,
        "names": one.names,
        "added": one.added,
        "changed": one.changed,
        "removed": one.removed,
        "files": [name for name in one.files.split("; ") if name],
        "adopted": iso(one.adopted_at) if one.adopted_at else None,
        "by": one.adopted_by,
    }


def _diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("list", metavar="LIST", help="such as ofac-sdn")
    parser.add_argument(
        "before", metavar="FROM", nargs="?", default="", help="number, date or digest of a version"
    )
    parser.add_argument("after", metavar="TO", nargs="?", default="", help="the same; else the newest")


def _diff(session: Session) -> Answer:
    from crisisdesk.services.list_differences import in_words, list_difference  # noqa: PLC0415 - see above
    from crisisdesk.services.lists import list_named  # noqa: PLC0415 - see above

    given = session.given
    with session.view() as view:
        found = list_difference(view, list_named(given.list), given.before, given.after)
    value = {
        "list": found.list,
        "from": {"version": found.before.digest, "date": found.before.dated or None},
        "to": {"version": found.after.digest, "date": found.after.dated or None},
        "added": [_named(found, key) for key in found.difference.added],
        "removed": [_named(found, key) for key in found.difference.removed],
        "changed": [
            {
                **_named(found, key),
                "fields": {
                    name: {"before": in_words(a), "after": in_words(b)} for name, (a, b) in changes.items()
                },
            }
            for key, changes in found.difference.changed
        ],
    }
    return Answer(value, _diff_lines(value))


def _named(found: Any, key: str) -> dict[str, Any]:
    return {"key": key, "name": found.names.get(key, "")}


def _diff_lines(value: dict[str, Any]) -> Iterator[str]:
    for what, sign in (("added", "+"), ("removed", "-"), ("changed", "*")):
        yield f"{len(value[what]):,} {what}"
        for one in value[what][:_SHOWN]:
            told = f": {', '.join(one['fields'])}" if what == "changed" else ""
            yield f"  {sign} {one['key']}  {one['name']}{told}"
        if len(value[what]) > _SHOWN:
            yield f"    and {len(value[what]) - _SHOWN:,} more; --json tells each."


COMMANDS = (
    Command(
        "lists check", "read the files of a sanctions list and say what would change", _file_arguments, _check
    ),
    Command("lists adopt", "take a version of a sanctions list into use", _adopt_arguments, _adopt),
    Command("lists show", "the sanctions lists in use, or all adoptions of one", _show_arguments, _show),
    Command("lists diff", "what changed between two versions of a list", _diff_arguments, _diff),
)
