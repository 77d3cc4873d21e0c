"""Commands about one partner: its page on a day, and the rhythm of contact."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.model.partners import Partner
from crisisdesk.model.values import PartialDate
from crisisdesk.services.records import resolve

_HOLDS = {True: "yes", False: "no", None: "unknown"}


def _partner_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("partner", metavar="PARTNER", help="by id, code or name")
    parser.add_argument("--on", metavar="DAY", help="as it stands on this day; else today")


def _partner(session: Session) -> Answer:
    from crisisdesk.services.partner_profile import partner_profile, profile_json  # noqa: PLC0415 - loads the calls board

    with session.view() as view:
        on: date | None = PartialDate.parse(session.given.on).first if session.given.on else None
        found = profile_json(partner_profile(view, resolve(view, Partner, session.given.partner), on))
    return Answer(found, _profile_lines(found))


def _profile_lines(page: dict[str, Any]) -> Iterator[str]:
    from crisisdesk.services.partner_profile import SECTIONS  # noqa: PLC0415 - loads the calls board

    yield f"{page['name']}{' · ' + page['code'] if page['code'] else ''}, on {page['day']}"
    for fact in page["facts"]:
        since = f", since {fact['since']} ({fact['group']})" if fact["since"] else ""
        yield f"  {fact['words']}: {_HOLDS[fact['holds']]}{since} {fact['doubt']}".rstrip()
    for name, head in SECTIONS:
        if page[name]:
            yield ""
            yield f"{head} ({len(page[name])})"
            yield from (_item(one) for one in page[name][:20])
    if page["contacts"]:
        yield ""
        yield "Contacts"
        yield from (
            f"  {one['post']}: {one['person'] or 'holder unknown'}, {one['state']}"
            for one in page["contacts"][:20]
        )
    if page["due"]:
        yield ""
        yield "Due"
        yield from (f"  {one['ends']}  {one['caption']}" for one in page["due"][:20])


def _item(one: dict[str, Any]) -> str:
    times = " to ".join(filter(None, (one["begins"], one["ends"])))
    detail = f" [{one['detail']}]" if one["detail"] else ""
    return f"  {'·' if one['current'] else '-'} {one['title']}{detail} {times}".rstrip()


def _rhythm_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--partner", metavar="P", help="only with this partner")
    parser.add_argument("--overdue", action="store_true", help="only what was missed")


def _rhythm(session: Session) -> Answer:
    from crisisdesk.services.rhythm import rhythms, rhythms_json  # noqa: PLC0415 - as the other commands do

    given = session.given
    with session.view() as view:
        partner = resolve(view, Partner, given.partner) if given.partner else ""
        kept = [one for one in rhythms(view, partner) if one.overdue or not given.overdue]
        found = rhythms_json(kept)
    names = ("state", "partner", "what", "every_days", "last_at", "due_at", "planned_at")
    head = ["state", "partner", "what", "days", "last", "due", "planned"]
    return Answer(found, table(head, [[one[name] for name in names] for one in found]))


COMMANDS = (
    Command("partner", "all that is known of a partner on a day", _partner_arguments, _partner),
    Command("rhythm", "the rhythm of contact pair by pair, and what is overdue", _rhythm_arguments, _rhythm),
)
