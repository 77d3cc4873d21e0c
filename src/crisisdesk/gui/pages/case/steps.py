"""The steps of a case as dialogs: each asks for what its service wants, and shows what it refuses."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.case.head import CaseHead
from crisisdesk.gui.pages.case.severity import severity_words
from crisisdesk.model.cases import CLOSED_PHASES, CrisisCase, Severity
from crisisdesk.services import cases
from crisisdesk.store.transaction import Transaction

T = TypeVar("T")
_WHY = Question("why", "&Reason", example="It is kept in the history of the case")
_NAMED = 3


def ask_new_case(context: Context, window: QWidget) -> AskDialog:
    """Open a case: it needs a title only, all else can follow. Leads to its desk."""

    def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
        def opened(case: CrisisCase) -> None:
            dialog.accept()
            context.go(Target("case", case.id))

        title = answers["title"]
        context.desk.perform(
            f"Open case “{title}”", lambda tx: cases.open_case(tx, title), opened, dialog.refuse
        )

    return _shown(
        AskDialog(
            window,
            "Open a case",
            "A title is enough to begin; it opens in the phase “watch”. Neutral words travel best.",
            [Question("title", "&Title", example="Such as: Incident in the Strait")],
            verb="Open case",
            submit=submit,
        )
    )


def ask_escalation(context: Context, window: QWidget, head: CaseHead) -> AskDialog:
    """Raise the severity."""
    higher = [step for step in Severity if step.rank > head.case.severity.rank]
    return _ask_severity(context, window, head, "Escalate", steps=higher, service=cases.escalate)


def ask_stand_down(context: Context, window: QWidget, head: CaseHead) -> AskDialog:
    """Lower the severity, with a reason."""
    lower = [step for step in reversed(Severity) if step.rank < head.case.severity.rank]
    return _ask_severity(context, window, head, "Stand down", steps=lower, service=cases.stand_down)


def _ask_severity(
    context: Context,
    window: QWidget,
    head: CaseHead,
    verb: str,
    *,
    steps: list[Severity],
    service: Callable[[Transaction, str, Severity, str], CrisisCase],
) -> AskDialog:
    def write(answers: Mapping[str, str], tx: Transaction) -> CrisisCase:
        return service(tx, head.case.id, Severity(answers["to"]), answers["why"])

    options = tuple((step.value, severity_words(step)) for step in steps)
    return ask(
        context,
        window,
        f"{verb} “{head.case.title}”",
        f"It stands at {severity_words(head.case.severity)}.",
        [Question("to", "&To", options), _WHY],
        verb=verb,
        write=write,
        summary=f"{verb}: {head.case.title}",
    )


def ask_phase(context: Context, window: QWidget, head: CaseHead) -> AskDialog:
    """Move the case to another phase; a closed one is reopened by it."""
    case = head.case
    options = tuple(
        (code, caption)
        for code, caption in head.words.all("case_phase")
        if code != case.phase and (code not in CLOSED_PHASES or not case.is_open)
    )

    def write(answers: Mapping[str, str], tx: Transaction) -> CrisisCase:
        return cases.change_phase(tx, case.id, answers["to"], answers["why"])

    return ask(
        context,
        window,
        f"Change the phase of “{case.title}”",
        f"It is in the phase “{head.phase}”.",
        [Question("to", "&To", options), _WHY],
        verb="Change phase",
        write=write,
        summary=f"Change phase: {case.title}",
    )


def ask_closing(context: Context, window: QWidget, head: CaseHead) -> AskDialog:
    """Close the case; what is open in it is named, and a second reason is asked for."""
    case, left = head.case, {what: found for what, found in head.open_ends.items() if found}
    questions = [_WHY]
    text = "No action, commitment, call or handover is open."
    if left:
        told = "; ".join(f"{len(found)} {what} ({_named(found)})" for what, found in left.items())
        text = f"Open are {told}. Complete or cancel them first, or say why not."
        questions.append(Question("despite", "Why close it &all the same"))

    def write(answers: Mapping[str, str], tx: Transaction) -> CrisisCase:
        return cases.close_case(tx, case.id, answers["why"], despite=answers.get("despite", ""))

    return ask(
        context,
        window,
        f"Close “{case.title}”",
        text,
        questions,
        verb="Close case",
        write=write,
        summary=f"Close case: {case.title}",
    )


def _named(captions: Sequence[str]) -> str:
    names = ", ".join(f"“{name}”" for name in captions[:_NAMED])
    return f"{names} …" if len(captions) > _NAMED else names


def ask(
    context: Context,
    window: QWidget,
    heading: str,
    text: str,
    questions: list[Question],
    *,
    verb: str,
    write: Callable[[Mapping[str, str], Transaction], T],
    summary: str,
) -> AskDialog:
    """Ask some questions and write the answers as one step; what is refused is said in the dialog."""

    def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
        def written(_value: T) -> None:
            dialog.accept()
            context.notify(summary, "good", True)

        context.desk.perform(summary, partial(write, answers), written, dialog.refuse)

    return _shown(AskDialog(window, heading, text, questions, verb=verb, submit=submit))


def _shown(dialog: AskDialog) -> AskDialog:
    dialog.open()
    return dialog
