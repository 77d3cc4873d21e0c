"""The trade register of the SIPRI Arms Transfers Database: a preface, a header with three blank cells, no quoting.

A blank cell holds ``?`` where the number or year before it is uncertain. Volumes are trend-indicator values in
millions, they measure volume and are not money: an empty one is unknown, 0 is less than half a million. The register
itself is © SIPRI and is not carried by the program; its source is named with every deal.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from crisisdesk.errors import UserError
from crisisdesk.exchange.bulk import Bulk, Places, each_taken
from crisisdesk.exchange.incoming import Report
from crisisdesk.exchange.opening import Source
from crisisdesk.model.registers import ArmsDeal
from crisisdesk.model.sources import Source as SourceRecord
from crisisdesk.progress import Progress
from crisisdesk.store.transaction import Transaction

SOURCE_ID = "source-sipri-trade-register"
_PREFIX = "deal-"
_BEGINS = "Recipient,Supplier,Year of order,"
_CELLS, _COMMENTS, _AFTER = 16, 12, 3
_PREFACE = 100  # lines within which the header must come
_YEARS = re.compile(r"[0-9]{4}(?:; [0-9]{4})*")
_WHOLE, _DECIMAL = re.compile(r"[0-9]{1,9}"), re.compile(r"-?[0-9]{1,9}(?:\.[0-9]+)?")


def is_arms_deals(head: str) -> bool:
    """Whether the beginning of a file has the header of the register."""
    return any(line.startswith(_BEGINS) for line in head.splitlines())


def take_arms_deals(tx: Transaction, source: Source, report: Report, progress: Progress) -> None:
    """Take every deal; a line that is broken over several is put together again, what does not fit is refused.

    Raises:
        UserError: The file has not the header of the register.
    """
    bulk, places, seen = Bulk(tx, ArmsDeal, _PREFIX, report), Places(tx), Counter[str]()
    each_taken(_rows(source), lambda cells: bulk.take(_deal(cells, places, seen)), report, progress)
    bulk.write(
        SourceRecord(
            id=SOURCE_ID,
            title="SIPRI Arms Transfers Database, trade register",
            kind="open_data",
            origin="Stockholm International Peace Research Institute",
            reference="Information from the SIPRI Arms Transfers Database",
            summary="Deals in major conventional arms. Trend-indicator values measure volume; they are not money.",
        )
    )


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    lines = iter(enumerate((line.rstrip("\r\n") for line in source.text()), 1))
    try:
        header = next((line for _, line in islice(lines, _PREFACE) if line.startswith(_BEGINS)), None)
        if header is None:
            raise UserError(f"{source.name} has not the header of the trade register: {_BEGINS}…")
        yield from _joined(lines)
    except UnicodeError as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error


def _joined(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Each deal with the line that it begins in; a line with too few cells goes on in the next one."""
    begun, text = 0, ""
    for number, line in lines:
        if not line.strip():
            continue
        whole = line.count(",") >= _CELLS - 1
        if text and whole:
            yield begun, text.split(",")
            text = ""
        begun, text = (begun, f"{text} {line.strip()}") if text else (number, line)
        if text.count(",") >= _CELLS - 1:
            yield begun, text.split(",")
            text = ""
    if text:
        yield begun, text.split(",")


def _deal(cells: list[str], places: Places, seen: Counter[str]) -> ArmsDeal:
    if len(cells) < _CELLS:
        raise UserError(f"It has {len(cells)} cells in place of {_CELLS}.")
    if len(cells) > _CELLS:  # commas in the comments, which nothing quotes
        after = len(cells) - _AFTER
        cells = [*cells[:_COMMENTS], ",".join(cells[_COMMENTS:after]), *cells[after:]]
    cells = [cell.strip() for cell in cells]
    recipient, supplier, designation = cells[0], cells[1], cells[6]
    if not (recipient and supplier and designation):
        raise UserError("It names no recipient, no supplier or no weapon.")
    if cells[10] and not _YEARS.fullmatch(cells[10]):
        raise UserError(f"“{cells[10][:40]}” are no years of delivery.")
    return ArmsDeal(
        id=_id(cells, seen),
        recipient_name=recipient,
        supplier_name=supplier,
        recipient_id=places.named(recipient),
        supplier_id=places.named(supplier),
        ordered_in=_number(cells[2], "year of order"),
        order_uncertain=_uncertain(cells[3]),
        ordered=_number(cells[4], "number ordered"),
        ordered_uncertain=_uncertain(cells[5]),
        designation=designation,
        description=cells[7],
        delivered=_number(cells[8], "number delivered"),
        delivered_uncertain=_uncertain(cells[9]),
        delivery_years=cells[10],
        condition=cells[11],
        comments=cells[12],
        unit_volume=_volume(cells[13]),
        order_volume=_volume(cells[14]),
        delivered_volume=_volume(cells[15]),
        source_id=SOURCE_ID,
    )


def _id(cells: Sequence[str], seen: Counter[str]) -> str:
    """From what tells deals apart; those that are alike in it are numbered in the order of the file."""
    key = "\x1f".join((cells[0], cells[1], cells[2], cells[6], cells[7], cells[12]))
    seen[key] += 1
    return _PREFIX + hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:16]


def _uncertain(cell: str) -> bool:
    if cell not in {"", "?"}:
        raise UserError(f"“{cell[:20]}” stands where only a question mark can be.")
    return cell == "?"


def _number(cell: str, what: str) -> int | None:
    if not cell:
        return None
    if not _WHOLE.fullmatch(cell):
        raise UserError(f"“{cell[:20]}” is no {what}.")
    return int(cell)


def _volume(cell: str) -> float | None:
    if not cell:
        return None
    if not _DECIMAL.fullmatch(cell):
        raise UserError(f"“{cell[:20]}” is no volume in TIV.")
    return float(cell)
