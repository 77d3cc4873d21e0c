"""Q2, Q3: tests of hotlines, and silence."""

import pytest

from crisisdesk.model.channels import Call, Hotline


@pytest.fixture
def line(desk):
    """A line that is tested every morning and answered yesterday and today."""
    desk.add(Hotline(id="hotline-1", name="Line Asterra", test_hours=24, backup="site B"))
    desk.add(*(ring(desk, days, "answered") for days in (1, 0)))
    return desk


def ring(desk, days, result, cause=""):
    at = desk.ago(days=days, hours=3)
    return Call(
        id=f"call-{days}-{result}", hotline_id="hotline-1", kind="test", at=at, result=result, cause=cause
    )


def silence(desk, *days, cause=""):
    for one in days:
        desk.delete(Call, f"call-{one}-answered") if one < 2 else None
        desk.add(ring(desk, one, "no_answer", cause))


def test_a_late_test_is_found_until_it_is_made(line):
    assert line.find("Q2") == []
    line.delete(Call, "call-0-answered")
    assert "was to be tested by 230900Z NOV 26, 3 hours ago" in line.reasons("Q2")

    line.add(ring(line, 0, "answered"))

    assert line.find("Q2") == []


def test_a_line_that_is_suspended_needs_no_test(line):
    line.delete(Call, "call-0-answered")
    line.edit(Hotline, "hotline-1", status="suspended")

    assert line.find("Q2") == []


def test_a_line_without_an_interval_of_its_own_has_that_of_its_kind(desk):
    desk.add(Hotline(id="hotline-1", name="Line Asterra", kind="deconfliction_line"))
    assert "no test on record" in desk.reasons("Q2")

    desk.add(Call(hotline_id="hotline-1", at=desk.ago(hours=13), result="answered"))

    assert "1 hours ago" not in desk.reasons("Q2")
    assert "60 minutes ago" in desk.reasons("Q2")


def test_three_missed_mornings_raise_one_finding_that_keeps_the_cause_open(line):
    line.add(ring(line, 3, "answered"))
    silence(line, 2, 1, 0)

    (found,) = [one for check in ("Q2", "Q3") for one in line.find(check)]

    assert "third in a row, cause unknown; last answered 200900Z NOV 26" in found.reason
    assert "technical and the political reading" in found.proposed
    assert found.records == ("hotline-1",)


def test_a_streak_ends_with_the_first_answer(line):
    silence(line, 1, 0)
    assert "second in a row" in line.reasons("Q3")

    line.add(Call(hotline_id="hotline-1", at=line.ago(minutes=1), result="answered"))

    assert line.find("Q3") == []


def test_one_miss_is_no_streak(line):
    silence(line, 0)

    assert line.find("Q3") == []


def test_a_cause_that_was_noted_for_all_misses_is_told(line):
    silence(line, 1, 0, cause="technical")

    assert "cause technical;" in line.reasons("Q3")


def test_a_cause_noted_for_some_misses_leaves_the_rest_unknown(line):
    silence(line, 1, cause="technical")
    silence(line, 0)

    assert "cause unknown (technical noted for 1 miss)" in line.reasons("Q3")


def test_a_growing_streak_stays_the_same_finding(line):
    silence(line, 1, 0)
    (before,) = line.find("Q3")
    line.add(ring(line, 0.1, "refused"))

    (after,) = line.find("Q3")

    assert (before.key, before.reason != after.reason) == (after.key, True)
