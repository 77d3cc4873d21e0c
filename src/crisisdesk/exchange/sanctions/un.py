"""The consolidated list of the UN Security Council, XML."""

from collections.abc import Iterator

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes
from crisisdesk.progress import Progress

_TYPES = {"INDIVIDUAL": PartyType.PERSON, "ENTITY": PartyType.ORGANISATION}
_ALIASES = {
    "good": (NameKind.ALIAS, Quality.STRONG),
    "low": (NameKind.ALIAS, Quality.WEAK),
    "a.k.a.": (NameKind.ALIAS, Quality.UNSAID),
    "f.k.a.": (NameKind.FORMER, Quality.UNSAID),
}
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives, by ``REFERENCE_NUMBER`` (such as QDi.001), else ``DATAID``."""
    made = Assembly("un-sc")
    file = files["main"]
    for node in nodes(file, _TYPES, progress, root="CONSOLIDATED_LIST"):
        if node.tag not in _TYPES:
            made.date = partial_date(node.get("dateGenerated"))
            continue
        made.rows["main"] += 1
        key = node.value("REFERENCE_NUMBER") or node.value("DATAID")
        _add(made.entry(key, f"{file.name}, line {node.line:,}", node.flat()), node)
    return made.version(files)


def _add(draft: Draft, node: Node) -> None:
    draft.type = _TYPES[node.tag]
    given = " ".join(node.values("FIRST_NAME"))
    rest = " ".join(text for tag in ("SECOND_NAME", "THIRD_NAME", "FOURTH_NAME") for text in node.values(tag))
    draft.name(f"{given} {rest}", NameKind.PRIMARY, Quality.STRONG)
    for name in node.values("NAME_ORIGINAL_SCRIPT"):
        draft.name(name, NameKind.ORIGINAL_SCRIPT)
    for alias in node.all(f"{node.tag}_ALIAS"):
        _add_alias(draft, alias)
    draft.add("programmes", node.value("UN_LIST_TYPE"))
    draft.add("titles", *node.values("TITLE", "VALUE"), *node.values("DESIGNATION", "VALUE"))
    draft.add("nationalities", *node.values("NATIONALITY", "VALUE"))
    draft.gendered(node.value("GENDER"))
    for born in node.all("INDIVIDUAL_DATE_OF_BIRTH"):
        draft.birth(_birth(born))
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH"):
        draft.add("birth_places", ", ".join(_texts(place, *_PLACE, "COUNTRY")))
    for address in node.all(f"{node.tag}_ADDRESS"):
        draft.address(_texts(address, *_PLACE), address.value("COUNTRY"))
    for document in node.all("INDIVIDUAL_DOCUMENT"):
        _add_document(draft, document)
    draft.listed_on = partial_date(node.value("LISTED_ON"))
    updated = [date for text in node.values("LAST_DAY_UPDATED", "VALUE") if (date := partial_date(text))]
    draft.updated_on = max(updated, key=lambda date: date.sort_key, default=None)
    draft.identifier("UN data number", node.value("DATAID"))
    draft.remark(node.value("COMMENTS1"))


def _texts(node: Node, *tags: str) -> Iterator[str]:
    return (text for tag in tags for text in node.values(tag))


def _add_alias(draft: Draft, alias: Node) -> None:
    """Aliases are often empty shells, and often several in one, with semicolons between."""
    kind, quality = _ALIASES.get(alias.value("QUALITY").lower(), (NameKind.ALIAS, Quality.UNSAID))
    for name in alias.value("ALIAS_NAME").split(";"):
        draft.name(name, kind, quality)
    draft.birth(alias.value("DATE_OF_BIRTH"))
    draft.add("birth_places", ", ".join(_texts(alias, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")))
    draft.remark(alias.value("NOTE"))


def _birth(node: Node) -> str:
    kind = node.value("TYPE_OF_DATE").upper()
    if kind == "BETWEEN" or node.value("FROM_YEAR"):
        return f"{node.value('FROM_YEAR')} to {node.value('TO_YEAR')}"
    about = "circa " if kind == "APPROXIMATELY" else ""
    date = node.value("DATE").partition("T")[0] or node.value("YEAR")
    return f"{about}{date}" if date else ""


def _add_document(draft: Draft, node: Node) -> None:
    kind = " ".join(_texts(node, "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"))
    country = node.value("ISSUING_COUNTRY") or node.value("COUNTRY_OF_ISSUE")
    draft.identifier(kind or "document", node.value("NUMBER"), country)
    draft.remark(node.value("NOTE"))


UN_XML = SanctionList(
    name="un-sc",
    layout="xml",
    label="UN Security Council consolidated list",
    issuer="United Nations Security Council",
    files=(with_root("main", "XML file (consolidated.xml)", "CONSOLIDATED_LIST"),),
    expects=(500, 5_000),
    reads=read,
)
