"""A session with the real process, as an officer or a script has it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
Ask = Callable[..., Any]


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRISISDESK_")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    environment |= {
        "PYTHONPATH": str(SOURCE),
        "CRISISDESK_DESK": str(tmp_path / "north.cdesk"),
        "CRISISDESK_ACTOR": "A. Officer",
        "XDG_STATE_HOME": str(tmp_path),
        "LC_ALL": "C",
    }

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "crisisdesk", *arguments],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env={**environment, **more},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture
def ask(program: Callable[..., subprocess.CompletedProcess[str]]) -> Ask:
    def asking(*arguments: str, now: str = "2026-11-23T12:00:00Z") -> Any:
        done = program(*arguments, "--json", CRISISDESK_NOW=now)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return asking


@pytest.mark.slow
def test_a_session_from_the_first_command_to_the_check(ask: Ask) -> None:
    ask("new", "north.cdesk", "--exercise", now="2026-11-20T08:00:00Z")
    case = ask("add", "case", "title=Strait closed", "codename=HALYARD", now="2026-11-20T09:00:00Z")["id"]
    ask("edit", case, "severity=acute", now="2026-11-21T09:00:00Z")
    first = ask("log", "HALYARD", "Two ships stopped", "--partner", "France", now="2026-11-22T09:00:00Z")
    second = ask("log", case, "Three ships stopped", "--corrects", first["id"], "--why", "Miscounted.")

    assert second["corrects_id"] == first["id"]
    assert ask("show", case, "--at", "201200Z NOV 26")["severity"] == "watch"
    assert ask("show", case, "--at", "2026-11-21T12:00:00Z")["severity"] == "acute"
    assert [hit["id"] for hit in ask("search", "three ships")] == [second["id"]]
    assert "Case “Strait closed”: severity changed from watch to acute." in [
        row["sentence"] for row in ask("diff", "2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z")
    ]
    assert ask("undo")["undone"] == "Correct “Three ships stopped”"
    assert ask("search", "three ships") == []
    ask("redo")
    assert len(ask("list", "log_entry", "--where", "case=HALYARD")) == 2
    assert [row["revision"] for row in ask("history")] == [7, 6, 5, 4, 3, 2, 1]
    assert ask("check")["ok"] is True


@pytest.mark.slow
def test_the_process_ends_with_the_codes_that_scripts_rely_on(
    program: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    assert program().returncode == 1
    assert program("--help").returncode == 0
    assert program("nonsense").returncode == 2
    refused = program("list", "case", "--json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert program("new", "north.cdesk").returncode == 0
    assert program("list", "case", "--json").stdout == "[]\n"


@pytest.mark.slow
def test_names_in_any_script_pass_through_a_plain_locale(ask: Ask) -> None:
    ask("new", "north.cdesk")

    assert (
        ask("add", "partner", "name=Đà Nẵng · القاهرة · 東京", "kind=other")["name"]
        == "Đà Nẵng · القاهرة · 東京"
    )


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_takes_nothing_is_a_refusal_and_no_bug(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(SOURCE), "XDG_STATE_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    line = f"{sys.executable} -P -m crisisdesk types"

    def run(streams: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", f"{line} {streams}"], check=False, capture_output=True, text=True, env=environment
        )

    full, closed, mute = run(">/dev/full"), run(">&-"), run("2>&-")
    assert (full.returncode, len(full.stderr.splitlines())) == (1, 1)
    assert "no space left" in full.stderr
    assert (closed.returncode, closed.stderr) == (0, "")
    assert (mute.returncode, mute.stdout[:4]) == (0, "case")
