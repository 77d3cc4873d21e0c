"""The steps of a notification as dialogs: draft, send, waive, hold, lift."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.transfer.asked import DAY, Answers, Step, ask, day
from crisisdesk.gui.pages.transfer.head import TransferHead
from crisisdesk.gui.pages.transfer.notice_words import hold_words
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.notifications import Notification
from crisisdesk.services.notify import draft_notification
from crisisdesk.services.notify.recording import (
    lift_hold,
    place_hold,
    send_advance,
    send_formal,
    waive_waiting,
)
from crisisdesk.store.transaction import Transaction

_AT = "Such as 231200Z NOV 26; empty for now"


def take(context: Context, window: QWidget, head: TransferHead, step: str) -> AskDialog | None:
    """Take a step of the notification: draft, send, waive, hold, lift; those that need words ask for them."""
    if step == "draft":
        transfer_id = head.transfer.id
        context.desk.perform("Draft a notification", lambda tx: draft_notification(tx, transfer_id))
        return None
    record = head.open_notification
    return ask(context, window, _STEPS[step](head, record)) if record is not None else None


def _send(head: TransferHead, one: Notification) -> Step:
    what = (("formal", "Formal notice"), ("advance", "Advance notice"))
    first = "formal" if one.advance_sent_at or not one.advance_days else "advance"

    def write(tx: Transaction, said: Answers) -> object:
        at = parse_moment(said["at"]) if said["at"] else None
        if said["what"] == "advance":
            return send_advance(tx, one.id, at)
        return send_formal(tx, one.id, at, number=said["number"], body=said["body"])

    return Step(
        "Record the sending",
        f"{one.title}. The clock runs from the day after the formal notice.",
        "Record sending",
        "Record the sending of a notification",
        [
            Question("what", "&What was sent", what, value=first),
            Question("at", "Wh&en", example=_AT),
            Question("number", "&Number", value=one.number, example="Such as 27-12"),
            Question("body", "&To", head.words.all("notification_body"), value=one.body),
        ],
        write,
    )


def _waive(_head: TransferHead, one: Notification) -> Step:
    return Step(
        "Waive the waiting",
        f"{one.title}. An emergency determination waives the waiting, not the certification, which states it.",
        "Enter waiver",
        "Waive the waiting of a notification",
        [
            Question("signer", "&Signed by"),
            Question("on", "&Determined on", example=f"{DAY}; empty for today"),
            Question(
                "why", "&Justification", prose=True, example="Why the interest of the state requires it now"
            ),
        ],
        lambda tx, said: waive_waiting(
            tx, one.id, signer=said["signer"], justification=said["why"], on=day(said["on"])
        ),
    )


def _hold(head: TransferHead, one: Notification) -> Step:
    stops = (("", "The sending, by custom"), ("yes", "The clock"))
    return Step(
        "Note a hold",
        f"{one.title}. Holds stack, and each is lifted on its own.",
        "Note hold",
        "Hold a notification",
        [
            Question("by", "&Placed by"),
            Question("kind", "&Kind", head.words.all("hold_kind")),
            Question("stops", "It &stops", stops),
            Question("on", "O&n", example=f"{DAY}; empty for today"),
            Question("why", "&Reason"),
            Question("wanted", "To be &lifted when"),
        ],
        lambda tx, said: place_hold(
            tx,
            one.id,
            placed_by=said["by"],
            kind=said["kind"],
            stops_clock=bool(said["stops"]),
            reason=said["why"],
            wanted=said["wanted"],
            on=day(said["on"]),
        ),
    )


def _lift(head: TransferHead, one: Notification) -> Step:
    options = tuple((hold.id, hold_words(hold, head)[:80]) for hold in head.open_holds)
    return Step(
        "Lift a hold",
        one.title,
        "Lift hold",
        "Lift a hold",
        [Question("hold", "&Hold", options), Question("on", "O&n", example=f"{DAY}; empty for today")],
        lambda tx, said: lift_hold(tx, said["hold"], day(said["on"])),
    )


_STEPS: Mapping[str, Callable[[TransferHead, Notification], Step]] = {
    "send": _send,
    "waive": _waive,
    "hold": _hold,
    "lift": _lift,
}
