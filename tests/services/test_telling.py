from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.log import LogEntry
from crisisdesk.services.founding import found
from crisisdesk.services.sample.build import build_sample
from crisisdesk.services.sample.telling import tell_sample
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path: Path = tmp_path_factory.mktemp("told") / "told.cdesk"
    desk = Workspace.create(path, partial(found, exercise=True), clock=lambda: NOW - timedelta(days=12))
    desk.clock = lambda: NOW
    tell_sample(desk, NOW, lambda *_: None)
    return desk


def test_told_watch_by_watch_the_sample_ends_as_built_at_once(told: Workspace, tmp_path: Path) -> None:
    built = Workspace.create(tmp_path / "built.cdesk", partial(found, exercise=True), clock=lambda: NOW)
    built.perform("Build", lambda tx: build_sample(tx, NOW))

    with built.snapshot() as at_once, told.snapshot() as by_watch:
        for table in ("case", "log_entry", "action", "phase_change", "call", "post", "transfer"):
            text = f'SELECT * FROM "{table}" ORDER BY id'
            assert at_once.sql(text).all() == by_watch.sql(text).all()
    built.close()


def test_nothing_is_in_the_log_before_it_was_entered(told: Workspace) -> None:
    moment = NOW - timedelta(days=4)

    with told.snapshot(moment) as past:
        entries = past.all(LogEntry)

    assert entries
    assert all(entry.entered_at is not None and entry.entered_at <= moment for entry in entries)


def test_an_action_is_open_until_it_was_done(told: Workspace) -> None:
    with told.snapshot() as view:
        done = max((a for a in view.all(Action) if a.done_at), key=lambda action: action.done_at)

    with told.snapshot(NOW - timedelta(days=4)) as past:
        before = past.find(Action, done.id)

    assert before is None or before.is_open


def test_the_case_was_graver_in_the_midst_of_it(told: Workspace) -> None:
    with told.snapshot() as view:
        present = view.get(CrisisCase, "case-maren").severity

    with told.snapshot(NOW - timedelta(days=5)) as past:
        then = past.get(CrisisCase, "case-maren").severity

    assert then.rank > present.rank


def test_the_told_sample_passes_its_check(told: Workspace) -> None:
    assert told.check().problems == ()
