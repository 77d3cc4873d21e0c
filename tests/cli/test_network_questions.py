"""The network questioned on the command line; the examples of MISSION N3 and N20 as a reviewer runs them."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def added(run: Run, *words: str) -> str:
    return str(run("add", *words, "--json").json["id"])


@pytest.fixture
def attache(run: Run, case: str) -> dict[str, str]:
    """Japan holds an open action and is reached through one attaché."""
    action = added(run, "action", "title=Call Tokyo about the escort", f"case={case}", "partner=JPN")
    post = added(run, "post", "title=Defence attaché Tokyo", "organisation=JPN")
    person = added(run, "person", "name=A. Sato")
    held = added(run, "incumbency", f"post={post}", f"person={person}")
    channel = added(run, "channel", "kind=phone", "address=+81 3 5550 0100", f"post={post}")
    return {"action": action, "post": post, "person": person, "held": held, "channel": channel}


def add_deputy(run: Run) -> str:
    deputy = added(run, "post", "title=Deputy attaché Tokyo", "organisation=JPN")
    added(run, "channel", "kind=mobile", "address=+81 90 5550 0101", f"post={deputy}")
    return deputy


def test_a_gap_opens_with_the_only_attache_and_closes_with_a_deputy(
    run: Run, case: str, attache: dict[str, str]
) -> None:
    for name in ("channel", "held", "post"):
        run("delete", attache[name])
    (gap,) = run("network", "gaps", "--case", case, "--json").json
    assert gap["check"] == "N3:missing"
    assert "Call Tokyo about the escort" in gap["reason"]
    assert attache["action"] in gap["records"]
    assert set(gap) >= {"check", "gravity", "reason", "records", "proposed"}

    add_deputy(run)

    assert [one["check"] for one in run("network", "gaps", "--json").json] == ["N3:one_person"]


def test_gaps_are_read_by_a_person_too(run: Run, attache: dict[str, str]) -> None:
    assert "hangs on “A. Sato” (Defence attaché Tokyo)" in run("network", "gaps").out

    add_deputy(run)

    assert run("network", "gaps").out == "no gaps\n"


def test_the_best_way_is_told_step_by_step_with_one_that_shares_no_point(
    run: Run, attache: dict[str, str]
) -> None:
    deputy = add_deputy(run)

    found = run("network", "path", "desk", "Japan", "--json").json

    assert found["path"][0] == {"id": "desk", "caption": found["path"][0]["caption"], "via": ""}
    assert (found["path"][2]["id"], found["path"][2]["via"]) == (deputy, "mobile")
    assert found["cost"] == 3.0
    (other,) = found["alternatives"]
    assert [step["id"] for step in other["path"]][1:4] == [
        attache["channel"],
        attache["post"],
        attache["person"],
    ]
    assert "Deputy attaché Tokyo" in run("network", "path", "desk", "JPN").out


def test_a_way_says_what_speaks_against_it(run: Run, attache: dict[str, str]) -> None:
    run("edit", attache["channel"], "verify_by=2020-01-01")

    assert "details not verified in time" in run("network", "path", "desk", "JPN").out


def test_no_way_is_an_answer_and_no_end_is_refused(run: Run, attache: dict[str, str]) -> None:
    added(run, "link", "from=KOR", "to=NOR", "kind=consults")
    nothing = run("network", "path", "KOR", "JPN", "--json").json
    assert (nothing["path"], nothing["cost"]) == ([], None)

    refused = run("network", "path", "desk", "nobody at all")

    assert (refused.code, refused.err.count("\n")) == (1, 1)


def test_taking_a_person_out_shows_which_task_loses_its_path(run: Run, attache: dict[str, str]) -> None:
    loss = run("network", "without", attache["person"], "--json").json

    assert [one["id"] for one in loss["removed"]] == [attache["person"]]
    assert [one["caption"] for one in loss["tasks_lost"]] == ["Call Tokyo about the escort"]
    assert [one["caption"] for one in loss["unreachable"]] == ["Japan"]
    assert "tasks that lose their path: 1" in run("network", "without", attache["person"]).out


def test_measures_come_with_what_they_mean(run: Run, attache: dict[str, str]) -> None:
    for end in ("KOR", "NOR"):
        added(run, "link", "from=JPN", f"to={end}", "kind=consults")

    rows = run("network", "measures", "--json").json
    told = run("network", "measures").out

    assert (rows[0]["caption"], rows[0]["cut_node"], rows[0]["degree"] >= 2) == ("Japan", True, True)
    assert set(rows[0]) >= {"id", "caption", "kind", "degree", "betweenness", "cut_node", "community"}
    assert "How many others somebody deals with directly." in told
