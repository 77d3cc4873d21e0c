import shutil
import zipfile
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def copy(desk: Path, case: str, tmp_path: Path) -> Path:
    """A second copy of the desk, made when the case was there already."""
    return Path(shutil.copy(desk, tmp_path / "south.cdesk"))


def pack(run: Run, *more: str) -> None:
    assert run("bundle", "pack", "HALYARD", "-o", "h.cbundle", *more).code == 0


def rewrite(path: Path, name: str, old: str, new: str) -> None:
    """Put other words into one member of a bundle."""
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = members[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def test_what_one_copy_wrote_is_reviewed_and_brought_into_the_other(run: Run, case: str, copy: Path) -> None:
    run("log", case, "Pilot station reports mines")
    pack(run)

    seen = run("bundle", "review", "h.cbundle", "--desk", str(copy), "--json").json
    done = run("bundle", "merge", "h.cbundle", "--desk", str(copy), "--json").json

    assert [(one["kind"], one["caption"]) for one in seen["differences"]] == [
        ("new", "Pilot station reports mines")
    ]
    assert (done["added"], done["changed"], done["open"]) == (1, 0, 0)
    assert "mines" in run("list", "log_entry", "--desk", str(copy)).out
    assert run("check", str(copy)).code == 0


def test_a_second_merge_changes_nothing_and_one_undo_takes_the_first_back(
    run: Run, case: str, copy: Path
) -> None:
    run("log", case, "Pilot station reports mines")
    pack(run)
    first = run("bundle", "merge", "h.cbundle", "--desk", str(copy), "--json").json
    again = run("bundle", "merge", "h.cbundle", "--desk", str(copy), "--json").json

    run("undo", "--desk", str(copy))

    assert first["revision"]
    assert again["revision"] is None
    assert run("list", "log_entry", "--desk", str(copy), "--json").json == []
    assert run("list", "merge", "--desk", str(copy), "--json").json == []


def test_a_disagreement_keeps_both_until_a_person_decides(run: Run, case: str, copy: Path) -> None:
    run("edit", case, "title=Strait closed to all")
    run("edit", case, "title=Strait half closed", "--desk", str(copy))
    pack(run)
    run("bundle", "merge", "h.cbundle", "--desk", str(copy))
    (found,) = run("conflicts", "--desk", str(copy), "--json").json
    assert {found["stands"], found["other"]} == {"Strait closed to all", "Strait half closed"}

    run("decide", found["id"], "--take", "other", "--desk", str(copy))

    assert run("show", case, "--desk", str(copy), "--json").json["title"] == found["other"]
    assert run("conflicts", "--desk", str(copy), "--json").json == []


@pytest.mark.parametrize(
    ("take", "title"), [("ours", "Strait half closed"), ("title=theirs", "Strait closed to all")]
)
def test_a_person_may_say_beforehand_whose_value_is_taken(
    run: Run, case: str, copy: Path, take: str, title: str
) -> None:
    run("edit", case, "title=Strait closed to all")
    run("edit", case, "title=Strait half closed", "--desk", str(copy))
    pack(run)

    run("bundle", "merge", "h.cbundle", "--take", take, "--desk", str(copy))

    assert run("show", case, "--desk", str(copy), "--json").json["title"] == title
    (decided,) = run("conflicts", "--all", "--desk", str(copy), "--json").json
    assert decided["state"] == "decided"


def test_a_field_on_which_nobody_disagrees_cannot_be_taken(run: Run, case: str, copy: Path) -> None:
    run("edit", case, "title=Strait closed to all")
    pack(run)
    refused = run("bundle", "merge", "h.cbundle", "--take", "phase=ours", "--desk", str(copy))
    assert refused.code == 1
    assert "do not disagree on phase" in refused.err


def test_an_exercise_bundle_never_enters_a_live_desk_nor_the_reverse(run: Run, case: str) -> None:
    pack(run)
    run("new", "live.cdesk")
    refused = run("bundle", "merge", "h.cbundle", "--desk", "live.cdesk")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "is exercise, and this desk is not" in refused.err

    run("bundle", "pack", "--desk-all", "-o", "live.cbundle", "--desk", "live.cdesk")
    assert "is from a live desk" in run("bundle", "merge", "live.cbundle").err


def test_what_is_above_the_ceiling_stays_out(run: Run, case: str, copy: Path) -> None:
    run("edit", "desk", "ceiling=SECRET")
    run("log", case, "(S//NF) Held at the pier")
    pack(run)
    refused = run("bundle", "merge", "h.cbundle", "--desk", str(copy))
    assert refused.code == 1
    assert "above UNCLASSIFIED, the ceiling" in refused.err
    assert run("list", "log_entry", "--desk", str(copy), "--json").json == []


def test_a_bundle_tells_nothing_of_other_cases(run: Run, case: str) -> None:
    run("add", "case", "title=Quite another matter")
    run("log", case, "Seen")
    pack(run)
    with zipfile.ZipFile("h.cbundle") as archive:
        told = b"".join(archive.read(name) for name in archive.namelist())
    assert b"another matter" not in told
    assert run("bundle", "verify", "h.cbundle").code == 0


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("records.jsonl", "Strait closed", "Strait opened"),
        ("journal.jsonl", "Strait closed", "Strait opened"),
        ("manifest.json", "A. Officer", "B. Officer"),
    ],
)
def test_altered_words_are_noticed(run: Run, case: str, member: str, old: str, new: str) -> None:
    Path("key").write_text("one key for both", "utf-8")
    pack(run, "--shared-key", "key")
    rewrite(Path("h.cbundle"), member, old, new)
    refused = run("bundle", "verify", "h.cbundle", "--shared-key", "key")
    assert refused.code == 1
    assert "altered" in refused.err


def test_the_seal_holds_with_the_shared_key_only(run: Run, case: str) -> None:
    Path("key").write_text("one key for both", "utf-8")
    Path("other").write_text("another key", "utf-8")
    pack(run, "--shared-key", "key")
    assert run("bundle", "verify", "h.cbundle", "--shared-key", "key", "--json").json["seal"] == "sealed"
    assert run("bundle", "verify", "h.cbundle", "--json").json["seal"] == "not checked"
    assert "another key" in run("bundle", "verify", "h.cbundle", "--shared-key", "other").err
    pack(run)
    assert "bears no seal" in run("bundle", "verify", "h.cbundle", "--shared-key", "key").err


def test_a_bundle_says_what_it_is(run: Run, case: str) -> None:
    pack(run)
    told = run("bundle", "verify", "h.cbundle", "--json").json
    assert (told["title"], told["exercise"], told["banner"], told["packed_by"]) == (
        "Strait closed", True, "UNCLASSIFIED", "A. Officer",
    )  # fmt: skip


def test_packing_is_entered_into_the_register_of_exports(run: Run, case: str) -> None:
    pack(run)
    (row,) = run("list", "export", "--json").json
    assert (row["what"], row["file_name"], row["banner"]) == (
        "Bundle of Strait closed",
        "h.cbundle",
        "UNCLASSIFIED",
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all", b"\x00" * 500])
def test_what_is_no_bundle_is_refused_in_a_sentence(run: Run, content: bytes) -> None:
    Path("x.cbundle").write_bytes(content)
    refused = run("bundle", "verify", "x.cbundle")
    assert (refused.code, refused.err.count("\n")) == (1, 1)


def test_a_bundle_with_a_stray_member_is_refused(run: Run, case: str) -> None:
    pack(run)
    with zipfile.ZipFile("h.cbundle", "a") as archive:
        archive.writestr("../../outside.txt", b"x")
    assert "does not hold what a bundle holds" in run("bundle", "verify", "h.cbundle").err


def test_kept_files_go_with_the_bundle_by_their_digest(run: Run, case: str, copy: Path) -> None:
    Path("map.txt").write_bytes(b"Two lanes, one wreck")
    source = run("attach", "map.txt", "--json").json["id"]
    run("add", "log_entry", f"case={case}", "text=Seen on the map", f"source_id={source}")
    pack(run)

    run("bundle", "merge", "h.cbundle", "--desk", str(copy))

    assert run("extract", source, "-o", "out.txt", "--desk", str(copy)).code == 0
    assert Path("out.txt").read_bytes() == b"Two lanes, one wreck"
    assert run("check", str(copy)).code == 0
