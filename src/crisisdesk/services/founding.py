"""What a new desk holds from the first moment: vocabularies, markings, countries, groups, memberships, offices."""

import csv
import hashlib
from collections.abc import Iterable, Iterator

from crisisdesk import paths
from crisisdesk.model.base import Record
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.sources import Source
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction

Row = dict[str, str]


def found(tx: Transaction, *, name: str = "Crisis desk", exercise: bool = False) -> None:
    """Build the records of a new desk from the seeds.

    Ids are the same on every desk (``partner-FRA``, ``term-case_type-border``), so that two desks can be
    merged and a later edition of the seeds can be taken over row by row.
    """
    countries, groups = _rows("countries"), _rows("groups")
    memberships, offices = _rows("memberships"), _rows("organisations")
    regions = {row["iso3"]: row["region"].lower() for row in countries}
    _add(tx, MarkingLevel, map(_level, _rows("markings")))
    _add(tx, Term, map(_term, _rows("vocabularies")))
    _add(tx, Source, _sources([*countries, *groups, *memberships, *offices]))
    _add(tx, Partner, map(_country, countries))
    _add(tx, Partner, map(_group, groups))
    _add(tx, Partner, (_office(row, regions) for row in offices))
    _add(tx, Membership, map(_membership, memberships))
    tx.add(Desk(id=DESK_ID, name=name, exercise=exercise))


def _rows(name: str) -> list[Row]:
    with (paths.seeds() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add(tx: Transaction, record_type: type[Record], records: Iterable[Record]) -> None:
    tx.add_rows(record_type, map(row_of, records))


def _day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _source_id(text: str) -> str | None:
    """An id that follows from the words alone, so that every desk gives a source the same one."""
    return f"source-{hashlib.sha256(text.encode()).hexdigest()[:12]}" if text else None


def _sources(rows: Iterable[Row]) -> Iterator[Source]:
    for text in sorted({row["source"] for row in rows if row["source"]}):
        yield Source(id=_source_id(text) or "", title=text, kind="open_data", origin="Seeds of the program")


def _level(row: Row) -> MarkingLevel:
    return MarkingLevel(
        id=f"level-{row['system']}-{row['rank']}",
        system=row["system"],
        level=row["banner"],
        portion=row["portion"],
        rank=int(row["equivalent_rank"]),
        order=int(row["rank"]),
        color=row["color"],
        notes=row["notes"],
        source=row["source"],
        read_on=_day(row["read_on"]),
        confidence=row["confidence"],
    )


def _term(row: Row) -> Term:
    return Term(
        id=f"term-{row['vocabulary']}-{row['code']}",
        vocabulary=row["vocabulary"],
        code=row["code"],
        label=row["label"],
        description=row["description"],
        position=int(row["position"] or 0),
        attributes=row["attributes"],
        effective_from=_day(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        source=row["source"],
        read_on=_day(row["read_on"]),
        confidence=row["confidence"],
    )


def _country(row: Row) -> Partner:
    return Partner(
        id=f"partner-{row['iso3']}",
        name=row["name"],
        kind="state",
        code=row["iso3"],
        official_name=row["official_name"],
        name_original=row["native_name"],
        other_names=row["aliases"],
        iso2=row["iso2"],
        iso_numeric=row["iso_numeric"],
        assistance_code=row["sa_code"],
        region=row["region"].lower(),
        subregion=row["subregion"],
        capital=row["capital"],
        time_zone=row["timezone"],
        weekend=row["weekend"].upper(),
        currency=row["currency"],
        source_id=_source_id(row["source"]),
        as_of=_day(row["read_on"]),
    )


def _group(row: Row) -> Partner:
    return Partner(
        id=f"partner-{row['code']}",
        name=row["name"],
        kind=row["kind"],
        code=row["code"],
        notes=row["description"],
        source_id=_source_id(row["source"]),
        as_of=_day(row["read_on"]),
    )


def _office(row: Row, regions: dict[str, str]) -> Partner:
    above = row["parent"] or row["country"]
    return Partner(
        id=f"partner-{row['code']}",
        name=row["name"],
        kind=row["kind"],
        code=row["code"],
        other_names=row["aliases"],
        parent_id=f"partner-{above}" if above else None,
        region=regions.get(row["country"], ""),
        source_id=_source_id(row["source"]),
        as_of=_day(row["read_on"]),
    )


def _membership(row: Row) -> Membership:
    return Membership(
        id=f"membership-{row['group']}-{row['member']}-{row['from'] or row['status']}",
        group_id=f"partner-{row['group']}",
        member_id=f"partner-{row['member']}",
        status=row["status"],
        begins_on=_day(row["from"]),
        ends_on=_day(row["to"]),
        reservations=row["reservations"],
        source_id=_source_id(row["source"]),
        as_of=_day(row["read_on"]),
        confidence=row["confidence"],
    )
