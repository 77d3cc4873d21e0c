from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_new_makes_a_desk_and_says_what_it_is(bare: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.cdesk"

    made = bare("new", str(path), "--exercise", "--json").json

    assert made == {"path": str(path), "revision": 1, "exercise": True, "encrypted": False}
    assert bare("list", "desk", "--desk", str(path), "--json").json[0]["exercise"] is True


def test_new_never_replaces_a_file(bare: Run, desk: Path) -> None:
    before = desk.read_bytes()

    result = bare("new", str(desk))

    assert result.code == 1
    assert desk.read_bytes() == before


def test_an_encrypted_desk_opens_with_its_key_file(bare: Run, tmp_path: Path) -> None:
    path, key, wrong = (str(tmp_path / name) for name in ("secret.cdesk", "right.key", "wrong.key"))
    Path(key).write_text("ein langer Schlüssel\n", encoding="utf-8")
    Path(wrong).write_text("another\n", encoding="utf-8")

    made = bare("new", path, "--encrypt", "--key-file", key, "--json").json

    assert made["encrypted"] is True
    assert bare("--desk", path, "--key-file", key, "list", "case", "--json").json == []
    assert bare("--desk", path, "--key-file", wrong, "list", "case").code == 1
    assert bare("--desk", path, "list", "case").code == 1


def test_a_key_in_the_environment_opens_it_as_well(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_KEY", "a long key")
    path = str(tmp_path / "secret.cdesk")

    assert bare("new", path, "--encrypt").code == 0
    assert bare("--desk", path, "list", "case").code == 0


def test_a_key_in_the_environment_does_no_harm_to_a_plain_desk(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISDESK_KEY", "a long key")

    assert run("list", "case").code == 0


def test_encryption_without_a_key_is_refused_in_one_sentence(bare: Run, tmp_path: Path) -> None:
    result = bare("new", str(tmp_path / "secret.cdesk"), "--encrypt", "--json")

    assert (result.code, result.out) == (1, "")
    assert not (tmp_path / "secret.cdesk").exists()


def test_check_of_a_sound_desk_is_ok(run: Run, case: str) -> None:
    report = run("check", "--json").json

    assert report["ok"] is True
    assert (report["problems"], report["revisions"], len(report["head"])) == ([], 2, 64)


def test_check_names_what_is_wrong_and_still_answers_in_json(run: Run, desk: Path) -> None:
    desk.write_bytes(desk.read_bytes()[:50_000])

    result = run("check", "--json")

    assert result.code == 1
    assert result.json["ok"] is False
    assert result.json["problems"][0] in result.err


def test_check_takes_another_file_than_that_of_the_desk(run: Run, tmp_path: Path) -> None:
    run("new", str(tmp_path / "other.cdesk"))

    assert run("check", str(tmp_path / "other.cdesk"), "--json").json["revisions"] == 1


@pytest.mark.parametrize(
    "content", [b"", b"just text, not a desk\n" * 20, b"%PDF-1.7\n" + bytes(5000), bytes(range(256)) * 16]
)
def test_what_is_no_desk_is_refused_and_left_alone(bare: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.cdesk"
    path.write_bytes(content)

    result = bare("--desk", str(path), "list", "case", "--json")

    assert (result.code, result.out) == (1, "")
    assert path.read_bytes() == content
