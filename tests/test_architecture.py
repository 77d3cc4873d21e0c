"""The rules about the shape of the code that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "crisisdesk"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400
SAYS_NOTHING = {"manager", "managers", "helper", "helpers", "util", "utils"}
CLOCKS = {
    *(("datetime", name) for name in ("now", "utcnow", "today")),
    ("date", "today"),
    *(("QDateTime", name) for name in ("currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch")),
    *((kind, name) for kind, name in (("QDate", "currentDate"), ("QTime", "currentTime"))),
    ("time", "time"),
}


def place(module: Path) -> str:
    """Where a module is, in the words of the project."""
    return module.relative_to(ROOT).as_posix()


def words(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names(module: Path) -> Iterator[str]:
    """The name of a module and those of all that it defines."""
    yield module.stem
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def clock_readings(source: str) -> list[int]:
    """The lines that ask what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in CLOCKS
    ]


def test_imports_point_down(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)

    outcome = lint_imports(no_cache=True)

    assert outcome == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_is_long_enough_to_hide_a_second_one() -> None:
    lengths = {place(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_names_say_what_a_thing_does() -> None:
    empty = [
        f"{place(module)}: {name}"
        for module in MODULES
        for name in names(module)
        if words(name) & SAYS_NOTHING
    ]

    assert empty == []


def test_only_the_store_and_the_start_read_the_clock() -> None:
    allowed = (SOURCE / "store", SOURCE / "app.py")
    others = [module for module in MODULES if not any(module.is_relative_to(place) for place in allowed)]

    readings = [
        f"{place(m)}:{line}" for m in others for line in clock_readings(m.read_text(encoding="utf-8"))
    ]

    assert readings == []


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "datetime.datetime.now()", "dt.date.today()", "time.time()"]
)
def test_a_reading_of_the_clock_is_seen(line: str) -> None:
    assert clock_readings(line) == [1]


@pytest.mark.parametrize("line", ["view.moment", "time.perf_counter()", "desk.now", "today = moment.date()"])
def test_a_moment_that_was_handed_in_is_no_reading_of_the_clock(line: str) -> None:
    assert clock_readings(line) == []


@pytest.mark.parametrize("name", ["PageManager", "date_utils", "HTTPHelper"])
def test_a_name_that_says_nothing_is_seen(name: str) -> None:
    assert words(name) & SAYS_NOTHING


def test_each_folder_of_the_program_is_a_package() -> None:
    folders = {module.parent for module in MODULES}

    assert sorted(place(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []
