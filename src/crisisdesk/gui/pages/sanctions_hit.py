"""One hit explained, and the decision of a person about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.sanctions_screening_reading import VERDICTS, Doubt, Reason, heading, reasons
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import TONE_ICONS, IconLabel, column, push_button, row
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.model.lists import ScreeningVerdict
from crisisdesk.model.moments import dtg
from crisisdesk.services.lists import list_names

_NONE = "Choose a hit to see why it was found and to decide whether it is meant."
_ICON = 16


class HitPane(QWidget):
    """Why a listed party may be meant: which name, which parts, what speaks for and against it; and what was decided."""

    decided = Signal(object, object, str)
    """A doubt, a verdict and the reason."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.doubt: Doubt | None = None
        self._title, self._about = selectable("", "heading"), selectable("", "muted")
        self._score, self._earlier = selectable(_NONE), selectable("", "muted")
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(4)
        self.verdict = SegmentedControl("Decision", [(v.value, words) for v, (words, _) in VERDICTS.items()])
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason of the decision")
        self.reason.setPlaceholderText("Why; kept with the decision")
        self.keep = push_button("&Keep decision", self._decide, primary=True)
        self.strip = MessageStrip(context.look)
        self.reason.returnPressed.connect(self._decide)
        self._lay()
        self.show_doubt(None)

    def show_doubt(self, doubt: Doubt | None) -> None:
        """Explain another hit, or none; what was typed for the same one stays."""
        same = doubt is not None and self.doubt is not None and doubt.id == self.doubt.id
        self.doubt = doubt
        self._form.setVisible(doubt is not None)
        self._clear()
        if doubt is None:
            for part in (self._title, self._about, self._earlier):
                part.hide()
            self._score.setText(_NONE)
            return
        self._title.setText(doubt.hit.name)
        self._about.setText(_about(doubt))
        self._score.setText(heading(doubt))
        self._earlier.setText(_earlier(doubt))
        for part in (self._title, self._about, self._earlier):
            part.setVisible(bool(part.text()))
        for reason in reasons(doubt):
            self._reasons.addWidget(self._line(reason))
        if not same:
            self.strip.dismiss()
            self.reason.clear()
            held = doubt.decision.verdict if doubt.decision else ScreeningVerdict.UNSURE
            self.verdict.choose(held.value)
        past = self.context.desk.at is not None
        for widget in (self.verdict, self.reason, self.keep):
            widget.setEnabled(not past)
        set_tooltip(self.keep, PAST_IS_READ_ONLY if past else "Keep the decision with its reason (Enter)")

    def refuse(self, sentence: str) -> None:
        """Tell beside the form why the decision was not kept."""
        self.strip.say(sentence, "warn")

    def _decide(self) -> None:
        if self.doubt is not None and self.keep.isEnabled():
            self.strip.dismiss()
            self.decided.emit(self.doubt, ScreeningVerdict(self.verdict.choice), self.reason.text().strip())

    def _line(self, reason: Reason) -> QWidget:
        line = QWidget()
        icon = IconLabel(self.context.look, TONE_ICONS[reason.tone], reason.tone, _ICON)
        box = row(icon, selectable(reason.text))
        box.setStretch(1, 1)
        line.setLayout(box)
        return line

    def _clear(self) -> None:
        while (item := self._reasons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _lay(self) -> None:
        inside = QWidget()
        told = column(self._title, self._about, self._score, margins=(16, 8, 16, 8))
        told.addLayout(self._reasons)
        told.addWidget(self._earlier)
        told.addStretch(1)
        inside.setLayout(told)
        scroll = QScrollArea()
        scroll.setAccessibleName("Why the hit was found")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self._form = QWidget()
        form = column(label("Decision", "heading"), self.verdict, self.reason, margins=(16, 8, 16, 8))
        form.addLayout(row(self.keep, None))
        form.addWidget(self.strip)
        self._form.setLayout(form)
        box = column(scroll, self._form, spacing=0)
        box.setStretch(0, 1)
        self.setLayout(box)


def _about(doubt: Doubt) -> str:
    hit = doubt.hit
    facts = (
        hit.type.capitalize(),
        f"{list_names().get(hit.list, hit.list)} {hit.key}",
        "; ".join(hit.programmes),
        f"listed {hit.listed_on}" if hit.listed_on else "",
        f"no longer listed since {hit.delisted_on}" if hit.delisted_on else "",
    )
    asked = f"Asked: {doubt.question.name or doubt.question.identifier}"
    where = f", in {doubt.record}" if doubt.record else ""
    return f"{asked}{where}\n{' · '.join(filter(None, facts))}"


def _earlier(doubt: Doubt) -> str:
    one = doubt.decision
    if one is None:
        return ""
    words, _ = VERDICTS[one.verdict]
    when = f" on {dtg(one.decided_at)}" if one.decided_at else ""
    return f"Decided before: {words.lower()} by {one.decided_by or 'nobody named'}{when}. {one.reason}"
