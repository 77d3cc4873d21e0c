"""Whatever lies at a path: one clear sentence, and not a byte of it is changed."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.partners import Partner
from crisisdesk.store.engine import may_write
from crisisdesk.store.rows import row_of
from crisisdesk.store.workspace import Workspace

PASSPHRASE = 'o\'Brien "quoted" ü 🚢'


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}


def with_sql(path: Path, *statements: str) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.close()


def a_text(path: Path) -> None:
    path.write_text("Dear colleagues,\n" * 1024)


def a_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".ljust(8192, b"\x01"))


def random_bytes(path: Path) -> None:
    path.write_bytes(hashlib.shake_256(b"seed").digest(8192))


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def cut_off_in_its_head(path: Path) -> None:
    os.truncate(path, 60)


def newer(path: Path) -> None:
    with_sql(path, "PRAGMA user_version=2")


def other_database(path: Path) -> None:
    path.unlink()
    with_sql(path, "CREATE TABLE t (a)", "PRAGMA journal_mode=WAL")


def without_tables(path: Path) -> None:
    path.unlink()
    with_sql(path, f"PRAGMA application_id={0x4344534B}", "PRAGMA user_version=1", "CREATE TABLE t (a)")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (Path.unlink, "There is no file"),
        (lambda path: (path.unlink(), path.mkdir()), "is a folder, not a desk file"),
        (lambda path: path.write_bytes(b""), "is empty: it never was a desk"),
        (a_text, "is not a desk file"),
        (a_pdf, "is not a desk file"),
        (lambda path: path.write_bytes(b"x\x00\xff"), "is not a desk file, or is cut off"),
        (random_bytes, "is encrypted, or not a desk file"),
        (cut_off, "is cut off"),
        (cut_off_in_its_head, "is cut off after 60 bytes"),
        (newer, r"written by a newer CrisisDesk \(format 2\)"),
        (other_database, "is a database, but not a desk"),
        (without_tables, "its tables are missing"),
    ],
)
def test_what_is_no_desk_is_told_and_left_alone(
    path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(path)
    before = digests(path.parent)

    with pytest.raises(UserError, match=sentence) as refusal:
        Workspace.open(path)

    assert str(refusal.value).count("\n") == 0
    assert digests(path.parent) == before


@pytest.mark.parametrize(
    ("spoil", "passphrase", "sentence"),
    [
        (lambda _: None, None, "is encrypted, or not a desk file; give its passphrase"),
        (lambda _: None, "wrong", "The passphrase does not fit"),
        (lambda _: None, "", "needs a passphrase or a key file that is not empty"),
        (cut_off, PASSPHRASE, "is damaged"),
        (lambda path: os.truncate(path, 5000), PASSPHRASE, "is not a desk file, or is cut off"),
        (random_bytes, PASSPHRASE, "The passphrase does not fit .* or the file is damaged"),
    ],
)
def test_what_does_not_open_an_encrypted_desk_is_told(
    encrypted: Path, spoil: Callable[[Path], object], passphrase: str | None, sentence: str
) -> None:
    spoil(encrypted)
    before = digests(encrypted.parent)

    with pytest.raises(UserError, match=sentence):
        Workspace.open(encrypted, passphrase=passphrase)

    assert digests(encrypted.parent) == before


def test_a_plain_desk_takes_no_passphrase(path: Path) -> None:
    with pytest.raises(UserError, match="is not encrypted; open it without a passphrase"):
        Workspace.open(path, passphrase="x")


def test_a_strange_log_beside_a_desk_is_told_or_passed_over(path: Path, tmp_path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(hashlib.shake_256(b"wal").digest(50_000))
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    desk = Workspace.open(path)

    assert desk.check().ok
    desk.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_the_log_of_another_desk_is_noticed_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    other = Workspace.open(Path(shutil.copy(path, tmp_path / "other.cdesk")))
    other.perform("Add", lambda tx: tx.add_rows(Partner, rows_of_partners(40)))
    desk = Workspace.open(path)
    desk.perform("Add", lambda tx: tx.add_rows(Partner, rows_of_partners(400)))
    desk.close()
    shutil.copy(tmp_path / "other.cdesk-wal", path.with_name(path.name + "-wal"))
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with pytest.raises(UserError, match="holds entries of another desk, or of an older state"):
        Workspace.open(path)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    other.close()


def rows_of_partners(number: int) -> list[dict[str, object]]:
    blank = row_of(Partner(id="x", name="x"))
    return [blank | {"id": f"partner-{n}", "name": f"Partner {n}"} for n in range(number)]


def test_read_only_reads_and_refuses_to_write(path: Path) -> None:
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    desk = Workspace.open(path, read_only=True)

    with desk.snapshot() as view:
        assert view.get(CrisisCase, "case-a").title == "Strait closed"
    with desk.snapshot(at=1) as view:
        assert view.past
    with pytest.raises(UserError, match="is open for reading only"):
        desk.perform("x", lambda tx: tx.delete(tx.get(CrisisCase, "case-a")))
    desk.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_read_only_sees_what_another_wrote_last(path: Path) -> None:
    writer = Workspace.open(path)
    writer.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-a"), "title", "Reopened"))
    reader = Workspace.open(path, read_only=True)

    with reader.snapshot() as view:
        assert view.get(CrisisCase, "case-a").title == "Reopened"
    reader.close()
    writer.close()


def test_an_absent_file_may_not_be_written(tmp_path: Path) -> None:
    assert may_write(tmp_path)
    assert not may_write(tmp_path / "none" / "desk.cdesk")


def test_a_new_desk_overwrites_nothing(path: Path) -> None:
    before = digests(path.parent)

    with pytest.raises(UserError, match="There is already a file"):
        Workspace.create(path, lambda _: None)
    assert digests(path.parent) == before


def test_a_new_desk_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        Workspace.create(tmp_path / "none" / "desk.cdesk", lambda _: None)


def test_a_new_desk_is_not_laid_over_the_log_of_a_lost_one(tmp_path: Path) -> None:
    (tmp_path / "desk.cdesk-wal").write_bytes(b"entries")

    with pytest.raises(UserError, match="holds entries of a desk that lay here"):
        Workspace.create(tmp_path / "desk.cdesk", lambda _: None)


def test_a_founding_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        Workspace.create(tmp_path / "desk.cdesk", lambda _: 1 / 0)

    assert list(tmp_path.iterdir()) == []


def test_a_new_desk_is_its_owners_alone_and_whole_when_it_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "desk ü.cdesk"
    desk = Workspace.create(path, lambda tx: tx.add(Desk(id="desk", name="New")))

    assert path.stat().st_mode & 0o777 == 0o600
    assert desk.check().ok
    desk.perform("Rename", lambda tx: setattr(tx.get(Desk, "desk"), "name", "Newer"))
    desk.close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
