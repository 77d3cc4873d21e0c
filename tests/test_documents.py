"""What the README shows works as shown."""

import re
import shlex
from pathlib import Path

import pytest

from crisisdesk.__main__ import main

ROOT = Path(__file__).resolve().parent.parent


def commands() -> list[list[str]]:
    text = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^    crisisdesk (.*?)(?:\s+#.*)?$", text, re.MULTILINE)
    return [shlex.split(line) for line in lines]


def test_every_command_of_the_readme_works_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = commands()

    codes = [main(arguments) for arguments in shown]

    assert len(shown) >= 6
    assert codes == [0] * len(shown)
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    text = (ROOT / "README.md").read_text("utf-8")

    links = re.findall(r"\]\(([^)#:]+)\)", text)

    assert [link for link in links if not (ROOT / link).exists()] == []
    assert "docs/case-desk.png" in links


def test_the_architecture_fits_one_page() -> None:
    lines = (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()

    assert len(lines) <= 90
