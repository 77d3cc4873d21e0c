from pathlib import Path

import pytest

from crisisdesk.store.safe import Safe
from crisisdesk.store.workspace import Workspace

PASSPHRASE = 'o\'Brien "quoted" ü 🚢'


@pytest.fixture
def desk(encrypted: Path):
    workspace = Workspace.open(encrypted, passphrase=PASSPHRASE)
    yield workspace
    workspace.close()


def safe_of(desk: Workspace, path: Path) -> Safe:
    safe = desk.safe(path)
    assert safe is not None
    return safe


def test_what_is_kept_in_a_safe_is_there_again_and_never_plain(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "private" / "a.safe"
    safe = safe_of(desk, path)
    safe["draft"] = {"title": "Zanzibarquartz"}
    safe.save()

    assert dict(safe_of(desk, path)) == {"draft": {"title": "Zanzibarquartz"}}
    assert [file.name for file in path.parent.iterdir()] == ["a.safe"]
    assert b"Zanzibarquartz" not in path.read_bytes()
    assert b"draft" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_forgotten_is_gone(desk: Workspace, tmp_path: Path) -> None:
    safe = safe_of(desk, tmp_path / "a.safe")
    safe.update(a=1, b=2)
    safe.save()
    del safe["a"]
    safe.save()

    assert dict(safe_of(desk, tmp_path / "a.safe")) == {"b": 2}


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 8192])
def test_a_safe_that_does_not_open_counts_as_empty(desk: Workspace, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.safe").write_bytes(content)

    safe = safe_of(desk, tmp_path / "a.safe")
    assert dict(safe) == {}
    safe["a"] = 1
    safe.save()
    assert dict(safe_of(desk, tmp_path / "a.safe")) == {"a": 1}


def test_a_plain_desk_has_no_safe(path: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(path)

    assert workspace.safe(tmp_path / "a.safe") is None
    workspace.close()
