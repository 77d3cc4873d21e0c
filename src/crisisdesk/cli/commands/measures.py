"""Commands about the life of a sanction measure, and about what the 50 percent rules say of companies."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.services.measures import advance, renew
from crisisdesk.services.records import resolve

if TYPE_CHECKING:
    from crisisdesk.services.ownership import Owned


def _advance_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("measure", metavar="MEASURE", help="its id or title")
    parser.add_argument("status", metavar="STATUS", help="a term of sanction_status that may follow")
    _act_arguments(parser)


def _renew_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("measure", metavar="MEASURE", help="its id or title")
    parser.add_argument("until", metavar="DATE", help="its new last day")
    parser.add_argument("--review", metavar="DATE", help="the next review; else the new last day")
    _act_arguments(parser)


def _act_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="the legal day of the step; else today")
    parser.add_argument("--citation", metavar="ACT", default="", help="the act by which it is done")
    parser.add_argument("--why", metavar="TEXT", default="", help="the reason")


def _advance(session: Session) -> Answer:
    given = session.given
    with session.writing() as desk:
        outcome = desk.perform(
            "Move a measure",
            lambda tx: advance(
                tx, resolve(tx, Measure, given.measure), given.status, _date(given.on), given.why,
                citation=given.citation,
            ),
        )  # fmt: skip
    return _moved(outcome.value, outcome.changes.revision)


def _renew(session: Session) -> Answer:
    given = session.given
    with session.writing() as desk:
        outcome = desk.perform(
            "Renew a measure",
            lambda tx: renew(
                tx, resolve(tx, Measure, given.measure), PartialDate.parse(given.until), given.citation,
                on=_date(given.on), review=_date(given.review), why=given.why,
            ),
        )  # fmt: skip
    return _moved(outcome.value, outcome.changes.revision)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _moved(measure: Measure, revision: int) -> Answer:
    value = {
        "id": measure.id,
        "type": "measure",
        "revision": revision,
        "status": measure.status,
        "ends_on": str(measure.ends_on) if measure.ends_on else None,
        "renewal_on": str(measure.renewal_on) if measure.renewal_on else None,
    }
    until = f", until {measure.ends_on}" if measure.ends_on else ""
    return Answer(value, (f"{measure.id}  {measure}: {measure.status.replace('_', ' ')}{until}",))


def _ownership_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="the stakes and rules of this day; else today")


def _ownership(session: Session) -> Answer:
    from crisisdesk.services.ownership import owned  # noqa: PLC0415 - the readers of all lists are heavy

    on = _date(session.given.on)
    with session.view() as view:
        found = owned(view, on.last if on else None)
    return Answer([_json(one) for one in found], list(_lines(found)))


def _json(one: "Owned") -> dict[str, Any]:
    told = one.roll_up
    return {
        "entity": one.entity,
        "name": one.name,
        "rule": one.rule.code,
        "regime": one.rule.regime,
        "standing": one.standing,
        "share": float(told.share),
        "owners": [{"owner": owner, "name": one.names.get(owner, owner), "percent": float(share)} for owner, share in told.owners],
        "chains": list(one.chains),
        "unknown": list(told.unknown),
        "sentence": told.sentence,
        "source": one.rule.source,
        "confidence": one.rule.confidence,
    }  # fmt: skip


def _lines(found: list["Owned"]) -> Iterator[str]:
    if not found:
        yield "No listed party is known to own a part of a company of this desk."
    for one in found:
        yield f"{one.name} ({one.entity}): {one.roll_up.sentence}"
        yield from (f"    {chain}" for chain in one.chains)


COMMANDS = (
    Command(
        "measure advance", "take a sanction measure one step on in its life", _advance_arguments, _advance
    ),
    Command("measure renew", "give a sanction measure a new last day, by an act", _renew_arguments, _renew),
    Command(
        "ownership",
        "what the 50 percent rules say of companies, indicative",
        _ownership_arguments,
        _ownership,
    ),
)
