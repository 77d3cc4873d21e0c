from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from crisisdesk.services.founding import found
from crisisdesk.services.sample.build import build_sample
from crisisdesk.services.status import status
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "a.cdesk", partial(found, exercise=True), clock=lambda: NOW)


def test_an_empty_desk_says_that_nothing_is_open(desk: Workspace) -> None:
    with desk.snapshot() as view:
        told = status(view)

    assert "Open cases: 0." in told
    assert "Actions: 0 late, 0 due within 24 hours." in told


def test_the_sample_is_told_in_a_dozen_lines_with_its_marking(desk: Workspace) -> None:
    desk.perform("Build", lambda tx: build_sample(tx, NOW))

    with desk.snapshot() as view:
        told = status(view)

    assert told[0].endswith("(EXERCISE)")
    assert "231600Z NOV 26" in told[0]
    assert 8 <= len(told) <= 16
    assert any(line.startswith("Findings: ") and "serious" in line for line in told)
