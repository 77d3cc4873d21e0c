import shutil
from pathlib import Path

import pytest

from .conftest import Run


def test_the_desk_notes_who_opened_it_once_in_ten_minutes(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "2026-11-23T12:00:00Z")
    run("list", "case")
    run("list", "case")
    monkeypatch.setenv("CRISISDESK_ACTOR", "B. Officer")
    monkeypatch.setenv("CRISISDESK_NOW", "2026-11-23T13:00:00Z")

    told = run("opened", "--json").json

    assert [(one["at"], one["actor"], one["way"]) for one in told] == [
        ("2026-11-23T13:00:00Z", "B. Officer", "command"), ("2026-11-23T12:00:00Z", "A. Officer", "command"),
    ]  # fmt: skip


def test_opening_leaves_no_revision_and_goes_with_the_file(run: Run, desk: Path, tmp_path: Path) -> None:
    before = run("history", "--json").json[0]["revision"]
    copy = shutil.copy(desk, tmp_path / "copy.cdesk")
    assert run("history", "--json").json[0]["revision"] == before
    assert run("opened", "--json", "--desk", str(copy)).json[0]["actor"] == "A. Officer"
    assert run("check", str(desk)).code == 0
