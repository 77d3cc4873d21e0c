"""Q13: an item without a control classification, or assistance without its authority or appropriation."""

from collections import defaultdict
from collections.abc import Iterator

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS, live_programmes
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import counted, few, listed, quoted, without
from crisisdesk.model.programmes import Programme
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.store.snapshot import Snapshot


def unclassified(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """One finding for the items of a transfer, one for what a transfer or programme rests on."""
    items: dict[str, list[TransferItem]] = defaultdict(list)
    for item in view.all(TransferItem, TransferItem.category == ""):
        items[item.transfer_id].append(item)
    financed = scope.limits.words("finding-financing-transfers", "channel")
    for transfer in view.all(Transfer, Transfer.status.not_in(sorted(ENDED_TRANSFERS))):
        if scope.live(transfer.case_id):
            if items[transfer.id]:
                yield _unclassified(scope, transfer, items[transfer.id])
            authority = transfer.authority or transfer.authority_id or transfer.determination
            money = transfer.appropriation or transfer.channel not in financed
            if scope.ours(transfer.supplier_id):
                yield from _unfounded(scope, transfer, authority, money)
    for programme in live_programmes(view, scope):
        yield from _unfounded(scope, programme, programme.authority_id, programme.appropriation)


def _unclassified(scope: Scope, transfer: Transfer, items: list[TransferItem]) -> Finding:
    names = few([quoted(item.description) for item in items])
    verb = "has" if len(items) == 1 else "have"
    return Finding(
        check="Q13",
        gravity=Gravity.CAUTION,
        reason=f"{counted(len(items), 'item')} of {scope.title(transfer.id)} {verb} no control category: {names}.",
        records=(transfer.id,),
        proposed="Enter the category of each item, or ask for a determination.",
        case_id=transfer.case_id or "",
        aspect="items",
        evidence=tuple(item.id for item in items),
        partners=(transfer.recipient_id,) if transfer.recipient_id else (),
    )


def _unfounded(
    scope: Scope, record: Transfer | Programme, authority: object, appropriation: object
) -> Iterator[Finding]:
    lacks = [
        name
        for name, value in (("legal authority", authority), ("appropriation", appropriation))
        if not value
    ]
    if lacks:
        yield Finding(
            check="Q13",
            gravity=Gravity.INFO,
            reason=f"{scope.title(record.id)} names {without(lacks)}.",
            records=(record.id,),
            proposed=f"Enter the {listed(lacks)} that it rests on.",
            case_id=record.case_id or "",
            aspect="authority",
            partners=(record.recipient_id,) if record.recipient_id else (),
        )


CHECK = Check(
    "Q13",
    "unclassified_item",
    "Item without control classification; authority or appropriation missing",
    unclassified,
    ("finding-financing-transfers",),
)
