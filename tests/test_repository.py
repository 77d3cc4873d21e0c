"""What the repository may hold, and what the program may stand on."""

import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*"))

# Written as patterns, so that this file is not one of those that it looks for.
REGISTRY = re.compile(
    r"py[p]i\.org|pythonhoste[d]|npmj[s]\.(?:org|com)|deb\.debia[n]|proxy\.golan[g]|crate[s]\.io",
    re.IGNORECASE,
)
MACHINE = re.compile(r"(?<![\w.)}~-])/(?:wor[k]|roo[t]|far[m]|tm[p]|hom[e]/[a-z]+)/")

# The wheel's metadata is silent; the licence is a file inside it.
LICENCE_BY_HAND = {"sqlcipher3": "zlib"}


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Each tracked file that holds text, with its name."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout: git does not list its files")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content[:8192]:
            yield name, content.decode("utf-8", errors="replace")


def findings(pattern: re.Pattern[str]) -> list[str]:
    """Where the tracked texts match this pattern."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_texts()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def run_time_libraries() -> list[str]:
    """The pinned libraries that this Python and system install."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[A-Za-z]", line)]
    return [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate()]


def licence(library: str) -> str:
    """What a library says its licence is: an expression, a sentence or its classifiers."""
    metadata = distribution(library).metadata
    classifiers = [
        c.split(" :: ")[-1] for c in metadata.get_all("Classifier", []) if c.startswith("License ::")
    ]
    said = (
        metadata.get("License-Expression") or "; ".join(classifiers) or (metadata.get("License") or "")[:200]
    )
    return LICENCE_BY_HAND.get(library, said)


def leaves_a_choice_without_gpl(said: str) -> bool:
    """Whether at least one of the licences offered is neither GPL nor AGPL; the LGPL is neither."""
    gpl = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)
    lesser = re.compile(r"GNU (?:Library or )?Lesser General Public License[^;]*", re.IGNORECASE)
    return any(not gpl.search(lesser.sub("LGPL", offer)) for offer in re.split(r"\bOR\b", said))


def test_no_registry_is_named() -> None:
    assert findings(REGISTRY) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert findings(MACHINE) == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_pins_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-pdfcheck.txt"])
def test_each_pin_is_exact_and_hashed(name: str) -> None:
    pins = re.split(r"^(?=[A-Za-z])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    assert [
        pin.split("\n")[0] for pin in pins if not re.match(r"\S+==\S+ (.*)\\\n +--hash=sha256:", pin)
    ] == []


@pytest.mark.parametrize("library", run_time_libraries())
def test_nothing_at_run_time_is_under_the_gpl(library: str) -> None:
    said = licence(library)

    assert said, f"{library} does not say its licence: look into its wheel"
    assert leaves_a_choice_without_gpl(said), f"{library} is under {said}"


@pytest.mark.parametrize("library", run_time_libraries())
def test_each_library_at_run_time_is_credited(library: str) -> None:
    page = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| {re.escape(library)} \|", page, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "GNU General Public License v3 (GPLv3)",
        "GPL-2.0-only OR GPL-3.0-only",
        "MIT AND GPL-2.0",
    ],
)
def test_the_gpl_is_seen(said: str) -> None:
    assert not leaves_a_choice_without_gpl(said)


@pytest.mark.parametrize(
    "said",
    [
        "MIT",
        "LGPL-3.0-only OR GPL-2.0-only",
        "GNU Library or Lesser General Public License (LGPL)",
        "MPL-2.0",
    ],
)
def test_what_is_not_the_gpl_is_let_pass(said: str) -> None:
    assert leaves_a_choice_without_gpl(said)


def test_a_path_inside_an_address_is_none_of_a_machine() -> None:
    assert not MACHINE.search("https://example.org/wor" + "k/list")
    assert MACHINE.search("see /wor" + "k/list")
