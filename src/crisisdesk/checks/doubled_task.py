"""Q23: two partners on the same task or item, or a task that nobody has."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

from sqlalchemy import select

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import at, listed, quoted
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.partners import Involvement
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.store.snapshot import Snapshot

_SENT: Any = (
    select(
        TransferItem.id,
        TransferItem.description,
        Transfer.supplier_id,
        Transfer.recipient_id,
        Transfer.case_id,
    )
    .join(Transfer, Transfer.id == TransferItem.transfer_id)
    .where(
        Transfer.status.not_in(sorted(ENDED_TRANSFERS)),
        Transfer.supplier_id.is_not(None),
        Transfer.recipient_id.is_not(None),
    )
    .order_by(TransferItem.id)
)  # columns: a desk may hold tens of thousands of items, of which few are doubled
Held = dict[Hashable, list[tuple[str, str, str, str]]]  # (record, partner, case, words) by what is the same


def doubled_tasks(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Actions, tasks of involvements and items of transfers, by their words; then actions without anybody."""
    actions = [
        one
        for one in view.all(Action, Action.status.not_in(sorted(CLOSED_ACTIONS)))
        if scope.live(one.case_id)
    ]
    kinds = (
        (_actions(actions), Gravity.CAUTION),
        (_involved(view, scope), Gravity.INFO),
        (_items(view, scope), Gravity.CAUTION),
    )
    for held, gravity in kinds:
        for group in held.values():
            if len({partner for _, partner, _, _ in group}) > 1:
                yield _doubled(scope, group, gravity)
    for action in actions:
        if action.owner_id is None and action.partner_id is None:
            yield _nobody(action)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _actions(actions: list[Action]) -> Held:
    found: Held = defaultdict(list)
    for one in actions:
        if one.partner_id:
            key = one.case_id, _folded(one.title)
            found[key].append((one.id, one.partner_id, one.case_id or "", one.title))
    return found


def _involved(view: Snapshot, scope: Scope) -> Held:
    found: Held = defaultdict(list)
    for one in view.all(Involvement, Involvement.task != ""):
        if one.case_id in scope.open_cases and one.in_force(scope.day):
            key = one.case_id, _folded(one.task), _folded(one.area)
            found[key].append((one.id, one.partner_id, one.case_id, one.task))
    return found


def _items(view: Snapshot, scope: Scope) -> Held:
    """The same item for the same recipient from several suppliers."""
    found: Held = defaultdict(list)
    for item_id, description, supplier, recipient, case_id in view.select(_SENT):
        if scope.live(case_id):
            found[recipient, _folded(description)].append((item_id, supplier, case_id or "", description))
    return found


def _doubled(scope: Scope, group: list[tuple[str, str, str, str]], gravity: Gravity) -> Finding:
    partners = sorted({partner for _, partner, _, _ in group})
    cases = {case for _, _, case, _ in group}
    return Finding(
        check="Q23",
        gravity=gravity,
        reason=f"{listed(scope.names(partners))} are on the same task or item: {quoted(group[0][3])}.",
        records=tuple(record for record, _, _, _ in group),
        proposed="Agree who does it, or how it is shared.",
        case_id=cases.pop() if len(cases) == 1 else "",
        aspect="twice",
        partners=tuple(partners),
    )


def _nobody(action: Action) -> Finding:
    due = f", due {at(action.due_at)}" if action.due_at else ""
    return Finding(
        check="Q23",
        gravity=Gravity.CAUTION,
        reason=f"Nobody has the task {quoted(action.title)}{due}: it has neither an owner nor a partner.",
        records=(action.id,),
        proposed="Name the post that owns it.",
        case_id=action.case_id or "",
        aspect="nobody",
    )


CHECK = Check(
    "Q23", "doubled_task", "Two partners on the same task or item, or a task with none", doubled_tasks
)
