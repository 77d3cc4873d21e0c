"""The launcher sets up only what is missing, says what it cannot do, and deletes nothing of others."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAUNCHER = ROOT / "desk.py"

posix = pytest.mark.skipif(os.name == "nt", reason="runs a shell script")


@pytest.fixture
def desk(tmp_path: Path) -> ModuleType:
    """The launcher of a checkout of its own, in a folder with a space in its name, with empty pin lists."""
    checkout = tmp_path / "a desk"
    (checkout / "src" / "crisisdesk").mkdir(parents=True)
    shutil.copy(LAUNCHER, checkout)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (checkout / name).write_text(f"# {name}\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("desk", checkout / "desk.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def finished(desk: ModuleType) -> Path:
    """An environment that looks finished for the program, though not for its tests."""
    python = desk.python_of(desk.VENV)
    python.parent.mkdir(parents=True)
    python.touch()
    (desk.VENV / "made-by-desk").touch()
    desk.stamp_of(desk.VENV, desk.RUN_PINS).write_text(desk.key_of(desk.RUN_PINS), encoding="ascii")
    return desk.VENV


def put_python(desk: ModuleType, script: str) -> None:
    """Let the environment's Python be this shell script."""
    python = desk.python_of(desk.VENV)
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (2, 7)])
def test_an_old_python_is_refused_in_one_sentence(desk: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(
        SystemExit, match=r"^CrisisDesk needs Python 3\.11 or later .* start desk\.py with it\.$"
    ):
        desk.refuse_old_python(*version)


def test_an_old_python_can_read_the_launcher_as_far_as_the_refusal() -> None:
    ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_finished_environment_is_used_as_it_is(desk: ModuleType, finished: Path) -> None:
    assert desk.is_stamped(finished, desk.RUN_PINS)
    assert not desk.is_stamped(finished, desk.TEST_PINS)


def test_a_changed_pin_asks_for_a_new_environment(desk: ModuleType, finished: Path) -> None:
    (desk.ROOT / "requirements.txt").write_text("# another pin\n", encoding="utf-8")

    assert not desk.is_stamped(finished, desk.RUN_PINS)


def test_a_changed_pin_of_the_tests_leaves_the_program_as_it_is(desk: ModuleType, finished: Path) -> None:
    (desk.ROOT / "requirements-dev.txt").write_text("# another pin\n", encoding="utf-8")

    assert desk.is_stamped(finished, desk.RUN_PINS)


def test_another_python_asks_for_a_new_environment(
    desk: ModuleType, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))

    assert not desk.is_stamped(finished, desk.RUN_PINS)


def test_an_environment_whose_python_is_gone_is_not_used(desk: ModuleType, finished: Path) -> None:
    desk.python_of(finished).unlink()

    assert not desk.is_stamped(finished, desk.RUN_PINS)


@posix
def test_a_failed_installation_leaves_no_stamp(desk: ModuleType, finished: Path) -> None:
    put_python(desk, "exit 1")

    with pytest.raises(desk.Refused, match=r"could not be installed.*--wheels DIR\.$"):
        desk.set_up(desk.TEST_PINS)

    assert not desk.stamp_of(finished, desk.TEST_PINS).exists()


@posix
def test_wheels_from_a_folder_are_installed_without_an_index(
    desk: ModuleType, finished: Path, tmp_path: Path
) -> None:
    put_python(desk, f"printf '%s\\n' \"$@\" > '{tmp_path}/said'")

    desk.install(finished, desk.RUN_PINS, tmp_path)

    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert {"--require-hashes", "--only-binary", "--no-index"} < set(said)
    assert said[said.index("--find-links") + 1] == str(tmp_path)


@pytest.mark.parametrize("arguments", [["--wheels"], ["--wheels", "no such folder"]])
def test_a_missing_folder_of_wheels_is_refused(desk: ModuleType, arguments: list[str]) -> None:
    with pytest.raises(desk.Refused, match=r"^--wheels needs a folder of wheels"):
        desk.split_wheels(arguments)


def test_the_rest_of_the_arguments_stays_in_order(desk: ModuleType, tmp_path: Path) -> None:
    assert desk.split_wheels(["--wheels", str(tmp_path), "list", "--wheels"]) == (
        tmp_path,
        ["list", "--wheels"],
    )


def test_an_environment_that_somebody_else_made_is_not_deleted(desk: ModuleType) -> None:
    theirs = desk.VENV / "work.txt"
    theirs.parent.mkdir()
    theirs.touch()

    with pytest.raises(desk.Refused, match=r"was not made by desk\.py"):
        desk.set_up(desk.RUN_PINS)

    assert theirs.exists()


def test_a_python_without_venv_is_told_what_to_install(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())

    with pytest.raises(desk.Refused, match=r"has no ensurepip.*apt-get install python3-venv"):
        desk.make_venv(desk.VENV)

    assert not desk.VENV.exists()


@posix
def test_the_command_runs_the_checkout_from_any_folder(desk: ModuleType, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(desk.VENV)], check=True)
    package = desk.ROOT / "src" / "crisisdesk"
    package.joinpath("__init__.py").touch()
    package.joinpath("__main__.py").write_text(
        "import sys; print(sys.argv[1:]); sys.exit(7)\n", encoding="utf-8"
    )
    desk.link_program(desk.VENV)

    run = subprocess.run(
        [desk.VENV / "bin" / "crisisdesk", "a b", "$c"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert (run.stdout, run.returncode) == ("['a b', '$c']\n", 7), run.stderr


def test_a_file_that_is_right_is_not_written_again(desk: ModuleType, tmp_path: Path) -> None:
    assert desk.write_if_other(tmp_path / "file", "text")
    assert not desk.write_if_other(tmp_path / "file", "text")
    assert desk.write_if_other(tmp_path / "file", "other")


def test_only_the_packages_of_missing_libraries_are_asked_for(desk: ModuleType) -> None:
    libraries = {"libm.so.6": "libc6", "libnowhere-to-be-found.so.1": "libnowhere1"}

    assert desk.missing_packages(libraries)[-1] == "libnowhere1"
    if sys.platform.startswith("linux"):
        assert desk.missing_packages(libraries) == ["libnowhere1"]


def test_the_libraries_of_a_window_are_wanted_only_with_a_display(desk: ModuleType) -> None:
    assert desk.wanted_libraries({}) == desk.OFFSCREEN_LIBRARIES
    assert desk.wanted_libraries({"DISPLAY": ":0"}) == desk.OFFSCREEN_LIBRARIES | desk.X11_LIBRARIES


def test_without_leave_to_install_the_exact_line_is_shown(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(desk, "OFFSCREEN_LIBRARIES", {"libnowhere-to-be-found.so.1": "libnowhere1"})

    assert desk.provide_libraries({"DESK_NO_APT": "1"}) == ["libnowhere1"]
    assert capsys.readouterr().err.endswith("as root: apt-get install --no-install-recommends libnowhere1\n")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, "C.UTF-8"),
        ({"LANG": "de_DE.utf8"}, None),
        ({"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, None),
    ],
)
def test_the_program_runs_in_a_locale_of_utf8(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch, named: dict[str, str], expected: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")

    assert (desk.child_environment(named).get("LC_ALL") or None) == expected


@pytest.mark.parametrize(
    ("named", "shown"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)],
)
def test_a_display_is_looked_for_before_qt_is(
    desk: ModuleType, monkeypatch: pytest.MonkeyPatch, named: dict[str, str], *, shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")

    assert desk.has_display(named) is shown


@pytest.mark.parametrize(("ended", "code"), [(0, 0), (2, 2), (70, 70), (-9, 137), (-15, 143)])
def test_the_exit_code_is_passed_through(desk: ModuleType, ended: int, code: int) -> None:
    assert desk.exit_code(ended) == code
