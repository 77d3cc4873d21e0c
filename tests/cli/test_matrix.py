from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def filled(run: Run, case: str) -> Run:
    """One measure of a case that France applies and Germany opposes; another one stands outside of the case."""
    run("add", "measure", "id=measure-1", "title=Freeze", "status=in_force", f"case_id={case}")
    run("add", "measure", "id=measure-2", "title=Ban", "status=in_force")
    for partner, state in (("FRA", "in_force"), ("DEU", "opposed")):
        run(
            "add",
            "alignment",
            "measure_id=measure-1",
            f"partner_id={partner}",
            f"state={state}",
            "begins_on=2026-01-01",
        )
    return run


def test_the_matrix_is_told_with_its_scores(filled: Run) -> None:
    told = filled("matrix", "--case", "HALYARD", "--json").json

    assert [m["id"] for m in told["measures"]] == ["measure-1"]
    assert [p["code"] for p in told["partners"]] == ["FRA", "DEU"]
    assert [(c["state"], c["since"]) for c in told["cells"]] == [
        ("in_force", "2026-01-01"),
        ("opposed", "2026-01-01"),
    ]
    assert told["alignment"] == [
        {"partner": "partner-FRA", "aligned": 1, "known": 1, "total": 1, "unknown": 0},
        {"partner": "partner-DEU", "aligned": 0, "known": 1, "total": 1, "unknown": 0},
    ]


def test_without_a_case_all_measures_are_there(filled: Run) -> None:
    told = filled("matrix", "--json").json

    assert len(told["measures"]) == 2
    assert {c["state"] for c in told["cells"] if c["measure"] == "measure-2"} == {"unknown"}


def test_a_person_reads_letters_and_what_they_mean(filled: Run) -> None:
    out = filled("matrix").out

    assert "1 of 2" in out
    assert "F in force" in out


def test_an_empty_matrix_says_so(run: Run) -> None:
    assert run("matrix").out == "There is no measure that holds or is in preparation.\n"


@pytest.mark.parametrize(("suffix", "start"), [("csv", b"Measure,Target"), ("xlsx", b"PK")])
def test_the_matrix_is_written_as_a_file(filled: Run, tmp_path: Path, suffix: str, start: bytes) -> None:
    path = tmp_path / f"m.{suffix}"

    told = filled("matrix", "-o", str(path), "--json").json

    assert (told["path"], told["format"]) == (str(path), suffix)
    assert path.read_bytes().startswith(start)


def test_the_past_has_its_own_matrix(filled: Run) -> None:
    assert len(filled("matrix", "--at", "4", "--json").json["cells"]) == 0
