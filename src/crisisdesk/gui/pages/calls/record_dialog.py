"""After the call: one dialog makes the log entry, tasks, commitments, changes of position and the next contact."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from crisisdesk.checks.line_states import MISSED
from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.picker import Picker
from crisisdesk.gui.pages.calls.record_reading import CallForm, read_form, read_when
from crisisdesk.gui.pages.calls.record_rows import (
    FormRow,
    Rows,
    at_scale,
    choice,
    chosen,
    fitting,
    picker,
    set_order,
    typed,
    typed_line,
)
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.values import PartialDate
from crisisdesk.services.conversations import (
    Conversation,
    Promise,
    Recorded,
    Stance,
    Task,
    record_conversation,
)

SIZE = (920, 608)
DRAFTS = "calls.drafts"
_HINT = "Enter in a row makes the next one. Ctrl+Enter records; one undo takes all of it back."
_WHEN, _DUE, _DAY = "241200Z NOV 26, 1400Z or +2h", "due 1400Z, +2h", "by 2026-12-01"


def ask_record(context: Context, window: QWidget, post_id: str, case_id: str = "") -> None:
    """Open the dialog that records a call with a post."""

    def show(form: CallForm) -> None:
        RecordCallDialog(context, window, form).open()

    context.desk.fetch(lambda view: read_form(view, post_id, case_id), show, key="record call", now=True)


def kept_drafts(context: Context) -> dict[str, dict[str, list[str]]]:
    """What was typed of calls and not recorded, by post; what is kept in another form is passed over."""
    kept = context.memory.get(DRAFTS)
    found: dict[str, dict[str, list[str]]] = {}
    for post_id, draft in kept.items() if isinstance(kept, dict) else ():
        if isinstance(draft, dict):
            texts = {
                str(name): [str(one) for one in some]
                for name, some in draft.items()
                if isinstance(some, list)
            }
            found[str(post_id)] = texts
    return found


class RecordCallDialog(QDialog):
    """What was said, and what came of it; all of it is written as one act, or refused with the reason."""

    def __init__(self, context: Context, window: QWidget | None, form: CallForm) -> None:
        super().__init__(window)
        self._context, self._form = context, form
        self._was_focused = QGuiApplication.focusObject()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = f"Record the call with {form.person or form.post}"
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self._add_fields()
        self._refusal = label("", wrap=True)
        self._refusal.setProperty("tone", "bad")
        self._refusal.hide()
        self._cancel = push_button("Cancel", self.reject)
        self.confirm = push_button("&Record", self.send, primary=True)
        top = column(label(heading, "heading", wrap=True), spacing=4, margins=(24, 24, 24, 8))
        top.addWidget(label(", ".join(filter(None, (form.post, form.partner))), "muted", wrap=True))
        below = column(self._refusal, spacing=8, margins=(24, 8, 24, 16))
        below.addLayout(row(label(_HINT, "small"), None, self._cancel, self.confirm))
        scroll = QScrollArea()
        scroll.setAccessibleName("What came of the call")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside())
        whole = column(spacing=0)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)
        whole.addLayout(below)
        self.setLayout(whole)
        self.resize(fitting(self, SIZE))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        self._follow_result()
        for rows in (self.tasks, self.promises, self.stances):
            rows.grown.connect(self._order)
        self._order()
        self._take_up_draft()
        self.said.setFocus()

    # -- the fields ---------------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        form, words = self._form, self._form.words
        none = (("", "Choose a case"),) if not form.case_id else ()
        self.case = choice("Case", (*none, *form.cases), form.case_id)
        self.channel = choice("Channel", (*form.channels, ("", "Another one")), form.channel_id)
        self.case.setMaximumWidth(at_scale(self.case, 300))
        self.channel.setMaximumWidth(at_scale(self.channel, 280))
        self.kind = choice("Kind", [one for one in words.all("call_kind") if one[0] != "test"], "call")
        self.outcome = choice("Result", words.all("call_result"), "answered")
        self.cause = choice("Cause", (*words.all("call_cause"),), "unknown")
        self.outcome.activated.connect(lambda _number: self._follow_result())
        self.incoming = QCheckBox("They rang us")
        self.significant = QCheckBox("For the brief")
        self.at = typed_line("When it took place", "now, or 1405Z", 136)
        self.minutes = typed_line("Length in minutes", "minutes", 88)
        self.said = QPlainTextEdit()
        self.said.setAccessibleName("What was said")
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(self.said.fontMetrics().lineSpacing() * 4 + 16)
        self.tasks = Rows(self._task_row)
        self.promises = Rows(self._promise_row)
        self.stances = Rows(self._stance_row)
        self.next_at = typed_line("Next contact", _WHEN, 240)
        self.next_owner = picker(
            self._context.look, "Who calls next", self._form.owners, 240, "who calls next"
        )

    def _task_row(self) -> FormRow:
        words = self._form.words
        kinds = [(code, words.of("action_kind", code)) for code in ("action", "our_ask", "their_ask", "call")]
        text = typed_line("Task", "What is to be done")
        owner = picker(self._context.look, "Who does it", self._form.owners, 184, "who does it")
        return FormRow(text, choice("Kind of task", kinds), owner, typed_line("Due", _DUE, 136), text=text)

    def _promise_row(self) -> FormRow:
        text = typed_line("Commitment", "What was promised")
        whose = choice("Who promised", (("theirs", "They promised"), ("ours", "We promised")), width=150)
        return FormRow(whose, text, typed_line("By the day", _DAY, 136), text=text)

    def _stance_row(self) -> FormRow:
        text = typed_line("Issue", "On which issue")
        stance = choice("Position", self._form.words.all("stance"), width=190)
        return FormRow(text, stance, typed_line("In their words", "in their words", 200), text=text)

    def _inside(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(24, 8, 24, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        first = row(self.case, self.channel, self.kind, None)
        self._because = label("Ca&use")
        self._because.setBuddy(self.cause)
        second = row(
            self.outcome,
            self._because,
            self.cause,
            self.at,
            self.minutes,
            self.incoming,
            self.significant,
            None,
        )
        third = row(self.next_at, self.next_owner, None)
        parts: tuple[tuple[str, QWidget, QWidget | QHBoxLayout], ...] = (
            ("C&ase", self.case, first),
            ("R&esult", self.outcome, second),
            ("&What was said", self.said, self.said),
            ("&Tasks", self.tasks.rows[0].text, self.tasks),
            ("Co&mmitments", self.promises.rows[0].text, self.promises),
            ("&Positions", self.stances.rows[0].text, self.stances),
            ("&Next contact", self.next_at, third),
        )
        for number, (words, buddy, part) in enumerate(parts):
            caption = label(words)
            caption.setBuddy(buddy)
            caption.setMinimumHeight(self.case.sizeHint().height())
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(part, QWidget):
                grid.addWidget(part, number, 1)
            else:
                grid.addLayout(part, number, 1)
        grid.setRowStretch(len(parts), 1)
        inside = QWidget()
        inside.setLayout(grid)
        return inside

    @property
    def _rows(self) -> dict[str, Rows]:
        return {"tasks": self.tasks, "promises": self.promises, "stances": self.stances}

    def _take_up_draft(self) -> None:
        """Put in again what was typed and not recorded."""
        draft = kept_drafts(self._context).get(self._form.post_id)
        if draft is None:
            return
        self.said.setPlainText("\n".join(draft.get("said", ())))
        for name, rows in self._rows.items():
            rows.put(draft.get(name, ()))
        self._refuse("This is what you typed before and did not record; look at the fields beside it again.")

    def _order(self) -> None:
        """Tab goes through the dialog as it is read."""
        set_order(
            [
                self.case, self.channel, self.kind, self.outcome, self.cause, self.at, self.minutes, self.incoming,
                self.significant, self.said, *self.tasks.fields, *self.promises.fields, *self.stances.fields,
                self.next_at, self.next_owner.line, self._cancel, self.confirm,
            ]
        )  # fmt: skip

    def _follow_result(self) -> None:
        """A cause is asked for only where nobody was reached."""
        missed = str(self.outcome.currentData()) in MISSED
        self.cause.setVisible(missed)
        self._because.setVisible(missed)

    # -- sending ------------------------------------------------------------------------------------------

    @property
    def refusal(self) -> str:
        """Why it was not recorded, or nothing."""
        return self._refusal.text()

    def send(self) -> None:
        """Record all of it as one act."""
        if not self.confirm.isEnabled():
            return
        try:
            said = self._conversation(self._context.desk.workspace.clock())
        except UserError as refused:
            self._refuse(str(refused))
            return
        self.confirm.setEnabled(False)
        self._refusal.hide()
        summary = f"Record call with {self._form.person or self._form.post}"
        self._context.desk.perform(
            summary, partial(record_conversation, said=said), self._recorded, self._refuse
        )

    def reject(self) -> None:
        """Close without recording; what was typed is offered again when the same call is to be recorded."""
        drafts = kept_drafts(self._context)
        draft = {"said": [self.said.toPlainText()], **{name: rows.said for name, rows in self._rows.items()}}
        drafts.pop(self._form.post_id, None)
        if any(text.strip() for texts in draft.values() for text in texts):
            drafts[self._form.post_id] = draft
        self._context.memory[DRAFTS] = drafts
        super().reject()

    def done(self, result: int) -> None:
        """Close, and give the focus back."""
        super().done(result)
        if isinstance(self._was_focused, QWidget):
            self._was_focused.setFocus()

    def _recorded(self, made: Recorded) -> None:
        drafts = kept_drafts(self._context)
        drafts.pop(self._form.post_id, None)
        self._context.memory[DRAFTS] = drafts
        self.accept()
        count = len(made.ids)
        with_whom = self._form.person or self._form.post
        self._context.notify(f"The call with {with_whom} was recorded: {count} linked records.", "good", True)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.show()
        self.confirm.setEnabled(True)
        self.setAccessibleDescription(sentence)

    def _conversation(self, now: datetime) -> Conversation:
        missed = str(self.outcome.currentData()) in MISSED
        if not self.case.currentData():
            raise UserError("Choose the case that the call was about; its log keeps what was said.")
        return Conversation(
            case_id=str(self.case.currentData()),
            summary=self.said.toPlainText().strip(),
            post_id=self._form.post_id,
            person_id=self._form.person_id if not missed else "",
            channel_id=str(self.channel.currentData() or ""),
            at=_when(self.at, now),
            kind=str(self.kind.currentData()),
            incoming=self.incoming.isChecked(),
            result=str(self.outcome.currentData()),
            cause=str(self.cause.currentData()) if missed else "",
            answered_by=self._form.person if not missed else "",
            minutes=_number(self.minutes),
            significant=self.significant.isChecked(),
            tasks=tuple(_task(one, now) for one in self.tasks.filled()),
            promises=tuple(_promise(one) for one in self.promises.filled()),
            stances=tuple(_stance(one) for one in self.stances.filled()),
            next_at=_when(self.next_at, now),
            next_owner_id=_picked(self.next_owner),
        )


def _task(of: FormRow, now: datetime) -> Task:
    _, kind, owner, due = of.fields
    return Task(of.said, _picked(owner), _when(due, now), chosen(kind))


def _promise(of: FormRow) -> Promise:
    whose, _, due = of.fields
    text = typed(due)
    return Promise(of.said, chosen(whose) == "ours", PartialDate.parse(text) if text else None)


def _stance(of: FormRow) -> Stance:
    _, stance, statement = of.fields
    return Stance(of.said, chosen(stance), statement=typed(statement))


def _picked(of: QWidget) -> str:
    assert isinstance(of, Picker)
    if of.half_typed:
        raise UserError(
            f"“{of.half_typed[:40]}” names no post of ours; pick one from the list, or empty the line."
        )
    return of.record_id


def _when(line: QWidget, now: datetime) -> datetime | None:
    text = typed(line)
    return read_when(text, now) if text else None


def _number(line: QLineEdit) -> int | None:
    text = line.text().strip()
    if not text:
        return None
    if not text.isdecimal():
        raise UserError(f"“{text[:20]}” is not a number of minutes; write digits only, or leave it empty.")
    return int(text)
