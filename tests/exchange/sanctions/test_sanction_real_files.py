"""The real files beside the repository give what their description says."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions import ListVersion, difference, read_list, recognise
from crisisdesk.exchange.sanctions.markup import Node, entries
from crisisdesk.exchange.sanctions.party import NameKind, PartyType
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.exchange.sanctions.written import party_from_json, party_json
from crisisdesk.progress import silent

pytestmark = pytest.mark.shared

Read = Callable[[Iterable[Path]], ListVersion]

Case = tuple[str, str, dict[str, int], int, int]
COUNTS: list[Case] = [
    ("ofac_sdn_2023-12-28", "ofac-sdn", {"main": 13_821, "aliases": 17_091, "addresses": 18_990, "comments": 13}, 13_821, 3),
    ("ofac_sdn_2024-02-14", "ofac-sdn", {"main": 13_928}, 13_928, 0),
    ("ofac_nonsdn_2025-12", "ofac-non-sdn", {"main": 442, "aliases": 1_073, "addresses": 574, "comments": 10}, 442, 0),
    ("ofac_nonsdn_xml", "ofac-non-sdn", {"main": 443}, 443, 0),
    ("us_csl_2022", "us-csl", {"main": 14_160}, 14_048, 0),
    ("us_bis_dpl_2022", "us-bis-dpl", {"main": 581}, 459, 0),
    ("uk_ofsi_2022-05-04", "uk-ofsi", {"main": 15_261}, 3_430, 0),
    ("au_dfat_2022", "au-dfat", {"main": 7_945}, 2_666, 0),
]  # fmt: skip


@lru_cache(maxsize=4)
def read_once(paths: tuple[Path, ...]) -> ListVersion:
    sanction_list, files = recognise(paths)
    return sanction_list.reads(files, silent)


@pytest.fixture
def read() -> Read:
    """Real lists take seconds: each is read once for the tests that follow one another."""
    return lambda paths: read_once(tuple(paths))


@pytest.fixture
def files(shared: Path) -> Callable[[str], list[Path]]:
    return lambda folder: sorted((shared / "sanctions" / folder).iterdir())


Files = Callable[[str], list[Path]]


@pytest.mark.parametrize("case", COUNTS, ids=[case[0] for case in COUNTS])
def test_counts_are_those_of_the_description(files: Files, read: Read, case: Case) -> None:
    folder, name, rows, parties, orphans = case

    version = read(files(folder))

    recognise(files(folder))[0].check(version)
    assert (version.list, dict(version.rows)) == (name, rows)
    assert (len(version.parties), len(version.orphans)) == (parties, orphans)


def test_types_and_aliases_of_the_sdn_list(files: Files, read: Read) -> None:
    version = read(files("ofac_sdn_2023-12-28"))

    types = Counter(party.type for party in version.parties)
    assert types == {
        PartyType.PERSON: 6_646, PartyType.ORGANISATION: 6_033, PartyType.VESSEL: 764, PartyType.AIRCRAFT: 378,
    }  # fmt: skip
    assert {orphan.key for orphan in version.orphans} == {"12300", "15599", "15600"}
    assert sum(len(party.programmes) > 1 for party in version.parties) == 1_584


def test_names_in_other_scripts_are_kept(files: Files, read: Read) -> None:
    version = read(files("au_dfat_2022"))

    assert (
        sum(name.kind is NameKind.ORIGINAL_SCRIPT for party in version.parties for name in party.names) > 450
    )


def test_seven_weeks_of_the_sdn_list(files: Files, read: Read) -> None:
    """By whole rows of the main files, as the description counts them."""
    main = [path for path in files("ofac_sdn_2023-12-28") if path.name == "sdn.csv.gz"]

    found = difference(read(main), read(files("ofac_sdn_2024-02-14")))

    assert (len(found.added), len(found.removed), len(found.changed)) == (113, 6, 11)
    assert found.changed_in("names") == ("23475", "46498")


def test_the_same_list_in_two_layouts_has_the_same_names(files: Files, read: Read) -> None:
    csv, xml = read(files("ofac_nonsdn_2025-12")), read(files("ofac_nonsdn_xml"))
    names = {party.key: {name.text for name in party.names} for party in csv.parties}

    same = [names.get(party.key) == {name.text for name in party.names} for party in xml.parties]

    assert sum(same) > 0.98 * len(same)


def test_the_small_eu_file_is_read_and_refused_as_a_whole_list(shared: Path, read: Read) -> None:
    path = shared / "sanctions" / "eu_fsf_sample" / "sample_eu.xml"

    version = read([path])

    assert (dict(version.rows)["main"], len(version.parties)) == (7, 6)
    with pytest.raises(UserError, match="a whole list has"):
        read_list([path], silent)


def test_the_eu_file_that_broke_off_is_refused_with_its_line(files: Files, read: Read) -> None:
    with pytest.raises(UserError, match=r"sanctions\.xml\.gz is broken off or damaged at line 28,198"):
        read(files("eu_fsf_2022-03-18_truncated"))


def test_whole_entries_come_before_the_break(files: Files) -> None:
    (path,) = files("eu_fsf_2022-03-18_truncated")
    seen: list[Node] = []

    with SourceFile(path).open() as stream, pytest.raises(UserError):
        seen.extend(entries(stream, path.name, {"sanctionEntity"}, lambda: None))

    assert sum(node.tag == "sanctionEntity" for node in seen) == 1_044


@pytest.mark.parametrize("folder", ["ofac_sdn_2023-12-28", "uk_ofsi_2022-05-04"])
def test_real_parties_come_back_from_their_json(files: Files, read: Read, folder: str) -> None:
    for party in read(files(folder)).parties[::37]:
        assert party_from_json(party_json(party)) == party


def test_all_names_are_clean(files: Files, read: Read) -> None:
    version = read(files("uk_ofsi_2022-05-04"))

    names = [name.text for party in version.parties for name in party.names]
    assert all(name == " ".join(name.split()) and name.replace("\u200c", "").isprintable() for name in names)


def test_the_list_is_known_by_its_content_whatever_it_is_called(files: Files, tmp_path: Path) -> None:
    (source,) = files("us_bis_dpl_2022")
    renamed = tmp_path / "sdn.csv"
    renamed.write_bytes(source.read_bytes())

    assert recognise([renamed])[0].name == "us-bis-dpl"
