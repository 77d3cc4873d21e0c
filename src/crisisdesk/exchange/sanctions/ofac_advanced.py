"""OFAC's advanced XML (``Sanctions``): parties, features, locations and documents that point to one another by number.

All codes resolve through the reference values at the top of the file, which come first, then locations and documents,
then parties, relationships, entries. The number of a party is the one of the CSV files.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, Head, SanctionList, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.ofac_csv import NON_SDN, OFAC_NON_SDN_CSV, OFAC_SDN_CSV, SDN
from crisisdesk.exchange.sanctions.ofac_facts import add_fact
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes
from crisisdesk.progress import Progress

_WANTED = frozenset(
    {
        "DateOfIssue",
        "ReferenceValueSets",
        "Location",
        "IDRegDocument",
        "DistinctParty",
        "ProfileRelationship",
        "SanctionsEntry",
    }
)
_TYPES = {
    "individual": PartyType.PERSON,
    "entity": PartyType.ORGANISATION,
    "vessel": PartyType.VESSEL,
    "aircraft": PartyType.AIRCRAFT,
}
_FORMER = "f.k.a."
_SDN_LIST = "SDN List"
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(slots=True)
class _Known:
    values: dict[tuple[str, str], Node] = field(default_factory=dict)
    locations: dict[str, tuple[list[str], str]] = field(default_factory=dict)
    documents: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))

    def word(self, tag: str, number: str) -> str:
        """What a code means; the code itself where the file does not say."""
        found = self.values.get((tag, number))
        return found.text.strip() if found else number


def read(files: Files, progress: Progress, *, name: str) -> ListVersion:
    """The list that this file gives.

    Raises:
        UserError: The file is of OFAC's other list.
    """
    made, known = Assembly(name), _Known()
    file = files["main"]
    lists: set[str] = set()
    for node in nodes(file, _WANTED, progress, root="Sanctions"):
        where = f"{file.name}, line {node.line:,}"
        match node.tag:
            case "DateOfIssue":
                made.date = partial_date(_date(node))
            case "ReferenceValueSets":
                known.values = {(value.tag, value.get("ID")): value for group in node for value in group}
            case "Location":
                known.locations[node.get("ID")] = _location(node, known)
            case "IDRegDocument":
                known.documents[node.get("IdentityID")].append(node)
            case "DistinctParty":
                made.rows["main"] += 1
                _add_party(made.entry(node.get("FixedRef"), where, node.flat()), node, known)
            case "ProfileRelationship":
                _add_relation(made, node, known)
            case "SanctionsEntry":
                lists.add(known.word("List", node.get("ListID")))
                _add_entry(made, node, known, file.name)
    _check_list(file.name, name, lists)
    return made.version(files)


def _check_list(file: str, name: str, lists: set[str]) -> None:
    if lists and (_SDN_LIST in lists) is not (name == SDN):
        raise UserError(
            f"{file} holds {', '.join(sorted(lists))[:200]}: this is OFAC's other list; choose it under its own name."
        )


def _location(node: Node, known: _Known) -> tuple[list[str], str]:
    parts = [text for part in node.all("LocationPart", "LocationPartValue") for text in part.values("Value")]
    country = node.first("LocationCountry")
    return parts, known.word("Country", country.get("CountryID")) if country else ""


def _add_party(draft: Draft, node: Node, known: _Known) -> None:
    for profile in node.all("Profile"):
        draft.type = _type(profile, known)
        for identity in profile.all("Identity"):
            _add_identity(draft, identity, known)
        for feature in profile.all("Feature"):
            kind = known.word("FeatureType", feature.get("FeatureTypeID"))
            for version in feature.all("FeatureVersion"):
                _add_feature(draft, kind, version, known)
    draft.remark(node.value("Comment"))


def _type(profile: Node, known: _Known) -> PartyType:
    subtype = known.values.get(("PartySubType", profile.get("PartySubTypeID")))
    if subtype is None:
        return PartyType.UNKNOWN
    kind = known.word("PartyType", subtype.get("PartyTypeID")).lower()
    return _TYPES.get(subtype.text.strip().lower(), _TYPES.get(kind, PartyType.UNKNOWN))


def _add_identity(draft: Draft, identity: Node, known: _Known) -> None:
    groups = {
        group.get("ID"): known.word("NamePartType", group.get("NamePartTypeID"))
        for group in identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    }
    for alias in identity.all("Alias"):
        for name in alias.all("DocumentedName"):
            _add_name(draft, name, alias, groups, known)
    for document in known.documents.get(identity.get("ID"), ()):
        kind = known.word("IDRegDocType", document.get("IDRegDocTypeID"))
        country = document.get("IssuedBy-CountryID")
        add_fact(
            draft,
            kind,
            document.value("IDRegistrationNumber"),
            known.word("Country", country) if country else "",
        )


def _kind(alias: Node, known: _Known) -> NameKind:
    if alias.get("Primary") == "true":
        return NameKind.PRIMARY
    said = known.word("AliasType", alias.get("AliasTypeID")).lower()
    return NameKind.FORMER if said == _FORMER else NameKind.ALIAS


def _add_name(draft: Draft, name: Node, alias: Node, groups: Mapping[str, str], known: _Known) -> None:
    """A name as in the other layouts, ``FAMILY, Given``; in another script than Latin it is an original."""
    parts = [
        (groups.get(p.get("NamePartGroupID"), ""), p) for p in name.all("DocumentedNamePart", "NamePartValue")
    ]
    family = " ".join(p.text.strip() for of, p in parts if of == "Last Name")
    given = " ".join(p.text.strip() for of, p in parts if of != "Last Name")
    script = known.word("Script", parts[0][1].get("ScriptID")) if parts else ""
    kind = _kind(alias, known) if script in {"", "Latin"} else NameKind.ORIGINAL_SCRIPT
    quality = Quality.WEAK if alias.get("LowQuality") == "true" else Quality.STRONG
    if draft.type is PartyType.PERSON and family and given:
        draft.name(f"{family}, {given}", kind, quality, script=script, given=given, family=family)
    else:
        draft.name(" ".join(p.text.strip() for _, p in parts), kind, quality, script=script)


def _add_feature(draft: Draft, kind: str, version: Node, known: _Known) -> None:
    for place in version.all("VersionLocation"):
        parts, country = known.locations.get(place.get("LocationID"), ([], ""))
        if kind in {"Location", "Address"}:
            draft.address(parts, country)
        else:
            add_fact(draft, kind, ", ".join(filter(None, (*parts, country))))
    for period in version.all("DatePeriod"):
        add_fact(draft, kind, _period(period))
    for detail in version.all("VersionDetail"):
        reference = detail.get("DetailReferenceID")
        value = detail.text.strip() or (known.word("DetailReference", reference) if reference else "")
        if value:
            add_fact(draft, kind, value)


def _date(node: Node | None) -> str:
    if node is None or not node.value("Year"):
        return ""
    parts = (node.value("Year"), node.value("Month").zfill(2), node.value("Day").zfill(2))
    return "-".join(part for part in parts if part.strip("0"))


def _period(node: Node) -> str:
    """A period as one date: a whole year or month is that year or month, anything else a range."""
    first, last = _date(node.first("Start", "From")), _date(node.first("End", "To"))
    start = node.first("Start")
    about = "circa " if start is not None and start.get("Approximate") == "true" else ""
    if not last or first == last:
        return about + first
    if first.endswith("-01-01") and last == f"{first[:4]}-{_LAST_MONTH}-{_LAST_DAY}":
        return about + first[:4]
    if first.endswith("-01") and last[:7] == first[:7] and not last.endswith("-01"):
        return about + first[:7]
    return f"{_whole(first, '-01-01')} to {_whole(last, f'-{_LAST_MONTH}-{_LAST_DAY}')}"


def _whole(day: str, edge: str) -> str:
    return day.removesuffix(edge)


def _add_relation(made: Assembly, node: Node, known: _Known) -> None:
    """A relation is kept with the party that it starts from, by the number of the other."""
    draft = made.drafts.get(node.get("From-ProfileID"))
    if draft is not None:
        draft.source(node.flat())
        draft.relation(known.word("RelationType", node.get("RelationTypeID")), node.get("To-ProfileID"))


def _add_entry(made: Assembly, node: Node, known: _Known, file: str) -> None:
    draft = made.drafts.get(node.get("ProfileID"))
    if draft is None:
        made.orphan(file, node.line, node.get("ProfileID"))
        return
    draft.source(node.flat())
    for event in node.all("EntryEvent"):
        draft.listed_on = draft.listed_on or partial_date(_date(event.first("Date")))
        draft.base(_basis(event, known))
    for kind, text in _measures(node, known):
        draft.add("programmes" if kind == "Program" else "measures", text)


def _basis(event: Node, known: _Known) -> str:
    basis = known.values.get(("LegalBasis", event.get("LegalBasisID")))
    return basis.get("LegalBasisShortRef") or basis.text if basis else ""


def _measures(node: Node, known: _Known) -> Iterator[tuple[str, str]]:
    for measure in node.all("SanctionsMeasure"):
        kind = known.word("SanctionsType", measure.get("SanctionsTypeID"))
        yield kind, measure.value("Comment") or (kind if kind != "Program" else "")


def _is_consolidated(head: Head) -> bool:
    """The lists begin alike: reading finds out if the name misled."""
    return head.file.name.lower().startswith("cons")


OFAC_SDN_ADVANCED = SanctionList(
    name=SDN,
    layout="advanced",
    label=OFAC_SDN_CSV.label,
    issuer=OFAC_SDN_CSV.issuer,
    files=(
        with_root(
            "main",
            "advanced XML file (sdn_advanced.xml)",
            "Sanctions",
            lambda head: not _is_consolidated(head),
        ),
    ),
    expects=OFAC_SDN_CSV.expects,
    reads=partial(read, name=SDN),
)
OFAC_NON_SDN_ADVANCED = SanctionList(
    name=NON_SDN,
    layout="advanced",
    label=OFAC_NON_SDN_CSV.label,
    issuer=OFAC_NON_SDN_CSV.issuer,
    files=(with_root("main", "advanced XML file (cons_advanced.xml)", "Sanctions", _is_consolidated),),
    expects=OFAC_NON_SDN_CSV.expects,
    reads=partial(read, name=NON_SDN),
)
