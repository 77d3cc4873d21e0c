"""OFAC's lists as XML (``sdnList``), in whatever namespace of the years."""

import re
from functools import partial

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, Head, SanctionList, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.ofac_csv import NON_SDN, OFAC_NON_SDN_CSV, OFAC_SDN_CSV, SDN, is_non_sdn
from crisisdesk.exchange.sanctions.ofac_facts import ALIAS_KINDS, add_fact, add_remarks
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes
from crisisdesk.progress import Progress

_PROGRAMME = re.compile(r"program>([^<]*)</")
_TYPES = {
    "individual": PartyType.PERSON,
    "entity": PartyType.ORGANISATION,
    "vessel": PartyType.VESSEL,
    "aircraft": PartyType.AIRCRAFT,
}
_QUALITIES = {"strong": Quality.STRONG, "weak": Quality.WEAK}
_VESSEL = {
    "callSign": "call_sign",
    "vesselType": "kind",
    "vesselFlag": "flag",
    "vesselOwner": "owner",
    "tonnage": "tonnage",
    "grossRegisteredTonnage": "gross_tonnage",
}


def read(files: Files, progress: Progress, *, name: str) -> ListVersion:
    """The list that this file gives.

    Raises:
        UserError: The file is broken, or has another count of entries than it says.
    """
    made = Assembly(name)
    file, said = files["main"], ""
    for node in nodes(file, {"publshInformation", "sdnEntry"}, progress, root="sdnList"):
        if node.tag == "publshInformation":
            made.date = partial_date(node.value("Publish_Date"), month_first=True)
            said = node.value("Record_Count")
        elif node.tag == "sdnEntry":
            made.rows["main"] += 1
            _add(made.entry(node.value("uid"), f"{file.name}, line {node.line:,}", node.flat()), node)
    if said.isdecimal() and int(said) != made.rows["main"]:
        raise UserError(
            f"{file.name} says that it has {int(said):,} entries and has {made.rows['main']:,}; fetch the list again."
        )
    return made.version(files)


def _add(draft: Draft, node: Node) -> None:
    draft.type = _TYPES.get(node.value("sdnType").lower(), PartyType.UNKNOWN)
    _add_name(draft, node, NameKind.PRIMARY, Quality.STRONG)
    for aka in node.all("akaList", "aka"):
        kind = ALIAS_KINDS.get(aka.value("type").replace(".", "").lower(), NameKind.ALIAS)
        _add_name(draft, aka, kind, _QUALITIES.get(aka.value("category").lower(), Quality.UNSAID))
    draft.add("programmes", *node.values("programList", "program"))
    draft.add("titles", node.value("title"))
    for born in node.values("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        draft.birth(born)
    draft.add("birth_places", *node.values("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"))
    draft.add("nationalities", *node.values("nationalityList", "nationality", "country"))
    draft.add("nationalities", *node.values("citizenshipList", "citizenship", "country"))
    for address in node.all("addressList", "address"):
        parts = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode")
        draft.address((address.value(part) for part in parts), address.value("country"))
    for number in node.all("idList", "id"):
        add_fact(draft, number.value("idType"), number.value("idNumber"), number.value("idCountry"))
    draft.craft(**{field: node.value("vesselInfo", tag) for tag, field in _VESSEL.items()})
    add_remarks(draft, node.value("remarks"))


def _add_name(draft: Draft, node: Node, kind: NameKind, quality: Quality) -> None:
    """A person's name is written as in the CSV files, ``FAMILY, Given``, so that both layouts give the same."""
    family, given = node.value("lastName"), node.value("firstName")
    if given and draft.type is PartyType.PERSON:
        draft.name(f"{family}, {given}" if family else given, kind, quality, given=given, family=family)
    else:
        draft.name(" ".join(filter(None, (given, family))), kind, quality)


def _non_sdn(head: Head) -> bool:
    return is_non_sdn(_PROGRAMME.findall(head.text))


OFAC_SDN_XML = SanctionList(
    name=SDN,
    layout="xml",
    label=OFAC_SDN_CSV.label,
    issuer=OFAC_SDN_CSV.issuer,
    files=(with_root("main", "XML file (sdn.xml)", "sdnList", lambda head: not _non_sdn(head)),),
    expects=OFAC_SDN_CSV.expects,
    reads=partial(read, name=SDN),
)
OFAC_NON_SDN_XML = SanctionList(
    name=NON_SDN,
    layout="xml",
    label=OFAC_NON_SDN_CSV.label,
    issuer=OFAC_NON_SDN_CSV.issuer,
    files=(with_root("main", "XML file (consolidated.xml)", "sdnList", _non_sdn),),
    expects=OFAC_NON_SDN_CSV.expects,
    reads=partial(read, name=NON_SDN),
)
