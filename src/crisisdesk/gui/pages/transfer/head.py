"""What stands at the top of a transfer, and in its first view: notification, clocks, policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crisisdesk.checks.end_use import PLANNED_FROM
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.adjustment_verbs import STOPPING
from crisisdesk.services.adjustments import verbs
from crisisdesk.services.notify import Notice
from crisisdesk.services.pipeline import Line
from crisisdesk.services.transfer_sheet import Sheet, transfer_sheet
from crisisdesk.store.snapshot import Snapshot

_VOCABULARIES = ("notification_status", "notification_body", "hold_kind", "start_rule", "impact")
_GONE = frozenset({"withdrawn", "disapproved"})


@dataclass(frozen=True, slots=True)
class TransferHead:
    """A transfer as its header and its first view show it; ``stopped`` says that a hold or suspension is in force."""

    sheet: Sheet
    stopped: bool
    times: Times
    words: Words
    past: bool

    @property
    def transfer(self) -> Transfer:
        """The record."""
        return self.sheet.transfer

    @property
    def line(self) -> Line:
        """The transfer as it stands on the board."""
        return self.sheet.line

    @property
    def notice(self) -> Notice | None:
        """What the rules say; nothing where it cannot be weighed."""
        return self.sheet.notice

    @property
    def today(self) -> date:
        """The day that is looked at."""
        return self.times.now.date()

    @property
    def open_notification(self) -> Notification | None:
        """The newest that is in hand or was sent; not one that was withdrawn or disapproved."""
        return max(
            (one for one in self.sheet.notifications if one.status not in _GONE), key=_begun, default=None
        )

    @property
    def holds(self) -> tuple[NotificationHold, ...]:
        """Holds on notifications, those that nobody has lifted first."""
        return tuple(sorted(self.sheet.holds, key=lambda one: (one.lifted_on is not None, one.placed_by)))

    @property
    def open_holds(self) -> tuple[NotificationHold, ...]:
        """Holds that nobody has lifted."""
        return tuple(one for one in self.holds if one.lifted_on is None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is open about the transfer, in sentences: its number, units, control categories, end-use plan."""
        sheet = self.sheet
        blank = sum(not one.item.category for one in sheet.items)
        unplanned = not sheet.checks and self.transfer.check_on is None and self.line.status in PLANNED_FROM
        return (
            *sheet.number_doubts,
            *(one.doubt for one in sheet.units if one.doubt),
            *([f"{counted(blank, 'item')} without a control category."] if blank else []),
            *(["No end-use check is planned."] if unplanned else []),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records stand in each tab, by its key."""
        sheet = self.sheet
        parts: Mapping[str, Sequence[object]] = {
            "items": sheet.items,
            "deliveries": [one for item in sheet.items for one in item.deliveries],
            "changes": [*sheet.changes, *sheet.tranches],
            "licences": sheet.licences,
            "vetting": sheet.units,
            "end_use": sheet.checks,
            "conditions": sheet.conditions,
            "assessments": sheet.assessments,
            "adjustments": sheet.adjustments,
            "log": sheet.log,
        }
        return {key: len(found) for key, found in parts.items()}


def read_head(view: Snapshot, transfer_id: str) -> TransferHead | None:
    """Read a transfer; nothing where there was no such transfer at the moment looked at."""
    if view.find(Transfer, transfer_id) is None:
        return None
    sheet = transfer_sheet(view, transfer_id)
    stops = {verb.code for verb in verbs(view) if verb.does in STOPPING}
    return TransferHead(
        sheet=sheet,
        stopped=any(one.status == "in_force" and one.kind in stops for one in sheet.adjustments),
        times=read_times(view),
        words=read_words(view, *_VOCABULARIES),
        past=view.past,
    )


def _begun(one: Notification) -> tuple[datetime, str]:
    return one.sent_at or one.advance_sent_at or datetime.min.replace(tzinfo=UTC), one.id
