"""The seed files: every row says where it comes from, and refers to what there is."""

import csv
import hashlib
import json
import re
from calendar import monthrange
from collections import Counter
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from crisisdesk import paths

FILES = sorted(path.name for path in paths.seeds().glob("*.csv"))
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
DATED = (
    ("memberships.csv", "from"),
    ("memberships.csv", "to"),
    ("vocabularies.csv", "effective_from"),
    ("vocabularies.csv", "effective_to"),
)


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (paths.seeds() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in rows(name)]


def codes(vocabulary: str) -> set[str]:
    return {row["code"] for row in rows("vocabularies.csv") if row["vocabulary"] == vocabulary}


def bound(text: str, *, last: bool) -> date:
    """The first or the last day that a partial date can mean."""
    if not text:
        return date.max if last else date.min
    matched = PARTIAL_DATE.fullmatch(text)
    assert matched, text
    year, month, day = (int(part) if part else 0 for part in matched.groups())
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def members(group: str, day: date) -> set[str]:
    counted = {
        row["code"]
        for row in rows("vocabularies.csv")
        if row["vocabulary"] == "membership_status" and json.loads(row["attributes"])["in_force"]
    }
    return {
        row["member"]
        for row in rows("memberships.csv")
        if row["group"] == group
        and row["status"] in counted
        and bound(row["from"], last=False) <= day <= bound(row["to"], last=True)
    }


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", FILES)
def test_every_row_ends_with_its_source_date_and_confidence(name):
    assert list(rows(name)[0])[-3:] == ["source", "read_on", "confidence"]
    for row in rows(name):
        assert None not in row, row
        assert row["source"].strip(), row
        assert date.fromisoformat(row["read_on"]) <= TODAY
        assert row["confidence"] in {"V", "S", "M", "Q"}, row


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_utf8_with_line_feeds_and_no_stray_blanks(name):
    text = (paths.seeds() / name).read_bytes().decode("utf-8")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert all(value == value.strip() for row in rows(name) for value in row.values())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("vocabularies.csv", ("vocabulary", "code")),
        ("countries.csv", ("iso2",)),
        ("countries.csv", ("iso3",)),
        ("groups.csv", ("code",)),
        ("organisations.csv", ("code",)),
        ("memberships.csv", ("group", "member", "from")),
        ("notification_rules.csv", ("rule_id",)),
        ("assistance_authorities.csv", ("authority_id",)),
        ("markings.csv", ("system", "level")),
        ("marking_controls.csv", ("system", "control")),
        ("channel_intervals.csv", ("channel_type",)),
        ("escalation_ladder.csv", ("rung",)),
        ("legal_authorities.csv", ("code",)),
        ("clock_rules.csv", ("code",)),
        ("finding_limits.csv", ("limit",)),
        ("burden_targets.csv", ("code",)),
        ("case_templates.csv", ("code",)),
        ("template_tasks.csv", ("template", "position")),
        ("template_partners.csv", ("template", "position")),
        ("template_links.csv", ("template", "position")),
    ],
)
def test_keys_are_unique(name, key):
    counted = Counter(tuple(row[field] for field in key) for row in rows(name))
    assert [found for found, times in counted.items() if times > 1] == []


def test_partner_codes_are_unique_across_countries_groups_and_organisations():
    all_codes = [
        *column("countries.csv", "iso3"),
        *column("groups.csv", "code"),
        *column("organisations.csv", "code"),
    ]
    assert len(all_codes) == len(set(all_codes))


def test_terms_have_labels_positions_in_order_and_json_attributes():
    last: dict[str, int] = {}
    for row in rows("vocabularies.csv"):
        assert row["label"], row
        assert int(row["position"]) == last.get(row["vocabulary"], 0) + 1
        last[row["vocabulary"]] = int(row["position"])
        assert isinstance(json.loads(row["attributes"] or "{}"), dict)


def test_every_membership_names_a_known_group_and_member():
    groups = set(column("groups.csv", "code"))
    known = {*column("countries.csv", "iso3"), *groups, *column("organisations.csv", "code")}
    for row in rows("memberships.csv"):
        assert row["group"] in groups, row
        assert row["member"] in known, row
        assert row["status"] in codes("membership_status"), row
        assert bound(row["from"], last=False) <= bound(row["to"], last=True), row


@pytest.mark.parametrize(("name", "field"), DATED)
def test_partial_dates_are_days_that_exist(name, field):
    for text in filter(None, column(name, field)):
        assert bound(text, last=False) <= bound(text, last=True)


def test_organisations_have_known_kinds_parents_and_countries():
    known = {*column("groups.csv", "code"), *column("organisations.csv", "code")}
    for row in rows("organisations.csv"):
        assert row["kind"] in codes("partner_kind"), row
        assert not row["parent"] or row["parent"] in known, row
        assert not row["country"] or row["country"] in column("countries.csv", "iso3"), row
    assert set(column("groups.csv", "kind")) <= codes("partner_kind")


def test_countries_have_well_formed_codes_known_zones_and_weekends():
    for row in rows("countries.csv"):
        assert re.fullmatch(r"[A-Z]{2}", row["iso2"])
        assert re.fullmatch(r"[A-Z]{3}", row["iso3"])
        assert re.fullmatch(r"\d{3}", row["iso_numeric"]) or row["iso3"] == "XKX"
        assert row["name"]
        assert row["native_name"]
        assert set(row["weekend"].split()) <= {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
        assert bool(row["timezone"]) == bool(row["weekend"])
        if row["timezone"]:
            ZoneInfo(row["timezone"])


def test_namibia_survives_as_text():
    assert next(row["iso3"] for row in rows("countries.csv") if row["iso2"] == "NA") == "NAM"


def test_security_assistance_codes_are_unique_and_say_how_sure_they_are():
    held = [row for row in rows("countries.csv") if row["sa_code"]]
    found = {row["iso3"]: row["sa_code"] for row in held}
    assert len(set(found.values())) == len(found)
    assert all(re.fullmatch(r"[A-Z0-9]{2}", code) for code in found.values())
    assert all(row["sa_confidence"] in {"S", "M", "Q"} for row in held)
    assert [found[iso3] for iso3 in ("GBR", "JPN", "KOR", "ISR", "SAU")] == ["UK", "JA", "KS", "IS", "SR"]


@pytest.mark.parametrize(
    ("group", "day", "count"),
    [
        ("NATO", TODAY, 32),
        ("NATO", date(2024, 3, 6), 31),
        ("NATO", date(2023, 4, 3), 30),
        ("NATO", date(1955, 5, 5), 14),
        ("EU", TODAY, 27),
        ("EU", date(2019, 1, 1), 28),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(1958, 1, 1), 6),
        ("US-MNNA", TODAY, 22),
        ("ECOWAS", TODAY, 12),
        ("OSCE", TODAY, 57),
        ("AU", TODAY, 55),
        ("LAS", TODAY, 22),
        ("ASEAN", TODAY, 11),
        ("SCO", TODAY, 10),
        ("NATO-PLUS-5", TODAY, 5),
        ("MTCR", TODAY, 35),
        ("WA", TODAY, 42),
        ("NSG", TODAY, 48),
        ("AG", TODAY, 43),
        ("US-SST", TODAY, 4),
        ("ITAR-126.1-D1", TODAY, 8),
        ("ITAR-126.1-D2", TODAY, 16),
    ],
)
def test_groups_have_as_many_members_on_a_day_as_the_sources_say(group, day, count):
    assert len(members(group, day)) == count


def test_taiwan_is_treated_as_an_ally_and_afghanistan_no_longer_one():
    status = {row["member"]: row["status"] for row in rows("memberships.csv") if row["group"] == "US-MNNA"}
    assert status["TWN"] == "treated_as"
    assert "AFG" not in members("US-MNNA", TODAY)
    assert "AFG" in members("US-MNNA", date(2015, 1, 1))


def test_the_suspended_denial_of_cyprus_has_its_dates():
    rows_of_cyprus = {
        row["status"]: (row["from"], row["to"])
        for row in rows("memberships.csv")
        if row["group"] == "ITAR-126.1-D2" and row["member"] == "CYP"
    }
    assert rows_of_cyprus == {"listed": ("", ""), "denial_suspended": ("2025-10-01", "2026-09-30")}


def test_all_adjustment_verbs_are_there_and_say_whether_they_can_be_reversed():
    verbs = [row for row in rows("vocabularies.csv") if row["vocabulary"] == "adjustment_type"]
    assert len(verbs) == 23
    assert all("reversible" in json.loads(row["attributes"]) for row in verbs)


@pytest.mark.parametrize(
    ("vocabulary", "count"),
    [
        ("usml_category", 21),
        ("cameo_root", 20),
        ("likelihood", 7),
        ("likelihood_icd203", 7),
        ("source_reliability", 6),
        ("information_credibility", 6),
        ("case_phase", 8),
        ("adjustment_status", 9),
        ("eu_criterion", 8),
        ("sanction_authority", 22),
        ("un_sanctions_committee", 15),
        ("caatsa_235", 12),
        ("phase_step", 43),
        ("alignment_state", 9),
    ],
)
def test_closed_lists_are_complete(vocabulary, count):
    assert len(codes(vocabulary)) == count


def test_every_link_type_says_whether_it_has_a_direction():
    for row in rows("vocabularies.csv"):
        if row["vocabulary"] == "link_type":
            assert isinstance(json.loads(row["attributes"])["directed"], bool), row


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("36b-natoplus", ("25000000", "100000000", "300000000", "15", "0")),
        ("36b-other", ("14000000", "50000000", "200000000", "30", "20")),
        ("36c-natoplus", ("25000000", "100000000", "", "15", "0")),
        ("36c-other", ("14000000", "50000000", "", "30", "0")),
        ("36c-firearms-other", ("", "1000000", "", "30", "0")),
        ("516f-eda", ("7000000", "7000000", "", "30", "0")),
        ("36b5-report", ("", "", "", "45", "0")),
    ],
)
def test_notification_rules_hold_the_figures_of_the_law(rule, expected):
    row = next(row for row in rows("notification_rules.csv") if row["rule_id"] == rule)
    assert tuple(row[f] for f in ("mde", "total", "construction", "formal_days", "advance_days")) == expected


def test_intervals_markings_and_rules_use_known_codes():
    assert set(column("channel_intervals.csv", "channel_type")) <= codes("channel_type")
    assert set(column("markings.csv", "system")) == codes("marking_system")
    assert set(column("marking_controls.csv", "system")) <= codes("marking_system")
    assert set(column("clock_rules.csv", "kind")) <= codes("rule_kind")
    assert set(column("clock_rules.csv", "start_rule")) <= codes("start_rule")
    assert set(column("notification_rules.csv", "start_rule")) <= codes("start_rule")
    assert set(column("notification_rules.csv", "instrument")) <= codes("notification_instrument")
    assert set(column("burden_targets.csv", "basis")) <= codes("burden_basis")


def test_every_phase_of_a_model_is_a_step_and_the_default_is_that_of_cases():
    steps = [row["code"].split(".") for row in rows("vocabularies.csv") if row["vocabulary"] == "phase_step"]
    assert {model for model, _ in steps} == codes("phase_model")
    assert {phase for model, phase in steps if model == "crisisdesk_default"} == codes("case_phase")


def test_templates_use_known_words_and_partners():
    known = {
        *column("countries.csv", "iso3"),
        *column("groups.csv", "code"),
        *column("organisations.csv", "code"),
        "",
    }
    names = set(column("case_templates.csv", "code"))
    assert set(column("template_tasks.csv", "template")) == names
    assert set(column("template_tasks.csv", "owner_kind")) <= codes("post_type")
    assert set(column("template_links.csv", "kind")) <= codes("link_type")
    for file, field in (
        ("template_partners", "partner"),
        ("template_partners", "group"),
        ("template_links", "from"),
    ):
        assert set(column(f"{file}.csv", field)) <= known


def test_a_template_task_depends_on_an_earlier_one():
    for row in rows("template_tasks.csv"):
        assert not row["depends_on"] or int(row["depends_on"]) < int(row["position"]), row


def test_no_vocabulary_repeats_the_severity_that_code_branches_on():
    assert not codes("severity")


def test_marking_ranks_rise_with_their_level_on_the_common_scale():
    for system in codes("marking_system"):
        of_system = [row for row in rows("markings.csv") if row["system"] == system]
        ordered = sorted(of_system, key=lambda row: int(row["rank"]))
        common = [int(row["equivalent_rank"]) for row in ordered]
        assert common == sorted(common), system
        assert all(0 <= rank <= 50 for rank in common)


def test_shipped_resources_are_the_files_whose_sums_were_noted():
    with (paths.resources() / "PROVENANCE.csv").open(encoding="utf-8", newline="") as file:
        noted = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    for folder in ("fonts", "maps"):
        for path in (paths.resources() / folder).iterdir():
            name = f"{folder}/{path.name}"
            assert noted.get(name) == hashlib.sha256(path.read_bytes()).hexdigest(), name


@pytest.mark.parametrize("code", ["36b-natoplus", "36b-other", "36c-natoplus", "36c-other"])
def test_notification_amounts_not_confirmed_since_the_last_authorisation_act_say_so(code):
    note = next(row["note"] for row in rows("notification_rules.csv") if row["rule_id"] == code)
    assert "P.L. 119-60 (Q)" in note
    assert "Verify" in note
