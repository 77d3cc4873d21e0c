import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.base import CAPTION_LIMIT, Record, field_named, fields_of, fresh_id, shorten
from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.model.records import RECORD_TYPES


@pytest.mark.parametrize("name", ["lead_desk_id", "lead_desk", "Lead desk", "LEAD-DESK", " lead desk "])
def test_a_field_is_found_by_name_or_label(name: str) -> None:
    assert field_named(CrisisCase, name).name == "lead_desk_id"


def test_an_unknown_field_is_answered_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"A case has no field “mood”; it has title, codename, .*marking"):
        field_named(CrisisCase, "mood")


def test_a_field_without_a_default_is_required() -> None:
    assert [f.name for f in fields_of(CrisisCase) if f.required] == ["title"]
    with pytest.raises(TypeError, match="title"):
        CrisisCase()


@pytest.mark.parametrize(
    ("name", "typed", "value", "written"),
    [
        ("severity", " ACUTE ", Severity.ACUTE, "acute"), ("rhythm_hours", "1_2", 12, "12"),
        ("opened_at", "231312Z NOV 26", None, "2026-11-23T13:12:00Z"), ("marking", "s//nf", None, "S//NF"),
        ("title", " a\x00b\n", "ab", "ab"),
    ],
)  # fmt: skip
def test_a_field_reads_what_is_typed_and_writes_it_plain(
    name: str, typed: str, value: object, written: str
) -> None:
    f = field_named(CrisisCase, name)
    read = f.read(typed)

    assert value is None or read == value
    assert f.write(read) == written
    assert f.write(None) == ""


@pytest.mark.parametrize(
    ("typed", "value"), [("yes", True), ("1", True), ("On", True), ("no", False), (" FALSE ", False)]
)
def test_yes_and_no_have_many_words(typed: str, value: bool) -> None:
    f = field_named(LogEntry, "significant")

    assert f.read(typed) is value
    assert f.read(f.write(value)) is value


@pytest.mark.parametrize(
    ("record_type", "name", "typed", "sentence"),
    [
        (LogEntry, "significant", "maybe", "Significant: “maybe” is neither yes nor no"),
        (CrisisCase, "rhythm_hours", "1.5", "is not a whole number"),
        (CrisisCase, "rhythm_hours", "9" * 5000, "is not a whole number|past what a desk can keep"),
        (CrisisCase, "rhythm_hours", str(2**53 + 1), "past what a desk can keep"),
        (CrisisCase, "severity", "deadly", "“deadly” is none of watch, elevated, serious, acute"),
        (CrisisCase, "opened_at", "soon", "Opened: “soon” is not a moment"),
        (CrisisCase, "title", "\ud800", "Title: the text holds half a character"),
    ],
)
def test_what_cannot_be_read_is_refused_by_the_fields_label(
    record_type: type, name: str, typed: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        field_named(record_type, name).read(typed)


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "1e999"])
def test_no_number_is_endless_or_none(typed: str) -> None:
    name = next(f.name for f in fields_of(Partner) if f.kind == "number")
    with pytest.raises(UserError):
        field_named(Partner, name).read(typed)


def test_ids_name_their_type_and_never_meet() -> None:
    ids = {fresh_id("case") for _ in range(10_000)}

    assert len(ids) == 10_000
    assert all(i.startswith("case-") and len(i) == 17 for i in ids)
    assert CrisisCase(title="x").id.startswith("case-")
    assert CrisisCase(title="x", id="mine").id == "mine"


def test_captions_are_cut_at_a_word() -> None:
    assert shorten("short") == "short"
    assert shorten("word " * 50).endswith("word …")
    assert len(shorten("x" * 500)) <= CAPTION_LIMIT
    assert CrisisCase(title="first line\nsecond").caption == "first line"


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.__tablename__)
def test_each_field_is_found_by_its_own_name(record_type: type[Record]) -> None:
    names = [f.name for f in fields_of(record_type)]

    assert [field_named(record_type, name).name for name in names] == names
