import unicodedata
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import Desk
from crisisdesk.model.sources import Source
from crisisdesk.store.keys import Key, read_key_file
from crisisdesk.store.workspace import Workspace

CANARY = "Zanzibarquartz"


def found(name: str):
    return lambda tx: tx.add(Desk(id="desk", name=name))


@pytest.mark.parametrize(
    "passphrase",
    ["o'Brien", 'say "x"; --', "🚢🔑", "x" * 10_240, "x'00'", " lead and trail ", "line\nbreak\x00"],
)
def test_any_passphrase_opens_what_it_closed(tmp_path: Path, passphrase: str) -> None:
    Workspace.create(tmp_path / "a.cdesk", found("Secret"), passphrase=passphrase).close()

    desk = Workspace.open(tmp_path / "a.cdesk", passphrase=passphrase)

    assert desk.encrypted
    with desk.snapshot() as view:
        assert view.get(Desk, "desk").name == "Secret"
    desk.close()


def test_both_forms_of_an_accent_are_one_passphrase() -> None:
    salt = bytes(16)
    composed, parted = (unicodedata.normalize(form, "Zürich é") for form in ("NFC", "NFD"))

    assert composed != parted
    assert Key.derive(composed, salt) == Key.derive(parted, salt)


def test_an_encrypted_desk_holds_no_plain_text(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.cdesk", found(CANARY), passphrase="p")
    desk.perform("Note " + CANARY, lambda tx: [tx.add(Source(title=CANARY)), tx.keep(CANARY.encode())])
    with desk.snapshot() as view:
        assert len(view.search(CANARY)) == 2

    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert {file.name for file in files} >= {"a.cdesk", "a.cdesk-wal"}
    for file in files:
        assert CANARY.encode() not in file.read_bytes()
        assert CANARY.lower().encode() not in file.read_bytes()
    desk.close()


def test_a_key_is_never_shown() -> None:
    assert repr(Key.derive("p", bytes(16))) == "Key()"


def test_the_past_of_an_encrypted_desk_opens(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "a.cdesk", found("First"), passphrase="p")
    desk.perform("Rename", lambda tx: setattr(tx.get(Desk, "desk"), "name", "Second"))

    with desk.snapshot(at=1) as view:
        assert view.get(Desk, "desk").name == "First"
    desk.close()


def test_a_key_file_is_its_first_text_without_the_line_end(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"correct horse\r\n")

    assert read_key_file(tmp_path / "key") == "correct horse"


@pytest.mark.parametrize("content", [b"", b"\n", b"x" * 70_000])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)

    with pytest.raises(UserError, match="is empty or larger than a key"):
        read_key_file(tmp_path / "key")


def test_a_key_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="none cannot be read: no such file"):
        read_key_file(tmp_path / "none")
