"""Small dialogs for the steps of a transfer: read what is needed, ask, write by a service, tell what it refuses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction

T = TypeVar("T")
Answers = Mapping[str, str]
Shown = Callable[[AskDialog], object]
PROSE_LINES = 3
DAY = "Such as 2026-11-23"


@dataclass(frozen=True, slots=True)
class Step:
    """A step as its dialog words it; ``write`` gets the answers by the id of their question."""

    heading: str
    text: str
    verb: str
    summary: str
    questions: Sequence[Question]
    write: Callable[[Transaction, Answers], object]


def ask(context: Context, window: QWidget, step: Step, then: Callable[[], object] | None = None) -> AskDialog:
    """Show the dialog of a step; it stays open with the sentence where the step is refused."""

    def submit(dialog: AskDialog, answers: Answers) -> None:
        def done(_result: object) -> None:
            dialog.accept()
            if then is not None:
                then()

        context.desk.perform(step.summary, lambda tx: step.write(tx, answers), done, dialog.refuse)

    dialog = AskDialog(window, step.heading, step.text, step.questions, verb=step.verb, submit=submit)
    dialog.open()
    give_room(dialog)
    dialog.adjustSize()
    return dialog


def give_room(widget: QWidget) -> None:
    """Let texts of several lines show some of them; the style sheet knows one height for all fields when it is applied."""
    for text in widget.findChildren(QPlainTextEdit):
        text.setMinimumHeight(text.fontMetrics().lineSpacing() * PROSE_LINES + 16)


def with_words(context: Context, vocabularies: Sequence[str], then: Callable[[Words], None]) -> None:
    """Read some vocabularies, and go on with them."""
    context.desk.fetch(lambda view: read_words(view, *vocabularies), then)


def day(text: str) -> PartialDate | None:
    """A typed day; nothing where none was typed.

    Raises:
        UserError: It is no day.
    """
    return PartialDate.parse(text) if text.strip() else None
