"""The steps of a decision as dialogs: preparing it with two options, and making it with reason and authority."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.model.decisions import Decision
from crisisdesk.model.moments import parse_moment
from crisisdesk.model.values import PartialDate
from crisisdesk.services.decisions import Deliberation, decide, deliberation, prepare
from crisisdesk.store.transaction import Transaction

_LINES = "One in each line"


def ask_preparation(
    context: Context, window: QWidget, case_id: str, then: Callable[[Decision], None]
) -> AskDialog:
    """Write a question for decision with its options and the arguments on both sides."""

    def write(tx: Transaction, answers: Mapping[str, str]) -> Decision:
        by = answers["by"]
        return prepare(
            tx,
            case_id,
            answers["question"],
            [answers["first"], answers["second"], *answers["more"].splitlines()],
            arguments_for=answers["for"].splitlines(),
            arguments_against=answers["against"].splitlines(),
            needed_by=parse_moment(by) if by else None,
        )

    questions = [
        Question("question", "&Question", example="Such as: Hold the deliveries of ammunition?"),
        Question("first", "&First option"),
        Question("second", "&Second option", example="To wait until a day is an option, too"),
        Question("more", "&More options", prose=True, example=_LINES),
        Question("for", "Arguments f&or", prose=True, example=_LINES),
        Question("against", "Arguments a&gainst", prose=True, example=_LINES),
        Question("by", "Needed &by", example="Such as 231800ZNOV26; may stay empty"),
    ]
    return _ask(
        context,
        window,
        "Prepare a decision",
        "Positions of agencies and partners, with their dissent, are noted beside it afterwards.",
        questions,
        verb="Prepare",
        summary="Prepare decision",
        write=write,
        then=then,
    )


def ask_decision(context: Context, window: QWidget, decision_id: str) -> None:
    """Read what is before those who decide, and ask what was chosen, why, and on whose authority."""
    context.desk.fetch(
        lambda view: deliberation(view, decision_id), lambda before: _ask_decision(context, window, before)
    )


def _ask_decision(context: Context, window: QWidget, before: Deliberation) -> None:
    decision = before.decision
    recommended = next((one.id for one in before.options if one.recommended), "")

    def write(tx: Transaction, answers: Mapping[str, str]) -> Decision:
        day = answers["review"]
        return decide(
            tx,
            decision.id,
            answers["choice"],
            answers["reason"],
            authority=answers["authority"],
            decided_by_id=decision.decided_by_id,
            outcome=answers["outcome"],
            review_on=PartialDate.parse(day) if day else None,
        )

    _ask(
        context,
        window,
        f"Decide: {decision.question}",
        _told(before),
        [
            Question("choice", "&Chosen", tuple(before.choices) or (("", "No option is written"),), value=recommended),
            Question("reason", "&Reason", prose=True, example="Why this option, and not another"),
            Question("authority", "&Authority", value=decision.authority, example="The office or the law"),
            Question("outcome", "In &words", example="Only where it differs from the option as written"),
            Question("review", "Re&view on", value=str(decision.review_on or ""), example="Such as 2026-12-07"),
        ],
        verb="Decide",
        summary=f"Decide: {decision.question}",
        write=write,
    )  # fmt: skip


def _told(before: Deliberation) -> str:
    told = (
        f"{len(before.side('for'))} arguments for, {len(before.side('against'))} against, "
        f"{len(before.positions)} positions, {len(before.dissent)} of them dissent. "
    )
    return f"{told}Dissent and the argument that loses stay on record."


def _ask(
    context: Context,
    window: QWidget,
    heading: str,
    text: str,
    questions: list[Question],
    *,
    verb: str,
    summary: str,
    write: Callable[[Transaction, Mapping[str, str]], Decision],
    then: Callable[[Decision], None] = lambda _decision: None,
) -> AskDialog:
    def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
        def done(written: Decision) -> None:
            then(written)
            dialog.accept()
            context.notify(summary, "good", True)

        context.desk.perform(summary, lambda tx: write(tx, answers), done, dialog.refuse)

    dialog = AskDialog(window, heading, text, questions, verb=verb, submit=submit)
    dialog.open()
    return dialog
