"""A change of key is whole or not at all, and leaves no plain copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Partner
from crisisdesk.store.rekeying import change_key, write_plain_copy
from crisisdesk.store.workspace import Workspace

PASSPHRASE = 'o\'Brien "quoted" ü 🚢'
HOLD = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1])
connection.execute("PRAGMA journal_mode=WAL").fetchall()
connection.execute("SELECT count(*) FROM revision").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def partners(path: Path, passphrase: str | None) -> set[str]:
    desk = Workspace.open(path, passphrase=passphrase)
    assert desk.check().ok
    with desk.snapshot() as view:
        found = {partner.name for partner in view.all(Partner)}
        assert [hit.caption for hit in view.search("atlantis")] == ["Atlantis"]
    desk.close()
    return found


def test_a_new_passphrase_opens_the_desk_and_the_old_one_no_more(encrypted: Path) -> None:
    change_key(encrypted, PASSPHRASE, "another one")

    assert partners(encrypted, "another one") == {"Atlantis"}
    with pytest.raises(UserError, match="The passphrase does not fit"):
        Workspace.open(encrypted, passphrase=PASSPHRASE)
    assert [path.name for path in encrypted.parent.iterdir()] == [encrypted.name]


def test_a_plain_desk_is_encrypted_with_all_that_lay_in_its_log(path: Path) -> None:
    desk = Workspace.open(path)
    desk.perform("Add", lambda tx: tx.add(Partner(name="Lemuria")))
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{path}{ending}.kept")
    desk.close()
    for ending in ("", "-wal"):
        Path(f"{path}{ending}.kept").replace(f"{path}{ending}")

    change_key(path, None, "secret words")

    assert partners(path, "secret words") == {"Atlantis", "Lemuria"}
    assert b"Atlantis" not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_plain_copy_leaves_the_desk_encrypted(encrypted: Path, tmp_path: Path) -> None:
    before = encrypted.read_bytes()

    write_plain_copy(encrypted, PASSPHRASE, tmp_path / "plain.cdesk")

    assert partners(tmp_path / "plain.cdesk", None) == {"Atlantis"}
    assert encrypted.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", "x", "The passphrase does not fit"),
        (None, "x", "is encrypted"),
        (PASSPHRASE, PASSPHRASE, "is the old one"),
        (PASSPHRASE, "", "needs a passphrase"),
    ],
)
def test_a_refused_change_of_key_leaves_the_desk_as_it_was(
    encrypted: Path, old: str | None, new: str, sentence: str
) -> None:
    before = encrypted.read_bytes()

    with pytest.raises(UserError, match=sentence):
        change_key(encrypted, old, new)

    assert encrypted.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself keeps an open file")
def test_the_key_of_a_desk_that_another_program_has_open_is_not_changed(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "open\n"

        with pytest.raises(UserError, match="is open in another program"):
            change_key(path, None, "secret words")

        holder.stdin.close()
    assert partners(path, None) == {"Atlantis"}
