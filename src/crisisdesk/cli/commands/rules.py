"""Commands about the shipped rules, words and groups: what a later edition would change, and taking it over."""

from collections.abc import Iterator
from typing import Any

from crisisdesk.cli.command import Command, no_arguments
from crisisdesk.cli.session import Answer, Session
from crisisdesk.services.rule_pack import Edition, Newer, compare_rules, take_over_rules

_SHOWN = 40


def _check(session: Session) -> Answer:
    with session.view() as view:
        edition = compare_rules(view, session.progress)
    return _answer(edition, None)


def _adopt(session: Session) -> Answer:
    with session.writing() as desk:
        with desk.snapshot() as view:
            edition = compare_rules(view, session.progress)
        if edition.is_current:
            return _answer(edition, None)
        outcome = desk.perform("Take over rules", lambda tx: take_over_rules(tx, session.progress))
    return _answer(outcome.value, outcome.changes.revision)


def _answer(edition: Edition, revision: int | None) -> Answer:
    value = {
        "revision": revision,
        "new": [
            {"id": one.id, "type": type(one).__tablename__, "caption": one.caption} for one in edition.new
        ],
        "changed": [_json(one) for one in edition.taken],
        "kept": [_json(one) for one in edition.kept],
        "gone": list(edition.gone),
    }
    return Answer(value, list(_lines(edition, revision)))


def _json(one: Newer) -> dict[str, Any]:
    return {
        "id": one.record.id,
        "type": type(one.record).__tablename__,
        "caption": one.record.caption,
        "field": one.field,
        "held": None if one.held is None else str(one.held),
        "shipped": None if one.shipped is None else str(one.shipped),
    }


def _lines(edition: Edition, revision: int | None) -> Iterator[str]:
    if edition.is_current:
        yield "The desk has all rules and words of this program."
    else:
        said = "Taken over" if revision else "Would be taken over"
        yield f"{said}: {len(edition.new):,} new records, {len(edition.taken):,} changed fields."
    for heading, some in (
        ("+", [f"{type(one).__label__} {one.caption}" for one in edition.new]),
        ("*", [_told(one) for one in edition.taken]),
        ("=", [f"{_told(one)} (kept as it was changed here)" for one in edition.kept]),
    ):
        yield from (f"  {heading} {line}" for line in some[:_SHOWN])
        if len(some) > _SHOWN:
            yield f"    and {len(some) - _SHOWN:,} more; --json tells each."


def _told(one: Newer) -> str:
    return f"{one.record.caption}: {one.label} {one.held if one.held not in (None, '') else 'nothing'} → {one.shipped}"


COMMANDS = (
    Command(
        "rules check", "what the shipped rules and words say that the desk does not", no_arguments, _check
    ),
    Command(
        "rules adopt",
        "take the shipped rules and words over; what was changed here stays",
        no_arguments,
        _adopt,
    ),
)
