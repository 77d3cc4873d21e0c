"""What a new desk holds from the first moment: words, markings, countries, groups, memberships, offices, law."""

import csv
import hashlib
from collections.abc import Iterable, Iterator

from crisisdesk import paths
from crisisdesk.model.base import Record
from crisisdesk.model.burdens import BurdenTarget
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.rules import Authority, NotificationRule, Rule
from crisisdesk.model.sources import Source
from crisisdesk.model.templates import CaseTemplate, TemplateLink, TemplatePartner, TemplateTask
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.model.watch import Rung
from crisisdesk.services import founding_law as law
from crisisdesk.services import founding_templates as templates
from crisisdesk.services.founding_law import Row, day
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction


def found(tx: Transaction, *, name: str = "Crisis desk", exercise: bool = False) -> None:
    """Build the records of a new desk from the seeds.

    Ids are the same on every desk (``partner-FRA``, ``term-case_type-border``), so that two desks can be
    merged and a later edition of the seeds can be taken over row by row.
    """
    for record_type, records in seed_records():
        tx.add_rows(record_type, map(row_of, records))
    tx.add(Desk(id=DESK_ID, name=name, exercise=exercise))


def seed_records() -> Iterator[tuple[type[Record], Iterable[Record]]]:
    """All records of the shipped seeds by type, each type after those that it refers to."""
    countries, groups = _rows("countries"), _rows("groups")
    memberships, offices = _rows("memberships"), _rows("organisations")
    targets = _rows("burden_targets")
    regions = {row["iso3"]: row["region"].lower() for row in countries}
    yield MarkingLevel, map(_level, _rows("markings"))
    yield Term, map(_term, _rows("vocabularies"))
    yield Source, _sources([*countries, *groups, *memberships, *offices, *targets])
    yield Partner, _countries(countries)
    yield Partner, map(_group, groups)
    yield Partner, (_office(row, regions) for row in offices)
    yield Membership, map(_membership, memberships)
    yield from _law()
    yield from _templates()
    sources = {row["source"]: _source_id(row["source"]) or "" for row in targets}
    yield BurdenTarget, law.burden_targets(targets, sources)


def _law() -> Iterator[tuple[type[Record], Iterable[Record]]]:
    yield Authority, map(law.legal_authority, _rows("legal_authorities"))
    yield Authority, map(law.assistance_authority, _rows("assistance_authorities"))
    yield NotificationRule, map(law.notification_rule, _rows("notification_rules"))
    yield Rule, map(law.clock_rule, _rows("clock_rules"))
    yield Rule, map(law.channel_interval, _rows("channel_intervals"))
    yield Rule, map(law.finding_limit, _rows("finding_limits"))
    yield Rung, map(law.rung, _rows("escalation_ladder"))


def _templates() -> Iterator[tuple[type[Record], Iterable[Record]]]:
    yield CaseTemplate, map(templates.case_template, _rows("case_templates"))
    yield TemplateTask, map(templates.template_task, _rows("template_tasks"))
    yield TemplatePartner, map(templates.template_partner, _rows("template_partners"))
    yield TemplateLink, map(templates.template_link, _rows("template_links"))


def _rows(name: str) -> list[Row]:
    with (paths.seeds() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
        **law.origin(row),
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
        **law.origin(row),
    )


def _countries(rows: list[Row]) -> Iterator[Partner]:
    """States before the territories that refer to them."""
    ids = {row["iso2"]: f"partner-{row['iso3']}" for row in rows}
    for row in sorted(rows, key=lambda row: bool(row["territory_of"])):
        yield _country(row, ids.get(row["territory_of"]))


def _country(row: Row, territory_of_id: str | None) -> Partner:
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
        assistance_code_confidence=row["sa_confidence"],
        territory_of_id=territory_of_id,
        region=row["region"].lower(),
        subregion=row["subregion"],
        capital=row["capital"],
        time_zone=row["timezone"],
        weekend=row["weekend"].upper(),
        currency=row["currency"],
        source_id=_source_id(row["source"]),
        as_of=day(row["read_on"]),
    )


def _group(row: Row) -> Partner:
    return Partner(
        id=f"partner-{row['code']}",
        name=row["name"],
        kind=row["kind"],
        code=row["code"],
        notes=row["description"],
        source_id=_source_id(row["source"]),
        as_of=day(row["read_on"]),
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
        as_of=day(row["read_on"]),
    )


def _membership(row: Row) -> Membership:
    return Membership(
        id=f"membership-{row['group']}-{row['member']}-{row['from'] or row['status']}",
        group_id=f"partner-{row['group']}",
        member_id=f"partner-{row['member']}",
        status=row["status"],
        begins_on=day(row["from"]),
        ends_on=day(row["to"]),
        reservations=row["reservations"],
        source_id=_source_id(row["source"]),
        as_of=day(row["read_on"]),
        confidence=row["confidence"],
    )
