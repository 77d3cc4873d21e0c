"""The command that asks names against the adopted sanctions lists."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError

if TYPE_CHECKING:
    from crisisdesk.services.screening import Hit, Screened
    from crisisdesk.services.screening_queue import OpenHit

_SHOWN = 10


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="*", help="a person, organisation, vessel or aircraft")
    parser.add_argument(
        "--file",
        metavar="NAMES.csv",
        help="names by file: a column name; birth date, country, identifier, type and gender where they are known",
    )
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many hits for each name; else 20")
    parser.add_argument("--threshold", metavar="S", type=float, help="hits with at least this score, 0 to 1")
    parser.add_argument(
        "--birth", metavar="DATE", default="", help="known of the name: 1961, 1961-06, 1961-06-19"
    )
    parser.add_argument(
        "--country", metavar="C", default="", help="known of the name: a country by code or name"
    )
    parser.add_argument(
        "--identifier", metavar="ID", default="", help="known of the name: a passport, IMO number"
    )
    parser.add_argument("--type", metavar="T", default="", help="person, organisation, vessel or aircraft")
    parser.add_argument(
        "--queue", action="store_true", help="the names in the desk's own records with hits to be decided"
    )


def _screen(session: Session) -> Answer:
    from crisisdesk.services.questions import question_of, questions_of  # noqa: PLC0415 - the readers are heavy
    from crisisdesk.services.screening import LIMIT, THRESHOLD, ScreeningRoom, screen  # noqa: PLC0415 - numpy

    given = session.given
    if given.queue:
        return _queue(session)
    if not given.name and not given.file:
        raise UsageError("say which names, or --file NAMES.csv, or --queue")
    known = {
        "birth": given.birth,
        "country": given.country,
        "identifier": given.identifier,
        "type": given.type,
    }
    questions = [question_of(name, **known) for name in given.name]
    if given.file:
        questions += questions_of(Path(given.file).expanduser())
    with session.view() as view:
        found = screen(
            view,
            ScreeningRoom(),
            questions,
            limit=LIMIT if given.limit is None else given.limit,
            threshold=THRESHOLD if given.threshold is None else given.threshold,
            progress=session.progress,
        )
    value = [{"query": one.question.name, "hits": list(map(_hit_json, one.hits))} for one in found]
    return Answer(value, _lines(found))


def _queue(session: Session) -> Answer:
    from crisisdesk.services.screening import ScreeningRoom  # noqa: PLC0415 - numpy
    from crisisdesk.services.screening_queue import rescreen  # noqa: PLC0415 - see above

    with session.view() as view:
        found = rescreen(view, ScreeningRoom(), session.progress)
        captions = view.captions(one.subject.record_id for one in found)
    return Answer([_open_json(one, captions) for one in found], _queue_lines(found, captions))


def _hit_json(hit: "Hit") -> dict[str, Any]:
    return {
        "list": hit.list,
        "key": hit.key,
        "name": hit.name,
        "matched": hit.matched,
        "score": hit.score,
        "evidence": [{"kind": e.kind, "verdict": e.verdict.value, "text": e.text} for e in hit.evidence],
        "type": hit.type,
        "programmes": list(hit.programmes),
        "listed_on": str(hit.listed_on) if hit.listed_on else None,
        "delisted_on": str(hit.delisted_on) if hit.delisted_on else None,
        "name_score": hit.name_score,
        "parts": [
            {"asked": p.asked, "listed": p.listed, "how": p.how.value, "alike": p.alike} for p in hit.parts
        ],
    }


def _open_json(one: "OpenHit", captions: dict[str, str]) -> dict[str, Any]:
    return {
        "query": one.subject.question.name,
        "record": one.subject.record_id,
        "caption": captions.get(one.subject.record_id, ""),
        "field": one.subject.field,
        "standing": one.standing.value,
        "decision": one.earlier.id if one.earlier else None,
        "hit": _hit_json(one.hit),
    }


def _lines(found: Iterable["Screened"]) -> Iterator[str]:
    for one in found:
        yield f"{one.question.name or one.question.identifier}: {len(one.hits) or 'no'} hit{'' if len(one.hits) == 1 else 's'}"
        for hit in one.hits[:_SHOWN]:
            yield from _hit_lines(hit)
        if len(one.hits) > _SHOWN:
            yield f"  and {len(one.hits) - _SHOWN} more; --json tells each."


def _hit_lines(hit: "Hit") -> Iterator[str]:
    also = f", by the name “{hit.matched}”" if hit.matched != hit.name else ""
    ended = f"; no longer listed since {hit.delisted_on}" if hit.delisted_on else ""
    programmes = f" [{', '.join(hit.programmes)}]" if hit.programmes else ""
    yield f"  {hit.score:.2f}  {hit.list} {hit.key}  {hit.name}{also}{programmes}{ended}"
    for evidence in hit.evidence:
        yield f"        {evidence.verdict.value}: {evidence.text}"


def _queue_lines(found: list["OpenHit"], captions: dict[str, str]) -> Iterator[str]:
    yield f"{len(found)} hit{'' if len(found) == 1 else 's'} to be decided."
    for one in found:
        called = captions.get(one.subject.record_id, one.subject.record_id)
        yield f"{one.subject.question.name}  in “{called}” ({one.subject.record_id}, {one.subject.field}), {one.standing.value}"
        yield from _hit_lines(one.hit)


COMMANDS = (Command("screen", "ask names against the sanctions lists in use", _arguments, _screen),)
