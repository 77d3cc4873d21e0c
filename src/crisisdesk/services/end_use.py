"""End-use checks: plan, make, follow up (Golden Sentry, Blue Lantern, BIS; domain facts 4.2)."""

from collections.abc import Mapping

from crisisdesk.checks.end_use import ADVERSE
from crisisdesk.errors import UserError
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import CLOSED_CHECKS, EndUseCheck
from crisisdesk.model.vocabulary import Term
from crisisdesk.services.clocks.rules import RulePack
from crisisdesk.services.days import today
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

MONITORED_BY: Mapping[str, str] = {
    "dcs": "blue_lantern",
    "coproduction": "blue_lantern",
    "national_export": "national",
}
"""Which programme looks after transfers of a channel; all that is government to government is Golden Sentry's."""

_CLOSING = {"no_action": "closed_no_action", "favorable": "closed_favorable", "compliant": "closed_favorable"}


def plan_check(
    tx: Transaction,
    transfer_id: str,
    on: PartialDate | None = None,
    *,
    kind: str = "",
    monitoring: str = "",
    item_id: str | None = None,
    unit_id: str | None = None,
    site: str = "",
    articles: str = "",
    owner_id: str | None = None,
    record_id: str = "",
) -> EndUseCheck:
    """Plan a check of a transfer; without a day it is that of the rule, counted from the delivery that is due.

    An item of a line that is designated for enhanced monitoring gets an enhanced check where no kind is said.

    Raises:
        UserError: There is no day, and no rule that gives one.
    """
    transfer = tx.get(Transfer, transfer_id)
    items = tx.all(TransferItem, TransferItem.transfer_id == transfer_id)
    enhanced = any(one.enhanced for one in items if item_id in {None, one.id})
    programme = monitoring or MONITORED_BY.get(transfer.channel, "golden_sentry")
    kind = kind or _usual(programme, enhanced=enhanced)
    planned = on or _by_rule(tx, transfer, kind)
    if planned is None:
        raise UserError(
            f"Give the day of the check of “{transfer.title}”; no rule of the desk says when it is due."
        )
    check = tx.add(
        EndUseCheck(
            id=record_id,
            title=f"{_label(tx, 'eum_kind', kind)}: {transfer.title}",
            monitoring=programme,
            kind=kind,
            transfer_id=transfer.id,
            item_id=item_id,
            unit_id=unit_id,
            partner_id=transfer.recipient_id,
            case_id=transfer.case_id,
            site=site,
            articles=articles,
            planned_on=planned,
            owner_id=owner_id,
            marking=transfer.marking,
        )
    )
    tx.flush()
    transfer.check_on = planned if transfer.check_on is None else transfer.check_on
    tx.summary = f"Plan an end-use check of “{transfer.title}”"
    return check


def record_result(
    tx: Transaction,
    check_id: str,
    result: str,
    *,
    on: PartialDate | None = None,
    finding: str = "",
    inspector: str = "",
    follow_up: str = "",
    follow_up_by: PartialDate | None = None,
) -> EndUseCheck:
    """Enter what a check found, and close it; the next one of the same kind is planned where a rule repeats it.

    Raises:
        UserError: It is closed already, the result is none of the vocabulary, or an adverse one comes without its finding.
    """
    check = tx.get(EndUseCheck, check_id)
    if check.status in CLOSED_CHECKS:
        raise UserError(
            f"“{check.title}” is closed already, with the result {check.result}; plan a new check."
        )
    known = [term.code for term in tx.all(Term, Term.vocabulary == "eum_result", order=Term.position)]
    if result not in known:
        raise UserError(f"“{result[:30]}” is no result of a check; choose one of {', '.join(known)}.")
    if result in ADVERSE and not finding.strip():
        raise UserError("Say what was found: loss, diversion, change of use, or what could not be verified.")
    check.result, check.done_on = result, on or today(tx)
    check.status = _CLOSING.get(result, "closed_unfavorable")
    check.finding, check.inspector = finding or check.finding, inspector or check.inspector
    check.follow_up, check.follow_up_by = follow_up or check.follow_up, follow_up_by or check.follow_up_by
    tx.flush()
    _plan_next(tx, check)
    tx.summary = f"Result of “{check.title}”: {result.replace('_', ' ')}"
    return check


def note_inaccessible(tx: Transaction, check_id: str, why: str) -> EndUseCheck:
    """Note that a site could not be reached; the check stays open and becomes overdue by its day.

    Raises:
        UserError: It is closed, or the reason is missing.
    """
    check = tx.get(EndUseCheck, check_id)
    if check.status in CLOSED_CHECKS or not why.strip():
        raise UserError(
            f"“{check.title}” is closed already."
            if check.status in CLOSED_CHECKS
            else "Say why the site cannot be reached."
        )
    check.status, check.finding = "inaccessible", why
    tx.summary = f"“{check.title}”: site not accessible"
    return check


def follow_up_done(tx: Transaction, check_id: str, what: str, on: PartialDate | None = None) -> EndUseCheck:
    """Note that the follow-up of a check is done, and what it was.

    Raises:
        UserError: The check has no result yet, or it is not said what was done.
    """
    check = tx.get(EndUseCheck, check_id)
    if not check.result:
        raise UserError(f"“{check.title}” has no result yet; enter that first.")
    if not (what.strip() or check.follow_up):
        raise UserError("Say what was done to follow the result up.")
    check.follow_up = "\n".join(filter(None, (check.follow_up, what.strip())))
    check.follow_up_done_on = on or today(tx)
    tx.summary = f"Follow-up of “{check.title}” done"
    return check


def _plan_next(tx: Transaction, check: EndUseCheck) -> None:
    """Plan the next of a kind that a rule of the desk repeats, unless one is planned; its transfer shows the day."""
    pack = RulePack(tx)
    rules = [
        rule
        for target, rule in pack.targets
        if target.table == "end_use_check" and target.fits({"kind": check.kind})
    ]
    rule = next((one for one in rules if one.start_rule == "event"), None)
    end = pack.end(rule, check.done_on.last) if rule and check.done_on else None
    others = tx.all(
        EndUseCheck,
        EndUseCheck.transfer_id == check.transfer_id,
        EndUseCheck.kind == check.kind,
        EndUseCheck.done_on.is_(None),
        EndUseCheck.id != check.id,
    )
    if end is None or others or check.transfer_id is None:
        return
    day = PartialDate.parse(f"{end:%Y-%m-%d}")
    copied = ("title", "monitoring", "kind", "transfer_id", "item_id", "licence_id", "unit_id", "partner_id", "case_id",
              "articles", "site", "owner_id", "marking")  # fmt: skip
    tx.add(EndUseCheck(planned_on=day, **{name: getattr(check, name) for name in copied}))
    transfer = tx.get(Transfer, check.transfer_id)
    transfer.check_on = day
    tx.flush()


def _usual(programme: str, *, enhanced: bool) -> str:
    if programme == "golden_sentry":
        return "enhanced" if enhanced else "routine"
    return "post_shipment"


def _by_rule(view: Snapshot, transfer: Transfer, kind: str) -> PartialDate | None:
    pack = RulePack(view)
    rules = [
        rule
        for target, rule in pack.targets
        if target.table == "end_use_check" and target.fits({"kind": kind})
    ]
    first = sorted(rules, key=lambda rule: rule.start_rule != "delivery")
    begun = transfer.delivery_on.last if transfer.delivery_on else view.moment.date()
    end = pack.end(first[0], begun) if first else None
    return PartialDate.parse(f"{end:%Y-%m-%d}") if end else None


def _label(view: Snapshot, vocabulary: str, code: str) -> str:
    found = view.all(Term, Term.vocabulary == vocabulary, Term.code == code, limit=1)
    return found[0].label if found else code.replace("_", " ")
