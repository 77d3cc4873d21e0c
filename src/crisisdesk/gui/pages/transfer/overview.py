"""The first view of a transfer: its notification, its clocks, and what law and policy say of the recipient."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crisisdesk.briefing.terms import partial
from crisisdesk.checks.country_policy import PolicyFact
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.clock_wall_words import (
    ends_cell,
    kind_words,
    left_cell,
    record_of,
    row_id,
    rule_cell,
    state_cell,
)
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.pages.transfer.head import TransferHead
from crisisdesk.gui.pages.transfer.notice_panel import NoticePanel
from crisisdesk.gui.plain import selectable, set_tooltip
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.gui.widgets.parts import IconLabel, column, push_button, row
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.assessments import BalanceNote
from crisisdesk.services.clocks import Clock

CLOCKS = (
    Column("state", "State", 104, "status"),
    Column("left", "Left", 92, "moment"),
    Column("what", "What", 210, "strong"),
    Column("ends", "When", 104, "moment"),
    Column("rule", "Rule", 170, "status"),
    Column("kind", "Kind", 112, hidden=True),
)
POLICY = (
    Column("effect", "Effect", 136, "status"),
    Column("label", "List, measure or note", 220, "strong"),
    Column("says", "What follows", 220),
    Column("from", "From", 96, "moment"),
    Column("to", "Until", 96, "moment"),
    Column("source", "Source", 220, "muted"),
)
_CLOCK_NONE = ("hourglass", "Nothing of this transfer runs out.")
_POLICY_NONE = ("landmark", "No list, measure or export control of this desk speaks of the recipient.")
_EFFECTS: dict[str, tuple[str, Tone]] = {
    "bar": ("Bar", "bad"),
    "embargo": ("Embargo", "bad"),
    "denial": ("Policy of denial", "bad"),
    "question": ("To be looked at", "warn"),
    "suspended": ("Denial suspended", "warn"),
    "restriction": ("Restriction", "warn"),
    "favourable": ("Favourable", "good"),
    "neutral": ("Noted", "neutral"),
}


class Overview(QWidget):
    """The notification at the left; clocks above policy at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.notice = NoticePanel(context)
        self.clocks = NowList(context, "Clocks", "transfer.clocks", CLOCKS, _CLOCK_NONE, stretched="what")
        self._transfer_id = self._recipient_id = ""
        self.recipient = push_button("Open recipient", self._open_recipient, link=True)
        self.note = push_button("New &balance note…", self._add_note, link=True)
        self.policy = NowList(
            context,
            "Recipient: law, policy, balance",
            "transfer.policy",
            POLICY,
            _POLICY_NONE,
            actions=[self.recipient, self.note],
            stretched="says",
        )
        right = QWidget()
        right.setLayout(column(self.clocks, self.policy, spacing=8))
        panes = RememberingSplitter(
            "Notification and clocks", [self.notice, right], context.memory, "transfer.panes"
        )
        panes.setStretchFactor(1, 1)
        if "transfer.panes" not in context.memory:
            panes.setSizes([420, 740])
        self.doubts = selectable("")
        self.doubts.setProperty("tone", "warn")
        icon = IconLabel(context.look, "triangle-alert", "warn", 16, "Open about the transfer")
        line = row(icon, self.doubts)
        line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._open = QWidget()
        self._open.setLayout(line)
        whole = column(self._open, panes, margins=(16, 8, 16, 8))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.clocks)
        for listed in (self.clocks, self.policy):
            listed.opened.connect(lambda key: context.go(Target(record_id=record_of(key))))

    def show_head(self, head: TransferHead) -> None:
        """Show a transfer."""
        self._transfer_id, self._recipient_id = head.transfer.id, head.line.recipient_id
        self.recipient.setVisible(bool(head.line.recipient_id))
        self.note.setEnabled(not head.past)
        set_tooltip(
            self.note, PAST_IS_READ_ONLY if head.past else "Write what the transfer may do to the region"
        )
        self.doubts.setText(" ".join(head.doubts))
        self._open.setVisible(bool(head.doubts))
        self.notice.show_head(head)
        self.clocks.show_rows([_clock(one, head) for one in head.sheet.clocks])
        facts: Sequence[PolicyFact] = head.sheet.policy.facts if head.sheet.policy else ()
        self.policy.show_rows(
            [*(_fact(one) for one in facts), *(_note(one, head) for one in head.sheet.balance_notes)]
        )

    def _open_recipient(self) -> None:
        self.context.go(Target(record_id=self._recipient_id))

    def _add_note(self) -> None:
        self.context.create("balance_note", {"transfer_id": self._transfer_id})


def _clock(one: Clock, head: TransferHead) -> Row:
    what = f"{one.label}: {one.caption}" if one.record_id != head.transfer.id else one.label
    return Row(
        row_id(one),
        (
            state_cell(one),
            left_cell(one, head.times),
            Cell(what, hint=f"{what}\n{one.reason}".strip()),
            ends_cell(one, head.times),
            rule_cell(one),
            kind_words(one.kind),
        ),
    )


def _fact(one: PolicyFact) -> Row:
    effect, tone = _EFFECTS.get(one.effect, (one.effect.capitalize(), "neutral"))
    read = f", read on {one.read_on}" if one.read_on else ""
    verify = "Verify: " if one.verify else ""
    return Row(
        one.record_id,
        (
            Cell(effect, tone),
            Cell(one.label, hint="\n".join(filter(None, (one.label, one.says, one.note)))),
            " ".join(filter(None, (one.says, one.note))),
            partial(one.begins),
            partial(one.ends),
            f"{verify}{one.source or 'no source'}{read}",
        ),
    )


def _note(one: BalanceNote, head: TransferHead) -> Row:
    over = one.review_on is not None and one.review_on.last < head.today
    risk = f"Arms-race risk: {head.words.of('impact', one.arms_race).lower()}. " if one.arms_race else ""
    said = " ".join(filter(None, (one.reactions, f"Dissent: {one.dissent}" if one.dissent else "")))
    return Row(
        one.id,
        (
            Cell("Review overdue" if over else "Balance note", "warn" if over else "info"),
            Cell(one.title, hint="\n".join(filter(None, (one.title, one.perceptions, said)))),
            f"{risk}{said}",
            partial(one.written_on),
            Cell(partial(one.review_on), hint="To be reviewed on"),
            "Regional-balance note",
        ),
    )
