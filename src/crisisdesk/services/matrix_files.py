"""The alignment matrix as JSON, and as a file for a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crisisdesk.exchange.grids import Grid, grids_content
from crisisdesk.services.matrix import Matrix, MatrixCell, Score


def matrix_json(found: Matrix) -> dict[str, Any]:
    """The matrix as JSON: every pair has its cell, scores by partner and by measure, gaps."""
    return {
        "day": found.day.isoformat(),
        "measures": [
            {"id": m.id, "title": m.title, "status": m.status, "kind": m.kind, "target": m.target, "authority": m.authority,
             "target_id": m.target_id or None, "issuer": m.issuer_id or None, "case": m.case_id or None,
             "ends_on": _text(m.ends_on), "renewal_on": _text(m.renewal_on)}
            for m in found.measures
        ],
        "partners": [{"id": p.id, "name": p.name, "code": p.code, "role": p.role or None} for p in found.partners],
        "cells": [_cell(found.cell(m.id, p.id)) for m in found.measures for p in found.partners],
        "alignment": [{"partner": score.id, **_score(score)} for score in found.by_partner()],
        "by_measure": [{"measure": score.id, **_score(score)} for score in found.by_measure()],
        "gaps": [
            {"measure": gap.measure, "open": [{"partner": c.partner, "state": c.state.value} for c in gap.open],
             "unknown": list(gap.unknown)}
            for gap in found.gaps()
        ],
    }  # fmt: skip


def _cell(cell: MatrixCell) -> dict[str, Any]:
    return {
        "measure": cell.measure,
        "partner": cell.partner,
        "state": cell.state.value,
        "since": _text(cell.since),
        "source": cell.source or None,
        "confidence": cell.confidence or None,
        "legal_base": cell.legal_base or None,
        "grade": cell.grade or None,
        "id": cell.alignment_id or None,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"aligned": score.aligned, "known": score.known, "total": score.total, "unknown": score.unknown}


def _text(value: object) -> str | None:
    return str(value) if value else None


def export_matrix(found: Matrix, form: str, moment: datetime) -> bytes:
    """The matrix as ``csv`` or ``xlsx``: states by partner with the scores below; the workbook has a sheet of all cells.

    Args:
        found: The rows and columns that are wanted, no more: what a filter hides is not written.
        form: ``csv`` or ``xlsx``.
        moment: When it is written, for the properties of the workbook.

    Raises:
        UserError: There is no such format.
    """
    grids = (
        Grid("Matrix", _head(found), list(_rows(found)), 4),
        Grid("Positions", _POSITIONS, _positions(found)),
    )
    return grids_content(grids, form, title="Alignment matrix", moment=moment)


def _head(found: Matrix) -> list[str]:
    return [
        "Measure",
        "Target",
        "Authority",
        "Status",
        *(p.name for p in found.partners),
        "In force",
        "Known",
        "Applicable",
    ]


def _rows(found: Matrix) -> Iterator[list[str | int]]:
    for measure, score in zip(found.measures, found.by_measure(), strict=True):
        states = [_said(found.cell(measure.id, p.id)) for p in found.partners]
        yield [
            measure.title,
            measure.target,
            measure.authority,
            _words(measure.status),
            *states,
            score.aligned,
            score.known,
            score.total,
        ]
    scores = found.by_partner()
    yield ["In force", "", "", "", *(score.aligned for score in scores), "", "", ""]
    yield ["Known", "", "", "", *(score.known for score in scores), "", "", ""]
    yield ["Applicable", "", "", "", *(score.total for score in scores), "", "", ""]


_POSITIONS = (
    "Measure",
    "Partner",
    "State",
    "Since",
    "Legal base",
    "Source",
    "Grade",
    "Confidence",
    "Statement",
)


def _positions(found: Matrix) -> list[list[str]]:
    measures = {m.id: m.title for m in found.measures}
    partners = {p.id: p.name for p in found.partners}
    return [
        [measures[c.measure], partners[c.partner], _said(c), str(c.since or ""), c.legal_base, c.source, c.grade, c.confidence,
         c.statement]
        for m in found.measures for p in found.partners if (c := found.cell(m.id, p.id)).alignment_id
    ]  # fmt: skip


def _said(cell: MatrixCell) -> str:
    return _words(cell.state.value)


def _words(code: str) -> str:
    return code.replace("_", " ")
