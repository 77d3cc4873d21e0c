"""The assessment form: the criteria of a framework one by one, with dissent beside the conclusion (domain facts 2.7)."""

import json
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.controls import Licence
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_AUTHORISES = frozenset({"authorise", "authorise_mitigated"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: ``denies`` says that a clear risk under it means denial, by the text of its framework."""

    code: str
    label: str
    description: str
    denies: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Form:
    """An assessment with its findings in the order of the criteria, and what does not fit together in it."""

    assessment: ExportAssessment
    findings: tuple[CriterionFinding, ...]
    criteria: tuple[Criterion, ...]
    doubts: tuple[str, ...]


def criteria_of(view: Snapshot, framework: str) -> tuple[Criterion, ...]:
    """The criteria of a framework in their order, as the vocabularies of the desk have them.

    Raises:
        UserError: There is no such framework.
    """
    known = view.all(Term, Term.vocabulary == "assessment_framework", order=Term.position)
    found = next((term for term in known if term.code == framework), None)
    if found is None:
        raise UserError(
            f"“{framework[:40]}” is no framework; choose one of {', '.join(one.code for one in known)}."
        )
    vocabulary = str(json.loads(found.attributes or "{}").get("criteria", ""))
    return tuple(
        _criterion(term) for term in view.all(Term, Term.vocabulary == vocabulary, order=Term.position)
    )


def _criterion(term: Term) -> Criterion:
    told = json.loads(term.attributes or "{}")
    denies = bool(told.get("denial") or told.get("prohibition"))
    return Criterion(term.code, term.label, term.description, denies, term.source, term.confidence)


def open_assessment(
    tx: Transaction, framework: str, *, transfer_id: str = "", licence_id: str = "", record_id: str = ""
) -> ExportAssessment:
    """Open the form for a transfer or a licence, with a row for each criterion, none of them assessed yet.

    Raises:
        UserError: Neither is named, or there is no such framework.
    """
    about: Transfer | Licence | None = (
        tx.get(Transfer, transfer_id) if transfer_id else tx.get(Licence, licence_id) if licence_id else None
    )
    if about is None:
        raise UserError("Name the transfer or the licence that is to be assessed.")
    criteria = criteria_of(tx, framework)
    assessment = tx.add(
        ExportAssessment(
            id=record_id,
            title=f"Assessment of {about.title}",
            framework=framework,
            transfer_id=transfer_id or None,
            licence_id=licence_id or None,
            case_id=about.case_id,
            marking=about.marking,
        )
    )
    tx.flush()
    for position, one in enumerate(criteria, 1):
        words = f"{one.label}: {one.description}" if one.description else one.label
        tx.add(
            CriterionFinding(
                assessment_id=assessment.id,
                code=one.code,
                criterion=words,
                position=position,
                marking=about.marking,
            )
        )
    tx.flush()
    tx.summary = f"Open the assessment of “{about.title}”"
    return assessment


def assess(
    tx: Transaction,
    finding_id: str,
    finding: str,
    *,
    reasons: str = "",
    evidence: str = "",
    mitigation: str = "",
    dissent: str = "",
) -> CriterionFinding:
    """Enter what is found under one criterion; dissent stands beside it and never replaces it.

    Raises:
        UserError: The assessment is agreed already: open a new one when there is new information (ATT 7.7).
    """
    row = tx.get(CriterionFinding, finding_id)
    if tx.get(ExportAssessment, row.assessment_id).status in {"agreed", "superseded"}:
        raise UserError("The assessment is agreed; open a new one for new information.")
    row.finding = finding
    row.reasons, row.evidence = reasons or row.reasons, evidence or row.evidence
    row.mitigation, row.dissent = mitigation or row.mitigation, dissent or row.dissent
    tx.summary = f"Assess “{row.criterion[:60]}”"
    return row


def conclude(
    tx: Transaction,
    assessment_id: str,
    conclusion: str,
    reasons: str,
    *,
    dissent: str = "",
    mitigation: str = "",
    review_on: PartialDate | None = None,
) -> ExportAssessment:
    """Agree on a conclusion; an earlier agreed assessment of the same transfer and framework is superseded.

    Raises:
        UserError: No reasons are given, or criteria are open that the conclusion to authorise needs.
    """
    form = form_of(tx, assessment_id)
    assessment = form.assessment
    if not reasons.strip():
        raise UserError("Give the reasons of the conclusion.")
    blank = [row.code for row in form.findings if row.finding == "not_assessed"]
    if blank and conclusion in _AUTHORISES:
        raise UserError(
            f"Criteria {', '.join(blank)} are not assessed; no conclusion to authorise rests on them."
        )
    assessment.status, assessment.conclusion, assessment.reasons = "agreed", conclusion, reasons
    assessment.dissent, assessment.mitigation = (
        dissent or assessment.dissent,
        mitigation or assessment.mitigation,
    )
    assessment.assessed_on = PartialDate.parse(f"{tx.moment:%Y-%m-%d}")
    assessment.review_on = review_on or assessment.review_on
    for earlier in tx.all(
        ExportAssessment,
        ExportAssessment.transfer_id == assessment.transfer_id,
        ExportAssessment.framework == assessment.framework,
        ExportAssessment.status == "agreed",
        ExportAssessment.id != assessment.id,
    ):
        if assessment.transfer_id:
            earlier.status = "superseded"
    tx.summary = f"Conclude “{assessment.title}”: {conclusion.replace('_', ' ')}"
    return assessment


def form_of(view: Snapshot, assessment_id: str) -> Form:
    """The form as it stands.

    Raises:
        UserError: There is no such assessment.
    """
    assessment = view.get(ExportAssessment, assessment_id)
    rows = view.all(
        CriterionFinding, CriterionFinding.assessment_id == assessment_id, order=CriterionFinding.position
    )
    criteria = criteria_of(view, assessment.framework)
    return Form(assessment, tuple(rows), criteria, tuple(_doubts(assessment, rows, criteria)))


def _doubts(
    assessment: ExportAssessment, rows: list[CriterionFinding], criteria: tuple[Criterion, ...]
) -> list[str]:
    denying = {one.code: one.label for one in criteria if one.denies}
    grave = [denying[row.code] for row in rows if row.finding == "clear_risk" and row.code in denying]
    said: list[str] = []
    if grave and assessment.conclusion in _AUTHORISES:
        said.append(
            f"It authorises in spite of a clear risk under {'; '.join(grave)}, which means denial by the text."
        )
    if assessment.conclusion == "authorise_mitigated" and not assessment.mitigation:
        said.append("It authorises with mitigation and names none.")
    if assessment.conclusion == "refuse" and not any(
        row.finding in {"clear_risk", "concern"} for row in rows
    ):
        said.append("It refuses, and no criterion names a concern.")
    return said
