"""The register of everything that the founding texts name: each place that it gives is found in the program."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from crisisdesk import paths
from crisisdesk.briefing.sections import SECTIONS
from crisisdesk.model.base import fields_of
from crisisdesk.model.records import RECORD_TYPES

ROOT = Path(__file__).resolve().parents[1]
MISSION = ROOT.parent / "shared" / "MISSION.md"
TO_COME = {"Q4", "Q8", "Q9", "Q10", "Q19", "section 14", "section 15", "section 19"}
SEEDED = {
    "countries": ("", "iso3"), "groups": ("", "code"), "organisations": ("", "code"),
    "legal_authorities": ("authority-", "code"), "assistance_authorities": ("authority-", "authority_id"),
    "case_templates": ("case_template-", "code"),
}  # fmt: skip


@cache
def seeds(name: str) -> list[dict[str, str]]:
    with (paths.seeds() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def register() -> dict[str, str]:
    lines = (ROOT / "docs" / "register.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return dict(cells[1:])


@cache
def places() -> frozenset[str]:
    """All that the program has, in the words of the register."""
    types = {f"type:{t.__tablename__}" for t in RECORD_TYPES}
    fields = {f"field:{t.__tablename__}.{f.name}" for t in RECORD_TYPES for f in fields_of(t)}
    values = {f"value:{row['vocabulary']}.{row['code']}" for row in seeds("vocabularies")}
    words = {f"vocabulary:{row['vocabulary']}" for row in seeds("vocabularies")}
    founded = {f"seed:{prefix}{row[key]}" for file, (prefix, key) in SEEDED.items() for row in seeds(file)}
    return frozenset(types | fields | values | words | founded | {f"section:{s.name}" for s in SECTIONS})


def test_every_row_names_at_least_one_place() -> None:
    assert len(register()) >= 80
    assert all(re.search(r"`\w+:[^`]+`", given) for given in register().values())


@pytest.mark.parametrize("named", register())
def test_everything_named_has_its_place(named: str) -> None:
    given = re.findall(r"`(\w+:[^`]+)`", register()[named])
    assert [place for place in given if place not in places()] == []


def test_only_what_is_listed_here_is_still_to_come() -> None:
    said = {what for given in register().values() for what in re.findall(r"\(to come: ([^)]+)\)", given)}
    assert said == TO_COME


@pytest.mark.shared
def test_no_row_of_the_mission_is_left_out() -> None:
    if not MISSION.exists():
        pytest.skip("the folder with the mission is not beside the repository")
    chapter = MISSION.read_text(encoding="utf-8").partition("### 6.2")[2].partition("### 6.6")[0]
    rows = [line.split("|")[1].strip() for line in chapter.splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows if row not in register()] == []
