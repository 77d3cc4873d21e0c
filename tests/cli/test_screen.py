from pathlib import Path

import pytest

from .conftest import Run
from .test_lists import listed


@pytest.fixture
def adopted(run: Run, tmp_path: Path) -> Run:
    path = listed(tmp_path / "cons_prim.csv", "VESTERHOLT TRADING COMPANY", "ZENDA MARITIME LINES")
    run("lists", "adopt", "ofac-non-sdn", path)
    return run


def test_each_name_has_its_hits(adopted: Run) -> None:
    first, second = adopted("screen", "Vesterholt Trading", "Quiet Harbour Books", "--json").json

    assert (first["query"], second["query"], second["hits"]) == (
        "Vesterholt Trading",
        "Quiet Harbour Books",
        [],
    )
    (hit,) = first["hits"]
    assert hit.keys() >= {
        "list", "key", "name", "matched", "score", "evidence", "type", "programmes", "listed_on", "delisted_on",
    }  # fmt: skip
    assert (hit["list"], hit["key"], hit["programmes"]) == ("ofac-non-sdn", "1", ["NS-PLC"])


def test_a_person_reads_the_score_and_the_listing(adopted: Run) -> None:
    out = adopted("screen", "Zenda Maritime Lines", "--type", "vessel").out

    assert "ofac-non-sdn 2  ZENDA MARITIME LINES [NS-PLC]" in out or "no hits" in out


def test_names_come_from_a_file(adopted: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name,country\nZenda Maritime Lines,France\nNobody,\n", encoding="utf-8")

    told = adopted("screen", "--file", str(names), "--json").json

    assert [len(one["hits"]) for one in told] == [1, 0]


def test_a_threshold_and_a_limit_narrow_the_hits(adopted: Run) -> None:
    assert adopted("screen", "Vesterholt", "--threshold", "1", "--json").json[0]["hits"] == []
    assert (
        len(adopted("screen", "Babako Works", "--threshold", "0", "--limit", "3", "--json").json[0]["hits"])
        == 3
    )


def test_without_names_the_usage_is_shown(adopted: Run) -> None:
    assert adopted("screen").code == 2


def test_without_lists_it_is_refused(run: Run) -> None:
    result = run("screen", "Zenda")

    assert (result.code, result.out) == (1, "")
    assert "No sanctions list is adopted" in result.err


def test_the_queue_has_the_names_of_the_desk(adopted: Run) -> None:
    record = adopted("add", "partner", "name=Zenda Maritime Lines", "kind=company", "--json").json["id"]

    (one,) = adopted("screen", "--queue", "--json").json

    assert (one["record"], one["field"], one["standing"], one["hit"]["key"]) == (record, "name", "new", "2")
    assert "1 hit to be decided." in adopted("screen", "--queue").out


def test_the_past_screens_against_the_lists_of_its_time(adopted: Run) -> None:
    assert adopted("screen", "Zenda Maritime Lines", "--at", "1").code == 1
