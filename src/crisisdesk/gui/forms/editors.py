"""Which editor belongs to which kind of field: the one list."""

from collections.abc import Callable
from dataclasses import dataclass

from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.lines import LineEditor, MomentEditor
from crisisdesk.gui.forms.material import Material
from crisisdesk.gui.forms.picks import BooleanEditor, ChoiceEditor, MarkingEditor, TermEditor
from crisisdesk.gui.forms.prose import ProseEditor
from crisisdesk.gui.forms.references import Create, ReferenceEditor
from crisisdesk.model.fields import Field


@dataclass(frozen=True, slots=True)
class Means:
    """What editors are made with."""

    context: Context
    material: Material
    create: Create | None = None


def _line(f: Field, means: Means) -> Editor:
    return LineEditor(means.context, f)


def _prose(f: Field, _means: Means) -> Editor:
    return ProseEditor(f)


def _moment(f: Field, means: Means) -> Editor:
    return MomentEditor(means.context, f)


def _boolean(f: Field, _means: Means) -> Editor:
    return BooleanEditor(f)


def _choice(f: Field, _means: Means) -> Editor:
    return ChoiceEditor(f)


def _term(f: Field, means: Means) -> Editor:
    return TermEditor(means.context.look, f, means.material.terms.get(f.vocabulary, ()))


def _marking(f: Field, means: Means) -> Editor:
    return MarkingEditor(means.context.look, f, means.material.levels)


def _reference(f: Field, means: Means) -> Editor:
    return ReferenceEditor(means.context, f, means.create)


EDITORS: dict[str, Callable[[Field, Means], Editor]] = {
    "text": _line,
    "prose": _prose,
    "boolean": _boolean,
    "integer": _line,
    "number": _line,
    "moment": _moment,
    "date": _line,
    "money": _line,
    "share": _line,
    "grade": _line,
    "marking": _marking,
    "term": _term,
    "choice": _choice,
    "reference": _reference,
}


def editor_for(f: Field, means: Means) -> Editor:
    """Make the editor of a field."""
    return EDITORS[f.kind](f, means)
