from functools import partial
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.sources import Source
from crisisdesk.services import attachments
from crisisdesk.services.attachments import (
    add_source,
    attach,
    detach,
    kept_file,
    read_attachment,
    safe_file_name,
)
from crisisdesk.store.workspace import Workspace


def test_a_file_comes_out_as_it_went_in(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(b"%PDF \x00\xff")
    content = read_attachment(tmp_path / "note.pdf")

    source = workspace.perform("Keep", partial(add_source, content=content, name="note.pdf")).value

    with workspace.snapshot() as view:
        kept, given = detach(view, source.id)
    assert (source.title, kept.name, given) == ("note.pdf", "note.pdf", content)
    assert workspace.check().ok


def test_the_same_bytes_are_kept_once_and_the_file_before_stays_in_the_past(workspace: Workspace) -> None:
    first = workspace.perform("Keep", partial(add_source, content=b"one", name="a")).value
    workspace.perform("Keep", partial(add_source, content=b"one", name="b"))
    done = workspace.perform("Attach", partial(attach, source_id=first.id, content=b"two", name="c"))

    with workspace.snapshot() as view:
        assert view.sql("SELECT count(*) FROM content WHERE length(bytes) = 3").fetchone()[0] == 2
        assert detach(view, first.id)[1] == b"two"
    with workspace.snapshot(at=done.changes.revision - 1) as past:
        assert past.get(Source, first.id).sha256 != first.sha256 or detach(past, first.id)[1] == b"one"


def test_what_is_too_large_or_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 1024 * 1024)
    (tmp_path / "large").write_bytes(b"x" * (1024 * 1024 + 1))
    (tmp_path / "empty").touch()

    for name, sentence in (
        ("large", "takes files of 1 MB at most"),
        ("empty", "is empty"),
        ("none", "no such file"),
    ):
        with pytest.raises(UserError, match=sentence):
            read_attachment(tmp_path / name)
    with pytest.raises(UserError, match="is not a file"):
        read_attachment(tmp_path)


def test_a_source_without_a_file_has_none(workspace: Workspace) -> None:
    source = workspace.perform("Add", lambda tx: tx.add(Source(title="A talk"))).value

    with workspace.snapshot() as view:
        assert kept_file(view, source.id) is None
        with pytest.raises(UserError, match="keeps no file in the desk"):
            detach(view, source.id)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\run.exe", "run.exe"),
        ("https://example.org/a.pdf", "Talk"),
        ("..", "Talk"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ("n" * 400, "n" * 120),
    ],
)
def test_a_file_is_given_out_under_a_harmless_name(address: str, name: str) -> None:
    given = safe_file_name(Source(title="Talk", address=address))

    assert given == name or (address == ".." and given == "file")
