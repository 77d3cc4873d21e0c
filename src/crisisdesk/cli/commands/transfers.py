"""Commands of arms transfers that read: the pipeline with its queues, one transfer, the policy on a partner."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session
from crisisdesk.cli.tables import table
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot

if TYPE_CHECKING:  # loads the holidays of all countries, so each function that needs it fetches it
    from crisisdesk.services.country_policy import CountryPolicy
    from crisisdesk.services.transfer_sheet import Sheet

_GROUPS = ("stages", "instruments", "programmes")


def whole_day(text: str | None, name: str) -> date | None:
    """The day that was typed for an option.

    Raises:
        UserError: It is no date, or no whole day.
    """
    if not text:
        return None
    day = PartialDate.parse(text)
    if day.first != day.last:
        raise UserError(f"“{text[:40]}” for {name} is no whole day; write one such as 2026-11-23.")
    return day.first


def transfer_named(view: Snapshot, text: str) -> str:
    """The id of the transfer that a text means: its id, caption or identifier.

    Raises:
        UserError: None or several are called that.
    """
    numbered = view.all(Transfer, Transfer.number == text.strip(), limit=2)
    return numbered[0].id if len(numbered) == 1 else resolve(view, Transfer, text)


def _pipeline_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="C", help="only of this case, by id, title or codename")
    parser.add_argument("--all", action="store_true", help="also what is completed, cancelled or refused")
    parser.add_argument("--touched", action="store_true", help="all that the case touches, and why")
    parser.add_argument(
        "--by", choices=_GROUPS, default="stages", help="how the board is divided; else stages"
    )


def _pipeline(session: Session) -> Answer:
    from crisisdesk.services.drawdowns import drawdowns  # noqa: PLC0415 - loads the holidays of all countries
    from crisisdesk.services.money import money_json, money_lines  # noqa: PLC0415 - as above
    from crisisdesk.services.pipeline import line_json, pipeline, stage_json  # noqa: PLC0415 - as above
    from crisisdesk.services.transfer_json import row_json  # noqa: PLC0415 - as above
    from crisisdesk.services.transfer_map import touched  # noqa: PLC0415 - as above
    from crisisdesk.services.transfer_queues import (  # noqa: PLC0415 - as above
        conditions_due,
        end_use_queue,
        licences_pending,
        vetting_queue,
    )

    given = session.given
    if given.touched and not given.case:
        raise UserError("Name the case whose transfers are asked for with --case.")
    with session.view() as view:
        case_id = resolve(view, CrisisCase, given.case) if given.case else ""
        board = pipeline(view, case_id, closed=given.all)
        value: dict[str, Any] = {
            "transfers": [line_json(line) for line in board.lines],
            **{name: [stage_json(stage) for stage in getattr(board, name)] for name in _GROUPS},
            "money": [money_json(line) for line in money_lines(view, case_id)],
            "vetting": [row_json(row) for row in vetting_queue(view, case_id)],
            "end_use": [row_json(row) for row in end_use_queue(view, case_id)],
            "licences": [row_json(row) for row in licences_pending(view, case_id)],
            "conditions": [row_json(row) for row in conditions_due(view, case_id)],
            "drawdowns": [row_json(row) for row in drawdowns(view)],
        }
        if given.touched:
            found = touched(view, case_id, closed=given.all)
            value["touched"] = [
                {**line_json(one.line), "touches": [row_json(touch) for touch in one.touches]}
                for one in found
            ]
    return Answer(value, _pipeline_lines(value, given.by, touched=given.touched))


def _pipeline_lines(value: dict[str, Any], by: str, *, touched: bool) -> Iterator[str]:
    shown = value["touched"] if touched else value["transfers"]
    if touched:
        rows = [
            [one["id"], one["title"], one["status"], one["recipient"], one["touches"][0]["why"]]
            for one in shown
        ]
        yield from table(["id", "transfer", "status", "recipient", "why"], rows)
        return
    by_id = {one["id"]: one for one in shown}
    for stage in value[by]:
        if stage["count"]:
            yield f"{stage['label']}: {stage['count']}, {', '.join(stage['values']) or 'no value known'}"
            rows = [
                [
                    "",
                    one["id"],
                    one["title"],
                    one["channel"],
                    one["recipient"],
                    one["value"],
                    one["handling"],
                    one["days_left"],
                ]
                for one in (by_id[transfer_id] for transfer_id in stage["transfers"])
            ]
            yield from table(
                ["", "id", "transfer", "channel", "recipient", "value", "handling", "days"], rows
            )
    for name in ("vetting", "end_use", "licences", "conditions"):
        yield f"{name.replace('_', '-')}: {len(value[name])} in the queue"


def _transfer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("transfer", metavar="TRANSFER", nargs="+", help="its id, title or identifier")


def _transfer(session: Session) -> Answer:
    from crisisdesk.services.transfer_json import sheet_json  # noqa: PLC0415 - loads the holidays of all countries
    from crisisdesk.services.transfer_sheet import transfer_sheet  # noqa: PLC0415 - as above

    with session.view() as view:
        sheet = transfer_sheet(view, transfer_named(view, " ".join(session.given.transfer)))
        value = sheet_json(view, sheet)
        lines = list(_sheet_lines(sheet))
    return Answer(value, lines)


def _sheet_lines(sheet: "Sheet") -> Iterator[str]:
    line = sheet.line
    yield f"{line.title}  {line.number or 'no identifier'}  {line.channel_label}"
    yield f"  {line.status_label}{', ' + line.stage if line.stage else ''}{', ' + line.handling if line.handling else ''}"
    yield f"  to {line.recipient or 'nobody named'}: {line.value or 'no value known'}"
    yield from (f"  ! {doubt}" for doubt in sheet.number_doubts)
    rows = [
        [
            one.item.line,
            one.item.description,
            one.item.quantity,
            one.delivered,
            one.item.category,
            ", ".join(one.flags),
        ]
        for one in sheet.items
    ]
    yield from table(["line", "item", "quantity", "delivered", "category", "flags"], rows) if rows else ()
    yield from (
        f"  {clock.label}: {clock.ends or 'no end known'} ({clock.state.value})" for clock in sheet.clocks
    )
    yield f"  notify: {notice_words(sheet)}"
    if sheet.policy:
        yield from (f"  policy: {words}" for words in fact_lines(sheet.policy))
    yield from (f"  vetting: {one.doubt or one.unit.name + ' is good'}" for one in sheet.units)
    yield from (f"  lever: {one.kind} {one.status} {one.change}" for one in sheet.adjustments)


def notice_words(sheet: "Sheet") -> str:
    """What must be notified, in a line."""
    notice = sheet.notice
    if notice is None:
        return sheet.notice_refusal
    says = {True: "must be notified", False: "need not be notified", None: "cannot be said"}[notice.required]
    return f"{says}, rule {notice.rule or 'none'} ({notice.confidence or 'no confidence given'})"


def _policy_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("partner", metavar="PARTNER", nargs="+", help="the recipient, by id, code or name")
    parser.add_argument("--on", metavar="DATE", help="the day that is asked for; else today")


def _policy(session: Session) -> Answer:
    from crisisdesk.services.country_policy import country_policy, policy_json  # noqa: PLC0415 - kept off the start

    with session.view() as view:
        partner = resolve(view, Partner, " ".join(session.given.partner))
        policy = country_policy(view, partner, whole_day(session.given.on, "--on"))
    facts = list(fact_lines(policy)) or ["nothing on record"]
    lines = [f"{policy.partner} on {policy.day}:", *(f"  {words}" for words in facts)]
    return Answer(policy_json(policy), [*lines, "A help for the officer, no legal advice."])


def fact_lines(policy: "CountryPolicy") -> Iterator[str]:
    """Each fact in a line: effect, label, since when, source, how sure."""
    for fact in policy.facts:
        since = f", from {fact.begins}" if fact.begins else ""
        until = f" to {fact.ends}" if fact.ends else ""
        sure = ", ".join(filter(None, (fact.confidence, "verify" if fact.verify else "")))
        words = " ".join(f"{text.rstrip('.')}." for text in (fact.says, fact.note) if text)
        yield f"{fact.effect}: {fact.label}{since}{until} ({fact.source or 'no source'}; {sure}). {words}".rstrip()


COMMANDS = (
    Command(
        "pipeline",
        "transfers by stage, instrument and programme, with money and queues",
        _pipeline_arguments,
        _pipeline,
    ),
    Command("transfer", "all that belongs to one transfer", _transfer_arguments, _transfer),
    Command(
        "policy", "what lists, measures and controls say of a partner on a day", _policy_arguments, _policy
    ),
)
