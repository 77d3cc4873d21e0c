#!/usr/bin/env python3
"""Set CrisisDesk up where it stands, and run it. Needs only Python 3.11 or later with venv and pip.

python3 desk.py                     the window; without a display, the main job on the sample desk
python3 desk.py test [ARGS]         the tests; ARGS go to pytest
python3 desk.py ARGS                the command line: python3 desk.py --help
python3 desk.py --wheels DIR ...    the same, setting up from a folder of wheels, without a network

The libraries go to ``.venv`` beside this file, from the pinned and hashed lists;
the stamps in it say what was finished, so that a later start needs no network.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def refuse_old_python(major: int, minor: int) -> None:
    """Stop with one sentence on a Python that cannot run the program.

    Called before any line that only newer Pythons know, so that every Python 3 gets this far.
    """
    if (major, minor) < (3, 11):
        sys.exit(
            f"CrisisDesk needs Python 3.11 or later and this is Python {major}.{minor}: "
            "install a newer one and start desk.py with it."
        )


refuse_old_python(*sys.version_info[:2])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_PINS = ("requirements.txt",)
TEST_PINS = ("requirements.txt", "requirements-dev.txt")
WINDOWS = os.name == "nt"

# Debian's package for each library that Qt loads; none of them is pulled in by another.
OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not an error of ours
    """The set-up cannot go on; the message is a whole sentence that says what to do."""


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run what was asked for; return its exit code."""
    try:
        wheels, arguments = split_wheels(arguments)
        testing = arguments[:1] in (["test"], ["setup-dev"])
        fresh = set_up(TEST_PINS if testing else RUN_PINS, wheels)
    except Refused as refusal:
        say(str(refusal))
        return 1
    environment = child_environment(os.environ)
    verb = arguments[0] if arguments else ""
    missing = provide_libraries(os.environ) if fresh or verb in ("", "test", "setup-dev", "dev") else []
    if verb == "setup-dev":
        return 0
    if verb == "test":
        return run_tests(arguments[1:], environment)
    if not arguments and (missing or not has_display(environment)):
        return headless(environment)
    return hand_over(arguments, environment)


def split_wheels(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Take ``--wheels DIR`` off the front of the arguments.

    Raises:
        Refused: There is no such folder.
    """
    if arguments[:1] != ["--wheels"]:
        return None, arguments
    folder = Path(arguments[1] if len(arguments) > 1 else "").resolve()
    if len(arguments) == 1 or not folder.is_dir():
        raise Refused("--wheels needs a folder of wheels: python3 desk.py --wheels DIR [ARGS].")
    return folder, arguments[2:]


# The virtual environment


def set_up(pins: tuple[str, ...], wheels: Path | None = None, venv: Path = VENV) -> bool:
    """Bring ``.venv`` to these pins and put the program into it; True if something was installed.

    The pins of the program stand for the whole environment: when they, the
    Python or the processor change, it is made anew. The pins of the tests only
    add to it. A stamp is written after each success and never before.

    Raises:
        Refused: A library cannot be had, or the folder cannot be written.
    """
    try:
        with one_at_a_time():
            installed = False
            if not is_stamped(venv, RUN_PINS):
                make_venv(venv)
            for wanted in dict.fromkeys((RUN_PINS, pins)):
                if not is_stamped(venv, wanted):
                    install(venv, wanted, wheels)
                    stamp_of(venv, wanted).write_text(key_of(wanted), encoding="ascii")
                    installed = True
            link_program(venv)
    except OSError as error:
        raise Refused(
            f"{error.filename or venv} cannot be read or written ({(error.strerror or str(error)).lower()}): "
            "put CrisisDesk into a folder of your own and start it there."
        ) from error
    return installed


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second launcher in the same folder wait until the first has set up (not on Windows).

    The lock is on this file itself, so that none is left behind.
    """
    with Path(__file__).open("rb") as itself:
        if not WINDOWS:
            import fcntl  # noqa: PLC0415 - Windows has no such module

            fcntl.flock(itself, fcntl.LOCK_EX)
        yield


def key_of(pins: tuple[str, ...], root: Path = ROOT) -> str:
    """What an environment depends on: its pinned lists, the Python and the processor."""
    version = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
    digest = hashlib.sha256(f"{version} {platform.machine()}".encode())
    for name in pins:
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def stamp_of(venv: Path, pins: tuple[str, ...]) -> Path:
    """The file that says which key of these pins was finished."""
    return venv / f"finished-{Path(pins[-1]).stem}.stamp"


def is_stamped(venv: Path, pins: tuple[str, ...]) -> bool:
    """Whether this environment was finished for exactly these pins and its Python is still there."""
    stamp = stamp_of(venv, pins)
    return stamp.is_file() and python_of(venv).exists() and stamp.read_text(encoding="ascii") == key_of(pins)


def python_of(venv: Path) -> Path:
    """The Python inside an environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def make_venv(venv: Path) -> None:
    """Make an empty environment with pip in it, in the place of the one that desk.py made before.

    Raises:
        Refused: This Python comes without venv or pip's wheel, or the folder
            there was made by somebody else, whose work is not ours to delete.
    """
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Refused(
            f"This Python has no {missing[0]}: install it (on Debian and Ubuntu: "
            "apt-get install python3-venv) and start desk.py again."
        )
    mark = venv / "made-by-desk"
    if venv.exists() and not mark.is_file():
        raise Refused(f"{venv} was not made by desk.py: move it away or delete it and start again.")
    say("Setting up in .venv; this takes about a minute, once.")
    if venv.exists():
        shutil.rmtree(venv)
    venv.mkdir()
    mark.touch()
    if run_quietly([sys.executable, "-m", "venv", str(venv)]) != 0:
        raise Refused(f"The environment {venv} could not be made; the reason stands above.")


def install(venv: Path, pins: tuple[str, ...], wheels: Path | None) -> None:
    """Install exactly the pinned wheels, each checked against its hash.

    Raises:
        Refused: pip could not get one of them.
    """
    command = [str(python_of(venv)), "-I", "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    command += [] if sys.stderr.isatty() else ["--quiet"]
    command += ["--no-index", "--find-links", str(wheels)] if wheels else []
    for name in pins:
        command += ["-r", str(ROOT / name)]
    if run_quietly(command) != 0:
        raise Refused(
            "The libraries could not be installed; the reason stands above. Without a network, put their "
            "wheels into a folder and start again with: python3 desk.py --wheels DIR."
        )


def link_program(venv: Path, root: Path = ROOT) -> None:
    """Put the program into the environment as the package and the command ``crisisdesk``.

    A path file and a script do it without a build or a network, and are
    mended at the next start when the checkout has moved.
    """
    python = python_of(venv)
    if WINDOWS:
        packages = venv / "Lib" / "site-packages"
        command, script = python.with_name("crisisdesk.cmd"), '@"%~dp0python.exe" -P -m crisisdesk %*\r\n'
    else:
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        packages = venv / "lib" / version / "site-packages"
        script = f'#!/bin/sh\nexec {shlex.quote(str(python))} -P -m crisisdesk "$@"\n'
        command = python.with_name("crisisdesk")
    # relative, so that it is plain ASCII whatever the folder is called
    write_if_other(packages / "crisisdesk-checkout.pth", os.path.relpath(root / "src", packages) + "\n")
    if write_if_other(command, script):
        command.chmod(0o755)


def write_if_other(path: Path, text: str) -> bool:
    """Write a file unless it already says this; True if it was written."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    path.write_bytes(content)
    return True


# The system


def wanted_libraries(environment: Mapping[str, str]) -> dict[str, str]:
    """The shared libraries that Qt will load here, each with Debian's package for it."""
    return OFFSCREEN_LIBRARIES | (X11_LIBRARIES if environment.get("DISPLAY") else {})


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Debian's packages of those libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_libraries(environment: Mapping[str, str]) -> list[str]:
    """See to the system libraries of Qt; return the packages that are still missing.

    As root with apt they are installed, and said, unless DESK_NO_APT=1; otherwise
    the exact line is shown. Nothing but the window needs them.
    """
    if not sys.platform.startswith("linux"):
        return []
    missing = missing_packages(wanted_libraries(environment))
    if not missing:
        return []
    install_line = "apt-get install --no-install-recommends " + " ".join(missing)
    if os.geteuid() == 0 and shutil.which("apt-get") and environment.get("DESK_NO_APT") != "1":
        say(f"Qt needs system libraries that are missing; as root: {install_line}")
        apt_install(missing)
        missing = missing_packages(wanted_libraries(environment))
    if missing:
        say(f"The window needs missing system libraries. On Debian and Ubuntu, as root: {install_line}")
    return missing


def apt_install(packages: list[str]) -> None:
    """Install these packages and nothing that they merely recommend; what fails is seen afterwards."""
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for action in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run([*apt, *action], check=False, stdout=sys.stderr, env=environment)


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for the program: Qt and Python want UTF-8, also on a bare machine."""
    child = dict(environment)
    named = next((child[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if child.get(name)), "C")
    if sys.platform.startswith("linux") and not named.lower().replace("-", "").endswith("utf8"):
        child["LC_ALL"] = "C.UTF-8"
    return child


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown; asked before Qt is loaded, which ends the process when it cannot."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


# What is run


def headless(environment: Mapping[str, str]) -> int:
    """Do the main job on the sample desk without a window, into a new or existing folder."""
    folder = Path("crisisdesk-output").resolve()
    say("There is no display for the window, so the sample desk is briefed instead.")
    code = program(["demo", str(folder)], environment)
    if code == 0:
        say(f"All of it is in {folder}; python3 desk.py --help lists what else works without a window.")
    return code


def run_tests(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run the tests offscreen; the whole suite on two workers, a part of it on none.

    DESK_TEST_WORKERS sets another number; ``-n`` among the arguments wins over both.
    """
    whole = all(argument.startswith("-") for argument in arguments)
    workers = environment.get("DESK_TEST_WORKERS", "2" if whole else "0")
    command = [str(python_of(VENV)), "-m", "pytest", "-n", workers, *arguments]
    offscreen = {**environment, "QT_QPA_PLATFORM": "offscreen"}
    return exit_code(subprocess.run(command, check=False, cwd=ROOT, env=offscreen).returncode)


def program(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run the program with these arguments in the current folder and return its exit code."""
    return exit_code(subprocess.run(program_command(arguments), check=False, env=environment).returncode)


def hand_over(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Become the program, so that signals and the exit code are its own (on Windows: run it)."""
    if WINDOWS:
        return program(arguments, environment)
    sys.stdout.flush()
    command = program_command(arguments)
    return os.execve(command[0], command, environment)  # noqa: S606 - our own Python, no shell


def program_command(arguments: list[str]) -> list[str]:
    """The command line of the program; -P keeps modules of the current folder out of it."""
    return [str(python_of(VENV)), "-P", "-m", "crisisdesk", *arguments]


def exit_code(code: int) -> int:
    """An exit code as shells count: a child ended by signal N gives 128 + N."""
    return code if code >= 0 else 128 - code


def run_quietly(command: list[str]) -> int:
    """Run a command of the set-up, what it says on stderr; return its exit code."""
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode


def say(sentence: str) -> None:
    """Tell the person; on stderr, because stdout belongs to the program."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
