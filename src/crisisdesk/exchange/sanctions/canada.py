"""Canada's autonomous sanctions, XML of flat records, in the layouts of 2022 and of 2025.

There is no number: country, schedule and item together are the key.
"""

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes
from crisisdesk.progress import Progress


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives."""
    made = Assembly("ca-sema")
    file = files["main"]
    for node in nodes(file, {"record"}, progress, root="data-set"):
        if node.tag != "record":
            continue
        made.rows["main"] += 1
        parts = (_english(node.value("Country")), node.value("Schedule"), node.value("Item"))
        key = " / ".join(filter(None, parts)) if parts[2] else ""
        _add(made.entry(key, f"{file.name}, line {node.line:,}", node.flat()), node)
    return made.version(files)


def _english(country: str) -> str:
    """A country is written in both languages, ``Russia / Russie``."""
    return country.partition(" / ")[0].strip()


def _add(draft: Draft, node: Node) -> None:
    family, given = node.value("LastName"), node.value("GivenName")
    other = node.value("EntityOrShip") or node.value("Entity")
    ship = node.value("ShipIMONumber")
    draft.type = PartyType.PERSON if family or given else PartyType.VESSEL if ship else PartyType.ORGANISATION
    if family or given:
        draft.name(f"{given} {family}", NameKind.PRIMARY, Quality.STRONG, given=given, family=family)
    draft.name(other, NameKind.PRIMARY, Quality.STRONG)
    for alias in node.value("Aliases").replace(" / ", ";").split(";"):
        draft.name(alias, NameKind.ALIAS)
    date = node.value("DateOfBirthOrShipBuildDate") or node.value("DateOfBirth")
    if ship:
        draft.craft(imo=ship, built=date)
        draft.identifier("IMO number", ship)
    else:
        draft.birth(date)
    draft.add("titles", node.value("TitleOrShip") or node.value("Title"))
    draft.add("programmes", _english(node.value("Country")))
    draft.base(f"Schedule {node.value('Schedule')}, item {node.value('Item')}")
    draft.listed_on = partial_date(node.value("DateOfListing"))


CANADA_XML = SanctionList(
    name="ca-sema",
    layout="xml",
    label="Canadian autonomous sanctions list",
    issuer="Global Affairs Canada",
    files=(with_root("main", "XML file (sema-lmes.xml)", "data-set", lambda head: "<record" in head.text),),
    expects=(1_000, 30_000),
    reads=read,
)
