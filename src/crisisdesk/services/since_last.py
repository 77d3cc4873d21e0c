"""What changed: since somebody last left the desk, and in a case since its last brief or any earlier state (MISSION N1)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from crisisdesk.briefing.portions import Portions
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.changed import points_of
from crisisdesk.briefing.sections.telling import GROUPS
from crisisdesk.briefing.terms import Terms, sentence
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.services.clocks.deadlines import case_of
from crisisdesk.services.differences import Difference, told_differences
from crisisdesk.services.markings import ladder
from crisisdesk.store.changes import Change, folded
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot

MOST, BULK = 500, 2_000
"""So many changed records are told; of a revision of more than the second, the count says enough."""


@dataclass(frozen=True, slots=True)
class CaseNews:
    """What changed in one case, or (with an empty id) outside all cases; ``more`` counts what is not told one by one."""

    case_id: str
    case: str
    differences: tuple[Difference, ...]
    more: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """The changes as a person reads them."""
        return tuple(one.sentence for one in self.differences)


@dataclass(frozen=True, slots=True)
class Point:
    """One difference of a case as a brief tells it: its group, partner, sentence and record, and who did it."""

    group: str
    group_label: str
    partner: str
    sentence: str
    who: str
    record: str
    type: str


def since_last(view: Snapshot, revision: int, actor: str = "") -> list[CaseNews]:
    """What is different from what was after a revision, grouped by case; cases by title, what is outside of all last.

    Args:
        view: The desk.
        revision: The last one that the reader saw, as the settings of the window keep it.
        actor: The reader; what changed by his own hand alone is left out.
    """
    net, more = _net(view, revision, actor)
    cases = _cases_of(view, net)
    grouped: dict[str, list[Change]] = {case: [] for case in more}
    for change in net:
        grouped.setdefault(cases.get(change.record_id, ""), []).append(change)
    names = view.captions(grouped)
    found = [
        CaseNews(case, names.get(case, "Outside of cases") if case else "Outside of cases",
                 tuple(told_differences(view, own[:MOST])), max(0, len(own) - MOST) + more[case])
        for case, own in grouped.items()
    ]  # fmt: skip
    return sorted(found, key=lambda news: (not news.case_id, news.case, news.case_id))


def changed_in_case(view: Snapshot, case_id: str, since: int | Literal["last"] = "last") -> list[Point]:
    """What changed in a case since a revision, or since its last issued brief, exactly as the next brief will tell it.

    The same points in the same order: new, changed, closed, slipped, gone quiet, newly contradicted; by partner in each.
    Nothing where there was no brief yet.
    """
    case, known = view.get(CrisisCase, case_id), ladder(view)
    begins, revision, previous = case.opened_at or view.moment, since, None
    if since == "last":
        briefs = view.all(Brief, Brief.case_id == case_id, Brief.audience == "")
        previous = max(briefs, key=lambda brief: (brief.cutoff, brief.number), default=None)
        if previous is None:
            return []
        revision, begins = previous.cutoff, previous.as_of
    elif isinstance(since, int) and since > 0:
        begins = view.revision_named(since).at.replace(microsecond=0)
    desk = view.find(Desk, DESK_ID) or Desk(id=DESK_ID, name="")
    scope = Scope(
        case=case, desk=desk, begins=begins, as_of=view.moment, since=int(revision), previous=previous,
        portions=Portions(view, known), terms=Terms(view),
    )  # fmt: skip
    points = [
        Point(
            group=one.words.group,
            group_label=GROUPS[one.words.group],
            partner=one.words.partner,
            sentence=sentence(one.words.text),
            who=one.words.who,
            record=one.record.id,
            type=type(one.record).__tablename__,
        )
        for one in points_of(view, scope)
    ]
    order = list(GROUPS)
    return sorted(points, key=lambda one: (order.index(one.group), not one.partner, one.partner))


def point_json(point: Point) -> dict[str, Any]:
    """A point as JSON."""
    return asdict(point)


def _net(view: Snapshot, revision: int, actor: str) -> tuple[list[Change], Counter[str]]:
    """The changes after a revision that somebody else made, those of one record folded into one.

    Of a revision of thousands, such as an import, the first are read; the others are counted by their case.
    """
    net: dict[str, Change] = {}
    more: Counter[str] = Counter()
    theirs = [r.id for r in view.history() if r.id > revision and (not actor or r.actor != actor)]
    for number in reversed(theirs):
        changes = view.changes_of(number, limit=BULK + 1)
        if len(changes) > BULK:
            changes = changes[:MOST]
            more += _counted(view, number)
            more -= Counter(_cases_of(view, changes).values())
        for change in changes:
            earlier = net.pop(change.record_id, None)
            both = change if earlier is None else folded(earlier, change)
            if both is not None:
                net[change.record_id] = both
    return list(net.values()), more


def _counted(view: Snapshot, revision: int) -> Counter[str]:
    """How many records of each case a revision changed; those that are gone since count as outside of all."""
    found: Counter[str] = Counter()
    tables = view.sql("SELECT record_type, count(*) FROM change WHERE revision_id = ? GROUP BY 1", revision)
    for table, total in list(tables):
        record_type = type_by_table().get(table)
        told = 0
        if record_type is not None:
            text = (
                f'SELECT {case_of(record_type)}, count(*) FROM change JOIN "{table}" r ON r.id = change.record_id '
                f"WHERE change.revision_id = ? AND change.record_type = ? GROUP BY 1"
            )
            for case, count in view.sql(text, revision, table):
                found[case or ""] += count
                told += count
        found[""] += total - told
    return found


def _cases_of(view: Snapshot, changes: Sequence[Change]) -> dict[str, str]:
    """The case of each changed record, by what it belongs to now, or of one that is gone by what it said."""
    found: dict[str, str] = {}
    by_type: dict[str, list[str]] = {}
    for change in changes:
        if change.after is None:
            found[change.record_id] = str((change.before or {}).get("case_id") or "")
        else:
            by_type.setdefault(change.record_type, []).append(change.record_id)
    for table, ids in by_type.items():
        record_type = type_by_table().get(table)
        if record_type is None:
            continue
        expression = case_of(record_type)
        for start in range(0, len(ids), MOST):
            part = ids[start : start + MOST]
            marks = ", ".join("?" * len(part))
            text = f'SELECT r.id, {expression} FROM "{table}" r WHERE r.id IN ({marks})'
            found.update((record_id, case or "") for record_id, case in view.sql(text, *part))
    return found
