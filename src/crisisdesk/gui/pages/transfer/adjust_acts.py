"""What can be done to adjustments of a transfer: take one on, take it back, resume the transfer."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.transfer.asked import DAY, Step, ask, day
from crisisdesk.gui.pages.transfers_queue import Act, Line
from crisisdesk.model.transfers import Adjustment
from crisisdesk.services.adjustments import NEXT, advance_adjustment, resume, take_back

_ON = Question("on", "O&n", example=f"{DAY}; empty for today")


def _with(context: Context, adjustment_id: str, then: Callable[[tuple[Adjustment, Words]], None]) -> None:
    context.desk.fetch(
        lambda view: (view.get(Adjustment, adjustment_id), read_words(view, "adjustment_status")), then
    )


def ask_advance(context: Context, window: QWidget, line: Line) -> None:
    """Take an adjustment to its next status; what speaks against it wants a reason."""

    def shown(read: tuple[Adjustment, Words]) -> None:
        one, words = read
        steps = [step for step in NEXT.get(one.status, ()) if step != "reversed"]
        step = Step(
            f"Next step of “{line.caption}”",
            f"It is {words.of('adjustment_status', one.status).lower()}. In force, it moves the transfer.",
            "Take step",
            "Take an adjustment a step on",
            [
                Question("to", "&To", tuple((code, words.of("adjustment_status", code)) for code in steps)),
                Question("why", "&Reason", example="Needed where it is withdrawn"),
                _ON,
                Question(
                    "despite",
                    "Or&dered all the same, because",
                    example="Only where something speaks against it",
                ),
            ],
            lambda tx, said: advance_adjustment(
                tx, line.record, said["to"], said["why"], on=day(said["on"]), despite=said["despite"]
            ),
        )
        ask(context, window, step)

    _with(context, line.record, shown)


def ask_taking_back(context: Context, window: QWidget, line: Line) -> None:
    """Take back an adjustment that is in force; its reversal test is shown."""

    def shown(read: tuple[Adjustment, Words]) -> None:
        one, _words = read
        test = f"Its test: {one.reversal}" if one.reversal else "No reversal test was written for it."
        step = Step(
            f"Take back “{line.caption}”",
            f"{test} The transfer is again as it was before, as far as nobody moved it since.",
            "Take back",
            "Take an adjustment back",
            [Question("why", "&How the test is met", prose=True), _ON],
            lambda tx, said: take_back(tx, line.record, said["why"], on=day(said["on"])),
        )
        ask(context, window, step)

    _with(context, line.record, shown)


def ask_resume(context: Context, window: QWidget, transfer_id: str, title: str) -> None:
    """Take back every stop on a transfer."""
    step = Step(
        f"Resume “{title}”",
        "Every hold and suspension in force is taken back; the usual review applies again.",
        "Resume",
        "Resume a transfer",
        [Question("why", "&Reason", prose=True), _ON],
        lambda tx, said: resume(tx, transfer_id, said["why"], on=day(said["on"])),
    )
    ask(context, window, step)


def _over(line: Line) -> str:
    return "It is over; order a new one." if "over" in line.sides else ""


LEVER_ACTS = (
    Act("Next &step…", ask_advance, _over),
    Act(
        "Take &back…",
        ask_taking_back,
        lambda line: "" if "in_force" in line.sides else "Only what is in force can be taken back.",
    ),
)
