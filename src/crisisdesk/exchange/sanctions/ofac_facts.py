"""What OFAC says of a party in words: ``DOB 31 Aug 1960``, ``Passport 1084010 (Egypt)``, ``Linked To: …``.

The CSV files hold these in the remarks, the XML files as pairs of a kind and a value; both come here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.party import NameKind, Quality

ALIAS_KINDS: Mapping[str, NameKind] = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}

_LONGEST = 400
_WEAK = re.compile(r"\(?([afn])\.k\.a\. '(.+)'\)?")
_LINKED = re.compile(r"\(?Linked To: (.+?)\)?")
_TAIL = re.compile(r"(?P<number>.+?)(?: \((?P<country>[^()]+)\))?(?:,? (?:issued|expires) .*)?")
_IMO = re.compile(r"(?:IMO )?(\d{7})")

_BARE = (
    "Vessel Registration Identification|Digital Currency Address - \\w+|Personal ID Card|Credencial electoral|"
    "Cartilla de Servicio Militar Nacional|Business Registration Document|Numero de Identidad|VisaNumberID|"
    "Italian Fiscal Code|Chinese Commercial Code|Registration ID|SWIFT/BIC|BIK \\(RU\\)|US FEIN|C\\.U\\.R\\.P\\.|C\\.U\\.I\\.[TP]\\.|"
    "C\\.U\\.I\\.|R\\.F\\.C\\.|D\\.N\\.I\\.|I\\.F\\.E\\.|RFC|NIT|RUC|RIF|SSN|RTN|MMSI|ISIN|License"
)
_NUMBERED = r"(?:(?:[A-Z][\w.,'/&-]*|of|de) ){0,6}?(?:\S*No\.?|Number|Passport|Code)(?: \([A-Z]+\))?"
_IDENTIFIER = re.compile(rf"(?P<kind>{_BARE}|{_NUMBERED})(?: #)? (?P<rest>\S.*)")

_CRAFT: tuple[tuple[str, str], ...] = (
    ("Vessel Call Sign", "call_sign"),
    ("Vessel Flag", "flag"),
    ("Vessel Type", "kind"),
    ("Vessel Owner", "owner"),
    ("Vessel Tonnage", "tonnage"),
    ("Vessel Gross Registered Tonnage", "gross_tonnage"),
    ("Vessel Gross Tonnage", "gross_tonnage"),
    ("Vessel Year of Build", "built"),
    ("Former Vessel Flag", "former_flags"),
    ("Other Vessel Flag", "former_flags"),
    ("Other Vessel Call Sign", "call_sign"),
    ("Other Vessel Type", "kind"),
    ("Aircraft Manufacture Date", "built"),
    ("Aircraft Model", "model"),
    ("Aircraft Operator", "owner"),
    ("Aircraft Manufacturer's Serial Number (MSN)", "serial"),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", "serial"),
    ("Aircraft Tail Number", "tail_number"),
)
_CRAFT_FIELDS = dict(_CRAFT)
_CONTACTS = ("Website", "Email Address", "Phone Number", "Telephone No.", "Telephone", "Fax No.", "Fax")
_PROSE = re.compile(
    r"secondary sanctions risk|additional sanctions information|target type|organization (?:type|established date)|"
    r"executive order|listing date|effective date|caatsa section|ifca determination|issuer name|purchase/sales|"
    r"transactions prohibited|nationality of registration|all offices|previous aircraft|pi directive|license",
    re.IGNORECASE,
)


def add_fact(draft: Draft, kind: str, value: str, country: str = "") -> None:
    """Add one fact of this kind to a party; a kind that is no number and not known goes to the remarks."""
    kind = " ".join(kind.split()).rstrip(" :-#")
    simple = _SIMPLE.get(kind.lower())
    if simple is not None:
        simple(draft, value)
    elif kind in _CRAFT_FIELDS:
        draft.craft(**{_CRAFT_FIELDS[kind]: value})
    elif kind in _CONTACTS:
        draft.add("contacts", f"{kind} {value}")
    elif _PROSE.match(kind):
        draft.remark(f"{kind} {value}")
    else:
        _number(draft, kind, value, country)


def _number(draft: Draft, kind: str, value: str, country: str) -> None:
    imo = _IMO.fullmatch(value.strip()) if "IMO" in value or kind == "IMO" else None
    if imo and kind != "Company Number":
        draft.craft(imo=imo[1])
        kind, value = "IMO number", imo[1]
    draft.identifier(kind, value, country)


_SIMPLE: Mapping[str, Callable[[Draft, str], None]] = {
    "dob": lambda draft, value: draft.birth(value),
    "pob": lambda draft, value: draft.add("birth_places", value),
    "nationality": lambda draft, value: draft.add("nationalities", value),
    "citizen": lambda draft, value: draft.add("nationalities", value),
    "gender": lambda draft, value: draft.gendered(value),
    "birthdate": lambda draft, value: draft.birth(value),
    "place of birth": lambda draft, value: draft.add("birth_places", value),
    "nationality country": lambda draft, value: draft.add("nationalities", value),
    "citizenship country": lambda draft, value: draft.add("nationalities", value),
}


def add_remarks(draft: Draft, remarks: str) -> None:
    """Understand the remarks of a party; they are kept whole beside that."""
    draft.remark(remarks)
    for part in _parts(remarks):
        if len(part) > _LONGEST:
            continue
        if found := _WEAK.fullmatch(part):
            draft.name(found[2], ALIAS_KINDS[f"{found[1]}ka"], Quality.WEAK)
        elif found := _LINKED.fullmatch(part):
            draft.relation("linked to", found[1])
        else:
            _add_told(draft, part)


def _parts(remarks: str) -> Iterator[str]:
    for raw in remarks.strip().removesuffix(".").split(";"):
        part = raw.strip().removeprefix("alt. ")
        if part:
            yield part


def _add_told(draft: Draft, part: str) -> None:
    for kind in _LEADING.get(part.partition(" ")[0].rstrip(":"), ()):
        if part.startswith((f"{kind} ", f"{kind}: ")):
            add_fact(draft, kind, part[len(kind) :].lstrip(": "))
            return
    found = _IDENTIFIER.fullmatch(part)
    tail = _TAIL.fullmatch(found["rest"]) if found and not _PROSE.match(part) else None
    if found and tail:
        add_fact(draft, found["kind"], tail["number"], tail["country"] or "")


def _by_first_word(kinds: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Kinds by their first word, the longest first, so that most remarks are not compared with any."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(kinds, key=len, reverse=True):
        found[kind.partition(" ")[0]].append(kind)
    return {word: tuple(of) for word, of in found.items()}


_LEADING = _by_first_word(("DOB", "POB", "nationality", "citizen", "Gender", *_CRAFT_FIELDS, *_CONTACTS))
