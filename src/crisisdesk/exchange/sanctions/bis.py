"""The Denied Persons List of the US Bureau of Industry and Security: a table with tabs.

It has no numbers: the name is the key, and rows of one name are addresses of one denied person. Dates of orders are month
first, dates of updates ISO 8601.
"""

from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.dates import partial_date
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList, with_columns
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, Quality
from crisisdesk.exchange.sanctions.reading import table
from crisisdesk.model.values import PartialDate
from crisisdesk.progress import Progress

_COLUMNS = (
    "Name",
    "Street_Address",
    "City",
    "Country",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "FR_Citation",
)
_YEARS = range(1950, 2100)


def read(files: Files, progress: Progress) -> ListVersion:
    """The list that this file gives."""
    made = Assembly("us-bis-dpl")
    file = files["main"]
    for line, row in table(made, file, progress, needed=_COLUMNS, delimiter="\t"):
        made.rows["main"] += 1
        _add(made.draft(row["Name"], f"{file.name}, line {line:,}", row.values()), row)
    return made.version(files)


def _add(draft: Draft, row: dict[str, str]) -> None:
    draft.name(row["Name"], NameKind.PRIMARY, Quality.STRONG)
    draft.add("measures", "Denied persons")
    parts = (row["Street_Address"], row["City"], row.get("State", ""), row.get("Postal_Code", ""))
    draft.address(parts, row["Country"])
    draft.base(row["FR_Citation"])
    begins = partial_date(row["Effective_Date"], month_first=True)
    ends = row["Expiration_Date"].strip()
    order = row["Standard_Order"].strip().upper()
    draft.listed_on = _earlier(draft.listed_on, begins)
    draft.remark(
        f"Order of {row['Effective_Date'].strip() or 'unknown date'} until {ends or 'further notice'}"
    )
    draft.remark("Not a standard order: read its terms" if order == "N" else "")
    draft.remark(row.get("Action", ""))
    _update(draft, row.get("Last_Update", "").strip())


def _earlier(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    return min((d for d in (one, other) if d), key=lambda date: date.sort_key, default=None)


def _update(draft: Draft, text: str) -> None:
    """The real file has years such as 0222 and 3017: these are kept as text."""
    date = partial_date(text)
    if date is None or date.first.year not in _YEARS:
        draft.remark(f"Last update: {text}" if text else "")
    elif draft.updated_on is None or date.sort_key > draft.updated_on.sort_key:
        draft.updated_on = date


BIS_DPL = SanctionList(
    name="us-bis-dpl",
    layout="txt",
    label="BIS Denied Persons List",
    issuer="US Department of Commerce, Bureau of Industry and Security",
    files=(with_columns("main", "text file (dpl.txt)", _COLUMNS),),
    expects=(150, 10_000),
    reads=read,
)
