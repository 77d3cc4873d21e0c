"""A draft of the notification that a transfer needs, with what the rules say filled in."""

from datetime import date

from crisisdesk.errors import UserError
from crisisdesk.model.notifications import Notification
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.notify.deciding import answer
from crisisdesk.services.notify.of_transfer import question_of
from crisisdesk.store.transaction import Transaction


def draft_notification(tx: Transaction, transfer_id: str, day: date | None = None) -> Notification:
    """Add a draft for a transfer: rule, tier on the day, the three values, what was crossed, days and start rule.

    The number, the description and the sending are the officer's; the clock wall shows it from now on.

    Raises:
        UserError: Nothing is due, or too little is known to say; or the transfer has a notification already.
    """
    transfer = tx.get(Transfer, transfer_id)
    open_ones = tx.all(Notification, Notification.transfer_id == transfer_id)
    if any(one.status not in {"withdrawn", "disapproved"} for one in open_ones):
        raise UserError(f"Transfer “{transfer.title}” has a notification already; go on with that one.")
    question = question_of(tx, transfer_id, day)
    notice = answer(tx, question)
    if not notice.required:
        raise UserError(f"Transfer “{transfer.title}” has nothing to notify by rule; {notice.reasons[-1]}")
    draft = tx.add(
        Notification(
            title=f"Notification of {transfer.title}",
            transfer_id=transfer.id,
            case_id=transfer.case_id,
            recipient_id=notice.partner_id,
            rule_id=notice.rule_id,
            tier=notice.tier,
            equipment_value=question.mde,
            value=question.total,
            construction_value=question.construction,
            crossed=", ".join(notice.crossed),
            formal_days=notice.formal_days,
            advance_days=notice.advance_days,
            start_rule=notice.start_rule,
            purpose=transfer.purpose,
            contractor=transfer.industry,
        )
    )
    tx.flush()
    tx.summary = f"Draft the notification of “{transfer.title}” ({notice.rule})"
    return draft
