"""A field that refers to another record: found by typing, made on the spot where it is missing."""

from collections.abc import Callable, Sequence

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.picker import Picker
from crisisdesk.gui.fuzzy import ranked
from crisisdesk.gui.widgets.record_combo import Suggestion
from crisisdesk.model.base import Record
from crisisdesk.model.fields import Field
from crisisdesk.model.records import record_type_named
from crisisdesk.store.snapshot import Snapshot

OFFERED = 40
Create = Callable[[str, str, Callable[[str, str], None]], None]
"""Opens the form of a new record of a type with this caption; tells id and caption when it is saved."""


class ReferenceEditor(Editor):
    """Picks a record of one type; what fits is searched off the window's thread."""

    def __init__(self, context: Context, f: Field, create: Create | None) -> None:
        self._context, self._create = context, create
        self._type = record_type_named(f.references)
        self._asked = self._answered = ""
        self._found: tuple[Suggestion, ...] | None = None
        word = self._type.__label__.lower()
        self.picker = Picker(context.look, self._suggest, f.label, creates=word if create else "")
        super().__init__(f, self.picker, self.picker.line)
        self.picker.chosen.connect(lambda _id: self._choose())
        self.picker.create_asked.connect(self._make)
        self.picker.typed.connect(self.edited)
        self.picker.unresolved.connect(lambda _typed: self.check())

    @property
    def text(self) -> str:
        """The id chosen, or what was typed that names nothing."""
        return self.picker.half_typed or (
            "" if not self.picker.line.text().strip() else self.picker.record_id
        )

    def put(self, text: str, caption: str = "") -> None:
        """Show a record by its caption without telling anyone."""
        if text and not caption:
            self.picker.put("", "")
            self.picker.line.setText(text)
        else:
            self.picker.put(text, caption)
        self.refuse("")

    def problem(self) -> str:
        """Also wrong: words that name no record."""
        if self.picker.half_typed:
            word = self._type.__label__.lower()
            return f"“{self.picker.half_typed[:40]}” names no {word}: pick one from the list, or create it."
        return super().problem()

    def allow(self, *, editable: bool) -> None:
        """Let it be changed, or only be read."""
        self.picker.setEnabled(editable)

    def _choose(self) -> None:
        self.refuse("")
        self.edited.emit()
        self.finished.emit()

    def _make(self, words: str) -> None:
        if self._create is not None:
            self._create(self._type.__tablename__, words, self._take)

    def _take(self, record_id: str, caption: str) -> None:
        self.put(record_id, caption)
        self._choose()
        self.picker.line.setFocus()

    def _suggest(self, text: str) -> Sequence[Suggestion]:
        """What is known so far; when the desk has answered, the list is offered anew."""
        wanted = text.strip()
        if wanted != self._asked or self._found is None:
            self._asked = wanted
            record_type = self._type
            self._context.desk.fetch(
                lambda view: (wanted, _search(view, record_type, wanted)),
                self._arrive,
                key=("suggest", id(self)),
                refused=self.refuse,
            )
        found = self._found or ()
        if wanted == self._answered:
            return found
        return [found[place] for place in ranked(wanted, [caption for _, caption, _ in found])]

    def _arrive(self, answer: tuple[str, tuple[Suggestion, ...]]) -> None:
        first = self._found is None
        self._answered, self._found = answer
        if first and not self._answered and self.picker.line.hasFocus() and not self.picker.half_typed:
            self.picker.open_all()
        else:
            self.picker.offer_again()


def _search(view: Snapshot, record_type: type[Record], wanted: str) -> tuple[Suggestion, ...]:
    """The best hits, or the newest records where nothing is typed."""
    if wanted:
        hits = view.search(wanted, [record_type], limit=OFFERED)
        return tuple((hit.id, hit.caption, _detail(hit.caption, hit.snippet)) for hit in hits)
    text = "SELECT id, caption, '' FROM catalogue WHERE record_type = ? ORDER BY number DESC LIMIT ?"
    return tuple((i, c, d) for i, c, d in view.sql(text, record_type.__tablename__, OFFERED))


def _detail(caption: str, snippet: str) -> str:
    """What of the text found adds to the caption."""
    return snippet.removeprefix(caption).removeprefix(" · ").strip()
