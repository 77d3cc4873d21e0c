"""What holds for every record type, so that form, table, search and files can follow from its declaration."""

import csv
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.fields import Field
from crisisdesk.model.records import RECORD_TYPES, record_type_named
from crisisdesk.model.values import PartialDate

AREAS = {
    "Cases", "Partners", "Contacts", "Engagements", "Coordination", "Sanctions", "Transfers", "Assistance", "Oversight",
    "Duty", "Briefings", "Templates", "Reference", "Desk",
}  # fmt: skip
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLES = {"integer": 1, "moment": NOON, "date": PartialDate.parse("2026-11-23"), "reference": "some-id"}
every_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.__tablename__)


def minimal(record_type: type[Record]) -> Record:
    values = {f.name: sample(f) for f in fields_of(record_type) if f.required}
    return record_type(**values)


def sample(f: Field) -> Any:
    if f.choices:
        return f.read(f.choices[0])
    return f"{f.name}-1" if f.kind == "reference" else SAMPLES.get(f.kind, f.name)


@every_type
def test_it_has_names_and_an_area(record_type: type[Record]) -> None:
    assert record_type.__label__
    assert record_type.__plural__
    assert record_type.__area__ in AREAS
    assert record_type.__doc__


@every_type
def test_its_labels_and_names_never_mean_two_fields(record_type: type[Record]) -> None:
    words = [{f.name, f.label.lower().replace(" ", "_")} for f in fields_of(record_type)]
    assert sum(map(len, words)) == len(set.union(*words))


@every_type
def test_it_has_a_caption_or_makes_one(record_type: type[Record]) -> None:
    assert any(f.facts.caption for f in fields_of(record_type))
    assert minimal(record_type).caption


@every_type
def test_no_field_hides_a_method_or_a_key_of_its_json(record_type: type[Record]) -> None:
    names = {f.name for f in fields_of(record_type)}
    assert not names & {"id", "type", "revision", "caption", *dir(Record)} - {"marking"}


@every_type
def test_its_references_lead_to_types_of_the_list(record_type: type[Record]) -> None:
    tables = {t.__tablename__ for t in RECORD_TYPES}
    assert {f.references for f in fields_of(record_type) if f.kind == "reference"} <= tables


@every_type
def test_its_vocabularies_are_seeded(record_type: type[Record]) -> None:
    with (paths.seeds() / "vocabularies.csv").open(encoding="utf-8", newline="") as file:
        seeded = {row["vocabulary"] for row in csv.DictReader(file)}
    assert {f.vocabulary for f in fields_of(record_type) if f.vocabulary} <= seeded


@every_type
def test_its_ends_are_references(record_type: type[Record]) -> None:
    references = {f.name for f in fields_of(record_type) if f.kind == "reference"}
    assert set(record_type.__edge__ or ()) <= references


@every_type
def test_what_fills_in_the_required_fields_may_be_kept(record_type: type[Record]) -> None:
    record = minimal(record_type)
    record.stamp(NOON, "officer")
    expected = {"channel": 1, "call": 1, "participant": 1, "template_partner": 1, "template_link": 1}.get(
        record_type.__tablename__, 0
    )  # these lead to one of several ends
    assert len(list(record.problems())) == expected


@every_type
def test_a_table_shows_between_three_and_nine_columns(record_type: type[Record]) -> None:
    assert 3 <= sum(f.facts.column for f in fields_of(record_type)) <= 9


@every_type
def test_every_name_finds_it(record_type: type[Record]) -> None:
    names = (
        record_type.__tablename__,
        record_type.__label__,
        record_type.__plural__,
        *record_type.__aliases__,
    )
    for name in names:
        assert record_type_named(name.upper().replace("_", "-")) is record_type


def test_an_unknown_type_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match="log_entry"):
        record_type_named("spaceship")


def test_no_two_types_share_a_name() -> None:
    names = [n for t in RECORD_TYPES for n in {t.__tablename__, *t.__aliases__}]
    assert len(names) == len(set(names))
