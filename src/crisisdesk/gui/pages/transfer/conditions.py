"""Conditions on a transfer, and its assessments against criteria with their dissent, as lines."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from crisisdesk.briefing.terms import partial
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.conditions import Condition
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.store.snapshot import Snapshot

CONDITIONS = (
    Column("standing", "Standing", 136, "status"),
    Column("text", "Condition", 280, "strong"),
    Column("kind", "Kind", 130),
    Column("metric", "Measured by", 170),
    Column("target", "Target", 120),
    Column("due", "Due", 100, "moment"),
    Column("sunset", "Sunset", 100, "moment"),
    Column("owner", "Owner", 140),
)
ASSESSMENTS = (
    Column("standing", "Status", 130, "status"),
    Column("framework", "Framework", 220, "strong"),
    Column("conclusion", "Conclusion", 180, "status"),
    Column("concerns", "Concerns", 190, "status"),
    Column("dissent", "Dissent", 200),
    Column("assessed", "Assessed", 100, "moment"),
    Column("review", "Review", 110, "status"),
)
_STANDING: dict[str, Tone] = {
    "met": "good",
    "waived": "warn",
    "not_met": "bad",
    "in_force": "info",
    "expired": "warn",
}
_CONCLUSIONS: dict[str, Tone] = {
    "authorise": "good",
    "authorise_mitigated": "info",
    "refuse": "bad",
    "more_information": "warn",
}
_GRAVE = frozenset({"concern", "clear_risk"})


def read_conditions(view: Snapshot, transfer_id: str) -> Lines:
    """The conditions on a transfer."""
    words = read_words(view, "condition_kind", "condition_status", "condition_scope")
    found = view.all(Condition, Condition.transfer_id == transfer_id)
    names = view.captions(one.owner_id for one in found)
    today = view.moment.date()
    found.sort(key=lambda one: (one.due_on.last if one.due_on else date.max, one.id))
    lines = [_condition(one, words, names.get(one.owner_id or "", ""), today) for one in found]
    settled = sum(one.status in {"met", "waived", "expired"} for one in found)
    return Lines(lines, f"{counted(len(found), 'condition')}, {settled:,} settled")


def _condition(one: Condition, words: Words, owner: str, today: date) -> Line:
    over = one.due_on is not None and one.due_on.last < today and one.status in {"in_force", "proposed"}
    standing, tone = words.of("condition_status", one.status), _STANDING.get(one.status, "neutral")
    if over:
        standing, tone = "Overdue", "bad"
    row = Row(
        one.id,
        (
            Cell(standing, tone),
            Cell(one.text, hint=one.text),
            words.of("condition_kind", one.kind) if one.kind else "",
            one.metric or "not said",
            one.target or "not said",
            Cell(partial(one.due_on) or "no day", order=one.due_on.first.isoformat() if one.due_on else "~"),
            Cell(partial(one.ends_on), order=one.ends_on.first.isoformat() if one.ends_on else "~"),
            owner or "nobody",
        ),
    )
    facts = (
        ("Status", words.of("condition_status", one.status)),
        ("Scope", words.of("condition_scope", one.scope) if one.scope else ""),
        ("Measured by", one.metric or "not said"),
        ("Baseline", one.baseline),
        ("Target", one.target or "not said"),
        ("Due on", partial(one.due_on) or "no day"),
        ("Sunset", partial(one.ends_on)),
        ("Owner", owner or "nobody"),
        ("Evidence", one.evidence),
        ("Enforceability test", one.enforceability),
        ("Waiver", one.waiver),
        ("Waived until", partial(one.waived_until)),
    )
    return Line(row, one.id, one.text, facts, transfer_id=one.transfer_id or "", status=one.status)


def read_assessments(view: Snapshot, transfer_id: str) -> Lines:
    """The assessments of a transfer, each with what was found under every criterion."""
    words = read_words(
        view, "assessment_framework", "assessment_status", "assessment_conclusion", "criterion_finding"
    )
    found = view.all(ExportAssessment, ExportAssessment.transfer_id == transfer_id)
    ids = [one.id for one in found]
    criteria: dict[str, list[CriterionFinding]] = defaultdict(list)
    for one in view.all(CriterionFinding, CriterionFinding.assessment_id.in_(ids)) if ids else ():
        criteria[one.assessment_id].append(one)
    for group in criteria.values():
        group.sort(key=lambda one: (one.position, one.code))
    names = view.captions(one.author_id for one in found)
    today = view.moment.date()
    lines = [
        _assessment(one, criteria[one.id], words, names.get(one.author_id or "", ""), today) for one in found
    ]
    dissent = sum(bool(_dissent(one, criteria[one.id]).text) for one in found)
    return Lines(lines, f"{counted(len(found), 'assessment')}, {dissent:,} with dissent")


def _assessment(
    one: ExportAssessment, criteria: Sequence[CriterionFinding], words: Words, author: str, today: date
) -> Line:
    over = one.review_on is not None and one.review_on.last < today
    conclusion = words.of("assessment_conclusion", one.conclusion) if one.conclusion else "none yet"
    framework = words.of("assessment_framework", one.framework)
    status = words.of("assessment_status", one.status)
    row = Row(
        one.id,
        (
            Cell(status, "good" if one.status == "agreed" else "info"),
            framework,
            Cell(conclusion, _CONCLUSIONS.get(one.conclusion, "neutral")),
            _concerns(criteria),
            _dissent(one, criteria),
            partial(one.assessed_on),
            Cell(partial(one.review_on) or "no day", "bad" if over else "neutral"),
        ),
    )
    facts = [
        ("Framework", framework),
        ("Status", status),
        ("Conclusion", conclusion),
        ("Reasons", one.reasons),
        ("Mitigation", one.mitigation),
        ("Dissent", one.dissent or "none on record"),
        *(_criterion(each, words) for each in criteria),
        ("Offices consulted", one.consulted),
        ("Author", author),
        ("Review on", partial(one.review_on) or "no day"),
    ]
    return Line(row, one.id, one.title, tuple(facts), transfer_id=one.transfer_id or "", status=one.status)


def _dissent(one: ExportAssessment, criteria: Sequence[CriterionFinding]) -> Cell:
    """Dissent from the conclusion, and under which criteria there is more."""
    under = [each.code for each in criteria if each.dissent]
    said = [one.dissent, f"Under {', '.join(under)}" if under else ""]
    text = "; ".join(filter(None, said))
    return Cell(text, hint=text)


def _concerns(criteria: Sequence[CriterionFinding]) -> Cell:
    grave = [one.code for one in criteria if one.finding in _GRAVE]
    blank = sum(one.finding == "not_assessed" for one in criteria)
    if grave:
        return Cell(f"Under {', '.join(grave)}", "warn", f"{blank} not assessed")
    return Cell(f"{blank} of {len(criteria)} not assessed", "info") if blank else Cell("None", "good")


def _criterion(one: CriterionFinding, words: Words) -> tuple[str, str]:
    said = words.of("criterion_finding", one.finding)
    parts = (
        said,
        one.reasons,
        f"Evidence: {one.evidence}" if one.evidence else "",
        f"Mitigation: {one.mitigation}" if one.mitigation else "",
        f"Dissent: {one.dissent}" if one.dissent else "",
    )
    return one.criterion.partition(": ")[0], "\n".join(filter(None, parts))
