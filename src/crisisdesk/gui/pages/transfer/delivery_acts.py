"""What can be done to a delivery: note that it was made."""

from PySide6.QtWidgets import QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.gui.pages.case.words import Words
from crisisdesk.gui.pages.transfer.asked import DAY, Step, ask, day, with_words
from crisisdesk.gui.pages.transfers_queue import Act, Line
from crisisdesk.services.deliveries import record_delivery


def ask_made(context: Context, window: QWidget, line: Line) -> None:
    """Note that a delivery was made."""

    def shown(words: Words) -> None:
        step = Step(
            f"Delivery of {line.caption}",
            "What is left of it stays planned as a delivery of its own.",
            "Note delivery",
            "Note a delivery as made",
            [
                Question("on", "O&n", example=f"{DAY}; empty for today"),
                Question("quantity", "&Quantity", example="Empty for all of it"),
                Question("certainty", "&Certainty", words.all("certainty"), value="reported"),
            ],
            lambda tx, said: record_delivery(
                tx,
                line.record,
                certainty=said["certainty"],
                on=day(said["on"]),
                quantity=number(said["quantity"]),
            ),
        )
        ask(context, window, step)

    with_words(context, ["certainty"], shown)


def number(text: str) -> float | None:
    """A typed quantity; nothing where none was typed.

    Raises:
        UserError: It is no number.
    """
    try:
        return float(text.replace(",", "").replace(" ", "")) if text.strip() else None
    except ValueError as error:
        raise UserError(f"“{text[:30]}” is no quantity; type a number such as 12.") from error


def _planned(line: Line) -> str:
    return "" if line.status == "planned" else "Only a planned delivery of its own can be made."


DELIVERY_ACTS = (Act("&Made…", ask_made, _planned),)
