"""A table of notifications, as an oversight body or an agency publishes it: number, date, recipient, amounts, description.

Columns are known by several names. The number makes the id, so that a later edition of the table updates the rows.
Rule and tier are not in such tables; they are weighed when the notification is opened.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from crisisdesk.errors import UserError
from crisisdesk.exchange.amounts import read_amount
from crisisdesk.exchange.bulk import Bulk, Places, each_taken, slug
from crisisdesk.exchange.incoming import Report
from crisisdesk.exchange.opening import Source
from crisisdesk.model.notifications import Notification
from crisisdesk.model.rules import NotificationRule
from crisisdesk.model.sources import Source as SourceRecord
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.progress import Progress
from crisisdesk.store.transaction import Transaction

SOURCE_ID = "source-table-of-notifications"
_PREFIX = "notification-table-"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "number",
        "transmittal number",
        "transmittal no.",
        "transmittal",
        "certification",
        "cn number",
    ),
    "date": ("date", "sent on", "notified on", "notification date", "date notified", "sent"),
    "recipient": ("recipient", "country", "purchaser", "prospective purchaser"),
    "title": ("title", "description", "sale", "article", "articles", "item"),
    "total": ("total", "value", "estimated cost", "estimated value", "total value", "amount"),
    "mde": ("mde", "mde value", "major defense equipment", "equipment value"),
    "construction": ("construction", "construction value"),
    "contractor": ("contractor", "principal contractor"),
    "emergency": ("emergency", "emergency determination"),
    "reason": ("justification", "emergency justification"),
    "signer": ("signer", "signed by"),
}
_TOLD = ("title", "number", "recipient_id", "sent_at", "value", "equipment_value", "construction_value", "contractor",
         "emergency", "determined_on", "justification", "signer", "source_id", "as_of")  # fmt: skip
"""What such a table speaks of; status, rule, case and the rest belong to the officer once a row is there."""

_NEEDED = ("date", "recipient", "title")
_YES = frozenset({"yes", "true", "1", "y", "x"})

Cells = Mapping[str, str]


def is_notifications(header: str) -> bool:
    """Whether this line is the header of such a table: a number of a certification or transmittal, and what is needed."""
    cells = next(csv.reader([header]), [])
    plain = {"id", "type"} & {
        cell.strip().casefold() for cell in cells
    }  # a file of records, whatever their type
    return not plain and {"number", *_NEEDED} <= set(_columns(cells))


def take_notifications(tx: Transaction, source: Source, report: Report, progress: Progress) -> None:
    """Take every row; one without date, recipient or description is refused, as is an amount that is none.

    Raises:
        UserError: The table lacks a column that it needs, or is damaged.
    """
    bulk, places, over = Bulk(tx, Notification, _PREFIX, report, _TOLD), Places(tx), _surely_over(tx)
    each_taken(_rows(source), lambda cells: bulk.take(_notification(cells, places, over)), report, progress)
    bulk.write(SourceRecord(id=SOURCE_ID, title=f"Table of notifications, {source.name}", kind="open_data"))


def _columns(header: list[str]) -> dict[str, int]:
    known = {name: field for field, names in _NAMES.items() for name in names}
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        field = known.get(" ".join(cell.strip().casefold().replace("_", " ").split()))
        if field is not None:
            found.setdefault(field, place)
    return found


def _rows(source: Source) -> Iterator[tuple[int, Cells]]:
    try:
        reader = csv.reader(source.text())
        columns = _columns(next(reader, []))
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            raise UserError(f"{source.name} lacks columns of a table of notifications: {', '.join(missing)}.")
        for row in reader:
            if any(cell.strip() for cell in row):
                yield (
                    reader.line_num,
                    {name: row[at].strip() for name, at in columns.items() if at < len(row)},
                )
    except (csv.Error, UnicodeError) as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error


def _notification(cells: Cells, places: Places, over: date) -> Notification:
    day, recipient, title = (cells.get(name, "") for name in _NEEDED)
    if not (day and recipient and title):
        raise UserError("It lacks its date, its recipient or what it is about.")
    sent = PartialDate.parse(day)
    if sent.first != sent.last:
        raise UserError(f"“{day[:20]}” is no whole day; write one such as 2026-11-23.")
    partner = places.by_code(recipient) or places.named(recipient)
    if partner is None:
        raise UserError(f"The recipient “{recipient[:60]}” is no state that this desk knows; mend the row.")
    number = cells.get("number", "")
    emergency = cells.get("emergency", "").casefold() in _YES
    return Notification(
        id=_id(number, day, recipient, title),
        title=title,
        number=number,
        body="",
        status="expired" if sent.first < over else "formal",
        recipient_id=partner,
        sent_at=_noon(sent.first),
        value=_amount(cells.get("total", "")),
        equipment_value=_amount(cells.get("mde", "")),
        construction_value=_amount(cells.get("construction", "")),
        contractor=cells.get("contractor", ""),
        emergency=emergency,
        determined_on=sent if emergency else None,
        justification=cells.get("reason", ""),
        signer=cells.get("signer", ""),
        source_id=SOURCE_ID,
        as_of=sent,
    )


def _surely_over(tx: Transaction) -> date:
    """What was sent before this day has run out by every rule of the desk."""
    longest = max((rule.formal_days for rule in tx.all(NotificationRule)), default=0)
    return tx.moment.date() - timedelta(days=longest + 1)


def _id(number: str, *parts: str) -> str:
    if number:
        return _PREFIX + slug(number)
    return _PREFIX + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _amount(text: str) -> Money | None:
    return read_amount(text) if text else None
