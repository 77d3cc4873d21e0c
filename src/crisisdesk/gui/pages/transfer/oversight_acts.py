"""What can be done in the queues of vetting and end use, and to conditions: each a small dialog."""

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.gui.pages.case.words import Words
from crisisdesk.gui.pages.transfer.asked import DAY, Step, ask, day, with_words
from crisisdesk.gui.pages.transfers_queue import Act, Line
from crisisdesk.services import conditions, end_use, vettings

_ON = Question("on", "O&n", example=f"{DAY}; empty for today")
_OPEN = frozenset({"pending", "suspended"})


# -- vetting ----------------------------------------------------------------------------------------------


def ask_step(context: Context, window: QWidget, line: Line) -> None:
    """Take a vetting to its next step, or to a later one."""

    def shown(words: Words) -> None:
        step = Step(
            f"Vetting of {line.caption}",
            "Steps may be passed over; none is gone back to.",
            "Take step",
            "Take a vetting a step on",
            [Question("step", "&Step", (("", "The next one"), *words.all("vetting_step")[1:]))],
            lambda tx, said: vettings.step_on(tx, line.record, said["step"]),
        )
        ask(context, window, step)

    with_words(context, ["vetting_step"], shown)


def ask_outcome(context: Context, window: QWidget, line: Line) -> None:
    """Enter the outcome of a vetting."""

    def shown(words: Words) -> None:
        outcomes = tuple(pair for pair in words.all("vetting_outcome") if pair[0] != "pending")
        step = Step(
            f"Outcome of the vetting of {line.caption}",
            "An approval is good for as long as the rule of the desk says, and for the commander who was vetted.",
            "Enter outcome",
            "Enter the outcome of a vetting",
            [
                Question("outcome", "&Outcome", outcomes),
                _ON,
                Question(
                    "summary", "&Information that it rests on", prose=True, example="Mark the paragraph"
                ),
            ],
            lambda tx, said: vettings.decide_vetting(
                tx, line.record, said["outcome"], on=day(said["on"]), summary=said["summary"]
            ),
        )
        ask(context, window, step)

    with_words(context, ["vetting_outcome"], shown)


def ask_remediation(context: Context, window: QWidget, line: Line) -> None:
    """Take remediation a step on."""

    def shown(words: Words) -> None:
        step = Step(
            f"Remediation of {line.caption}",
            "A unit is reinstated only after it was remediated.",
            "Note step",
            "Note a step of remediation",
            [
                Question("to", "&Step", words.all("vetting_remediation")[1:]),
                Question("what", "&What was done", prose=True),
            ],
            lambda tx, said: vettings.remediate(tx, line.record, said["to"], said["what"]),
        )
        ask(context, window, step)

    with_words(context, ["vetting_remediation"], shown)


def ask_informed(context: Context, window: QWidget, line: Line) -> None:
    """Note that the government was informed."""
    step = Step(
        f"Government informed of {line.caption}",
        "Of the bar, and of what would lift it.",
        "Note it",
        "Note that the government was informed",
        [_ON],
        lambda tx, said: vettings.inform_government(tx, line.record, day(said["on"])),
    )
    ask(context, window, step)


def ask_vetting(context: Context, window: QWidget, line: Line) -> None:
    """Ask for the vetting of a unit that takes part and has none."""
    step = Step(
        f"Ask for the vetting of {line.caption}",
        "Who commands the unit today is vetted with it.",
        "Ask for vetting",
        "Ask for a vetting",
        [
            Question("by", "&Needed by", example=DAY),
            Question("activity", "&Activity", example="Empty for that of the transfer or programme"),
            Question("funding", "&Funding source"),
            Question("people", "&Individuals", prose=True),
        ],
        lambda tx, said: vettings.request_vetting(
            tx,
            unit_id=line.record,
            transfer_id=line.transfer_id,
            programme_id=line.programme_id,
            activity=said["activity"],
            needed_by=day(said["by"]),
            funding=said["funding"],
            individuals=said["people"],
        ),
    )
    ask(context, window, step)


def _open_vetting(line: Line) -> str:
    if not line.status:
        return "There is no vetting yet; ask for one first."
    return "" if line.status in _OPEN else f"It is {line.status} already; ask for a new vetting."


def _withheld(line: Line) -> str:
    return "" if line.status in {"suspended", "rejected"} else "Assistance is not withheld by it."


VETTING_ACTS = (
    Act("Next &step…", ask_step, _open_vetting),
    Act("Ou&tcome…", ask_outcome, lambda line: "" if line.status else "There is no vetting yet."),
    Act("Re&mediation…", ask_remediation, _withheld),
    Act("In&formed…", ask_informed, _withheld),
    Act("As&k for it…", ask_vetting, lambda line: "It was asked for already." if line.status else ""),
)

# -- end use ----------------------------------------------------------------------------------------------


def ask_result(context: Context, window: QWidget, line: Line) -> None:
    """Enter what an end-use check found, with its follow-up."""

    def shown(words: Words) -> None:
        step = Step(
            f"Result of “{line.caption}”",
            "An adverse result needs what was found; its follow-up stays in the queue until it is done.",
            "Enter result",
            "Enter the result of an end-use check",
            [
                Question("result", "&Result", words.all("eum_result")),
                _ON,
                Question("inspector", "&Inspector"),
                Question("finding", "&Finding", prose=True, example="Loss, diversion, change of use"),
                Question("follow", "Follow-&up", example="What is to be done about it"),
                Question("by", "Follow-up &by", example=DAY),
            ],
            lambda tx, said: end_use.record_result(
                tx,
                line.record,
                said["result"],
                on=day(said["on"]),
                finding=said["finding"],
                inspector=said["inspector"],
                follow_up=said["follow"],
                follow_up_by=day(said["by"]),
            ),
        )
        ask(context, window, step)

    with_words(context, ["eum_result"], shown)


def ask_follow_up(context: Context, window: QWidget, line: Line) -> None:
    """Note that a follow-up is done."""
    step = Step(
        f"Follow-up of “{line.caption}”",
        "What was done; the line then leaves the queue.",
        "Note it as done",
        "Note a follow-up as done",
        [Question("what", "&What was done", prose=True), _ON],
        lambda tx, said: end_use.follow_up_done(tx, line.record, said["what"], day(said["on"])),
    )
    ask(context, window, step)


def ask_inaccessible(context: Context, window: QWidget, line: Line) -> None:
    """Note that a site could not be reached."""
    step = Step(
        f"Site of “{line.caption}” not accessible",
        "The check stays open, and is overdue after its day.",
        "Note it",
        "Note that a site is not accessible",
        [Question("why", "&Why", prose=True)],
        lambda tx, said: end_use.note_inaccessible(tx, line.record, said["why"]),
    )
    ask(context, window, step)


def ask_plan(context: Context, window: QWidget, line: Line) -> None:
    """Plan an end-use check."""

    def shown(words: Words) -> None:
        step = Step(
            "Plan an end-use check",
            "Without a day it is that of the rule, counted from the delivery that is due.",
            "Plan it",
            "Plan an end-use check",
            [
                Question("on", "O&n", example=f"{DAY}; empty for the day of the rule"),
                Question("kind", "&Kind", (("", "As is usual"), *words.all("eum_kind"))),
                Question("site", "&Site"),
                Question("articles", "&Articles", prose=True, example="With serial numbers, if any"),
            ],
            lambda tx, said: end_use.plan_check(
                tx,
                line.transfer_id,
                day(said["on"]),
                kind=said["kind"],
                site=said["site"],
                articles=said["articles"],
            ),
        )
        ask(context, window, step)

    with_words(context, ["eum_kind"], shown)


def _undone(line: Line) -> str:
    if line.status == "plan":
        return "No check is planned yet; plan one first."
    return "" if line.status == "make" else "It has a result already."


END_USE_ACTS = (
    Act("Enter re&sult…", ask_result, _undone),
    Act(
        "Follow-u&p done…",
        ask_follow_up,
        lambda line: "" if line.status == "follow_up" else "No follow-up is open.",
    ),
    Act("Not acc&essible…", ask_inaccessible, _undone),
    Act("P&lan a check…", ask_plan, lambda line: "" if line.transfer_id else "It belongs to no transfer."),
)

# -- conditions -------------------------------------------------------------------------------------------


def ask_evidence(context: Context, window: QWidget, line: Line) -> None:
    """Say whether a condition is met, with the evidence."""
    step = Step(
        "Evidence of a condition",
        line.caption,
        "Enter evidence",
        "Judge a condition",
        [
            Question("met", "It &is", (("met", "Met"), ("not_met", "Not met"))),
            Question("evidence", "&Evidence", prose=True),
            _ON,
        ],
        lambda tx, said: conditions.judge(
            tx, line.record, met=said["met"] == "met", evidence=said["evidence"], on=day(said["on"])
        ),
    )
    ask(context, window, step)


def ask_waiver(context: Context, window: QWidget, line: Line) -> None:
    """Waive a condition."""
    step = Step(
        "Waive a condition",
        line.caption,
        "Waive",
        "Waive a condition",
        [
            Question("why", "&Who waives it, and why", prose=True),
            Question("until", "&Until", example=f"{DAY}; empty for good"),
        ],
        lambda tx, said: conditions.waive(tx, line.record, said["why"], day(said["until"])),
    )
    ask(context, window, step)


def put_in_force(context: Context, _window: QWidget, line: Line) -> None:
    """Put a proposed condition in force, from today."""
    context.desk.perform("Put a condition in force", lambda tx: conditions.enforce(tx, line.record))


def ask_end(context: Context, window: QWidget, line: Line) -> None:
    """End a condition."""
    step = Step(
        "End a condition",
        line.caption,
        "End it",
        "End a condition",
        [Question("why", "&Why", prose=True), _ON],
        lambda tx, said: conditions.end_condition(tx, line.record, said["why"], day(said["on"])),
    )
    ask(context, window, step)


def _open_condition(line: Line) -> str:
    return "It is over; enter a new one." if line.status in {"met", "expired"} else ""


CONDITION_ACTS = (
    Act("Evi&dence…", ask_evidence, _open_condition),
    Act("&Waive…", ask_waiver, _open_condition),
    Act(
        "Put in &force",
        put_in_force,
        lambda line: "" if line.status == "proposed" else "Only a proposed one is put in force.",
    ),
    Act("E&nd…", ask_end, _open_condition),
)
