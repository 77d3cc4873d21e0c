"""MISSION N4 on the command line."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def contact(run: Run) -> str:
    post = run("add", "post", "title=Duty desk", "partner=NOR", "hours=24/7", "--json").json["id"]
    run("add", "channel", "kind=phone", "address=+47 555", f"post={post}", "limit=UNCLASSIFIED")
    return str(post)


def test_who_can_be_called_is_listed_with_the_local_time(run: Run, contact: str) -> None:
    [line] = run("calls", "--json").json

    assert {"post", "person", "partner", "local_time", "state", "channel", "until"} <= set(line)
    assert (line["post_id"], line["post"], line["partner"]) == (contact, "Duty desk", "Norway")
    assert (line["state"], line["channel"], line["until"]) == ("in_hours", "+47 555", None)
    assert "can be called" in run("calls").out


def test_a_case_shows_only_who_is_involved(run: Run, case: str, contact: str) -> None:
    before = run("calls", "--case", case, "--json").json
    run("add", "involvement", f"case={case}", "partner=NOR", "role=ally")

    assert before == []
    assert [line["post_id"] for line in run("calls", "--case", "HALYARD", "--json").json] == [contact]
    assert run("calls", "--case", "nowhere").code == 1
