from datetime import UTC, datetime

from crisisdesk.model.cases import CrisisCase, Severity

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_new_case_needs_only_a_title_and_opens_when_entered() -> None:
    case = CrisisCase(title="Strait")
    case.stamp(NOON, "officer")
    assert (case.phase, case.severity, case.opened_at) == ("watch", Severity.WATCH, NOON)


def test_a_closed_case_says_when() -> None:
    case = CrisisCase(title="Strait", phase="closed")
    assert [p.field for p in case.problems()] == ["closed_at"]


def test_a_case_is_not_its_own_parent() -> None:
    case = CrisisCase(id="case-1", title="Strait", parent_id="case-1")
    assert [p.field for p in case.problems()] == ["parent_id"]


def test_severities_are_ranked_in_their_order() -> None:
    assert [s.rank for s in Severity] == [1, 2, 3, 4]
