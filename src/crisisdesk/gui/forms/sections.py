"""The fields of a form under each other: first what matters, the rest folded away."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.mnemonics import with_mnemonics
from crisisdesk.gui.plain import label, set_tooltip
from crisisdesk.gui.widgets.parts import column

LABEL_WIDTH_LETTERS = 22


class FieldGrid(QWidget):
    """Labels with their keys beside the editors, the help of each field under it.

    Required, naming and column fields come first; the others are shown when asked for.
    """

    def __init__(
        self, editors: Sequence[Editor], kept: Mapping[str, str], taken: str, *, as_given: bool = False
    ) -> None:
        """``kept`` says of fields that cannot be changed here why; ``taken`` are letters of buttons.

        ``as_given`` shows all of them, in the order in which they are given.
        """
        super().__init__()
        first = [e for e in editors if as_given or _comes_first(e)]
        rest = [e for e in editors if e not in first]
        captions = with_mnemonics((e.field.label for e in (*first, *rest)), taken)
        named = dict(zip((e.field.name for e in (*first, *rest)), captions, strict=True))
        self._folded = {e.field.name for e in rest}
        self._rest = _grid(rest, named, kept)
        self._rest.hide()
        box = column(_grid(first, named, kept), self._rest, None, spacing=12, margins=(16, 12, 16, 12))
        self.setLayout(box)
        for one, other in zip((*first, *rest), (*first, *rest)[1:], strict=False):
            QWidget.setTabOrder(one.target, other.target)

    @property
    def has_more(self) -> bool:
        """Whether some fields are folded away."""
        return bool(self._folded)

    def hides(self, names: Iterable[str]) -> bool:
        """Whether one of these fields is folded away now."""
        return self._rest.isHidden() and not self._folded.isdisjoint(names)

    def unfold(self, *, shown: bool) -> None:
        """Show the other fields, or fold them away."""
        self._rest.setVisible(shown)


def _comes_first(editor: Editor) -> bool:
    facts = editor.field.facts
    return editor.field.required or facts.caption or facts.column or editor.field.name == "marking"


def _grid(editors: Sequence[Editor], captions: Mapping[str, str], kept: Mapping[str, str]) -> QWidget:
    whole = QWidget()
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(1, 1)
    for place, editor in enumerate(editors):
        f = editor.field
        caption = label(
            captions[f.name] + (" *" if f.required else ""), "strong" if f.required else "", wrap=True
        )
        caption.setBuddy(editor.target)
        caption.setFixedWidth(caption.fontMetrics().averageCharWidth() * LABEL_WIDTH_LETTERS)
        caption.setContentsMargins(0, 7, 0, 0)
        advice = kept.get(f.name, f.facts.help)
        set_tooltip(caption, advice)
        grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_with_help(editor, advice), place, 1)
    whole.setLayout(grid)
    return whole


def _with_help(editor: Editor, advice: str) -> QWidget:
    if not advice:
        return editor
    both = QWidget()
    both.setLayout(column(editor, label(advice, "small", wrap=True), spacing=2))
    return both
