"""``RecordForm``: the form of any record, from the declaration of its type."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.forms.alike import Alike, AlikeWatch, name_fields
from crisisdesk.gui.forms.drafts import Draft
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.editors import Means, editor_for
from crisisdesk.gui.forms.material import Material, read_material, texts_of_row
from crisisdesk.gui.forms.prose import ProseEditor
from crisisdesk.gui.forms.references import Create
from crisisdesk.gui.forms.saving import KEPT_BY_VERBS, Save, form_fields
from crisisdesk.gui.forms.sections import FieldGrid
from crisisdesk.gui.forms.shown import relative
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.base import Record, field_named
from crisisdesk.model.moments import dtg
from crisisdesk.store.changes import Change, ChangeSet

BUTTON_LETTERS = "scm"


class RecordForm(QWidget):
    """Edits a record, or makes one with some fields given.

    Enter saves, Ctrl+Enter saves from a field of paragraphs, too; Escape leaves and keeps what was typed as a
    draft. What somebody else changes meanwhile is shown, what was typed stays.

    Signals:
        saved: Id and caption of the record, after the save.
        left: A person wants to leave the form.
        ready: The form is filled in.
    """

    saved = Signal(str, str)
    left = Signal()
    ready = Signal()

    def __init__(
        self,
        context: Context,
        record_type: type[Record],
        record_id: str = "",
        given: Mapping[str, str] | None = None,
        create: Create | None = None,
    ) -> None:
        super().__init__()
        self.context, self.record_type, self.record_id = context, record_type, record_id
        self.editors: dict[str, Editor] = {}
        self._given, self._create = dict(given or {}), create
        self._base: dict[str, str] = {}
        self._save: Save | None = None
        self.draft = Draft(context.memory, record_type.__tablename__, record_id)
        self.strip = MessageStrip(context.look)
        self._alike = AlikeWatch(context, record_type, self._name, self._tell_alike, self)
        self._told_alike = ""
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._more = push_button("&More fields", self._unfold, link=True)
        self._more.setCheckable(True)
        self._save_button = push_button("&Save", self.save, primary=True)
        cancel = push_button("&Cancel", self.leave)
        keys = label("Enter saves · Ctrl+Enter from paragraphs · Esc leaves and keeps a draft", "small")
        foot = row(self._more, keys, None, cancel, self._save_button, margins=(16, 8, 16, 12))
        box = column(self.strip, self._scroll, spacing=0)
        box.addLayout(foot)
        self.setLayout(box)
        context.desk.changed.connect(self._follow)
        context.desk.moved.connect(self._tell_past)
        context.desk.fetch(
            lambda view: read_material(view, record_type, record_id, self._given),
            self._fill,
            key=("form", id(self)),
            refused=self._refuse,
        )

    # -- what is typed ------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """The fields that a person changed since they were read."""
        texts = {name: editor.text for name, editor in self.editors.items()}
        return {name: text for name, text in texts.items() if text != self._base.get(name, "")}

    def _fill(self, material: Material) -> None:
        new = not self.record_id
        means = Means(self.context, material, self._create)
        fields = [field_named(self.record_type, name) for name in form_fields(self.record_type, new=new)]
        kept = {} if new else KEPT_BY_VERBS.get(self.record_type.__tablename__, {})
        for f in fields:
            editor = self.editors[f.name] = editor_for(f, means)
            self._put(f.name, material.texts[f.name], material.captions)
            editor.edited.connect(self._keep_draft)
            editor.allow(editable=f.name not in kept)
            if isinstance(editor, ProseEditor):
                editor.confirmed.connect(self.save)
            if new and f.name in name_fields(self.record_type):
                editor.edited.connect(self._alike.look_soon)
        self._base = {name: editor.text for name, editor in self.editors.items()}
        if new:  # what was given counts as typed: it is to be saved
            self._base = {**self._base, **dict.fromkeys(self._given, "")}
        self._grid = FieldGrid(list(self.editors.values()), kept, BUTTON_LETTERS)
        self._more.setVisible(self._grid.has_more)
        self._scroll.setWidget(self._grid)
        self._offer_draft()
        self._tell_past()
        self._focus_first()
        self.ready.emit()

    def _put(self, name: str, text: str, captions: Mapping[str, str]) -> None:
        self.editors[name].put(text, captions.get(text, ""))

    def _focus_first(self) -> None:
        editors = self.editors.values()
        empty = (e for e in editors if e.field.required and not e.text.strip())
        first = next(empty, None) or next(iter(editors), None)
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _unfold(self) -> None:
        self._grid.unfold(shown=self._more.isChecked())
        self._more.setText("Fewer fields" if self._more.isChecked() else "&More fields")

    def _name(self) -> str:
        return " ".join(self.editors[name].text for name in name_fields(self.record_type))

    def _tell_alike(self, found: Alike | None) -> None:
        """Say that such a record is there; once it is typed otherwise, say it no more."""
        if found is not None:

            def show() -> None:
                self.leave()
                self.context.go(Target(record_id=found.id))

            self._told_alike = found.sentence
            self.strip.say(found.sentence, "warn", "Show that one", show)
        elif self._told_alike and self.strip.text == self._told_alike:
            self.strip.dismiss()

    # -- drafts -------------------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        captions = {
            e.text: picker.caption for e in self.editors.values() if (picker := getattr(e, "picker", None))
        }
        now = self.context.desk.workspace.clock()
        self.draft.keep(self.typed(), captions, now)

    def _offer_draft(self) -> None:
        at = self.draft.at
        if at is None:
            return
        now = self.context.desk.workspace.clock()
        words = f"You typed here {relative(at, now)} ({dtg(at)}) and did not save."
        self.strip.say(words, "info", "Take it up", self._take_draft)

    def _take_draft(self) -> None:
        captions = self.draft.captions()
        for name, text in self.draft.texts().items():
            if name in self.editors:
                self._put(name, text, captions)
        self._reveal(self.draft.texts())
        self._keep_draft()

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        self.left.emit()

    def tell_draft(self) -> None:
        """Say that a draft is kept, where there is one."""
        if self.draft.at is not None and self.typed():
            words = "What you typed is kept as a draft, and offered when you come back."
            self.context.notify(words, "info", False)

    # -- saving -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was typed as one act, unless a field is wrong."""
        if self.context.desk.at is not None:
            self._refuse(PAST_IS_READ_ONLY)
            return
        wrong = [name for name, editor in self.editors.items() if not editor.check(whole=True)]
        typed = self.typed()
        if wrong:
            self._show_wrong(wrong)
        elif self.record_id and not typed:
            self.draft.forget()
            self.left.emit()
        else:
            self._write(typed)

    def _write(self, typed: dict[str, str]) -> None:
        word = self.record_type.__label__.lower()
        if self.record_id:
            self._save = Save(self.record_type, self.record_id, typed, dict(self._base))
        else:
            texts = {name: editor.text for name, editor in self.editors.items()}
            self._save = Save(self.record_type, "", texts)
        self._save_button.setEnabled(False)
        verb = "Edit" if self.record_id else "Add"
        self.context.desk.perform(f"{verb} {word}", self._save, self._saved, self._refuse_save)

    def _saved(self, record: tuple[str, str]) -> None:
        self.draft.forget()
        self._base = {name: editor.text for name, editor in self.editors.items()}
        self._save_button.setEnabled(True)
        self.saved.emit(*record)

    def _refuse_save(self, sentence: str) -> None:
        """Say why at the field that it concerns, else above all of them."""
        self._save_button.setEnabled(True)
        problems = self._save.problems if self._save else []
        placed = [p.field for p in problems if p.field in self.editors and p.sentence in sentence]
        for problem in problems:
            if problem.field in placed:
                self.editors[problem.field].refuse(problem.sentence)
        for name, editor in self.editors.items():
            own = (f"{editor.field.label}: ", f"{editor.field.label} must", f"{editor.field.label} was")
            if not placed and sentence.startswith(own):
                editor.refuse(sentence.removeprefix(own[0]))
                placed.append(name)
        if placed:
            self._show_wrong(placed)
        else:
            self._refuse(sentence)

    def _show_wrong(self, names: list[str]) -> None:
        self._reveal(names)
        self.editors[names[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.editors[names[0]])

    def _reveal(self, names: Mapping[str, str] | list[str]) -> None:
        if self._grid.hides(names) and not self._more.isChecked():
            self._more.setChecked(True)
            self._unfold()

    def _refuse(self, sentence: str) -> None:
        self.strip.say(sentence, "bad")

    # -- what happens meanwhile ---------------------------------------------------------------------------

    def _tell_past(self) -> None:
        past = self.context.desk.at is not None
        self._save_button.setEnabled(not past)
        if past:
            self.strip.say(PAST_IS_READ_ONLY, "warn")

    def _follow(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            if change.record_id == self.record_id and self.editors and self.record_id:
                self._take_news(change)

    def _take_news(self, change: Change) -> None:
        """Show what somebody else changed; where a person is typing, keep the text and tell."""
        if change.after is None:
            self.strip.say("This record was deleted meanwhile. What you typed is kept as a draft.", "warn")
            return
        news = texts_of_row(self.record_type, change.after)
        mine = self.typed()
        quiet = {name: text for name, text in news.items() if name in self.editors and name not in mine}
        contested = [
            name for name, text in news.items() if name in mine and text not in (mine[name], self._base[name])
        ]
        self._base.update({name: text for name, text in news.items() if name in self.editors})
        references = [text for name, text in quiet.items() if self.editors[name].field.kind == "reference"]
        self.context.desk.fetch(lambda view: (quiet, view.captions(references)), self._put_quietly)
        if contested:
            self._tell_contested({name: news[name] for name in contested})

    def _put_quietly(self, news: tuple[dict[str, str], dict[str, str]]) -> None:
        texts, captions = news
        for name, text in texts.items():
            self._put(name, text, captions)

    def _tell_contested(self, theirs: dict[str, str]) -> None:
        labels = ", ".join(self.editors[name].field.label for name in theirs)

        def take() -> None:
            for name, text in theirs.items():
                self._put(name, text, {})
            self._keep_draft()

        words = f"Changed elsewhere while you typed: {labels}. Your text is kept; saving replaces theirs."
        self.strip.say(words, "warn", "Take theirs", take)

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, or presses the button that it stands on; Escape leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                focus = QApplication.focusWidget()
                focus.click() if isinstance(focus, QPushButton) else self.save()
            case Qt.Key.Key_Escape:
                self.leave()
            case _:
                super().keyPressEvent(event)
