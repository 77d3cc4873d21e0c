"""Everything about one transfer, for its page: read by index for this transfer alone, however many others there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import or_

from crisisdesk.checks.case_numbers import number_doubts
from crisisdesk.checks.country_policy import CountryPolicy, country_policy
from crisisdesk.checks.line_values import is_category_i
from crisisdesk.checks.scope import Scope
from crisisdesk.errors import UserError
from crisisdesk.model.assessments import BalanceNote
from crisisdesk.model.base import Record
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.deliveries import Delivery, DrawdownTranche, TransferChange
from crisisdesk.model.export_assessments import ExportAssessment
from crisisdesk.model.log import LogEntry
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.vetting import EndUseCheck, Vetting
from crisisdesk.model.views import Mention
from crisisdesk.services.clocks import Clock, clocks_of
from crisisdesk.services.notify import Notice, notify_transfer
from crisisdesk.services.pipeline import Line, lines
from crisisdesk.services.transfer_units import UnitStanding, standing_of, units_of
from crisisdesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)
LOG_LIMIT = 100


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line: the item, its flags in words, its deliveries, and how much came by what certainty.

    ``delivered`` is the sum of deliveries made where there are any, else what the item says; ``certainty`` the weakest
    among them.
    """

    item: TransferItem
    flags: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    delivered: float | None
    certainty: str
    next_due: date | None


@dataclass(frozen=True, slots=True)
class LicenceLine:
    """A licence with its provisos in their order, and how long it has waited where it has no decision."""

    licence: Licence
    provisos: tuple[Proviso, ...]
    days_pending: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A transfer with all that belongs to it.

    Attributes:
        line: The transfer as it stands on the board, with labels.
        number_doubts: What speaks against its identifier.
        notice: What must be notified by rule; nothing where it cannot be weighed, and ``notice_refusal`` says why.
        policy: Facts on the recipient; nothing without a recipient.
        names: Captions of records that the others refer to, by id.
        log: The newest entries of its case that name it, or that name one of its adjustments.
    """

    transfer: Transfer
    line: Line
    number_doubts: tuple[str, ...]
    items: tuple[ItemLine, ...]
    changes: tuple[TransferChange, ...]
    tranches: tuple[DrawdownTranche, ...]
    clocks: tuple[Clock, ...]
    notice: Notice | None
    notice_refusal: str
    notifications: tuple[Notification, ...]
    holds: tuple[NotificationHold, ...]
    licences: tuple[LicenceLine, ...]
    units: tuple[UnitStanding, ...]
    vettings: tuple[Vetting, ...]
    checks: tuple[EndUseCheck, ...]
    conditions: tuple[Condition, ...]
    policy: CountryPolicy | None
    assessments: tuple[ExportAssessment, ...]
    balance_notes: tuple[BalanceNote, ...]
    adjustments: tuple[Adjustment, ...]
    log: tuple[LogEntry, ...]
    names: Mapping[str, str]


def transfer_sheet(view: Snapshot, transfer_id: str) -> Sheet:
    """Read all that belongs to one transfer.

    Raises:
        UserError: There is no such transfer.
    """
    transfer = view.get(Transfer, transfer_id)
    own = _Own(view, transfer)
    scope = Scope(view)
    notice, refusal = _notice(view, transfer)
    return Sheet(
        transfer=transfer,
        line=lines(view, ids=[transfer_id])[0],
        number_doubts=number_doubts(view, transfer),
        items=tuple(_item(item, own.deliveries) for item in own.items),
        changes=tuple(own.of(TransferChange)),
        tranches=tuple(own.of(DrawdownTranche)),
        clocks=tuple(clocks_of(view, own.ids())),
        notice=notice,
        notice_refusal=refusal,
        notifications=tuple(own.notifications),
        holds=tuple(own.holds),
        licences=tuple(
            LicenceLine(
                one, tuple(p for p in own.provisos if p.licence_id == one.id), one.days_pending(scope.day)
            )
            for one in own.licences
        ),
        units=tuple(standing_of(view, units_of(view, transfer), scope)),
        vettings=tuple(own.of(Vetting)),
        checks=tuple(own.checks),
        conditions=tuple(own.conditions),
        policy=country_policy(view, transfer.recipient_id) if transfer.recipient_id else None,
        assessments=tuple(own.of(ExportAssessment)),
        balance_notes=tuple(_notes(view, transfer)),
        adjustments=tuple(own.adjustments),
        log=tuple(_log(view, transfer, own.adjustments)),
        names=own.names(),
    )


class _Own:
    """The records that refer to a transfer, each type read once by its index."""

    def __init__(self, view: Snapshot, transfer: Transfer) -> None:
        self._view, self._transfer = view, transfer
        self._read: dict[type[Record], list[Any]] = {}
        self.items = sorted(self.of(TransferItem), key=lambda one: (one.line, one.id))
        self.licences = self.of(Licence)
        self.notifications = sorted(self.of(Notification), key=lambda one: (str(one.sent_at or ""), one.id))
        self.conditions = self.of(Condition)
        self.checks = sorted(self.of(EndUseCheck), key=lambda one: (str(one.planned_on or "~"), one.id))
        self.adjustments = sorted(
            self.of(Adjustment), key=lambda one: (str(one.decided_at or ""), one.id), reverse=True
        )
        self.deliveries = self._under(Delivery, Delivery.item_id, [one.id for one in self.items])
        self.provisos = sorted(
            self._under(Proviso, Proviso.licence_id, [one.id for one in self.licences]),
            key=lambda one: (one.number, one.id),
        )
        self.holds = self._under(
            NotificationHold, NotificationHold.notification_id, [one.id for one in self.notifications]
        )

    def of(self, record_type: type[R]) -> list[R]:
        """Those of a type that name the transfer."""
        if record_type not in self._read:
            column: Any = record_type.__table__.columns["transfer_id"]
            self._read[record_type] = self._view.all(record_type, column == self._transfer.id)
        return list(self._read[record_type])

    def _under(self, record_type: type[R], column: Any, ids: list[str]) -> list[R]:
        if not ids:
            return []
        self._read[record_type] = self._view.all(record_type, column.in_(ids))
        return list(self._read[record_type])

    def ids(self) -> dict[str, list[str]]:
        """All of it by type, for the clocks."""
        found = {t.__tablename__: [one.id for one in records] for t, records in self._read.items() if records}
        return {"transfer": [self._transfer.id], **found}

    def names(self) -> dict[str, str]:
        """What the records that are referred to are called."""
        wanted: set[str | None] = set()
        for record in (self._transfer, *(one for records in self._read.values() for one in records)):
            wanted |= {getattr(record, c.key) for c in type(record).__table__.columns if c.foreign_keys}
        return self._view.captions(wanted)


def _notice(view: Snapshot, transfer: Transfer) -> tuple[Notice | None, str]:
    try:
        return notify_transfer(view, transfer.id), ""
    except UserError as refusal:
        return None, str(refusal)


_SURENESS = ("confirmed", "reported", "estimated", "claimed", "disputed", "unknown")


def item_flags(item: TransferItem) -> tuple[str, ...]:
    """What is to be known of a line at a glance.

    Major equipment is significant equipment by definition (AECA 47(6)); in a category of the USML an asterisk says SME,
    and ``(MT)`` MTCR.
    """
    major = item.major or item.kind == "mde"
    flags = (
        (item.significant or major or item.kind == "sme" or "*" in item.category, "SME"),
        (major, "MDE"),
        (item.firearms or is_category_i(item.category), "Firearms"),
        (item.enhanced, "Enhanced end-use monitoring"),
        (bool(item.missile) or "(MT)" in item.category.upper(), f"MTCR {item.missile}".strip()),
    )
    return tuple(words for holds, words in flags if holds)


def _item(item: TransferItem, deliveries: list[Delivery]) -> ItemLine:
    own = sorted(
        (one for one in deliveries if one.item_id == item.id),
        key=lambda one: (str(one.delivered_on or one.due_on or "~"), one.id),
    )
    made = [one for one in own if one.delivered_on is not None]
    open_days = [one.due_on.last for one in own if one.delivered_on is None and one.due_on is not None]
    weakest = max((one.certainty for one in made), key=_weakness, default=item.certainty)
    return ItemLine(
        item=item,
        flags=item_flags(item),
        deliveries=tuple(own),
        delivered=sum(one.quantity or 0 for one in made) if made else item.delivered,
        certainty=weakest,
        next_due=min(open_days, default=item.due_on.last if item.due_on else None),
    )


def _weakness(certainty: str) -> int:
    return _SURENESS.index(certainty) if certainty in _SURENESS else len(_SURENESS)


def _notes(view: Snapshot, transfer: Transfer) -> list[BalanceNote]:
    """Notes on the transfer, then those on the region of its recipient."""
    recipient = view.find(Partner, transfer.recipient_id)
    of_region = (
        (BalanceNote.region == recipient.region) & BalanceNote.transfer_id.is_(None)
        if recipient and recipient.region
        else None
    )
    wanted = BalanceNote.transfer_id == transfer.id
    found = view.all(BalanceNote, wanted if of_region is None else or_(wanted, of_region))
    return sorted(found, key=lambda one: (one.transfer_id is None, str(one.written_on or ""), one.id))


def _log(view: Snapshot, transfer: Transfer, adjustments: list[Adjustment]) -> list[LogEntry]:
    named = [transfer.id, *(one.id for one in adjustments)]
    mentions = view.all(Mention, Mention.to_key.in_(named))
    ids = sorted({one.from_key for one in mentions})
    found = view.all(LogEntry, LogEntry.id.in_(ids)) if ids else []
    return sorted(found, key=lambda one: (str(one.event_time or ""), one.id), reverse=True)[:LOG_LIMIT]
