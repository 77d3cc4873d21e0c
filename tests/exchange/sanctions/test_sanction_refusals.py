import gzip
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.exchange.sanctions import ListVersion, read_list, recognise
from crisisdesk.exchange.sanctions.ofac_csv import OFAC_SDN_CSV
from crisisdesk.progress import silent

Sample = Callable[[str], list[Path]]
Read = Callable[[Iterable[Path]], ListVersion]
Sheet = Callable[[Iterable[Iterable[object]]], Path]

_HEADER = ("Reference", "Name of Individual or Entity", "Type", "Name Type", "Committees", "Control Date")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


Write = Callable[[str, bytes], Path]


def test_an_empty_file_is_refused(write: Write, read: Read) -> None:
    with pytest.raises(UserError, match=r"sdn\.csv is empty"):
        read([write("sdn.csv", b"")])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, read: Read) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        read([tmp_path / "nothing.csv"])


def test_no_file_at_all_is_refused() -> None:
    with pytest.raises(UserError, match="No file was chosen"):
        recognise([])


def test_a_missing_end_mark_is_no_defect(write: Write, samples: Path, read: Read) -> None:
    whole = (samples / "ofac_sdn" / "sdn.csv").read_bytes()

    version = read([write("sdn.csv", whole.removesuffix(b"\x1a"))])

    assert version.parties == read([(samples / "ofac_sdn" / "sdn.csv")]).parties


def test_a_last_line_without_an_end_is_noted(write: Write, samples: Path, read: Read) -> None:
    whole = (samples / "csl.csv").read_bytes()

    assert read([write("csl.csv", whole)]).notes == ()
    assert any("has no end" in note for note in read([write("csl.csv", whole.rstrip())]).notes)


def test_a_row_cut_in_the_middle_is_refused_with_its_line(write: Write, samples: Path, read: Read) -> None:
    cut = (samples / "ofac_sdn" / "sdn.csv").read_bytes().partition(b'"T2EU4"')[0]

    with pytest.raises(UserError, match=r"sdn\.csv, line 4: the row has \d cells instead of 12"):
        read([write("sdn.csv", cut)])


def test_a_quote_that_is_never_closed_is_refused_with_its_line(
    write: Write, samples: Path, read: Read
) -> None:
    cut = (samples / "ofac_sdn" / "sdn.csv").read_bytes().partition(b"None Identified")[0]

    with pytest.raises(UserError, match="line 4: a quote is opened and never closed"):
        read([write("sdn.csv", cut)])


def test_xml_that_breaks_off_is_refused_with_its_line(write: Write, samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match=r"un\.xml is broken off or damaged at line 1\d"):
        read([write("un.xml", (samples / "un.xml").read_bytes()[:1500])])


def test_another_count_than_the_file_says_is_refused(write: Write, samples: Path, read: Read) -> None:
    changed = (samples / "ofac_sdn.xml").read_bytes().replace(b"<Record_Count>2<", b"<Record_Count>3<")

    with pytest.raises(UserError, match="says that it has 3 entries and has 2"):
        read([write("sdn.xml", changed)])


def test_a_count_below_what_a_whole_list_has_is_refused(sample: Sample) -> None:
    with pytest.raises(UserError, match=r"gives 7 listed parties, a whole list has 10,000 to 60,000"):
        read_list(sample("ofac_sdn"), silent)


def test_half_a_list_delists_nobody(sample: Sample, read: Read) -> None:
    version = read(sample("ofac_sdn"))
    small = OFAC_SDN_CSV.__class__(
        **{f: getattr(OFAC_SDN_CSV, f) for f in OFAC_SDN_CSV.__slots__} | {"expects": (1, 60)}
    )

    small.check(version, known=8)
    with pytest.raises(UserError, match="14 are known"):
        small.check(version, known=14)


def test_a_table_with_missing_columns_is_told_which(write: Write, samples: Path, read: Read) -> None:
    changed = (
        (samples / "dpl.txt")
        .read_bytes()
        .replace(b'"FR_Citation"', b'"Notice"')
        .replace(b'"City"', b'"Town"')
    )

    with pytest.raises(
        UserError, match="BIS Denied Persons List, but the columns “City”, “FR_Citation” are missing"
    ):
        read([write("dpl.txt", changed)])


def test_a_table_of_something_else_is_refused(samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="of a sanctions list"):
        read([samples / "README.md"])


def test_a_workbook_of_something_else_is_refused(tmp_path: Path, read: Read, sheet: Sheet) -> None:
    with pytest.raises(UserError, match="has no columns of a sanctions list"):
        read([sheet([("Name", "Price"), ("Tea", 3)])])


def test_aliases_alone_are_refused_and_told_what_is_missing(samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match=r"the main file \(sdn\.csv\) is not there"):
        read([samples / "ofac_sdn" / "alt.csv"])


def test_files_of_two_lists_are_refused(samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="different lists"):
        read([(samples / "ofac_sdn" / "sdn.csv"), (samples / "un.xml")])


def test_the_same_part_twice_is_refused(write: Write, samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="same part of the OFAC SDN list"):
        read(
            [
                (samples / "ofac_sdn" / "sdn.csv"),
                write("copy.csv", (samples / "ofac_sdn" / "sdn.csv").read_bytes()),
            ]
        )


def test_xml_with_another_root_is_refused(write: Write, read: Read) -> None:
    with pytest.raises(UserError, match="outermost element <svg>"):
        read([write("a.xml", b"<?xml version='1.0'?><!-- x --><svg><g/></svg>")])


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE CONSOLIDATED_LIST>",
        b'<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaa">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/hosts">',
    ],
)
def test_a_document_type_is_refused_at_once(write: Write, doctype: bytes, samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="declares a document type"):
        read([write("un.xml", (samples / "un.xml").read_bytes().replace(b"?>\n", b"?>\n" + doctype, 1))])


def test_deep_nesting_is_refused(write: Write, read: Read) -> None:
    deep = b"<a>" * 200_000

    with pytest.raises(UserError, match="nested deeper than 100"):
        read([write("un.xml", b"<CONSOLIDATED_LIST>" + deep)])


@pytest.mark.parametrize("text", [b"x" * 5_000_000, b"<!--" + b"x" * 9_000_000 + b"-->"])
def test_a_value_of_millions_of_characters_is_refused(write: Write, text: bytes, read: Read) -> None:
    with pytest.raises(UserError, match="characters; this is not a list"):
        read([write("un.xml", b"<CONSOLIDATED_LIST><INDIVIDUAL><DATAID>" + text)])


@pytest.mark.parametrize("cell", [b"x" * 140_000, b'"' + b"x\r\n" * 900_000, b"x" * 1_200_000])
def test_a_cell_far_too_long_is_refused(write: Write, cell: bytes, samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="line 8"):
        read(
            [
                write(
                    "sdn.csv",
                    (samples / "ofac_sdn" / "sdn.csv").read_bytes().removesuffix(b"\x1a") + b"9," + cell,
                )
            ]
        )


def test_an_unpacked_bomb_is_refused(write: Write, read: Read) -> None:
    packed = gzip.compress(b"<CONSOLIDATED_LIST>" + b"<a/>\n" * 12_000_000, 9)

    with pytest.raises(UserError, match="unpacks to far more than a list"):
        read([write("un.xml.gz", packed)])


def test_an_archive_in_an_archive_is_refused(write: Write, samples: Path, read: Read) -> None:
    with pytest.raises(UserError, match="archive within an archive"):
        read(
            [
                write(
                    "sdn.csv.gz",
                    gzip.compress(gzip.compress((samples / "ofac_sdn" / "sdn.csv").read_bytes())),
                )
            ]
        )


def test_a_gz_that_breaks_off_is_refused(write: Write, samples: Path, read: Read) -> None:
    packed = gzip.compress((samples / "ofac_sdn" / "sdn.csv").read_bytes())

    with pytest.raises(UserError, match="broken off or damaged"):
        read([write("sdn.csv.gz", packed[: len(packed) // 2])])


def test_a_zip_of_a_list_is_read(tmp_path: Path, sample: Sample, read: Read) -> None:
    with zipfile.ZipFile(tmp_path / "sdn.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sample("ofac_sdn"):
            archive.write(path, path.name)

    assert read([tmp_path / "sdn.zip"]) == read(sample("ofac_sdn"))


def test_a_zip_bomb_is_refused(tmp_path: Path, read: Read) -> None:
    with zipfile.ZipFile(tmp_path / "un.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("un.xml", b"<CONSOLIDATED_LIST>" + b"<a/>\n" * 12_000_000)

    with pytest.raises(UserError, match="unpacks to far more than a list"):
        read([tmp_path / "un.zip"])


def test_a_workbook_with_a_cell_in_the_far_corner_is_refused(
    tmp_path: Path, read: Read, sheet: Sheet
) -> None:
    path = sheet([_HEADER, ("", *[""] * 300, "x")])

    with pytest.raises(UserError, match="damaged or locked workbook"):
        read([path])


@pytest.mark.parametrize(
    "content", [b"\xff" * 9_000, b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 no workbook", b"\x1f\x8b no gz"]
)
def test_rubbish_is_refused(write: Write, content: bytes, read: Read) -> None:
    with pytest.raises(UserError):
        read([write("list.csv", content)])


def test_a_hundred_megabytes_of_rubbish_are_refused(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "sdn.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"\x01rubbish " * 125_000)

    with pytest.raises(UserError, match="of a sanctions list"):
        read([path])


def test_rubbish_behind_a_good_beginning_is_refused(write: Write, samples: Path, read: Read) -> None:
    good = (samples / "ofac_sdn" / "sdn.csv").read_bytes().removesuffix(b"\x1a") * 40

    with pytest.raises(UserError, match="line 281: the row has 1 cells instead of 12"):
        read([write("sdn.csv", good + b"rubbish\n" * 100_000)])


def test_far_more_entries_than_any_list_has_are_refused(write: Write, read: Read) -> None:
    path = write("sdn.csv", b"".join(b'%d,"A",-0- ,"CUBA"%b\n' % (n, b",-0- " * 8) for n in range(60_100)))

    with pytest.raises(UserError, match="far more entries than any sanctions list"):
        read([path])


def test_text_in_another_encoding_is_noted(write: Write, samples: Path, read: Read) -> None:
    changed = (
        (samples / "ofac_sdn" / "sdn.csv")
        .read_bytes()
        .replace(b"AEROCARIBBEAN", "AÉROCARIBBEAN".encode("cp1252"))
    )

    version = read([write("sdn.csv", changed)])

    assert version.parties[0].name == "AÉROCARIBBEAN AIRLINES"
    assert any("windows-1252" in note for note in version.notes)


def test_utf_16_is_read_by_its_mark(write: Write, samples: Path, read: Read) -> None:
    text = (samples / "dpl.txt").read_text("utf-8")

    assert len(read([write("dpl.txt", text.encode("utf-16"))]).parties) == 2


def test_progress_is_told_every_thousand_rows_and_may_cancel(write: Write) -> None:
    path = write(
        "sdn.csv", b"".join(b'%d,"A",-0- ,"CUBA"%b\r\n' % (n, b",-0- " * 8) for n in range(1, 3_001))
    )
    told: list[int] = []

    sanction_list, files = recognise([path])
    sanction_list.reads(files, lambda done, _total, _text: told.append(done))

    assert max(later - sooner for sooner, later in pairwise([0, *told])) <= 1_000
    with pytest.raises(CancelledError):
        sanction_list.reads(files, partial(cancel))


def cancel(_done: int, _total: int, _text: str, /) -> None:
    raise CancelledError


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["xml", "xlsx", "zip"])
def test_hostile_files_of_others_are_refused(folder: str, read: Read, shared: Path) -> None:
    for path in sorted((shared / "hostile" / folder).iterdir()):
        with pytest.raises(UserError):
            read([path])
