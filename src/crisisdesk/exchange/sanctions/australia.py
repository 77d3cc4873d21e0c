"""The consolidated list of Australia's DFAT, XLS and XLSX, by the number in ``Reference`` (``2`` the main name, ``2a`` an alias).

Typed by hand: case, blanks and kinds of names vary.
"""

import re

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import numbered, partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType
from crisisdesk.exchange.sanctions.reading import table
from crisisdesk.progress import Progress

_COLUMNS = ("Reference", "Name of Individual or Entity", "Type", "Name Type", "Committees", "Control Date")
_TYPES = {
    "individual": PartyType.PERSON,
    "entity": PartyType.ORGANISATION,
    "vessel": PartyType.VESSEL,
    "ship": PartyType.VESSEL,
}
_KINDS = {
    "primary name": NameKind.PRIMARY,
    "original script": NameKind.ORIGINAL_SCRIPT,
    "formerly known as": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
}
_REFERENCE = re.compile(r"(\d+)(?:\.0)?\s*[A-Za-z0-9]*")
_NONE = {"", "na", "n/a", "unknown"}
_LISTED = re.compile(r"\b(?:listed|designated)\b[^.;]*? on (\d{1,2} [A-Za-z]{3,9}\.? ?\d{4})", re.IGNORECASE)


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives."""
    made = Assembly("au-dfat")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS):
        made.rows["main"] += 1
        found = _REFERENCE.fullmatch(row["Reference"].strip())
        if not found:
            raise UserError(
                f"{file.name}, line {line:,}: “{row['Reference'][:20]}” is not a reference; fetch the list again."
            )
        draft = made.draft(found[1], f"{file.name}, line {line:,}", row.values())
        _add(draft, {name: _value(cell) for name, cell in row.items()})
        changed = draft.updated_on
        if changed and (made.date is None or changed.sort_key > made.date.sort_key):
            made.date = changed
    return made.version(files)


def _value(cell: str) -> str:
    text = " ".join(cell.split())
    return "" if text.lower() in _NONE else text


def _add(draft: Draft, row: dict[str, str]) -> None:
    draft.type = _TYPES.get(row["Type"].lower(), PartyType.UNKNOWN)
    draft.name(row["Name of Individual or Entity"], _KINDS.get(row["Name Type"].lower(), NameKind.ALIAS))
    draft.birth(row.get("Date of Birth", ""))
    draft.add("birth_places", *numbered(row.get("Place of Birth", "")))
    draft.add("nationalities", *numbered(row.get("Citizenship", "")))
    for address in numbered(row.get("Address", "")):
        draft.address([address])
    draft.add("programmes", row["Committees"])
    listing = row.get("Listing Information", "")
    draft.base(listing)
    draft.remark(row.get("Additional Information", ""))
    for column in ("IMO Number", "IMO number"):
        draft.identifier("IMO number", row.get(column, ""))
        draft.craft(imo=row.get(column, ""))
    found = _LISTED.search(listing)
    draft.listed_on = draft.listed_on or (partial_date(found[1]) if found else None)
    draft.updated_on = partial_date(row["Control Date"]) or draft.updated_on


AU_DFAT = SanctionList(
    name="au-dfat",
    layout="workbook",
    label="Australian consolidated list",
    issuer="Australia, Department of Foreign Affairs and Trade",
    files=(with_columns("main", "workbook (regulation8_consolidated)", _COLUMNS),),
    expects=(1_000, 30_000),
    reads=read,
)
