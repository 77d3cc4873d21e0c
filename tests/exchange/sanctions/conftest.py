from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import xlsxwriter

from crisisdesk.exchange.sanctions import ListVersion, recognise
from crisisdesk.progress import silent

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "sanctions"
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"

SETS: dict[str, tuple[str, ...]] = {
    "ofac_sdn": ("ofac_sdn/sdn.csv", "ofac_sdn/alt.csv", "ofac_sdn/add.csv", "ofac_sdn/sdn_comments.csv"),
    "ofac_sdn_xml": ("ofac_sdn.xml",),
    "ofac_non_sdn": ("ofac_non_sdn.xml",),
    "ofac_advanced": ("ofac_sdn_advanced.xml",),
    "un": ("un.xml",),
    "eu_xml": ("eu.xml",),
    "eu_csv": ("eu.csv",),
    "uk_csv": ("uk.csv",),
    "uk_xml": ("uk.xml",),
    "ofsi": ("ofsi.csv",),
    "csl": ("csl.csv",),
    "dpl": ("dpl.txt",),
    "seco": ("seco.xml",),
    "canada_2022": ("canada_2022.xml",),
    "canada_2025": ("canada_2025.xml",),
}

DFAT_HEADER = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth", "Citizenship",
    "Address", "Additional Information", "Listing Information", "Committees", "Control Date",
)  # fmt: skip
DFAT_ROWS = (
    (2, "Ilmar Vesterholt", "Individual", "Primary Name", "a) Approximately 1955- 1958 b) 1960", "a) Zenda b) Strelsau",
     "a) Ruritania b) Graustark", "NA", "Title: a) Dr", "Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)",
     "1988 (Taliban)", 44197),
    ("2a", "Ilo", "individual ", "aka", "a) Approximately 1955- 1958 b) 1960", "", "", "", "", "", "1988 (Taliban)", 44197),
    ("2b1", "Илмар", "Individual", "original Script ", 22504, "", "", "", "", "", "1988 (Taliban)", 44197),
    (3, "Nordhavn Shipping", "Entity", "Primary name", "na", "na", "", "1 Quay, Strelsau", "", "", "Autonomous (DPRK) ", 44562),
)  # fmt: skip


@pytest.fixture
def samples() -> Path:
    return SAMPLES


@pytest.fixture(params=SETS)
def layout(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def sample() -> Callable[[str], list[Path]]:
    return lambda name: [SAMPLES / part for part in SETS[name]]


@pytest.fixture
def read() -> Callable[[Iterable[Path]], ListVersion]:
    """Reads a version without the check of its count, which samples cannot pass."""

    def version(paths: Iterable[Path]) -> ListVersion:
        sanction_list, files = recognise(list(paths))
        return sanction_list.reads(files, silent)

    return version


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[Iterable[Iterable[object]]], Path]:
    def written(rows: Iterable[Iterable[object]]) -> Path:
        path = tmp_path / "dfat.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        return path

    return written


@pytest.fixture
def dfat(sheet: Callable[[Iterable[Iterable[object]]], Path]) -> Path:
    return sheet([DFAT_HEADER, *DFAT_ROWS])


@pytest.fixture
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("the large real files are not beside the repository")
    return SHARED
