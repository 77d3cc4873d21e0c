"""The consolidated list of Switzerland's SECO, XML, by ``ssid``.

Targets name places and sanction sets by number, and these may stand after them: the file is read twice.
"""

from dataclasses import dataclass, field

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_root
from crisisdesk.exchange.sanctions.markup import Node
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.reading import nodes
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.progress import Progress

_KINDS = {"primary-name": NameKind.PRIMARY, "alias": NameKind.ALIAS, "formerly-known-as": NameKind.FORMER}
_QUALITIES = {"good": Quality.STRONG, "low": Quality.WEAK}
_OBJECTS = {"vessel": PartyType.VESSEL, "aircraft": PartyType.AIRCRAFT}
_FAMILY = {"family-name", "tribal-name", "maiden-name"}
_ROOT = "swiss-sanctions-list"


@dataclass(slots=True)
class _Known:
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives; parties that were taken off stay in the file and get ``delisted_on``."""
    made = Assembly("ch-seco")
    file = files["main"]
    known = _known(file, progress)
    for node in nodes(file, {"target"}, progress, root=_ROOT):
        if node.tag != "target":
            made.date = partial_date(node.get("date"))
            continue
        made.rows["main"] += 1
        _add(made.entry(node.get("ssid"), f"{file.name}, line {node.line:,}", node.flat()), node, known)
    return made.version(files)


def _known(file: SourceFile, progress: Progress) -> _Known:
    known = _Known()
    for node in nodes(file, {"sanctions-program", "place"}, progress, root=_ROOT):
        if node.tag == "place":
            country = node.first("country")
            where = ", ".join(filter(None, (node.value("location"), node.value("area"))))
            known.places[node.get("ssid")] = (
                where,
                (country.get("iso-code") or country.text.strip()) if country else "",
            )
        for one in node.all("sanctions-set"):
            if one.get("lang") in {"eng", "en", ""} or one.get("ssid") not in known.sets:
                known.sets[one.get("ssid")] = one.text.strip()
    return known


def _add(draft: Draft, node: Node, known: _Known) -> None:
    ids = filter(None, (node.get("sanctions-set-id"), *node.values("sanctions-set-id")))
    draft.add("programmes", *(known.sets.get(i, i) for part in ids for i in part.split()))
    draft.identifier("foreign identifier", node.value("foreign-identifier"))
    for subject in node:
        match subject.tag:
            case "individual":
                draft.type = PartyType.PERSON
                draft.gendered(subject.get("sex"))
            case "entity":
                draft.type = PartyType.ORGANISATION
            case "object":
                draft.type = _OBJECTS.get(subject.get("object-type"), PartyType.UNKNOWN)
            case _:
                continue
        for identity in subject.all("identity"):
            _add_identity(draft, identity, known)
        _add_prose(draft, subject)
    for attribute in node.all("generic-attribute"):
        draft.remark(f"{attribute.get('name')}: {attribute.text.strip()}")
    _add_changes(draft, node)


def _add_identity(draft: Draft, identity: Node, known: _Known) -> None:
    for name in identity.all("name"):
        _add_name(draft, name)
    for day in identity.all("day-month-year"):
        parts = [day.get("year"), day.get("month").zfill(2), day.get("day").zfill(2)]
        about = "circa " if day.get("quality") == "circa" else ""
        draft.birth(about + "-".join(part for part in parts if part.strip("0")) if day.get("year") else "")
    for place in identity.all("place-of-birth"):
        draft.add("birth_places", ", ".join(filter(None, known.places.get(place.get("place-id"), ()))))
    for nation in identity.all("nationality", "country"):
        draft.add("nationalities", nation.get("iso-code") or nation.text)
    for address in identity.all("address"):
        where, country = known.places.get(address.get("place-id"), ("", ""))
        lines = (address.value("address-details"), address.value("p-o-box"), address.value("zip-code"), where)
        draft.address(lines, country)
        draft.remark(address.value("remarks"))
    for document in identity.all("identification-document"):
        issuer = document.first("issuer")
        country = (issuer.get("code") or issuer.text) if issuer else ""
        draft.identifier(document.get("document-type"), document.value("number"), country)


def _add_name(draft: Draft, name: Node) -> None:
    """Parts in their order; a part's spelling variants give further names, one for each language and script."""
    kind = _KINDS.get(name.get("name-type"), NameKind.ALIAS)
    quality = _QUALITIES.get(name.get("quality"), Quality.UNSAID)
    parts = sorted(name.all("name-part"), key=_order)
    values = [(part.get("name-part-type"), part.value("value")) for part in parts]
    family = " ".join(text for of, text in values if of in _FAMILY)
    given = (
        " ".join(text for of, text in values if of not in _FAMILY and of != "whole-name") if family else ""
    )
    draft.name(" ".join(text for _, text in values), kind, quality, given=given, family=family)
    scripts = {(v.get("lang"), v.get("script")): None for part in parts for v in part.all("spelling-variant")}
    for lang, script in scripts:
        text = " ".join(_variant(part, lang, script) for part in parts)
        latin = script.lower() in {"", "latn", "latin"}
        draft.name(text, NameKind.VARIATION if latin else NameKind.ORIGINAL_SCRIPT, quality, script=script)


def _order(part: Node) -> int:
    order = part.get("order")
    return int(order) if order.isascii() and order.isdecimal() else 0


def _variant(part: Node, lang: str, script: str) -> str:
    same = (
        v.text.strip()
        for v in part.all("spelling-variant")
        if (v.get("lang"), v.get("script")) == (lang, script)
    )
    return next(same, part.value("value"))


def _add_prose(draft: Draft, subject: Node) -> None:
    for text in subject.values("justification"):
        draft.reason(text)
    for text in subject.values("other-information"):
        draft.remark(text)
    for relation in subject.all("relation"):
        draft.relation(
            relation.get("relation-type") or "related", relation.get("target-id") or relation.value("remark")
        )


def _add_changes(draft: Draft, node: Node) -> None:
    dates: dict[str, list[str]] = {}
    for change in node.all("modification"):
        when = change.get("effective-date") or change.get("publication-date") or change.get("enactment-date")
        dates.setdefault(change.get("modification-type"), []).append(when)
    draft.listed_on = partial_date(min(dates.get("listed", ()), default=""))
    draft.updated_on = partial_date(max((when for all_of in dates.values() for when in all_of), default=""))
    last = max(dates.get("de-listed", ()), default="")
    if last and last >= max(dates.get("listed", ()), default=""):
        draft.delisted_on = partial_date(last)


SECO_XML = SanctionList(
    name="ch-seco",
    layout="xml",
    label="SECO consolidated list",
    issuer="Switzerland, State Secretariat for Economic Affairs",
    files=(with_root("main", "XML file", _ROOT),),
    expects=(1_000, 60_000),
    reads=read,
)
