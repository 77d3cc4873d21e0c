from pathlib import Path

import pytest

from crisisdesk.store.engine import open_engine

from .conftest import Run

SECRET = "Zebrawood courier"


def purged(run: Run, case: str) -> str:
    entry: str = run("log", case, SECRET, "--json").json["id"]
    assert run("purge", entry, "--reason", "Privacy rule 7", "--yes").code == 0
    return entry


def test_nothing_of_a_purged_record_is_left_in_the_file(run: Run, case: str, desk: Path) -> None:
    run("log", case, SECRET)
    assert b"Zebrawood" in b"".join(path.read_bytes() for path in desk.parent.glob("north.cdesk*"))
    entry = run("list", "log_entry", "--json").json[0]["id"]

    run("purge", entry, "--reason", "Privacy rule 7", "--yes")

    assert run("search", "zebrawood", "--json").json == []
    left = b"".join(path.read_bytes() for path in desk.parent.glob("north.cdesk*")).lower()
    assert b"zebrawood" not in left


def test_the_chain_stays_whole_and_says_that_it_happened(run: Run, case: str, desk: Path) -> None:
    entry = purged(run, case)
    assert run("check", str(desk)).code == 0
    history = run("history", entry, "--json").json
    assert [one["summary"] for one in history] == ["Purge 1 record: Privacy rule 7", "(purged)"]
    assert run("log", case, "Life goes on").code == 0
    assert run("check", str(desk)).code == 0


def test_nothing_brings_it_back(run: Run, case: str) -> None:
    entry = purged(run, case)
    assert "nothing to undo" in run("undo").err
    before = run("history", "--json").json[1]["revision"]
    assert run("list", "log_entry", "--at", str(before), "--json").json == []
    assert run("show", entry).code == 1


def test_without_yes_only_what_would_go_is_told(run: Run, case: str) -> None:
    run("log", case, SECRET)
    told = run("purge", case, "--with-parts", "--reason", "Rule 7")
    assert SECRET in told.out
    assert run("list", "log_entry", "--json").json != []


def test_a_case_goes_with_all_that_is_its_own(run: Run, case: str, desk: Path) -> None:
    run("log", case, SECRET)
    assert "refers to it" in run("purge", case, "--reason", "Rule 7", "--yes").err
    assert run("purge", case, "--with-parts", "--reason", "Rule 7", "--yes").code == 0
    assert run("list", "case", "--json").json == []
    assert run("check", str(desk)).code == 0


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE change SET seal = '{seal}', after = '{{}}' WHERE record_id = '{entry}'",
        'UPDATE change SET after = \'{{"text":"other"}}\' WHERE seal IS NOT NULL',
    ],
)
def test_a_seal_hides_no_alteration(run: Run, case: str, desk: Path, forgery: str) -> None:
    purged(run, case)
    entry = run("log", case, "Sound entry", "--json").json["id"]
    engine = open_engine(desk, None, "write")
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(forgery.format(seal="0" * 64, entry=entry))
    engine.dispose()
    assert run("check", str(desk)).code == 1


def test_a_purged_record_does_not_come_back_with_a_bundle(run: Run, case: str) -> None:
    run("log", case, SECRET)
    run("bundle", "pack", "HALYARD", "-o", "h.cbundle")
    entry = run("list", "log_entry", "--json").json[0]["id"]
    run("purge", entry, "--reason", "Rule 7", "--yes")

    run("bundle", "merge", "h.cbundle")

    assert run("list", "log_entry", "--json").json == []


def test_a_purged_desk_can_be_packed_and_verified(run: Run, case: str) -> None:
    purged(run, case)
    run("log", case, "Sound entry")
    run("bundle", "pack", "--desk-all", "-o", "d.cbundle")
    assert run("bundle", "verify", "d.cbundle").code == 0


def test_the_register_tells_what_left(run: Run, case: str) -> None:
    run("export", "--case", "HALYARD", "--as", "json", "-o", "h.json", "--audience", "SECRET")
    (row,) = run("exports", "--json").json
    assert (row["what"], row["form"], row["audience"], row["file_name"]) == (
        "Strait closed", "json", "SECRET", "h.json",
    )  # fmt: skip
    assert row["held"] > 0
    assert len(row["sha256"]) == 64


def test_a_purge_needs_its_reason_and_the_file_can_be_cleaned_later(run: Run, case: str) -> None:
    entry = run("log", case, SECRET, "--json").json["id"]
    assert "needs its reason" in run("purge", entry, "--yes").err
    assert run("purge", "--clean").code == 0
