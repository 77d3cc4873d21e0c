"""The EU's financial sanctions files, XML 1.1 and CSV 1.1, by ``logicalId``.

A country is its ISO code as the file writes it; ``00`` and UNKNOWN are none, ``CS`` is Serbia and Montenegro of its day.
The authentic text is the Official Journal.
"""

from collections.abc import Callable, Mapping
from typing import Any

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes, table
from crisisdesk.progress import Progress

Get = Callable[[str], str]

_TYPES = {
    "p": PartyType.PERSON,
    "person": PartyType.PERSON,
    "e": PartyType.ORGANISATION,
    "enterprise": PartyType.ORGANISATION,
}
_STRENGTH = {"true": Quality.STRONG, "false": Quality.WEAK}
_FLAGS = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")


def _country(get: Get) -> str:
    code = get("countryIso2Code")
    name = get("countryDescription")
    return code if code not in {"", "00"} else "" if name.upper() == "UNKNOWN" else name


def _entity(draft: Draft, get: Get) -> None:
    draft.identifier("EU reference", get("euReferenceNumber"))
    draft.identifier("UN reference", get("unitedNationId"))
    draft.listed_on = draft.listed_on or partial_date(get("designationDate"))
    draft.remark(get("designationDetails"))
    draft.remark(get("remark"))


def _regulation(draft: Draft, get: Get) -> None:
    draft.add("programmes", get("programme"))
    draft.base(" ".join(filter(None, (get("numberTitle"), get("publicationUrl")))))
    published = partial_date(get("publicationDate"))
    if published and (draft.updated_on is None or published.sort_key > draft.updated_on.sort_key):
        draft.updated_on = published


def _alias(draft: Draft, get: Get) -> None:
    given = " ".join(filter(None, (get("firstName"), get("middleName"))))
    family = get("lastName")
    kind = NameKind.ALIAS if draft.has_name else NameKind.PRIMARY
    quality = _STRENGTH.get(get("strong").lower(), Quality.UNSAID)
    text = get("wholeName") or f"{given} {family}"
    person = draft.type is PartyType.PERSON
    draft.name(text, kind, quality, given=given if person else "", family=family if person else "")
    draft.add("titles", get("title"), get("function"))
    draft.gendered(get("gender"))
    draft.remark(get("remark"))


def _born(draft: Draft, get: Get) -> None:
    about = "circa " if get("circa").lower() == "true" else ""
    first, last = get("yearRangeFrom"), get("yearRangeTo")
    date = get("birthdate") or _of_parts(get("year"), get("monthOfYear"), get("dayOfMonth"))
    if get("calendarType").upper() not in {"", "GREGORIAN"}:
        draft.remark(
            f"Date of birth ({get('calendarType').lower()} calendar): {date or f'{first} to {last}'}"
        )
    elif date:
        draft.birth(about + date)
    elif first or last:
        draft.birth(f"{first or last} to {last or first}")
    place = ", ".join(part for part in (get("place"), get("city"), get("region")) if part not in {"", "-"})
    draft.add("birth_places", ", ".join(filter(None, (place, _country(get)))))
    draft.remark(get("remark"))


def _of_parts(year: str, month: str, day: str) -> str:
    if not year:
        return ""
    parts = (
        [year, month.zfill(2), day.zfill(2)] if month and day else [year, month.zfill(2)] if month else [year]
    )
    return "-".join(parts)


def _number(draft: Draft, get: Get) -> None:
    kind = get("identificationTypeDescription") or get("identificationTypeCode") or "document"
    number = get("number") or get("latinNumber")
    draft.identifier(kind, number, _country(get))
    true = [flag for flag in _FLAGS if get(flag).lower() == "true"]
    dates = [f"{label} {get(name)}" for name, label in _VALIDITY if get(name)]
    if number and (true or dates):
        draft.remark(f"{kind} {number}: {', '.join((*true, *dates))}")
    draft.remark(get("remark"))


_VALIDITY = (
    ("issueDate", "issued"),
    ("validFrom", "valid from"),
    ("validTo", "valid to"),
    ("issuedBy", "issued by"),
)


def _place(draft: Draft, get: Get) -> None:
    box = get("poBox")
    parts = (
        get("street"),
        f"PO box {box}" if box else "",
        get("place"),
        get("city"),
        get("region"),
        get("zipCode"),
    )
    draft.address(parts, _country(get))
    draft.remark(get("remark"))


def _citizen(draft: Draft, get: Get) -> None:
    draft.add("nationalities", _country(get))


_PARTS: Mapping[str, Callable[[Draft, Get], None]] = {
    "regulation": _regulation,
    "nameAlias": _alias,
    "birthdate": _born,
    "identification": _number,
    "address": _place,
    "citizenship": _citizen,
}


def read_xml(files: Files, progress: Progress) -> ListVersion:
    """The list that this XML file gives."""
    made = Assembly("eu-fsf")
    file = files["main"]
    for node in nodes(file, {"sanctionEntity"}, progress, root="export"):
        if node.tag != "sanctionEntity":
            made.date = partial_date(node.get("generationDate"))
            continue
        made.rows["main"] += 1
        draft = made.entry(node.get("logicalId"), f"{file.name}, line {node.line:,}", node.flat())
        subject = node.first("subjectType")
        if subject:
            draft.type = _TYPES.get(
                subject.get("classificationCode").lower() or subject.get("code").lower(), PartyType.UNKNOWN
            )
        _entity(draft, _attributes(node))
        for child in node:
            if child.tag in _PARTS:
                _PARTS[child.tag](draft, _attributes(child))
            if child.tag == "address":
                draft.add("contacts", *(f"{c.get('key')} {c.get('value')}" for c in child.all("contactInfo")))
    return made.version(files)


def _attributes(node: Node) -> Get:
    def get(name: str) -> str:
        return node.get(name) or (node.value(name) if name in {"remark", "publicationUrl"} else "")

    return get


_RENAMED: Mapping[str, str] = {
    "eureferencenumber": "eu_referencenumber",
    "dayofmonth": "day",
    "monthofyear": "month",
    "identificationtypecode": "typecode",
    "identificationtypedescription": "typedescription",
    "issuedate": "issueddate",
}
_BLOCKS = {
    "NameAlias": "nameAlias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_COLUMNS = (
    "Entity_LogicalId",
    "Entity_SubjectType",
    "NameAlias_WholeName",
    "Address_City",
    "BirthDate_Year",
    "Identification_Number",
)


def read_csv(files: Files, progress: Progress) -> ListVersion:
    """The list that this CSV file gives: one row for each name, address, birth, document and citizenship."""
    made = Assembly("eu-fsf")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS, delimiter=";"):
        made.rows["main"] += 1
        cells = {name.lower(): cell.strip() for name, cell in row.items()}
        made.date = made.date or partial_date(cells.get("filegenerationdate", ""))
        draft = made.draft(cells["entity_logicalid"], f"{file.name}, line {line:,}", list(cells.values())[1:])
        code = cells.get("entity_subjecttype_classificationcode", "") or cells["entity_subjecttype"]
        draft.type = _TYPES.get(code.lower(), PartyType.UNKNOWN)
        _entity(draft, _block(cells, "entity"))
        _regulation(draft, _block(cells, "entity"))
        for block, part in _BLOCKS.items():
            get = _block(cells, block.lower())
            if get("logicalId"):
                _PARTS[part](draft, get)
            if block == "Address":
                draft.add("contacts", get("contactInfo"))
    return made.version(files)


def _block(cells: Mapping[str, str], block: str) -> Get:
    def get(name: str) -> str:
        plain = name.lower()
        for column in (plain, _RENAMED.get(plain, plain)):
            if found := cells.get(f"{block}_{column}"):
                return found
        return ""

    return get


_LABELS: Mapping[str, Any] = {
    "name": "eu-fsf",
    "label": "EU financial sanctions list",
    "issuer": "European Union",
    "expects": (1_200, 30_000),
}
EU_XML = SanctionList(
    **_LABELS,
    layout="xml",
    files=(with_root("main", "XML 1.1 file", "export", lambda h: "fsd/export" in h.text),),
    reads=read_xml,
)
EU_CSV = SanctionList(
    **_LABELS, layout="csv", files=(with_columns("main", "CSV 1.1 file", _COLUMNS),), reads=read_csv
)
