"""What stands at the top of a transfer, and in its first view: notification, clocks, policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crisisdesk.errors import UserError
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.assessments import BalanceNote
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.adjustment_verbs import STOPPING
from crisisdesk.services.adjustments import standing, verbs
from crisisdesk.services.clocks import Clock, clocks_of
from crisisdesk.services.country_policy import CountryPolicy, country_policy
from crisisdesk.services.notify import Notice, notify_transfer
from crisisdesk.services.pipeline import Line, lines
from crisisdesk.store.snapshot import Snapshot

_VOCABULARIES = ("notification_status", "notification_body", "hold_kind", "start_rule", "impact")
_RELATED = (
    ("transfer_item", "SELECT id FROM transfer_item WHERE transfer_id = ?"),
    ("delivery", "SELECT d.id FROM delivery d JOIN transfer_item i ON i.id = d.item_id WHERE i.transfer_id = ?"),
    ("transfer_change", "SELECT id FROM transfer_change WHERE transfer_id = ?"),
    ("drawdown_tranche", "SELECT id FROM drawdown_tranche WHERE transfer_id = ?"),
    ("licence", "SELECT id FROM licence WHERE transfer_id = ?"),
    ("proviso", "SELECT p.id FROM proviso p JOIN licence l ON l.id = p.licence_id WHERE l.transfer_id = ?"),
    ("notification", "SELECT id FROM notification WHERE transfer_id = ?"),
    ("adjustment", "SELECT id FROM adjustment WHERE transfer_id = ?"),
    ("vetting", "SELECT id FROM vetting WHERE transfer_id = ?"),
    ("end_use_check", "SELECT id FROM end_use_check WHERE transfer_id = ?"),
    ("condition", "SELECT id FROM condition WHERE transfer_id = ?"),
    ("export_assessment", "SELECT id FROM export_assessment WHERE transfer_id = ?"),
    ("balance_note", "SELECT id FROM balance_note WHERE transfer_id = ?"),
    ("risk", "SELECT id FROM risk WHERE transfer_id = ?"),
)  # fmt: skip
"""What belongs to a transfer and may have a day of its own."""


@dataclass(frozen=True, slots=True)
class TransferHead:
    """A transfer as its header and its first view show it.

    ``notice`` is the answer of the rules, or ``unweighed`` says why there is none. ``counts`` says how many records of
    each type belong to it, ``stopped`` whether a hold or suspension is in force.
    """

    transfer: Transfer
    line: Line
    authority: str
    notice: Notice | None
    unweighed: str
    notifications: tuple[Notification, ...]
    holds: tuple[NotificationHold, ...]
    notes: tuple[BalanceNote, ...]
    clocks: tuple[Clock, ...]
    policy: CountryPolicy | None
    counts: Mapping[str, int]
    stopped: bool
    times: Times
    words: Words
    past: bool

    @property
    def today(self) -> date:
        """The day that is looked at."""
        return self.times.now.date()

    @property
    def open_notification(self) -> Notification | None:
        """The one that is in hand or was sent; not one that was withdrawn or disapproved."""
        return next(
            (one for one in self.notifications if one.status not in {"withdrawn", "disapproved"}), None
        )

    @property
    def open_holds(self) -> tuple[NotificationHold, ...]:
        """Holds that nobody has lifted."""
        return tuple(one for one in self.holds if one.lifted_on is None)


def read_head(view: Snapshot, transfer_id: str) -> TransferHead | None:
    """Read a transfer; nothing where there was no such transfer at the moment looked at."""
    transfer = view.find(Transfer, transfer_id)
    if transfer is None:
        return None
    related = {name: [row[0] for row in view.sql(text, transfer_id)] for name, text in _RELATED}
    notice, unweighed = _weighed(view, transfer_id)
    notifications = _notifications(view, transfer_id)
    wanted = [one.id for one in notifications]
    holds = view.all(NotificationHold, NotificationHold.notification_id.in_(wanted)) if wanted else []
    return TransferHead(
        transfer=transfer,
        line=lines(view, closed=True, ids=[transfer_id])[0],
        authority=view.captions([transfer.authority_id]).get(transfer.authority_id or "", ""),
        notice=notice,
        unweighed=unweighed,
        notifications=notifications,
        holds=tuple(sorted(holds, key=lambda one: (one.lifted_on is not None, one.placed_by))),
        notes=tuple(view.all(BalanceNote, BalanceNote.transfer_id == transfer_id)),
        clocks=tuple(clocks_of(view, {"transfer": [transfer_id], **{k: v for k, v in related.items() if v}})),
        policy=country_policy(view, transfer.recipient_id) if transfer.recipient_id else None,
        counts={name: len(ids) for name, ids in related.items()},
        stopped=any(one.kind in _stops(view) for one in standing(view, transfer_id)),
        times=read_times(view),
        words=read_words(view, *_VOCABULARIES),
        past=view.past,
    )


def _stops(view: Snapshot) -> frozenset[str]:
    """The kinds of adjustments that stop a transfer."""
    return frozenset(verb.code for verb in verbs(view) if verb.does in STOPPING)


def _weighed(view: Snapshot, transfer_id: str) -> tuple[Notice | None, str]:
    try:
        return notify_transfer(view, transfer_id), ""
    except UserError as refusal:
        return None, str(refusal)


def _notifications(view: Snapshot, transfer_id: str) -> tuple[Notification, ...]:
    """The newest first."""
    found = view.all(Notification, Notification.transfer_id == transfer_id)
    return tuple(sorted(found, key=_begun, reverse=True))


def _begun(one: Notification) -> tuple[datetime, str]:
    return one.sent_at or one.advance_sent_at or datetime.min.replace(tzinfo=UTC), one.id
