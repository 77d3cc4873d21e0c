import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
KEYS = {
    "required",
    "rule",
    "tier",
    "crossed",
    "formal_days",
    "advance_days",
    "earliest",
    "source",
    "confidence",
    "reasons",
}


@pytest.fixture(autouse=True)  # after ``run``, which takes the moment away
def _now(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2026-11-23T12:00:00Z")


def told(run: Run, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = run("notify", *arguments, "--json").json
    return found


def test_the_json_has_the_keys_of_the_design(run: Run) -> None:
    notice = told(run, "--instrument", "fms", "--partner", "SAU", "--mde", "14m")

    assert set(notice) >= KEYS
    assert (notice["required"], notice["rule"], notice["tier"], notice["crossed"]) == (True, "36b-other", "other", ["mde"])  # fmt: skip
    assert (notice["formal_days"], notice["advance_days"], notice["earliest"]) == (30, 20, "2027-01-12")
    assert (notice["confidence"], notice["date"]) == ("S", "2026-11-23")


@pytest.mark.parametrize(
    ("day", "tier", "rule"),
    [("2024-03-06", "other", "36b-other"), ("2024-03-07", "nato_plus", "36b-natoplus")],
)
def test_the_day_of_accession_changes_the_answer(run: Run, day: str, tier: str, rule: str) -> None:
    notice = told(
        run, "--instrument", "fms", "--partner", "Sweden", "--date", day, "--total", "USD 100000000"
    )

    assert (notice["tier"], notice["rule"]) == (tier, rule)


@pytest.mark.parametrize("typed", ["14000000", "14m", "14m USD", "USD 14000000"])
def test_amounts_may_be_written_in_several_ways(run: Run, typed: str) -> None:
    notice = told(run, "--instrument", "dcs", "--partner", "IND", "--mde", typed)

    assert notice["measures"][0] == {
        "measure": "mde",
        "value": "USD 14000000",
        "limit": "USD 14000000",
        "crossed": True,
    }


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (("mla", "--sme"), "36d-other"),
        (("dcs", "--firearms", "--total", "1m"), "36c-firearms-other"),
        (("third-party", "--acquisition", "50m"), "3d-other"),
        (("third-party", "--commercial", "--total", "50m"), "3d-commercial-other"),
        (("lease", "--years", "2", "--total", "50m"), "62-lease-other"),
        (("eda", "--acquisition", "7m"), "516f-eda"),
        (("upgrade", "--mde", "1m"), "36b5-report"),
        (("fms", "--upgrade", "--mde", "14m"), "36b5C-new-other"),
        (("pre-shipment", "--shipment-asked"), "36i-shipment"),
    ],
)
def test_every_instrument_is_reached_from_the_command_line(
    run: Run, arguments: tuple[str, ...], rule: str
) -> None:
    notice = told(run, "--partner", "SAU", "--instrument", *arguments)

    assert (notice["required"], notice["rule"]) == (True, rule)


def test_a_waiver_is_told_with_its_signer(run: Run) -> None:
    arguments = (
        "--instrument",
        "fms",
        "--partner",
        "SAU",
        "--total",
        "50m",
        "--emergency",
        "Stocks last nine days.",
    )
    signed = told(run, *arguments, "--signer", "Secretary of State")
    unsigned = run("notify", *arguments)

    assert (signed["waived"], signed["earliest"], signed["signer"]) == (True, "2026-11-23", "Secretary of State")  # fmt: skip
    assert (unsigned.code, unsigned.out) == (1, "")
    assert "needs who signed it" in unsigned.err


def test_a_person_reads_rule_days_and_reasons(run: Run) -> None:
    shown = run("notify", "--instrument", "fms", "--partner", "SAU", "--mde", "14m").out

    assert "fms to Saudi Arabia on 2026-11-23: must be notified." in shown
    assert "30 formal, 20 advance" in shown
    assert "Tier of other recipients by membership on 2026-11-23." in shown
    assert "no legal advice" in shown


@pytest.fixture
def transfer(run: Run) -> str:
    made = run("add", "transfer", "title=Radar sets", "channel=fms", "recipient=SAU", "--json").json["id"]
    for value in ("9m USD", "5m USD"):
        run("add", "transfer_item", f"transfer={made}", "description=Set", "major=yes", f"value={value}")
    return str(made)


def test_a_transfer_gives_its_values_and_recipient(run: Run, transfer: str) -> None:
    by_id, by_title = told(run, "--transfer", transfer), told(run, "--transfer", "Radar sets")

    assert (by_id["rule"], by_id["crossed"], by_id["partner"]) == ("36b-other", ["mde"], "partner-SAU")
    assert by_title == by_id


def test_what_is_typed_counts_in_place_of_what_the_transfer_holds(run: Run, transfer: str) -> None:
    assert told(run, "--transfer", transfer, "--total", "13m")["required"] is False
    assert told(run, "--transfer", transfer, "--partner", "POL")["rule"] == "36b-natoplus"
    assert told(run, "--transfer", transfer, "--upgrade", "--mde", "1m")["rule"] == "36b5-report"
    assert "value of the enhancement" in run("notify", "--transfer", transfer, "--upgrade").err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--instrument and --partner"),
        (("--instrument", "fms"), 2, "--instrument and --partner"),
        (("--instrument", "barter", "--partner", "SAU"), 1, "is no instrument"),
        (("--instrument", "fms", "--partner", "Atlantis"), 1, "Atlantis"),
        (("--instrument", "fms", "--partner", "SAU", "--mde", "14m EUR"), 1, "no exchange rates"),
        (("--instrument", "fms", "--partner", "SAU", "--mde", "lots"), 1, "is not an amount"),
        (("--instrument", "fms", "--partner", "SAU", "--date", "2026-11"), 1, "no whole day"),
        (
            ("--instrument", "fms", "--partner", "SAU", "--emergency", " ", "--signer", "S"),
            1,
            "justification",
        ),
        (("--instrument", "fms", "--partner", "SAU", "--signer", "S"), 1, "justification"),
        (("--transfer", "none"), 1, "none"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run("notify", *arguments)

    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert "Traceback" not in result.err


def test_unknown_amounts_give_null_and_exit_well(run: Run) -> None:
    result = run("notify", "--instrument", "fms", "--partner", "SAU", "--json")

    assert (result.code, json.loads(result.out)["required"]) == (0, None)
