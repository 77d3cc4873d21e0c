"""The promises of MISSION N1 to N14 as a reviewer tries them: on the sample desk, through the command line."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from crisisdesk.__main__ import main
from crisisdesk.services.demo import sample_desk

NOW = datetime(2030, 11, 23, 18, tzinfo=UTC)
CASE = "case-maren"
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample desk, told once up to the moment of these tests."""
    path = tmp_path_factory.mktemp("sample") / "sample.cdesk"
    sample_desk(path, clock=lambda: NOW, actor="A. Officer")[0].close()
    return path


@pytest.fixture
def ask(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    """Run a command on a copy of the sample; ``at`` is the clock. A refusal gives its sentence."""
    path = shutil.copy(told, tmp_path / "sample.cdesk")
    monkeypatch.setenv("CRISISDESK_DESK", str(path))
    monkeypatch.setenv("CRISISDESK_ACTOR", "A. Officer")
    monkeypatch.delenv("CRISISDESK_KEY", raising=False)

    def asking(*words: str, at: str = "2030-11-23T18:00:00Z") -> Any:
        monkeypatch.setenv("CRISISDESK_NOW", at)
        capsys.readouterr()
        code = main([*words, "--json"])
        out, err = capsys.readouterr()
        return json.loads(out) if code == 0 else err

    return asking


def test_n1_the_next_brief_tells_exactly_what_was_done_since(ask: Ask, tmp_path: Path) -> None:
    ask("brief", CASE, "--issue", "-o", str(tmp_path / "one.pdf"))
    assert ask("changed", CASE) == []
    lever = ask("list", "adjustment", "--where", f"case_id={CASE}", "--where", "status=proposed")[0]["id"]

    ask("edit", lever, "status=in_force", at="2030-11-23T18:00:30Z")

    (point,) = ask("changed", CASE, at="2030-11-23T18:00:40Z")
    assert (point["group"], point["record"]) == ("changed", lever)


def test_n2_what_stood_and_what_was_known_are_two_answers(ask: Ask) -> None:
    entry = ask("log", CASE, "A second tug was seen", "--event-time", "2030-11-23T10:00Z")["id"]

    stood = ask("list", "log_entry", "--stood", "2030-11-23T12:00:00Z", "--limit", "5000")
    known = ask("list", "log_entry", "--at", "2030-11-23T12:00:00Z", "--limit", "5000")

    assert entry in {one["id"] for one in stood}
    assert entry not in {one["id"] for one in known}


def test_n6_an_unknown_cell_lowers_coverage_not_alignment(ask: Ask) -> None:
    before = ask("matrix", "--case", CASE)
    cell = next(one for one in before["cells"] if one["state"] == "in_force")
    score = next(one for one in before["alignment"] if one["partner"] == cell["partner"])

    ask("edit", cell["id"], "state=unknown")

    after = next(
        one for one in ask("matrix", "--case", CASE)["alignment"] if one["partner"] == cell["partner"]
    )
    assert (after["known"], after["total"]) == (score["known"] - 1, score["total"])
    assert score["aligned"] - after["aligned"] == 1


@pytest.mark.parametrize(("recipient", "tier", "days"), [("POL", "NATO", 15), ("SAU", "other", 30)])
def test_n7_the_same_transfer_waits_by_the_tier_of_its_recipient(
    ask: Ask, recipient: str, tier: str, days: int
) -> None:
    found = ask("notify", "--instrument", "fms", "--partner", recipient, "--mde", "300m", "--total", "300m")
    assert found["required"]
    assert (found["formal_days"], tier.casefold() in found["tier"].casefold()) == (days, True)


def test_n8_a_pledge_without_a_day_is_never_on_time(ask: Ask) -> None:
    made = ask("add", "commitment", "text=Two tugs", "giver=NOR", f"case={CASE}", "status=pledged")["id"]

    promises = ask("ledger", "--case", CASE)["promises"]

    assert [one["timing"] for one in promises if made in one.values()] == ["open-ended"]


def test_n9_a_lever_without_a_way_back_is_listed_and_printed_as_such(ask: Ask, tmp_path: Path) -> None:
    ask("add", "adjustment", "kind=hold", "change=Spare engines stay", f"case={CASE}", "status=in_force")

    (lever,) = [one for one in ask("levers", "--case", CASE) if "Spare engines stay" in json.dumps(one)]
    ask("brief", CASE, "-o", str(tmp_path / "brief.pdf"))
    text = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / "brief.pdf").pages).split())

    assert "reversal condition" in lever["missing"]
    assert "Spare engines stay" in text


def test_n10_a_red_line_that_nobody_communicated_is_found(ask: Ask) -> None:
    made = ask("add", "red_line", "text=No boarding in the lane.", f"case={CASE}", "addressee=RUS")["id"]
    found = ask("findings", "--case", CASE, "--check", "Q17")
    assert any(made in one["records"] and "never communicated" in one["reason"] for one in found)


def test_n11_a_transfer_that_is_held_and_hastened_is_found_once(ask: Ask) -> None:
    about = ("transfer=transfer-tpt-1", f"case={CASE}", "status=in_force")
    orders = [
        ask("add", "adjustment", f"kind={kind}", f"change={kind} it", *about)["id"]
        for kind in ("hold", "accelerate")
    ]

    (found,) = [one for one in ask("findings", "--check", "Q21") if set(orders) <= set(one["records"])]
    ask("snooze", found["key"], "--accept", "--until", "2030-12-30", "--reason", "Both were ordered")

    assert found["key"] not in {one["key"] for one in ask("findings", "--check", "Q21")}


def test_n14_a_handover_stays_unread_until_each_item_is_acknowledged(ask: Ask) -> None:
    given = ask("handover", "give", CASE, "--to", "B. Day", "--do-not-say", "The source.")
    one = ask("handover", "acknowledge", given["id"], given["items"][0]["id"], "--by", "B. Day")
    assert one["unread"] == given["unread"] - 1 > 0
    assert ask("handover", "acknowledge", given["id"], "--by", "B. Day")["unread"] == 0
