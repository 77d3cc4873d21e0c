"""All checks together on the sample desk: every finding reads as a sentence and names what there is."""

import re

import pytest

from crisisdesk.checks.running import findings
from crisisdesk.services.sample.build import build_sample


@pytest.fixture
def sample(desk):
    desk.do(lambda tx: build_sample(tx, desk.now))
    return desk


def test_every_finding_reads_as_a_sentence_and_proposes_a_step(sample):
    for one in sample.find(""):
        for text in (one.reason, one.proposed):
            assert re.fullmatch(r"\S.*[.]", text), text
            assert not re.search(r"None|  |\.\.|unknown time|\b[a-z_]+-[0-9a-z]{12}\b", text), text


def test_every_finding_names_records_and_partners_that_there_are(sample):
    with sample.workspace.snapshot() as view:
        for one in findings(view):
            named = (*one.records, *one.evidence, *one.partners)
            assert named, one
            assert all(view.type_of(record) for record in named), one


def test_the_case_has_most_findings_and_an_empty_one_none(sample):
    whole, own, other = sample.find(""), sample.find("", "case-maren"), sample.find("", "case-1")

    assert len(other) == 0
    assert {one.key for one in own} <= {one.key for one in whole}
    assert len(own) > len(whole) / 2
