"""The command of the notification rules: what a transfer must be notified as, why, and when the step is free."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.errors import UserError
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot

if TYPE_CHECKING:  # loads the holidays of all countries, so each function that needs it fetches it
    from crisisdesk.services.notify import Notice, Question

_AMOUNTS = {
    "mde": "value of the major defense equipment",
    "total": "value of all articles and services",
    "construction": "value of design and construction",
    "acquisition": "original acquisition value (third-party transfer, excess articles)",
}
_FLAGS = {
    "sme": "significant military equipment is among it; of an agreement: it is made abroad",
    "firearms": "firearms of USML category I are among it",
    "upgrade": "it enhances what was notified and is not delivered; the amounts are those of the enhancement",
    "commercial": "of a third-party transfer: the items were sold commercially",
    "shipment_asked": "chair and ranking member of a committee jointly asked for notice before shipment",
}
_DAYS = {
    "delivery": "first day of delivery or shipment",
    "determined_on": "day of the emergency determination; else that of the notice",
}
_SAYS = {True: "must be notified", False: "need not be notified", None: "cannot be said"}


def _arguments(parser: ArgumentParser) -> None:
    from crisisdesk.services.notify import CHOICES  # noqa: PLC0415 - loads the holidays of all countries

    parser.add_argument(
        "--transfer", metavar="ID", help="a transfer of the desk; what is typed beside it counts instead"
    )
    parser.add_argument("--instrument", metavar="I", help="one of " + ", ".join(CHOICES))
    parser.add_argument("--partner", metavar="P", help="the recipient, by id, code or name")
    parser.add_argument("--date", metavar="D", help="day of the notification, such as 2026-11-23; else today")
    for name, words in _AMOUNTS.items():
        parser.add_argument(f"--{name}", metavar="AMOUNT", help=f"{words}; 14000000, 14m or USD 14000000")
    for name, words in _FLAGS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=words)
    parser.add_argument("--years", metavar="N", type=float, help="how long a lease or loan runs")
    for name, words in _DAYS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="D", help=words)
    parser.add_argument("--emergency", metavar="TEXT", help="justification of an emergency determination")
    parser.add_argument("--signer", metavar="S", help="who signed the determination")


def _notify(session: Session) -> Answer:
    from crisisdesk.services.notify import answer, notice_json  # noqa: PLC0415 - loads the holidays of all countries

    given = session.given
    if not given.transfer and not (given.instrument and given.partner):
        raise UsageError("say --transfer ID, or --instrument and --partner")
    with session.view() as view:
        notice = answer(view, _question(view, given))
    return Answer(notice_json(notice), _lines(notice))


def _question(view: Snapshot, given: Namespace) -> "Question":
    from crisisdesk.services.notify import Question, question_of  # noqa: PLC0415 - loads the holidays of all countries

    day = _day(given.date, "--date")
    typed = _typed(view, given)
    if not given.transfer:
        return Question(day=day, **typed)
    if given.upgrade and not any(name in typed for name in _AMOUNTS):
        raise UserError("Give the value of the enhancement (--mde, --total), not that of the whole transfer.")
    question = question_of(view, resolve(view, Transfer, given.transfer), day)
    if any(name in typed for name in _AMOUNTS):  # amounts that are typed stand for all of the transfer's
        question = replace(question, mde=None, total=None, construction=None, firearms_value=None, remarks=())
    return replace(question, **typed)


def _typed(view: Snapshot, given: Namespace) -> dict[str, Any]:
    """What was typed, by the names of a question."""
    from crisisdesk.services.notify import read_amount  # noqa: PLC0415 - loads the holidays of all countries

    found: dict[str, Any] = {name: True for name in _FLAGS if getattr(given, name)}
    found |= {name: read_amount(text) for name in _AMOUNTS if (text := getattr(given, name)) is not None}
    found |= {name: _day(text, name) for name in _DAYS if (text := getattr(given, name)) is not None}
    for name in ("instrument", "years", "emergency", "signer"):
        if getattr(given, name) is not None:
            found[name] = getattr(given, name)
    if given.emergency is not None and not given.emergency.strip():
        raise UserError("An emergency determination needs its justification; give it in words.")
    if given.partner is not None:
        found["partner"] = resolve(view, Partner, given.partner)
    return found


def _day(text: str | None, name: str) -> date | None:
    if text is None:
        return None
    day = PartialDate.parse(text)
    if day.first != day.last:
        raise UserError(f"“{text[:40]}” for {name} is no whole day; write one such as 2026-11-23.")
    return day.first


def _lines(notice: "Notice") -> Iterator[str]:
    yield f"{notice.instrument} to {notice.partner} on {notice.day}: {_SAYS[notice.required]}."
    rows = (
        ("rule", f"{notice.rule}, {notice.authority}" if notice.rule else ""),
        ("tier", notice.tier.value if notice.tier else ""),
        ("crossed", ", ".join(notice.crossed)),
        ("days", f"{notice.formal_days} formal, {notice.advance_days} advance" if notice.required else ""),
        ("earliest", f"{notice.earliest}{' (waived)' if notice.waived else ''}" if notice.earliest else ""),
        ("notify by", str(notice.notify_by or "")),
        ("sent by", notice.sender if notice.required else ""),
        ("source", notice.source),
        ("confidence", f"{notice.confidence}{' - verify' if notice.badge else ''}"),
    )
    yield from (f"  {label:10}  {' '.join(text.split())}" for label, text in rows if text)
    yield from (f"  - {' '.join(reason.split())}" for reason in notice.reasons)
    yield from (
        f"  - By practice: {step.name} until {step.ends} ({step.confidence})." for step in notice.practice
    )
    yield "A help for the officer, no legal advice."


COMMANDS = (
    Command(
        "notify", "what a transfer to a partner on a date must be notified as, and why", _arguments, _notify
    ),
)
