"""A step that asks some questions and writes one act."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.store.transaction import Transaction

Write = Callable[[Transaction, Mapping[str, str]], object]


def ask_step(
    context: Context,
    window: QWidget,
    heading: str,
    text: str,
    questions: Sequence[Question],
    *,
    verb: str,
    write: Write,
) -> None:
    """Ask, write as one act under the heading, and tell that it is done; what is refused stays to be bettered."""

    def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
        def written(_made: object) -> None:
            dialog.accept()
            context.notify(f"{heading}: done.", "good", True)

        context.desk.perform(heading, lambda tx: write(tx, answers), written, dialog.refuse)

    AskDialog(window, heading, text, questions, verb=verb, submit=submit).open()
