"""A finding of Q21: two records that cannot both be right, or that do not fit together."""

from crisisdesk.checks.finding import Finding, Gravity


def contradicted(
    aspect: str,
    gravity: Gravity,
    said: str,
    records: tuple[str, ...],
    proposed: str,
    *,
    case_id: str | None,
    partner_id: str | None,
    evidence: tuple[str, ...] = (),
) -> Finding:
    """The finding for these records; ``said`` is a sentence without its stop."""
    return Finding(
        check="Q21",
        gravity=gravity,
        reason=f"{said}.",
        records=records,
        proposed=proposed,
        case_id=case_id or "",
        aspect=aspect,
        evidence=evidence,
        partners=(partner_id,) if partner_id else (),
    )
