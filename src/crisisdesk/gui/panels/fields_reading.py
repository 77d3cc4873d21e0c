"""The fields of one record in words, in groups, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from crisisdesk.briefing.portions import split
from crisisdesk.errors import UserError
from crisisdesk.gui.forms.shown import UNKNOWN, local, moment_of, read_words, relative, shown
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.model.records import record_type_named
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot

_ORIGIN = frozenset(
    {
        "source_id",
        "source",
        "grade",
        "as_of",
        "confidence",
        "read_on",
        "effective_from",
        "effective_to",
        "citation",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its label and words; ``more`` adds to them, ``leads_to`` is the record that a reference means.

    ``paragraphs`` are those of a marked text, each with its portion mark.
    """

    label: str
    text: str
    more: str = ""
    leads_to: str = ""
    paragraphs: tuple[tuple[str, str], ...] = ()
    help: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.text != UNKNOWN


@dataclass(frozen=True, slots=True)
class Detail:
    """A record as its detail shows it. ``unfilled`` are the labels of further fields of which nothing is known."""

    record_type: type[Record]
    record_id: str
    caption: str
    marking: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    unfilled: tuple[str, ...]


def read_detail(view: Snapshot, record_type: str, record_id: str) -> Detail | None:
    """Read a record for its detail; nothing if it is gone."""
    kind = record_type_named(record_type)
    fields = fields_of(kind)
    found = view.rows(kind, [f.name for f in fields], [record_id])
    if not found:
        return None
    row = dict(zip((f.name for f in fields), found[0], strict=True))
    words = read_words(view, fields, [row])
    steps = ladder(view)

    def line(f: Field) -> Line:
        raw = row[f.name]
        said = shown(f, raw, words)
        if f.kind == "moment" and raw:
            moment = moment_of(raw)
            return Line(
                f.label, said, f"{local(moment)} · {relative(moment, view.moment)}", help=f.facts.help
            )
        if f.kind == "prose" and raw:
            parts = _paragraphs(raw, row["marking"], steps)
            return Line(f.label, said, paragraphs=parts, help=f.facts.help)
        leads_to = str(raw) if f.kind == "reference" and raw else ""
        return Line(f.label, said, leads_to=leads_to, help=f.facts.help)

    shown_fields = [f for f in fields if f.name != "marking"]
    main = [line(f) for f in shown_fields if f.facts.column and f.name not in _ORIGIN]
    others = [line(f) for f in shown_fields if not f.facts.column and f.name not in _ORIGIN]
    origin = [line(f) for f in shown_fields if f.name in _ORIGIN]
    groups = (
        ("", tuple(main)),
        ("Details", tuple(one for one in others if one.known)),
        ("Source", tuple(one for one in origin if one.known)),
    )
    unfilled = tuple(one.label for one in (*others, *origin) if not one.known)
    caption = view.captions([record_id]).get(record_id, record_id)
    return Detail(kind, record_id, caption, str(row["marking"] or ""), groups, unfilled)


def _paragraphs(text: str, marking: str, steps: Ladder) -> tuple[tuple[str, str], ...]:
    """Each paragraph with its portion mark, that of the record where it has none of its own."""
    try:
        parts = list(split(text, Marking.parse(marking), steps))
        return tuple((steps.portion(mark), words) for words, mark in parts)
    except UserError:  # a level that is on no ladder of this desk any more: the text is shown as it stands
        return tuple(("", words) for words in _lines(text))


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.split("\n") if line.strip()]
