"""What holds for every command: options anywhere, exit codes, streams."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.cli import running
from crisisdesk.cli.command import Command
from crisisdesk.cli.commands import MODULES, all_commands, commands_of
from crisisdesk.cli.reading import parser_of

Run = Callable[..., Any]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--desk", "{desk}", "list", "case"],
        ["list", "--json", "case", "--desk={desk}"],
        ["list", "case", "--desk", "{desk}", "--json"],
        ["--desk={desk}", "list", "case", "--json", "--at", "1"],
        ["--at", "1", "list", "--desk", "{desk}", "--json", "case"],
    ],
)
def test_common_options_stand_anywhere(bare: Run, desk: Path, arguments: list[str]) -> None:
    result = bare(*(argument.format(desk=desk) for argument in arguments))

    assert (result.code, result.out, result.err) == (0, "[]\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["add"],
        ["network"],
        ["network", "nonsense"],
        ["lists", "adopt"],
        ["list", "case", "--nonsense"],
        ["add", "case", "title"],
        ["list", "case", "--limit", "many"],
        ["--json"],
        ["export", "--type", "case"],
    ],
)
def test_wrong_usage_ends_with_two_and_a_usage_line(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.code == 2
    assert result.out == ""
    assert "usage: crisisdesk" in result.err


def test_no_desk_named_is_wrong_usage(bare: Run) -> None:
    result = bare("list", "case", "--json")

    assert result.code == 2
    assert "--desk FILE" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "unicorn"],
        ["show", "case-none"],
        ["add", "case", "title="],
        ["add", "case", "colour=red"],
        ["edit", "case-none", "title=x"],
        ["list", "case", "--where", "severity"],
        ["list", "case", "--at", "yesterday"],
        ["diff", "1", "99"],
        ["redo"],
        ["import", "nowhere.csv"],
        ["export", "--as", "docx", "-o", "x"],
        ["--desk", "missing.cdesk", "list", "case"],
    ],
)
def test_a_refusal_is_one_sentence_and_exit_one(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, "--json")

    assert result.code == 1
    assert result.out == ""
    assert re.fullmatch(r"crisisdesk: [^\n]+\n", result.err)
    assert "Traceback" not in result.err


def test_a_bug_ends_with_seventy_and_its_report(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_arguments: object) -> int:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(running, "run", broken)
    monkeypatch.setattr("crisisdesk.paths.state_folder", lambda: tmp_path / "state")

    result = run("list", "case")

    [report] = (tmp_path / "state" / "reports").iterdir()
    assert result.code == 70
    assert str(report) in result.err
    assert "Traceback" not in result.err
    assert "nobody thought of this" in report.read_text(encoding="utf-8")


def test_without_a_display_it_says_what_to_run_instead(bare: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    result = bare()

    assert result.code == 1
    assert "crisisdesk demo" in result.err


def test_the_overview_names_every_command(bare: Run) -> None:
    result = bare("--help")

    assert result.code == 0
    assert all(command.name in result.out for command in all_commands())


@pytest.mark.parametrize("module", MODULES)
def test_the_list_of_commands_is_what_each_module_holds(module: str) -> None:
    assert tuple(command.name for command in commands_of(module)) == MODULES[module]


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.name)
def test_every_command_explains_itself(command: Command) -> None:
    text = parser_of(command).format_help()

    assert command.summary in " ".join(text.split())
    assert "--json" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "case", "title=x"],
        ["edit", "x", "title=y"],
        ["delete", "x"],
        ["undo"],
        ["log", "x", "y"],
        ["new", "z"],
    ],
)
def test_the_past_cannot_be_written(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, "--at", "1")

    assert result.code == 1
    assert "past" in result.err


def test_a_clock_that_is_no_moment_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NOW", "soon")

    assert run("types").err.startswith("crisisdesk: CRISISDESK_NOW: ")


def test_words_that_look_like_options_follow_two_dashes(run: Run, case: str) -> None:
    run("log", case, "--", "--force was used")

    assert [
        hit["snippet"] for hit in run("search", "--json", "--type", "log_entry", "--", "--force").json
    ] == ["--force was used"]
