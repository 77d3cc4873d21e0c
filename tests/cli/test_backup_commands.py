from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

Run = Callable[..., Any]


def test_a_backup_restores_what_was_deleted(run: Run, case: str, desk: Path, tmp_path: Path) -> None:
    run("log", case, "Harbour closed")
    made = run("backup", "b.cdesk", "--json").json
    run("log", case, "Harbour open again")

    done = run("restore", "b.cdesk", "--json").json

    assert (made["path"], made["entries"]) == (str(tmp_path / "b.cdesk"), 1)
    assert (done["path"], done["revision"], done["entries"]) == (str(desk), made["revision"], 1)
    assert run("list", "log_entry", "--desk", done["aside"], "--json").json[1:]
    assert len(run("list", "log_entry", "--json").json) == 1
    assert run("check").code == 0


def test_a_backup_into_a_folder_is_named_and_listed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()

    made = run("backup", "b", "--json").json

    [kept] = run("backups", "b", "--json").json
    assert kept["path"] == made["path"]
    assert (kept["ok"], kept["entries"], kept["revision"]) == (True, 0, made["revision"])


def test_a_backup_without_a_name_lies_beside_the_desk(run: Run, desk: Path) -> None:
    made = run("backup", "--json").json

    assert Path(made["path"]).parent == desk.with_name("north backups")
    assert len(run("backups", "--json").json) == 1


def test_a_backup_replaces_an_earlier_one_of_the_same_desk_only(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.cdesk").write_text("Dear colleagues")
    run("new", "other.cdesk")

    assert [run("backup", "b.cdesk").code for _ in range(2)] == [0, 0]
    for name in ("letter.cdesk", "other.cdesk"):
        refused = run("backup", name)
        assert (refused.code, "something else than a backup of this desk" in refused.err) == (1, True)
    assert "is the desk itself" in run("backup", str(desk)).err


def test_restoring_needs_a_backup_that_is_there(run: Run, desk: Path) -> None:
    before = desk.read_bytes()

    result = run("restore", "none.cdesk")

    assert (result.code, result.err.count("\n")) == (1, 1)
    assert desk.read_bytes() == before


def test_a_new_key_opens_the_desk_and_the_old_one_does_not(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_KEY", "the first key")
    bare("new", "s.cdesk", "--encrypt")
    (tmp_path / "key").write_text("the second key\n")

    changed = bare("rekey", "--desk", "s.cdesk", "--new-key-file", "key", "--json")

    assert changed.json["encrypted"] is True
    assert "Backups and copies made before keep the key" in changed.err
    assert bare("list", "case", "--desk", "s.cdesk").code == 1
    assert bare("list", "case", "--desk", "s.cdesk", "--key-file", "key").code == 0


def test_a_plain_desk_gets_its_first_key(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISDESK_NEW_KEY", "the first key")

    assert run("rekey").code == 0

    assert desk.read_bytes()[:6] != b"SQLite"
    monkeypatch.setenv("CRISISDESK_KEY", "the first key")
    assert run("check").code == 0


def test_a_plain_copy_is_written_only_on_purpose(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_KEY", "the first key")
    bare("new", "s.cdesk", "--encrypt")

    refused = bare("rekey", "--desk", "s.cdesk", "--plain-copy", "plain.cdesk")
    done = bare("rekey", "--desk", "s.cdesk", "--plain-copy", "plain.cdesk", "--sure", "--json")

    assert (refused.code, done.json["encrypted"]) == (2, False)
    assert "Anybody who gets hold of a plain copy can read all of it" in refused.err
    assert "Anybody who gets hold of a plain copy can read all of it" in done.err
    assert (tmp_path / "plain.cdesk").read_bytes().startswith(b"SQLite format 3")


def test_a_digest_on_paper_is_found_in_the_journal(run: Run, case: str) -> None:
    head = run("check", "--json").json["head"]
    run("log", case, "Harbour closed")

    found = run("check", "--digest", head[:16].upper() + "…", "--json")
    unknown = run("check", "--digest", "0123456789abcdef", "--json")

    assert (found.code, found.json["digest"]["digest"], found.json["digest"]["revision"]) == (0, head, 2)
    assert (unknown.code, unknown.json["digest"], unknown.json["ok"]) == (1, None, True)
    assert "is no digest" in run("check", "--digest", "x").err


def test_a_check_repairs_the_index_after_a_copy(run: Run, case: str, desk: Path) -> None:
    altered(desk, "DELETE FROM catalogue")
    told = run("check", "--json")
    before = desk.read_bytes()

    done = run("check", "--repair", "--json")

    assert told.json["repairable"]
    assert "can be repaired: crisisdesk check --repair" in told.err
    assert (done.code, done.json["ok"]) == (0, True)
    assert Path(done.json["copy"]).read_bytes() == before
    assert run("search", "strait", "--json").json[0]["id"] == case


def test_what_cannot_be_repaired_is_said(run: Run, case: str, desk: Path) -> None:
    altered(desk, f"UPDATE \"case\" SET title = 'x' WHERE id = '{case}'")

    done = run("check", "--repair", "--json")

    assert (done.code, done.json["ok"]) == (1, False)
    assert "What is left cannot be repaired" in done.err


def test_a_sound_desk_is_left_alone_by_a_repair(run: Run, desk: Path) -> None:
    done = run("check", "--repair", "--json")

    assert (done.code, done.json["copy"]) == (0, None)
    assert "There was nothing to repair" in done.err
    assert [path.name for path in desk.parent.glob("*.cdesk")] == [desk.name]


def altered(path: Path, statement: str) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute(statement).fetchall()
    connection.close()
