"""The table for officers and the list of checks tell the same."""

import re
from pathlib import Path

from crisisdesk.checks import CHECKS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "findings.md"
ROWS = {cells[0]: cells for cells in (
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| Q\d+ \|", line)
)}  # fmt: skip


def test_the_table_has_each_check_once_in_order():
    assert list(ROWS) == [check.id for check in CHECKS]


def test_the_table_says_what_each_check_finds():
    assert {check.id: ROWS[check.id][1] for check in CHECKS} == {check.id: check.title for check in CHECKS}


def test_the_table_names_the_limits_of_each_check():
    for check in CHECKS:
        named = set(re.findall(r"`([\w*-]+)`", ROWS[check.id][4]))
        assert named == set(check.limits), check.id


def test_each_check_says_why_and_what_to_do():
    assert all(len(cells) == 5 and all(cells) for cells in ROWS.values())
