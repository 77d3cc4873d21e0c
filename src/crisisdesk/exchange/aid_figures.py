"""``us_foreign_aid_country`` of ForeignAssistance.gov: assistance by country, fiscal year and kind of transaction.

Requests, appropriations, obligations and disbursements are different things and stay apart. An amount below nought is
money that came back. Rows are reference figures of their own, never money of a programme of the desk.
"""

import csv
import re
from collections.abc import Iterator, Mapping

from crisisdesk.errors import UserError
from crisisdesk.exchange.bulk import Bulk, Places, each_taken, slug
from crisisdesk.exchange.incoming import Report
from crisisdesk.exchange.opening import Source
from crisisdesk.model.registers import AidFigure
from crisisdesk.model.sources import Source as SourceRecord
from crisisdesk.model.values import Money
from crisisdesk.progress import Progress
from crisisdesk.store.transaction import Transaction

SOURCE_ID = "source-us-foreign-aid-country"
_PREFIX = "aid-"
_NEEDED = ("Country Code", "Country Name", "Transaction Type Name", "Fiscal Year", "current_amount")
_STAGES: Mapping[str, str] = {
    "president's budget requests": "requested",
    "appropriated and planned": "appropriated",
    "obligations": "obligated",
    "disbursements": "disbursed",
}
_YEAR = re.compile(r"([0-9]{4})([A-Za-z]{0,4})")
_WHOLE = re.compile(r"-?[0-9]{1,15}")

Cells = Mapping[str, str | None]


def is_aid_figures(header: str) -> bool:
    """Whether this is the first line of such a file."""
    return {"Country Code", "Transaction Type Name", "current_amount"} <= set(next(csv.reader([header]), []))


def take_aid_figures(tx: Transaction, source: Source, report: Report, progress: Progress) -> None:
    """Take every row; one that says too little, or no amount, is refused with its reason.

    Raises:
        UserError: The file has not the columns of this data set, or is damaged.
    """
    bulk, places = Bulk(tx, AidFigure, _PREFIX, report), Places(tx)
    each_taken(_rows(source), lambda cells: bulk.take(_figure(cells, places)), report, progress)
    bulk.write(
        SourceRecord(
            id=SOURCE_ID,
            title="US foreign assistance by country, ForeignAssistance.gov",
            kind="open_data",
            origin="Department of State",
            reference="us_foreign_aid_country.csv, public domain",
            summary="Requests, appropriations, obligations and disbursements are different things: never add them.",
        )
    )


def _rows(source: Source) -> Iterator[tuple[int, Cells]]:
    try:
        reader = csv.DictReader(source.text())
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise UserError(
                f"{source.name} has not the columns of the foreign aid data set: {', '.join(missing)}."
            )
        for row in reader:
            yield reader.line_num, row
    except (csv.Error, UnicodeError) as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error


def _figure(cells: Cells, places: Places) -> AidFigure:
    place, code = _cell(cells, "Country Name"), _cell(cells, "Country Code")
    stage = _STAGES.get(_cell(cells, "Transaction Type Name").casefold().replace("\u2019", "'"))
    year = _YEAR.fullmatch(_cell(cells, "Fiscal Year"))
    if not place or stage is None or year is None:
        raise UserError("It lacks its country, its fiscal year or a kind of transaction that is known.")
    code = "" if code == "NULL" else code
    key = "-".join(filter(None, (slug(code or place), stage, year[1], year[2].casefold())))
    return AidFigure(
        id=f"{_PREFIX}{key}",
        place=place,
        place_code=code,
        stage=stage,
        fiscal_year=int(year[1]),
        part=year[2].casefold(),
        partner_id=places.by_code(code) or places.named(place),
        amount=_dollars(cells, "current_amount"),
        constant_amount=_dollars(cells, "constant_amount"),
        source_id=SOURCE_ID,
    )


def _dollars(cells: Cells, name: str) -> Money | None:
    text = _cell(cells, name).replace(",", "")
    if text in {"", "NULL"}:
        return None
    if not _WHOLE.fullmatch(text):
        raise UserError(f"“{text[:30]}” in {name} is no amount in whole dollars.")
    return Money.parse(f"USD {text}")


def _cell(cells: Cells, name: str) -> str:
    return (cells.get(name) or "").strip()
