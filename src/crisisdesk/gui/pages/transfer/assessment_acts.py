"""The assessment form by keyboard: open one, go through its criteria, conclude with dissent beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.transfer.asked import DAY, Step, ask, day, with_words
from crisisdesk.gui.pages.transfers_queue import Act, Line
from crisisdesk.model.export_assessments import CriterionFinding
from crisisdesk.services.export_assessments import Form, assess, conclude, form_of, open_assessment
from crisisdesk.store.snapshot import Snapshot


def ask_opening(context: Context, window: QWidget, transfer_id: str) -> None:
    """Open a form for a transfer."""

    def shown(words: Words) -> None:
        step = Step(
            "Open an assessment",
            "A row for each criterion is made; none is assessed yet.",
            "Open form",
            "Open an assessment",
            [Question("framework", "&Framework", words.all("assessment_framework"))],
            lambda tx, said: open_assessment(tx, said["framework"], transfer_id=transfer_id),
        )
        ask(context, window, step)

    with_words(context, ["assessment_framework"], shown)


def ask_criteria(context: Context, window: QWidget, line: Line) -> None:
    """Go through the criteria of a form, beginning with the first that is not assessed."""
    _ask_next(context, window, line, frozenset())


def _read(view: Snapshot, assessment_id: str) -> tuple[Form, Words]:
    return form_of(view, assessment_id), read_words(view, "criterion_finding")


def _ask_next(context: Context, window: QWidget, line: Line, seen: frozenset[str]) -> None:
    def shown(read: tuple[Form, Words]) -> None:
        form, words = read
        wanted = _next(form.findings, seen)
        if wanted is None:
            context.notify("All criteria of this form were gone through.", "good", False)
            return
        go_on = partial(_ask_next, context, window, line, seen | {wanted.id})
        ask(context, window, _criterion(form, wanted, words), go_on)

    context.desk.fetch(lambda view: _read(view, line.record), shown)


def _next(findings: Sequence[CriterionFinding], seen: frozenset[str]) -> CriterionFinding | None:
    """The first that is not assessed; where all are, the first that was not gone through."""
    left = [one for one in findings if one.id not in seen]
    blank = [one for one in left if one.finding == "not_assessed"]
    return next(iter(blank or ([] if seen and not blank else left)), None)


def _criterion(form: Form, one: CriterionFinding, words: Words) -> Step:
    criterion = next((each for each in form.criteria if each.code == one.code), None)
    denies = " A clear risk under it means denial, by its text." if criterion and criterion.denies else ""
    return Step(
        f"{one.position} of {len(form.findings)}: {one.criterion}",
        f"{form.assessment.title}.{denies}",
        "Keep and go on",
        "Assess a criterion",
        [
            Question("finding", "&Finding", words.all("criterion_finding"), value=one.finding),
            Question("reasons", "&Reasons", prose=True, value=one.reasons),
            Question("evidence", "&Evidence", value=one.evidence),
            Question("mitigation", "&Mitigation", value=one.mitigation),
            Question("dissent", "&Dissent", value=one.dissent, example="Who sees it otherwise, and why"),
        ],
        lambda tx, said: assess(
            tx,
            one.id,
            said["finding"],
            reasons=said["reasons"],
            evidence=said["evidence"],
            mitigation=said["mitigation"],
            dissent=said["dissent"],
        ),
    )


def ask_conclusion(context: Context, window: QWidget, line: Line) -> None:
    """Conclude a form, with the dissent of whoever dissents."""

    def shown(words: Words) -> None:
        step = Step(
            f"Conclude “{line.caption}”",
            "Dissent is kept beside the conclusion. An earlier assessment by the same framework is superseded.",
            "Conclude",
            "Conclude an assessment",
            [
                Question("conclusion", "&Conclusion", words.all("assessment_conclusion")),
                Question("reasons", "&Reasons", prose=True),
                Question("mitigation", "&Mitigation"),
                Question("dissent", "&Dissent", example="Who sees it otherwise, and why"),
                Question("review", "Re&view on", example=DAY),
            ],
            lambda tx, said: conclude(
                tx,
                line.record,
                said["conclusion"],
                said["reasons"],
                dissent=said["dissent"],
                mitigation=said["mitigation"],
                review_on=day(said["review"]),
            ),
        )
        ask(context, window, step)

    with_words(context, ["assessment_conclusion"], shown)


def _open(line: Line) -> str:
    over = line.status in {"agreed", "superseded"}
    return f"It is {line.status}; open a new one for new information." if over else ""


ASSESSMENT_ACTS = (
    Act("C&riteria…", ask_criteria, _open),
    Act("C&onclude…", ask_conclusion, _open),
)
