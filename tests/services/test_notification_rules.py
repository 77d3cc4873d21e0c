"""Every row of the rule pack: at, just under and just over each amount, for each tier, with waiver and with hold."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crisisdesk import paths
from crisisdesk.model.values import Money
from crisisdesk.services.notify import Hold, notify
from crisisdesk.services.notify.instruments import WAIVABLE
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
PARTNERS = {"nato_plus": ("partner-POL",), "other": ("partner-SAU",), "any": ("partner-POL", "partner-SAU")}
ASKED: dict[str, dict[str, Any]] = {
    "fms": {"instrument": "fms"},
    "dcs": {"instrument": "dcs"},
    "dcs_firearms": {"instrument": "dcs", "firearms": True},
    "agreement_sme_abroad": {"instrument": "mla", "sme": True},
    "third_party_transfer": {"instrument": "third-party"},
    "retransfer_commercial": {"instrument": "third-party", "commercial": True},
    "lease": {"instrument": "lease", "years": 2.0},
    "eda": {"instrument": "eda"},
    "enhancement_report": {"instrument": "fms", "upgrade": True},
    "enhancement_new": {"instrument": "fms", "upgrade": True},
    "pre_shipment": {"instrument": "pre-shipment", "shipment_asked": True},
}
BELOW = {"lease": "report", "enhancement_new": "report"}
"""What is still due below the amounts; elsewhere nothing is."""

with (paths.seeds() / "notification_rules.csv").open(encoding="utf-8", newline="") as _file:
    RULES = list(csv.DictReader(_file))
AMOUNTS = [
    pytest.param(rule, partner, measure, id=f"{rule['rule_id']}-{measure}-{partner[-3:]}")
    for rule in RULES
    for partner in PARTNERS[rule["tier"]]
    for measure in ("mde", "total", "construction")
    if rule[measure]
]
EACH = [
    pytest.param(rule, partner, id=f"{rule['rule_id']}-{partner[-3:]}")
    for rule in RULES
    for partner in PARTNERS[rule["tier"]]
]


@pytest.fixture(scope="module")
def desk(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One desk for all: nothing here writes."""
    path = Path(shutil.copy(founded, tmp_path_factory.mktemp("rules") / "a.cdesk"))
    workspace = Workspace.open(path, clock=lambda: NOON, actor="officer")
    yield workspace
    workspace.close()


def asked(desk: Workspace, rule: dict[str, str], partner: str, **facts: Any) -> Any:
    with desk.snapshot() as view:
        return notify(view, partner=partner, day=TODAY, **ASKED[rule["instrument"]], **facts)


def reaching(rule: dict[str, str]) -> dict[str, Any]:
    """Facts by which a rule is just reached."""
    measure = next((name for name in ("mde", "total") if rule[name]), "")
    return {measure: Money(Decimal(rule[measure]), "USD")} if measure else {"total": Money(Decimal(1), "USD")}


def test_every_instrument_of_the_pack_is_asked_about() -> None:
    assert {rule["instrument"] for rule in RULES} == set(ASKED)


@pytest.mark.parametrize("cents", [-1, 0, 1], ids=["under", "at", "over"])
@pytest.mark.parametrize(("rule", "partner", "measure"), AMOUNTS)
def test_a_measure_is_crossed_at_its_amount_and_not_a_cent_under(
    desk: Workspace, rule: dict[str, str], partner: str, *, measure: str, cents: int
) -> None:
    value = Money(Decimal(rule[measure]) + Decimal(cents) / 100, "USD")

    notice = asked(desk, rule, partner, **{measure: value})

    if cents < 0:
        assert notice.duty == BELOW.get(rule["instrument"], "")
        assert measure not in notice.crossed
        return
    assert (notice.rule, notice.duty, notice.required) == (rule["rule_id"], "certification", True)
    assert measure in notice.crossed
    assert (notice.formal_days, notice.advance_days) == (int(rule["formal_days"]), int(rule["advance_days"]))
    assert notice.earliest == TODAY + timedelta(days=notice.formal_days + notice.advance_days)
    assert (notice.confidence, notice.badge) == (
        rule["confidence"],
        "verify" if rule["confidence"] in "MQ" else "",
    )
    assert notice.source == rule["source"]


@pytest.mark.parametrize(("rule", "partner"), [one for one in EACH if one.values[0]["any_value"] == "yes"])
def test_a_rule_at_every_value_needs_none(desk: Workspace, rule: dict[str, str], partner: str) -> None:
    notice = asked(desk, rule, partner, total=Money(Decimal(1), "USD"))

    assert (notice.rule, notice.required, notice.formal_days) == (
        rule["rule_id"],
        True,
        int(rule["formal_days"]),
    )
    assert notice.tier.value == ("nato_plus" if partner == "partner-POL" else "other")


@pytest.mark.parametrize(("rule", "partner"), EACH)
def test_an_emergency_waives_where_the_law_says_so_and_is_told_where_not(
    desk: Workspace, rule: dict[str, str], partner: str
) -> None:
    notice = asked(
        desk, rule, partner, **reaching(rule), emergency="Stocks last nine days.", signer="The Secretary"
    )

    assert notice.rule == rule["rule_id"]
    assert notice.waived is (rule["instrument"] in WAIVABLE)
    assert (notice.earliest == TODAY) is notice.waived
    assert notice.signer == ("The Secretary" if notice.waived else "")


@pytest.mark.parametrize("stops", [False, True], ids=["by-custom", "stops-the-clock"])
@pytest.mark.parametrize(("rule", "partner"), EACH)
def test_a_hold_is_told_and_moves_the_day_only_where_it_stops_the_clock(
    desk: Workspace, rule: dict[str, str], partner: str, *, stops: bool
) -> None:
    free = asked(desk, rule, partner, **reaching(rule)).earliest
    sent = TODAY - timedelta(days=5)
    holds = (Hold("The ranking member", sent + timedelta(days=1), None, stops_clock=stops),)

    held = asked(desk, rule, partner, **reaching(rule), sent_on=sent, holds=holds)

    assert held.held
    assert any("The ranking member" in words for words in held.reasons)
    moved = held.earliest > sent + timedelta(days=int(rule["formal_days"]))
    counted_forward = rule["start_rule"] == "day_after_transmission"
    assert moved is (stops and counted_forward) or not counted_forward
    assert free >= TODAY


@pytest.mark.parametrize(
    ("state", "last", "first"),
    [("SWE", date(2024, 3, 6), date(2024, 3, 7)), ("FIN", date(2023, 4, 3), date(2023, 4, 4))],
)
@pytest.mark.parametrize(
    "instrument", ["fms", "dcs", "third_party_transfer", "lease", "agreement_sme_abroad", "enhancement_new"]
)
def test_each_instrument_follows_the_membership_of_its_day(
    desk: Workspace, instrument: str, *, state: str, last: date, first: date
) -> None:
    rules = {rule["tier"]: rule["rule_id"] for rule in RULES if rule["instrument"] == instrument}
    facts = {**ASKED[instrument], "mde": Money(Decimal(30_000_000), "USD")}
    with desk.snapshot() as view:
        before = notify(view, partner=f"partner-{state}", day=last, **facts)
        after = notify(view, partner=f"partner-{state}", day=first, **facts)

    assert (before.rule, before.tier.value) == (rules["other"], "other")
    assert (after.rule, after.tier.value, after.formal_days) == (rules["nato_plus"], "nato_plus", 15)
