"""What the checks find, on the command line; the examples of MISSION N3, N8, N9 and N10 as a reviewer runs them."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def added(run: Run, *words: str) -> str:
    return str(run("add", *words, "--json").json["id"])


@pytest.fixture
def attache(run: Run, case: str) -> tuple[str, str]:
    """Japan holds an open action and is reached through one attaché: the ids of post and channel."""
    added(run, "action", "title=Call Tokyo about the escort", f"case={case}", "partner=JPN")
    post = added(run, "post", "title=Defence attaché Tokyo", "kind=defence_attache", "organisation=JPN")
    return post, added(run, "channel", "kind=phone", "address=+81 3 5550 0100", f"post={post}")


def test_the_gap_of_a_partner_without_its_attache_opens_and_closes(
    run: Run, attache: tuple[str, str]
) -> None:
    post, channel = attache
    assert run("findings", "--check", "Q1", "--json").json == []
    run("delete", channel)
    run("delete", post)
    (found,) = run("findings", "--check", "Q1", "--json").json
    assert "Call Tokyo about the escort" in found["reason"]

    deputy = added(run, "post", "title=Deputy attaché Tokyo", "organisation=JPN")
    added(run, "channel", "kind=mobile", "address=+81 90 5550 0101", f"post={deputy}")

    assert run("findings", "--check", "Q1", "--json").json == []


@pytest.mark.parametrize(
    ("check", "words", "said"),
    [
        ("Q16", ("commitment", "text=Two minehunters", "giver=NOR", "status=pledged"), "is open-ended"),
        ("Q26", ("adjustment", "kind=hold", "change=Ammunition", "status=in_force"), "no reversal test"),
        (
            "Q17",
            ("red_line", "text=No mines", "addressee=RUS", "response=Escort"),
            "never communicated to Russia",
        ),
    ],
)
def test_what_the_mission_asks_is_found(
    run: Run, case: str, check: str, words: tuple[str, ...], said: str
) -> None:
    added(run, *words, f"case={case}")

    (found,) = run("findings", "--case", case, "--check", check, "--json").json

    assert said in found["reason"]
    assert set(found) >= {"check", "gravity", "reason", "records", "proposed"}


def test_a_finding_is_put_off_until_a_day(run: Run, case: str) -> None:
    added(run, "action", "title=Ask the pilots", f"case={case}")
    (found,) = run("findings", "--json").json

    run("snooze", found["key"], "--until", "2099-12-01", "--reason", "They sleep")

    assert run("findings", "--json").json == []
    (again,) = run("findings", "--all", "--json").json
    assert again["snoozed"]["until"] == "2099-12-01"


def test_findings_are_read_by_a_person_too(run: Run, case: str) -> None:
    assert run("findings").out == "no findings\n"
    added(run, "action", "title=Ask the pilots", f"case={case}")

    assert run("findings").out.startswith("caution  Q23  Nobody has the task “Ask the pilots”")


def test_an_unknown_finding_is_refused_in_one_sentence(run: Run, case: str) -> None:
    result = run("snooze", "Q1:nobody", "--until", "2099-12-01", "--reason", "Why")

    assert result.code == 1
    assert "There is no finding “Q1:nobody” now" in result.err
