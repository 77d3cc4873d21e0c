"""What a transfer of these values to this partner on this date must be notified as (domain facts 1.1, MISSION N7).

Thresholds, days, tiers and sources are records of the desk, dated and editable; the code holds how they are applied.
It is a help for the officer, never legal advice.
"""

from datetime import date
from typing import Any

from crisisdesk.exchange.amounts import read_amount
from crisisdesk.model.values import Money
from crisisdesk.services.notify.deciding import answer
from crisisdesk.services.notify.drafting import draft_notification
from crisisdesk.services.notify.instruments import CHOICES
from crisisdesk.services.notify.notice import Notice, Step, notice_json
from crisisdesk.services.notify.of_transfer import question_of
from crisisdesk.services.notify.question import Hold, Question
from crisisdesk.store.snapshot import Snapshot


def notify(
    view: Snapshot,
    *,
    instrument: str,
    partner: str,
    day: date | None = None,
    mde: Money | None = None,
    total: Money | None = None,
    construction: Money | None = None,
    **facts: Any,
) -> Notice:
    """Weigh values to be transferred; ``facts`` are the other attributes of :class:`Question`.

    Raises:
        UserError: The question makes no sense, or names an instrument or a currency that no rule has.
    """
    return answer(view, Question(instrument, partner, day, mde, total, construction, **facts))


def notify_transfer(view: Snapshot, transfer_id: str, day: date | None = None) -> Notice:
    """Weigh a transfer as the desk holds it: values of the record or its lines, recipient, notification and holds.

    Raises:
        UserError: There is no such transfer, it lacks its channel or recipient, or its lines have several currencies.
    """
    return answer(view, question_of(view, transfer_id, day))


__all__ = [
    "CHOICES",
    "Hold",
    "Notice",
    "Question",
    "Step",
    "answer",
    "draft_notification",
    "notice_json",
    "notify",
    "notify_transfer",
    "question_of",
    "read_amount",
]
