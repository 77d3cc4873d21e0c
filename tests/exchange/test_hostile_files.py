"""Files that were made to break readers end in an import or in one sentence."""

import csv
import json
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_in import lines
from crisisdesk.exchange.formulas import as_written, defused
from crisisdesk.exchange.incoming import Report
from crisisdesk.exchange.json_in import json_value
from crisisdesk.exchange.opening import opened
from crisisdesk.model.posts import Person
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]
HOSTILE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "hostile"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not beside the repository"),
]
SPECTRUM = sorted((HOSTILE / "csv-spectrum" / "csvs").glob("*.csv")) if HOSTILE.is_dir() else []


def refusal_of(attempt: Callable[[], object]) -> str:
    """The sentence with which an attempt was refused; empty where it was not."""
    try:
        attempt()
    except UserError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_each_shape_of_csv_gives_its_cells(path: Path) -> None:
    expected = json.loads(
        (HOSTILE / "csv-spectrum" / "json" / f"{path.stem}.json")
        .read_text(encoding="utf-8")
        .replace("\\r\\n", "\\n")
    )  # the line ends of one file were changed on its way to us

    source = opened(path)
    header, *rows = [line.cells for line in lines(source)]
    source.file.close()

    cells = [[cell.replace("\r\n", "\n") for cell in row] for row in rows]
    assert [dict(zip(header, row, strict=True)) for row in cells] == expected


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_each_shape_of_csv_ends_in_an_import_or_a_sentence(take: Take, path: Path) -> None:
    assert refusal_of(lambda: take(path.read_bytes(), "people.csv")).count("\n") == 0


def members() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(HOSTILE / "json_test_suite.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith(".json"):
                yield Path(member.name).name, file.read()


def test_json_that_must_parse_does_and_the_rest_is_refused_in_a_sentence(tmp_path: Path) -> None:
    def parse(content: bytes) -> None:
        (tmp_path / "x.json").write_bytes(content)
        source = opened(tmp_path / "x.json")
        try:
            json_value(source)
        finally:
            source.file.close()

    said = {name: refusal_of(partial(parse, content)) for name, content in members()}
    wrong = {name for name in said if name.startswith("n_") and not said[name]}
    missed = {name for name in said if name.startswith("y_") and said[name]}

    assert [text for text in said.values() if "\n" in text] == []

    assert wrong == set()
    assert missed == {
        "y_object_duplicated_key.json",
        "y_object_duplicated_key_and_value.json",
    }  # we are stricter


def test_json_of_any_kind_ends_in_an_import_or_a_sentence(take: Take) -> None:
    for _, content in members():
        assert "\n" not in refusal_of(partial(take, content, "x.json"))


def test_cells_that_would_run_do_not_and_come_back_equal() -> None:
    payloads = (HOSTILE / "csv_injection_payloads.txt").read_text(encoding="utf-8").splitlines()

    assert [as_written(defused(text)) for text in payloads] == payloads
    assert not [text for text in payloads if defused(text).startswith(("=", "+", "-", "@"))]


def test_naughty_strings_come_in_as_they_are_or_are_refused(
    take: Take, workspace: Workspace, tmp_path: Path
) -> None:
    naughty = json.loads((HOSTILE / "blns.json").read_text(encoding="utf-8"))
    with (tmp_path / "naughty.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["name", "notes"], *([f"N{place}", text] for place, text in enumerate(naughty))]
        )

    report = take((tmp_path / "naughty.csv").read_bytes(), "people.csv")

    assert report.refused == []
    with workspace.snapshot() as view:
        assert view.count(Person) == len(naughty)
