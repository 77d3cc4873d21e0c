"""The notification of a transfer: what is due and why, what is on record, what can be done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.pages.network_flow import flowing
from crisisdesk.gui.pages.transfer.head import TransferHead
from crisisdesk.gui.pages.transfer.notice_words import (
    HELP,
    answer_words,
    headline,
    hold_words,
    notice_facts,
    record_facts,
)
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.parts import TONE_ICONS, TONE_WORDS, IconLabel, column, push_button, restyle, row

STEPS = (
    ("draft", "&Draft it"),
    ("send", "Record se&nding…"),
    ("waive", "&Waive…"),
    ("hold", "&Hold…"),
    ("lift", "&Lift a hold…"),
)


class NoticePanel(QFrame):
    """Answers by rule first, then the record, then the steps; a step that cannot be taken says why."""

    asked = Signal(str)
    """A step that a person wants: draft, send, waive, hold, lift."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("part", "card")
        self._icon = IconLabel(context.look, "info", "neutral", 18)
        self.headline = selectable("", "strong")
        self._answer = selectable("")
        self._record, self._facts = Facts(), Facts()
        self._holds = label("", wrap=True)
        self._holds.setProperty("tone", "warn")
        self.buttons: dict[str, QPushButton] = {
            key: push_button(title, partial(self.asked.emit, key)) for key, title in STEPS
        }
        self._rule = push_button("Open r&ule", self._open_rule, link=True)
        self._open = push_button("Open n&otification", self._open_notification, link=True)
        self._head: TransferHead | None = None
        self._lay()

    def show_head(self, head: TransferHead) -> None:
        """Show the notification of a transfer."""
        self._head = head
        said, tone = headline(head)
        self.headline.setText(said)
        self.headline.setAccessibleName(f"{TONE_WORDS[tone]}: {said}")
        restyle(self.headline, tone=tone)
        self._icon.show_icon(TONE_ICONS[tone], tone, TONE_WORDS[tone])
        record, notice = head.open_notification, head.notice
        self._answer.setText(answer_words(notice, head) if notice else head.sheet.notice_refusal)
        for part in (self._record, self._on_record):
            part.setVisible(record is not None)
        self._record.show_facts(record_facts(record, head) if record else [])
        self._holds.setText("\n".join(hold_words(one, head) for one in head.holds))
        self._holds.setVisible(bool(head.holds))
        self._facts.show_facts(notice_facts(notice, head) if notice else [])
        self._rule.setVisible(bool(notice and notice.rule_id))
        self._open.setVisible(record is not None)
        for key, reason in _reasons(head).items():
            self._allow(self.buttons[key], reason)
            self.buttons[key].setVisible(not reason or (key == "draft" and record is None))

    def _allow(self, button: QPushButton, reason: str) -> None:
        reason = PAST_IS_READ_ONLY if self.context.desk.at is not None else reason
        button.setEnabled(not reason)
        set_tooltip(button, reason)
        button.setAccessibleDescription(reason)

    def _open_rule(self) -> None:
        if self._head is not None and self._head.notice is not None:
            self.context.go(Target(record_id=self._head.notice.rule_id))

    def _open_notification(self) -> None:
        if self._head is not None and self._head.open_notification is not None:
            self.context.go(Target(record_id=self._head.open_notification.id))

    def _lay(self) -> None:
        top = row(self._icon, self.headline)
        top.setStretch(1, 1)
        inside = QWidget()
        told: QVBoxLayout = column(spacing=8, margins=(12, 0, 12, 12))
        told.addWidget(self._answer)
        self._on_record = label("On record", "strong")
        told.addWidget(self._on_record)
        told.addWidget(self._record)
        told.addWidget(self._holds)
        told.addWidget(label("By the rules", "strong"))
        told.addWidget(self._facts)
        told.addWidget(flowing(self._open, self._rule))
        told.addWidget(label(HELP, "small", wrap=True))
        told.addStretch(1)
        inside.setLayout(told)
        inside.setProperty("part", "clear")
        scroll = QScrollArea()
        scroll.setAccessibleName("The notification in full")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setProperty("part", "clear")
        scroll.viewport().setProperty("part", "clear")
        head = column(label("Notification", "heading"), spacing=8, margins=(12, 12, 12, 8))
        head.addLayout(top)
        head.addWidget(flowing(*self.buttons.values()))
        box = column(spacing=0, margins=(1, 1, 1, 1))
        box.addLayout(head)
        box.addWidget(scroll, 1)
        self.setLayout(box)


def _reasons(head: TransferHead) -> dict[str, str]:
    """Why each step cannot be taken; empty where it can."""
    record, notice = head.open_notification, head.notice
    none = "" if record else "No notification is on record; draft it first."
    due = "" if notice and notice.required else "Nothing is to be notified by rule."
    sent = "It was sent already." if record and record.sent_at else ""
    return {
        "draft": "A notification is on record already." if record else due,
        "send": none or sent,
        "waive": none or ("It is waived already." if record and record.emergency else ""),
        "hold": none,
        "lift": "" if head.open_holds else "Nobody holds it.",
    }
