"""The consolidated list of the UK's OFSI, closed on 28 January 2026: CSV and XLSX, column sets of 29 and 36, by ``Group ID``.

One row per name and address, not per party. What newer columns hold stands in *Other Information* as ``(Gender):Male``.
"""

import re
from collections.abc import Mapping
from html import unescape

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import numbered, partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType
from crisisdesk.exchange.sanctions.reading import table
from crisisdesk.exchange.sanctions.uk import TYPES, add_name, add_person, add_ship
from crisisdesk.progress import Progress

_COLUMNS = (
    "Name 6",
    "Name 1",
    "DOB",
    "Group Type",
    "Alias Type",
    "Regime",
    "Listed On",
    "Last Updated",
    "Group ID",
)
_SAME: Mapping[str, tuple[str, ...]] = {
    "D.O.B": ("dob",),
    "Town of birth": ("town of birth",),
    "Country of birth": ("country of birth",),
    "Nationality(/ies)": ("nationality",),
    "Passport number": ("passport number",),
    "Passport additional information": ("passport details",),
    "National Identifier number": ("national identification number", "ni number"),
    "National Identifier additional information": ("national identification details",),
    "Title": ("title",),
    "Position": ("position",),
    "Gender": ("(gender)",),
    "IMO number": ("(imo number)",),
    "Current owner/operator (s)": ("(current owners)",),
    "Current believed flag of ship": ("(flag of ship)",),
    "Previous flags": ("(previous flags)",),
    "Type of ship": ("(type of ship)",),
    "Tonnage of ship": ("(tonnage of ship)",),
    "Length of ship": ("(length of ship)",),
    "Year Built": ("(year built)",),
}
_TAGGED = re.compile(r"\(([A-Z][^():]{2,40})\):")


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives."""
    made = Assembly("uk-ofsi")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS):
        made.rows["main"] += 1
        draft = made.draft(row["Group ID"].removesuffix(".0"), f"{file.name}, line {line:,}", row.values())
        cells = {name.lower(): unescape(cell).strip() for name, cell in row.items()}
        cells.update(_tagged(cells.get("other information", "")))
        _add(draft, cells)
    made.note("This list closed on 28 January 2026; what is in force stands in the UK Sanctions List.")
    return made.version(files)


def _tagged(text: str) -> dict[str, str]:
    """What stands in the prose as ``(Key):value``."""
    _, *pairs = _TAGGED.split(text)
    return {f"({key.lower()})": value.strip() for key, value in zip(pairs[::2], pairs[1::2], strict=True)}


def _add(draft: Draft, cells: Mapping[str, str]) -> None:
    def get(name: str) -> str:
        return next((found for column in _SAME.get(name, ()) if (found := cells.get(column, ""))), "")

    draft.type = TYPES.get(cells["group type"].lower(), PartyType.UNKNOWN)
    parts = [cells.get(f"name {n}", "") for n in (1, 2, 3, 4, 5, 6)]
    add_name(draft, parts, cells["alias type"], cells.get("alias quality", ""))
    for name in numbered(cells.get("name non-latin script", "")):
        draft.name(name, NameKind.ORIGINAL_SCRIPT, script=cells.get("non-latin script type", ""))
    add_person(draft, get)
    add_ship(draft, get)
    lines = [cells.get(f"address {n}", "") for n in range(1, 7)]
    draft.address([*lines, cells.get("post/zip code", "")], cells.get("country", ""))
    draft.add("programmes", cells["regime"])
    draft.identifier("UK Sanctions List", cells.get("(uk sanctions list ref)", "").partition(" ")[0])
    draft.identifier("UN reference", cells.get("(un ref)", "").partition(" ")[0])
    for tag in ("(phone number)", "(email address)", "(website)"):
        draft.add("contacts", *numbered(cells.get(tag, "")))
    draft.reason(cells.get("(uk statement of reasons)", ""))
    draft.remark(cells.get("other information", ""))
    draft.listed_on = draft.listed_on or partial_date(cells["listed on"])
    draft.updated_on = partial_date(cells["last updated"]) or draft.updated_on


OFSI = SanctionList(
    name="uk-ofsi",
    layout="table",
    label="OFSI consolidated list (closed)",
    issuer="United Kingdom, Office of Financial Sanctions Implementation",
    files=(with_columns("main", "CSV or XLSX file (ConList)", _COLUMNS),),
    expects=(1_500, 20_000),
    reads=read,
)
