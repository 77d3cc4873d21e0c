"""The US Consolidated Screening List as CSV: lists of four agencies in one file.

By ``entity_number``, OFAC's own, else by ``_id``, a hash of the row. One party on several of the lists stands in several rows.
"""

import re
from collections.abc import Iterator

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns
from crisisdesk.exchange.sanctions.ofac_csv import add_ofac_name
from crisisdesk.exchange.sanctions.ofac_facts import add_fact, add_remarks
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import table
from crisisdesk.progress import Progress

_COLUMNS = (
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "addresses",
    "alt_names",
    "start_date",
    "ids",
)
_TYPES = {
    "individual": PartyType.PERSON,
    "entity": PartyType.ORGANISATION,
    "vessel": PartyType.VESSEL,
    "aircraft": PartyType.AIRCRAFT,
}
_COUNTRY = re.compile(r"[A-Z]{2}")


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives; ``measures`` are the lists that name the party."""
    made = Assembly("us-csl")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS):
        made.rows["main"] += 1
        key = row["entity_number"].strip() or row["_id"]
        _add(made.draft(key, f"{file.name}, line {line:,}", row.values()), row)
    return made.version(files)


def _parts(cell: str) -> Iterator[str]:
    return (part for raw in cell.split("; ") if (part := raw.strip()))


def _add(draft: Draft, row: dict[str, str]) -> None:
    draft.type = _TYPES.get(row["type"].strip().lower(), PartyType.UNKNOWN)
    draft.add("measures", row["source"])
    add_ofac_name(draft, row["name"], NameKind.PRIMARY, Quality.STRONG)
    for name in _parts(row["alt_names"]):
        add_ofac_name(draft, name, NameKind.ALIAS, Quality.UNSAID)
    draft.add("programmes", *_parts(row["programs"]))
    draft.add("titles", row.get("title", ""))
    for address in _parts(row["addresses"]):
        rest, _, country = address.rpartition(", ")
        draft.address([rest], country) if _COUNTRY.fullmatch(country) else draft.address([address])
    for born in _parts(row.get("dates_of_birth", "")):
        draft.birth(born)
    draft.add("birth_places", *_parts(row.get("places_of_birth", "")))
    draft.add("nationalities", *_parts(row.get("nationalities", "")), *_parts(row.get("citizenships", "")))
    draft.craft(
        call_sign=row.get("call_sign", ""),
        kind=row.get("vessel_type", ""),
        tonnage=row.get("gross_tonnage", ""),
        gross_tonnage=row.get("gross_registered_tonnage", ""),
        flag=row.get("vessel_flag", ""),
        owner=row.get("vessel_owner", ""),
    )
    for number in _parts(row["ids"]):
        _add_number(draft, number)
    _add_listing(draft, row)


def _add_number(draft: Draft, text: str) -> None:
    """A number is written ``RU, 7725374454, Tax ID No.``, without a country ``Male, Gender``."""
    rest, _, kind = text.rpartition(", ")
    country, comma, number = rest.partition(", ")
    if not rest:
        draft.remark(text)
    elif comma and _COUNTRY.fullmatch(country):
        add_fact(draft, kind, number, country)
    else:
        add_fact(draft, kind, rest)


def _add_listing(draft: Draft, row: dict[str, str]) -> None:
    draft.base(row.get("federal_register_notice", ""))
    for column in ("license_requirement", "license_policy"):
        draft.reason(row.get(column, ""))
    draft.listed_on = draft.listed_on or partial_date(row["start_date"])
    end = row.get("end_date", "").strip()
    draft.remark(f"End date: {end}" if end else "")
    add_remarks(draft, row.get("remarks", ""))


US_CSL = SanctionList(
    name="us-csl",
    layout="csv",
    label="US Consolidated Screening List",
    issuer="US International Trade Administration",
    files=(with_columns("main", "CSV file (consolidated.csv)", _COLUMNS),),
    expects=(5_000, 60_000),
    reads=read,
)
