"""What changed since the brief before: the first thing that a regular reader looks for (MISSION N1)."""

from collections.abc import Iterable

from crisisdesk.briefing.blocks import Block, Bullets, Paragraph
from crisisdesk.briefing.circle import partners_of
from crisisdesk.briefing.portions import Portion
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.changed_records import of_change
from crisisdesk.briefing.sections.drift import contradicted, quiet, slipped
from crisisdesk.briefing.sections.telling import GROUPS, Told
from crisisdesk.briefing.terms import counted, sentence
from crisisdesk.model.base import Record
from crisisdesk.model.moments import dtg
from crisisdesk.store.changes import Change, folded
from crisisdesk.store.snapshot import Snapshot

Point = Portion[Record, Told]


class Changed:
    """New, changed, closed, slipped, gone quiet, newly contradicted; in each group by partner."""

    name = "changed"
    title = "What changed"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Says so where there is nothing to compare with, and where nothing changed."""
        if scope.since is None:
            return [
                scope.note(
                    "There is no earlier brief on this case, and no earlier state was asked for, to compare with."
                )
            ]
        points = list(points_of(view, scope))
        basis = f"Since {_basis(scope)}:"
        above = _withheld(scope)
        if not points:
            return [scope.note(f"{basis} nothing that this brief reports has changed.{above}")]
        counts = [
            f"{sum(point.words.group == group for point in points)} {label.lower()}"
            for group, label in GROUPS.items()
            if any(point.words.group == group for point in points)
        ]
        marking = scope.portions.combined(point.marking for point in points)
        said = f"{basis} {counted(len(points), 'change')}: {', '.join(counts)}."
        bar = " Rows with a bar at their left are new or changed." if scope.touched else ""
        blocks: list[Block] = [Paragraph(said + above + bar, scope.portions.printed(marking), "small")]
        for group, label in GROUPS.items():
            found = [point for point in points if point.words.group == group]
            if found:
                found.sort(key=lambda point: (not point.words.partner, point.words.partner))
                items = tuple(_item(point, scope) for point in found)
                blocks += [scope.heading(label), Bullets(items)]
        return blocks


def _withheld(scope: Scope) -> str:
    """How many changes our own readers may not have; a copy for others does not even count them."""
    count = sum(key.endswith("/change") for key in scope.portions.withheld)
    return f" {counted(count, 'change')} withheld." if count and not scope.released else ""


def points_of(view: Snapshot, scope: Scope) -> Iterable[Point]:
    """All differences between the last revision that the reader knows and now that this reader may have."""
    changes = differences(view, scope.since or 0)
    circle = partners_of(view, scope.case.id)
    for change in changes:
        point = of_change(change, view, scope, circle)
        if point is not None:
            yield point
    touched = {change.record_id for change in changes}
    yield from slipped(view, scope)
    yield from quiet(view, scope)
    yield from contradicted(view, scope, touched)


def differences(view: Snapshot, since: int) -> list[Change]:
    """What was changed after a revision, all steps of a record as one; what was taken back again is left out."""
    found: dict[tuple[str, str], Change | None] = {}
    for change in view.changes_since(since).changes:
        key = (change.record_type, change.record_id)
        earlier = found.pop(key, None)
        found[key] = change if earlier is None else folded(earlier, change)
    return [change for change in found.values() if change is not None]


def _basis(scope: Scope) -> str:
    if scope.previous is not None:
        title = scope.previous.title
        return f"{title[:1].lower()}{title[1:]} ({dtg(scope.previous.as_of)})"
    return dtg(scope.begins)


def _item(point: Point, scope: Scope) -> Paragraph:
    lead = f"{point.words.partner}:" if point.words.partner else ""
    who = f" ({point.words.who})" if point.words.who and not scope.released else ""
    text = sentence(f"{point.words.text.rstrip('.')}{who}")
    return Paragraph(text, scope.portions.printed(point.marking), lead=lead)
