"""The header of a transfer: what it is, for whom, where it stands, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from crisisdesk.briefing.terms import money
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.transfer.head import TransferHead
from crisisdesk.gui.pages.transfers_cards import TONES
from crisisdesk.gui.panels.marking_chip import MarkingChip
from crisisdesk.gui.plain import ElidedLabel, set_tooltip
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, restyle, row


class TransferHeader(QWidget):
    """Two lines: title and what can be done; identifier, stage, value, recipient and marking."""

    adjust_asked = Signal()
    resume_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: TransferHead | None = None
        self.title, self.facts = ElidedLabel(), ElidedLabel()
        self.title.setProperty("role", "title")
        self.facts.setProperty("role", "muted")
        self._icon, self.stage = IconLabel(context.look, "info", "neutral", 18), ElidedLabel()
        self._marking = MarkingChip(context.look)
        self.buttons: dict[str, QPushButton] = {
            "resume": push_button("&Resume…", self.resume_asked.emit),
            "case": push_button("Open &case", self._open_case),
            "edit": push_button("Ed&it", self._edit),
            "adjust": push_button("&Adjust…", self.adjust_asked.emit, primary=True),
        }
        top = row(self.title, *self.buttons.values())
        top.setStretch(0, 1)
        below = row(self._icon, self.stage, self.facts, self._marking, spacing=8)
        below.setStretch(2, 1)
        box = column(spacing=8, margins=(16, 8, 16, 8))
        box.addLayout(top)
        box.addLayout(below)
        self.setLayout(box)

    def show_head(self, head: TransferHead, *, stopped: bool) -> None:
        """Show a transfer; ``stopped`` says that something holds it that could be taken back."""
        self._head = head
        line = head.line
        self.title.setText(" · ".join(filter(None, (line.number, line.title))))
        tone = TONES.get(line.status, "neutral")
        said = " · ".join(filter(None, (line.status_label, line.stage, line.handling.capitalize())))
        self.stage.setText(said)
        self.stage.setMinimumWidth(self.stage.fontMetrics().horizontalAdvance(said) + 8)
        restyle(self.stage, tone=tone)
        self._icon.show_icon(TONE_ICONS[tone], tone, "")
        self.stage.setAccessibleName(f"Stage: {said}")
        self.facts.setText("     ".join(_facts(head)))
        self._marking.show_marking(line.marking)
        self._allow("adjust", "")
        self._allow("edit", "")
        self._allow("resume", "" if stopped else "Nothing stops it that could be taken back.")
        self.buttons["resume"].setVisible(stopped)
        self.buttons["case"].setVisible(bool(line.case_id))

    def _allow(self, key: str, reason: str) -> None:
        reason = PAST_IS_READ_ONLY if self._head is not None and self._head.past else reason
        self.buttons[key].setEnabled(not reason)
        set_tooltip(self.buttons[key], reason)
        self.buttons[key].setAccessibleDescription(reason)

    def _edit(self) -> None:
        if self._head is not None:
            self._context.edit(self._head.transfer.id)

    def _open_case(self) -> None:
        if self._head is not None:
            self._context.go(Target(record_id=self._head.line.case_id))


def _facts(head: TransferHead) -> list[str]:
    line = head.line
    return [
        money(line.value) or "Value unknown",
        f"To {line.recipient or 'unknown'}"
        + (f", {head.transfer.end_user}" if head.transfer.end_user else ""),
        f"From {line.supplier or 'unknown'}",
        line.channel_label or "Instrument unknown",
        *([line.programme] if line.programme else []),
        *([f"Case: {line.case}"] if line.case else []),
    ]
