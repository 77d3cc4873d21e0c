from pathlib import Path

import pytest

from .conftest import Run

HOUSES = ("OLD HOUSE", "GREY HOUSE")
FIGURES = ["ba", "ko", "ri", "mu", "te", "la", "so", "vi", "ne", "gu"]


def listed(path: Path, *names: str, count: int = 230) -> str:
    """A list of invented companies in the layout of the OFAC consolidated list, as long as a whole one."""
    fill = ("".join(FIGURES[int(c)] for c in f"{n:04d}").upper() + " WORKS" for n in range(count))
    lines = (
        f'{n},"{name}",-0- ,"NS-PLC",' + ",".join(["-0- "] * 8) for n, name in enumerate((*names, *fill), 1)
    )
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    return str(path)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return listed(tmp_path / "cons_prim.csv", *HOUSES)


def test_adopting_tells_what_it_did(run: Run, file: str) -> None:
    told = run("lists", "adopt", "ofac-non-sdn", file, "--json").json

    assert {name: told[name] for name in ("list", "entries", "names", "added", "changed", "removed")} == {
        "list": "ofac-non-sdn", "entries": 232, "names": 232, "added": 232, "changed": 0, "removed": 0,
    }  # fmt: skip
    assert (len(told["version"]), told["date"], told["revision"]) == (64, None, 2)


@pytest.mark.parametrize("command", [("lists", "check"), ("lists", "adopt", "--dry-run")])
def test_checking_writes_nothing(run: Run, file: str, command: tuple[str, ...]) -> None:
    told = run(*command, "ofac-non-sdn", file, "--json").json

    assert (told["added"], told["revision"]) == (232, None)
    assert run("lists", "show", "--json").json == []


def test_adopting_twice_changes_nothing(run: Run, file: str) -> None:
    run("lists", "adopt", "ofac-non-sdn", file)

    told = run("lists", "adopt", "ofac-non-sdn", file, "--json").json

    assert (told["added"], told["changed"], told["removed"], told["unchanged"]) == (0, 0, 0, True)
    assert len(run("history", "--json").json) == 2


def test_the_lists_in_use_are_shown_also_in_the_past(run: Run, file: str, tmp_path: Path) -> None:
    run("lists", "adopt", "ofac-non-sdn", file)
    run("lists", "adopt", "ofac-non-sdn", listed(tmp_path / "b.csv", "OLD HOUSE", "RED HOUSE"))

    assert [one["number"] for one in run("lists", "show", "--json").json] == [2]
    assert [one["number"] for one in run("lists", "show", "--json", "--at", "2").json] == [1]
    assert len(run("lists", "show", "ofac-non-sdn", "--json").json) == 2


def test_the_difference_of_two_versions_is_told(run: Run, file: str, tmp_path: Path) -> None:
    run("lists", "adopt", "ofac-non-sdn", file)
    run("lists", "adopt", "ofac-non-sdn", listed(tmp_path / "b.csv", "OLD HOUSE", "RED HOUSE"))

    told = run("lists", "diff", "ofac-non-sdn", "--json").json

    assert (told["added"], told["removed"]) == ([], [])
    assert told["changed"] == [
        {"key": "2", "name": "RED HOUSE", "fields": {"names": {"before": "GREY HOUSE", "after": "RED HOUSE"}}}
    ]
    assert "* 2  RED HOUSE: names" in run("lists", "diff", "ofac-non-sdn").out


def test_one_undo_takes_an_adoption_back(run: Run, file: str) -> None:
    run("lists", "adopt", "ofac-non-sdn", file)

    run("undo")

    assert run("lists", "show", "--json").json == []
    assert run("check", "--json").json["ok"]


def test_a_file_that_is_cut_off_is_refused_in_one_sentence(run: Run, file: str, tmp_path: Path) -> None:
    run("lists", "adopt", "ofac-non-sdn", file)
    cut = tmp_path / "cut.csv"
    cut.write_bytes(Path(file).read_bytes()[:3_000])

    result = run("lists", "adopt", "ofac-non-sdn", str(cut))

    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert [one["number"] for one in run("lists", "show", "--json").json] == [1]


@pytest.mark.parametrize(
    ("name", "said"), [("ofac-sdn", "not ofac-sdn"), ("atlantis", "no sanctions list “atlantis”")]
)
def test_a_wrong_list_is_refused(run: Run, file: str, name: str, said: str) -> None:
    result = run("lists", "adopt", name, file)

    assert result.code == 1
    assert said in result.err


def test_the_past_cannot_adopt(run: Run, file: str) -> None:
    assert run("lists", "adopt", "ofac-non-sdn", file, "--at", "1").code == 1


def test_adopting_tells_of_names_that_now_wait_for_a_decision(run: Run, file: str) -> None:
    run("add", "partner", "name=Old House", "kind=company")

    told = run("lists", "adopt", "ofac-non-sdn", file, "--json").json
    found = run("findings", "--check", "D4", "--json").json

    assert told["to_decide"] == 1
    assert [(one["check"], one["name"]) for one in found] == [("D4", "listed_parties")]
