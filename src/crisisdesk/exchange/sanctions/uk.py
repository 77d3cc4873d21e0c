"""The UK Sanctions List: CSV of one row per name, and XML, by ``Unique ID`` (such as RUS0001)."""

from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import numbered, partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes, table
from crisisdesk.progress import Progress

Get = Callable[[str], str]

TYPES = {"individual": PartyType.PERSON, "entity": PartyType.ORGANISATION, "ship": PartyType.VESSEL}
_KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.VARIATION,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_QUALITIES = {
    "good quality": Quality.STRONG,
    "good": Quality.STRONG,
    "low quality": Quality.WEAK,
    "low": Quality.WEAK,
}

SHIP: Mapping[str, str] = {
    "IMO number": "imo",
    "Current owner/operator (s)": "owner",
    "Previous owner/operator (s)": "former_owners",
    "Current believed flag of ship": "flag",
    "Previous flags": "former_flags",
    "Type of ship": "kind",
    "Tonnage of ship": "tonnage",
    "Length of ship": "length",
    "Year Built": "built",
}


def add_name(draft: Draft, parts: list[str], kind: str, quality: str) -> None:
    """Add a name of which the last part is the family name, or all of an organisation's."""
    *given, family = (part.strip() for part in parts)
    first = " ".join(filter(None, given))
    person = draft.type is PartyType.PERSON and bool(first)
    draft.name(
        f"{first} {family}",
        _KINDS.get(" ".join(kind.split()).lower(), NameKind.ALIAS),
        _QUALITIES.get(quality.strip().lower(), Quality.UNSAID),
        given=first if person else "",
        family=family if person else "",
    )


def add_person(draft: Draft, get: Get) -> None:
    """Add what both UK lists say of a person; several values stand as ``(1) … (2) …``."""
    for born in numbered(get("D.O.B")):
        draft.birth(born)
    towns, countries = list(numbered(get("Town of birth"))), list(numbered(get("Country of birth")))
    for town, country in zip(towns, countries, strict=False):
        draft.add("birth_places", f"{town}, {country}")
    longer = towns if len(towns) > len(countries) else countries
    draft.add("birth_places", *longer[min(len(towns), len(countries)) :])
    draft.add("nationalities", *numbered(get("Nationality(/ies)")))
    for number in numbered(get("Passport number")):
        draft.identifier("passport", number)
    for number in numbered(get("National Identifier number")):
        draft.identifier("national identification number", number)
    draft.remark(_labelled("Passport", get("Passport additional information")))
    draft.remark(_labelled("National identification", get("National Identifier additional information")))
    draft.add("titles", *numbered(get("Title")), *numbered(get("Position")))
    draft.gendered(get("Gender"))


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text.strip() else ""


def add_ship(draft: Draft, get: Get) -> None:
    """Add what both UK lists say of a ship."""
    for column, field in SHIP.items():
        for value in numbered(get(column)):
            draft.craft(**{field: value})
    for number in numbered(get("IMO number")):
        draft.identifier("IMO number", number)


_COLUMNS = (
    "Unique ID",
    "Name 6",
    "Name 1",
    "Name type",
    "Regime Name",
    "Designation Type",
    "Sanctions Imposed",
    "Date Designated",
)
_REGISTERED = "Business registration number (s)"


def read_csv(files: Files, progress: Progress) -> ListVersion:
    """The list that this CSV file gives; above its header stands the day of the report."""
    made = Assembly("uk-sanctions-list")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS):
        made.rows["main"] += 1
        cells = {name.lower(): unescape(cell).strip() for name, cell in row.items()}
        draft = made.draft(row["Unique ID"], f"{file.name}, line {line:,}", row.values())
        _add(draft, lambda name, cells=cells: cells.get(name.lower(), ""))  # type: ignore[misc] # a lambda's default has no type
    return made.version(files)


def _add(draft: Draft, get: Get) -> None:
    draft.type = TYPES.get(get("Designation Type").lower(), PartyType.UNKNOWN)
    parts = [get(f"Name {n}") for n in (1, 2, 3, 4, 5, 6)]
    add_name(draft, parts, get("Name type"), get("Alias strength"))
    for name in numbered(get("Name non-latin script")):
        draft.name(name, NameKind.ORIGINAL_SCRIPT, script=get("Non-latin script type"))
    _add_listing(draft, get)
    add_person(draft, get)
    add_ship(draft, get)
    lines = [get(f"Address Line {n}") for n in range(1, 7)]
    draft.address([*lines, get("Address Postal Code")], get("Address Country"))
    for column in ("Phone number", "Website", "Email address"):
        draft.add("contacts", *numbered(get(column)))
    for number in numbered(get(_REGISTERED)):
        draft.identifier("business registration number", number)
    draft.identifier("hull identification number", get("Hull identification number (HIN)"))
    for column, kind in (("Parent company", "parent company"), ("Subsidiaries", "subsidiary")):
        for name in numbered(get(column)):
            draft.relation(kind, name)


def _add_listing(draft: Draft, get: Get) -> None:
    draft.identifier("OFSI group", get("OFSI Group ID"))
    draft.identifier("UN reference", get("UN Reference Number"))
    draft.add("programmes", get("Regime Name"))
    draft.add("measures", *get("Sanctions Imposed").split("|"))
    draft.base(get("Designation source"))
    draft.reason(get("UK Statement of Reasons"))
    draft.remark(get("Other Information"))
    draft.listed_on = draft.listed_on or partial_date(get("Date Designated"))
    draft.updated_on = partial_date(get("Last Updated")) or draft.updated_on


_TAGS: Mapping[str, str] = {
    "OFSI Group ID": "OFSIGroupID",
    "UN Reference Number": "UNReferenceNumber",
    "Regime Name": "RegimeName",
    "Sanctions Imposed": "SanctionsImposed",
    "Designation source": "DesignationSource",
    "UK Statement of Reasons": "UKStatementofReasons",
    "Other Information": "OtherInformation",
    "Date Designated": "DateDesignated",
    "Last Updated": "LastUpdated",
}
_SHIP_TAGS: Mapping[str, tuple[str, ...]] = {
    "imo": ("IMONumber",),
    "owner": ("CurrentOwnerOperator",),
    "former_owners": ("PreviousOwnerOperator",),
    "flag": ("CurrentBelievedFlagOfShip",),
    "former_flags": ("PreviousFlag",),
    "kind": ("TypeOfShip",),
    "tonnage": ("TonnageOfShip",),
    "length": ("LengthOfShip",),
    "built": ("YearBuilt",),
}


def read_xml(files: Files, progress: Progress) -> ListVersion:
    """The list that this XML file gives."""
    made = Assembly("uk-sanctions-list")
    file = files["main"]
    for node in nodes(file, {"Designation", "DateGenerated"}, progress, root="Designations"):
        if node.tag == "DateGenerated":
            made.date = partial_date(node.text)
        elif node.tag == "Designation":
            made.rows["main"] += 1
            _add_node(
                made.entry(node.value("UniqueID"), f"{file.name}, line {node.line:,}", node.flat()), node
            )
    return made.version(files)


def _add_node(draft: Draft, node: Node) -> None:
    draft.type = TYPES.get(node.value("IndividualEntityShip").lower(), PartyType.UNKNOWN)
    for name in node.all("Names", "Name"):
        parts = [name.value(f"Name{n}") for n in (1, 2, 3, 4, 5, 6)]
        add_name(draft, parts, name.value("NameType"), name.value("AliasStrength"))
    for name in node.all("NonLatinNames", "NonLatinName"):
        draft.name(
            name.value("NameNonLatinScript"),
            NameKind.ORIGINAL_SCRIPT,
            script=name.value("NonLatinScriptType"),
        )
    _add_listing(draft, lambda name: unescape(node.value(_TAGS[name])))
    for address in node.all("Addresses", "Address"):
        lines = [address.value(f"AddressLine{n}") for n in range(1, 7)]
        draft.address([*lines, address.value("AddressPostalCode")], address.value("AddressCountry"))
    draft.add("contacts", *node.deep("PhoneNumber", "EmailAddress", "Website"))
    _add_details(draft, node)


def _add_details(draft: Draft, node: Node) -> None:
    for born in node.deep("DOB"):
        draft.birth(born)
    for place in (
        below for details in node.all("IndividualDetails") for below in _all_below(details, "Location")
    ):
        draft.add(
            "birth_places",
            ", ".join(filter(None, (place.value("TownOfBirth"), place.value("CountryOfBirth")))),
        )
    draft.add("nationalities", *node.deep("Nationality"))
    draft.add("titles", *node.deep("Title", "Position"))
    for gender in node.deep("Gender"):
        draft.gendered(gender)
    for tag, kind in _NUMBER_TAGS.items():
        for number in node.deep(tag):
            draft.identifier(kind, number)
    for field, tags in _SHIP_TAGS.items():
        for value in node.deep(*tags):
            draft.craft(**{field: value})


_NUMBER_TAGS: Mapping[str, str] = {
    "PassportNumber": "passport",
    "NationalIdentifierNumber": "national identification number",
    "BusinessRegistrationNumber": "business registration number",
    "IMONumber": "IMO number",
    "HIN": "hull identification number",
}


def _all_below(node: Node, tag: str) -> list[Node]:
    return [found for child in node for found in ([child] if child.tag == tag else _all_below(child, tag))]


_LABELS: Mapping[str, Any] = {
    "name": "uk-sanctions-list",
    "label": "UK Sanctions List",
    "issuer": "United Kingdom, Foreign, Commonwealth and Development Office",
    "expects": (1_500, 30_000),
}
UK_CSV = SanctionList(
    **_LABELS, layout="csv", files=(with_columns("main", "CSV file", _COLUMNS),), reads=read_csv
)
UK_XML = SanctionList(
    **_LABELS, layout="xml", files=(with_root("main", "XML file", "Designations"),), reads=read_xml
)
