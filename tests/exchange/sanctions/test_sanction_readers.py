from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from crisisdesk.exchange.sanctions.party import (
    Address,
    Identifier,
    ListedName,
    ListedParty,
    ListVersion,
    NameKind,
    PartyType,
    Quality,
)
from crisisdesk.exchange.sanctions.written import party_from_json, party_json, version_from_json, version_json

Sample = Callable[[str], list[Path]]
Read = Callable[[Iterable[Path]], ListVersion]


def by_key(version: ListVersion) -> dict[str, ListedParty]:
    return {party.key: party for party in version.parties}


def texts(party: ListedParty, kind: NameKind) -> list[str]:
    return [name.text for name in party.names if name.kind is kind]


def born(party: ListedParty) -> list[str]:
    return [str(date) for date in party.births]


def test_the_files_of_ofac_are_joined(sample: Sample, read: Read) -> None:
    bank = by_key(read(sample("ofac_sdn")))["306"]

    assert texts(bank, NameKind.PRIMARY) == ["BANCO NACIONAL DE CUBA"]
    assert ListedName("BNC", NameKind.ALIAS, Quality.WEAK) in bank.names
    assert ListedName("NATIONAL BANK OF CUBA", NameKind.ALIAS, Quality.STRONG) in bank.names
    assert Address("Zweierstrasse 35, Zurich CH-8022", "Switzerland") in bank.addresses


@pytest.mark.parametrize("left_out", ["alt.csv", "add.csv", "sdn_comments.csv"])
def test_parts_of_the_ofac_list_may_be_left_out(left_out: str, sample: Sample, read: Read) -> None:
    version = read([path for path in sample("ofac_sdn") if path.name != left_out])

    assert len(version.parties) == 7
    assert all(party.names for party in version.parties)


def test_remarks_that_were_cut_go_on_without_a_separator(sample: Sample, read: Read) -> None:
    version = read(sample("ofac_sdn"))

    assert "APPLEWORM" in texts(by_key(version)["27307"], NameKind.ALIAS)
    assert [(orphan.file, orphan.key) for orphan in version.orphans] == [("sdn_comments.csv", "12300")]


def test_several_programmes_in_one_cell_are_told_apart(sample: Sample, read: Read) -> None:
    assert by_key(read(sample("ofac_sdn")))["18150"].programmes == ("SDGT", "NPWMD", "IFSR")


def test_a_vessel_keeps_its_numbers_and_flags(sample: Sample, read: Read) -> None:
    vessel = by_key(read(sample("ofac_sdn")))["15036"]

    assert vessel.type is PartyType.VESSEL
    assert vessel.craft is not None
    assert (vessel.craft.imo, vessel.craft.flag, vessel.craft.call_sign) == ("9187629", "Iran", "T2EU4")
    assert vessel.craft.former_flags == ("Malta", "Tuvalu", "Tanzania")
    assert Identifier("MMSI", "572469210") in vessel.identifiers


def test_an_aircraft_keeps_its_marks(sample: Sample, read: Read) -> None:
    craft = by_key(read(sample("ofac_sdn")))["18150"].craft

    assert craft is not None
    assert (craft.tail_number, craft.serial, craft.model) == ("EP-MMH", "391", "Airbus A340-642")


def test_ofac_xml_is_read_in_any_namespace(sample: Sample, read: Read) -> None:
    old, new = read(sample("ofac_sdn_xml")), read(sample("ofac_non_sdn"))

    assert (old.list, str(old.date)) == ("ofac-sdn", "2023-12-28")
    assert (new.list, str(new.date)) == ("ofac-non-sdn", "2025-03-28")


@pytest.mark.parametrize("layout", ["ofac_sdn_xml", "ofac_advanced"])
def test_both_xml_layouts_of_ofac_give_the_same_person(layout: str, sample: Sample, read: Read) -> None:
    person = by_key(read(sample(layout)))["90001"]

    assert person.name == "VESTERHOLT, Ilmar"
    assert (person.names[0].given, person.names[0].family) == ("Ilmar", "VESTERHOLT")
    assert Identifier("Passport", "X1234567", "Ruritania") in person.identifiers
    assert (person.birth_places, person.nationalities, person.gender) == (("Zenda",), ("Ruritania",), "male")


def test_a_whole_year_in_the_advanced_layout_is_a_year(sample: Sample, read: Read) -> None:
    assert born(by_key(read(sample("ofac_advanced")))["90001"]) == ["1961"]


def test_the_advanced_layout_tells_owners_and_original_scripts(sample: Sample, read: Read) -> None:
    parties = by_key(read(sample("ofac_advanced")))

    assert [(relation.kind, relation.to) for relation in parties["90002"].relations] == [
        ("Owned or Controlled By", "90001")
    ]
    assert texts(parties["90001"], NameKind.ORIGINAL_SCRIPT) == ["ВЕСТЕРХОЛЬТ"]


def test_an_empty_alias_of_the_un_list_is_no_name(sample: Sample, read: Read) -> None:
    person = by_key(read(sample("un")))["QDi.998"]

    assert texts(person, NameKind.ALIAS) == ["Abu Tassim", "Tassim the Elder", "Al-Amin"]
    assert [name.quality for name in person.names if name.text == "Al-Amin"] == [Quality.WEAK]


def test_births_of_the_un_list_are_as_exact_as_they_are_known(sample: Sample, read: Read) -> None:
    assert born(by_key(read(sample("un")))["QDi.998"]) == ["1965-08-12", "~1966", "1963..1968"]


def test_the_un_list_says_when_it_changed(sample: Sample, read: Read) -> None:
    person = by_key(read(sample("un")))["QDi.998"]

    assert (str(person.listed_on), str(person.updated_on)) == ("2011-11-08", "2019-05-01")


def test_births_of_the_eu_list_in_another_calendar_stay_text(sample: Sample, read: Read) -> None:
    person = by_key(read(sample("eu_xml")))["99901"]

    assert born(person) == ["~1961", "1960-08", "1958..1963"]
    assert "Date of birth (islamic calendar): 1380" in person.remarks


def test_an_unknown_country_of_the_eu_list_is_none(sample: Sample, read: Read) -> None:
    assert by_key(read(sample("eu_xml")))["99901"].nationalities == ("CS",)


def test_rows_of_the_eu_csv_make_one_party(sample: Sample, read: Read) -> None:
    version = read(sample("eu_csv"))
    person = by_key(version)["99901"]

    assert (len(version.parties), dict(version.rows)["main"]) == (2, 7)
    assert [name.text for name in person.names] == ["Ilmar A. Vesterholt", 'Ilmar "Ilo" Vesterholt']
    assert (born(person), str(person.listed_on)) == (["1961-08-12"], "2022-03-15")


@pytest.mark.parametrize("layout", ["uk_csv", "uk_xml"])
def test_the_uk_list_gives_the_same_in_both_layouts(layout: str, sample: Sample, read: Read) -> None:
    version = read(sample(layout))
    person = by_key(version)["RUS9999"]

    assert (person.name, born(person), str(version.date)) == ("Ilmar Arvo VESTERHOLT", ["1958"], "2026-02-10")
    assert person.measures[:2] == ("Asset freeze", "Travel Ban")
    assert "&" in person.reason
    assert "amp;" not in person.reason
    assert ListedName("Илмар Вестерхольт", NameKind.ORIGINAL_SCRIPT, script="Cyrillic") in person.names


def test_the_closed_uk_list_is_read_with_fewer_columns(sample: Sample, read: Read) -> None:
    version = read(sample("ofsi"))
    person = by_key(version)["99999"]

    assert (born(person), person.gender, str(version.date)) == (["1958"], "male", "2022-03-20")
    assert person.birth_places == ("Zenda, Ruritania", "Strelsau")
    assert Identifier("UK Sanctions List", "RUS9999") in person.identifiers
    assert any("closed" in note for note in version.notes)


def test_a_party_on_three_us_lists_is_one_party(sample: Sample, read: Read) -> None:
    version = read(sample("csl"))

    assert (len(version.parties), dict(version.rows)["main"]) == (7, 9)
    assert len(by_key(version)["18725"].measures) == 3


def test_numbers_of_the_us_screening_list_are_understood(sample: Sample, read: Read) -> None:
    bank = by_key(read(sample("csl")))["18725"]

    assert Identifier("SWIFT/BIC", "VTBLAOLU") in bank.identifiers
    assert bank.addresses == (Address("22, Rua da Missao, Luanda", "AO"),)


def test_denied_persons_have_all_their_addresses(sample: Sample, read: Read) -> None:
    version = read(sample("dpl"))
    airline = by_key(version)["AL NASER AIRLINES"]

    assert [address.country for address in airline.addresses] == ["IQ", "AE", "JO"]
    assert (str(airline.listed_on), str(airline.updated_on)) == ("2022-05-13", "2022-05-18")


def test_a_party_that_switzerland_took_off_is_kept_as_delisted(sample: Sample, read: Read) -> None:
    version = read(sample("seco"))

    assert str(by_key(version)["920"].delisted_on) == "2024-06-01"
    assert (version.delisted, version.in_force) == (1, 2)


def test_name_parts_of_the_swiss_list_come_in_their_order(sample: Sample, read: Read) -> None:
    person = by_key(read(sample("seco")))["900"]

    assert texts(person, NameKind.PRIMARY) == ["Ilmar Vesterholt"]
    assert texts(person, NameKind.ORIGINAL_SCRIPT) == ["Илмар Вестерхольт"]
    assert (person.programmes, person.birth_places) == (("Ordinance of 4 March 2022",), ("Zenda, RS",))


@pytest.mark.parametrize(
    ("layout", "other"), [("canada_2022", "1, Part 2 / 12"), ("canada_2025", "1, Part 3 / 3")]
)
def test_both_layouts_of_canada_have_the_same_keys(
    layout: str, other: str, sample: Sample, read: Read
) -> None:
    assert set(by_key(read(sample(layout)))) == {"Russia / 1, Part 1 / 12", f"Russia / {other}"}


def test_names_of_the_australian_list_are_joined_by_reference(dfat: Path, read: Read) -> None:
    version = read([dfat])
    person = by_key(version)["2"]

    assert [name.text for name in person.names] == ["Ilmar Vesterholt", "Ilo", "Илмар"]
    assert born(person) == ["1955..1958", "1960", "1961-08-11"]
    assert (person.nationalities, str(version.date)) == (("Ruritania", "Graustark"), "2022-01-01")


def test_a_version_comes_back_from_its_json(layout: str, sample: Sample, read: Read) -> None:
    version = read(sample(layout))

    parties = tuple(party_from_json(party_json(party)) for party in version.parties)

    assert version_from_json(version_json(version), parties) == version


def test_the_same_files_give_the_same_version(layout: str, sample: Sample, read: Read) -> None:
    assert read(sample(layout)) == read(reversed(sample(layout)))
