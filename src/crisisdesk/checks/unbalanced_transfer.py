"""Q22: a large transfer without a regional-balance note that is current (MISSION N18)."""

from collections.abc import Iterator

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import on
from crisisdesk.model.assessments import BalanceNote
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.store.snapshot import Snapshot

_LARGE = "finding-large-transfer"


def unbalanced(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """A note counts for its transfer, or for the recipient's region; amounts of other currencies are not compared."""
    limit, currencies = scope.limits.amount(_LARGE), scope.limits.words(_LARGE, "currency")
    notes: list[BalanceNote] | None = None
    for transfer in view.all(
        Transfer, Transfer.status.not_in(sorted(ENDED_TRANSFERS)), Transfer.value.is_not(None)
    ):
        value = transfer.value
        large = (
            value is not None and limit is not None and value.currency in currencies and value.amount >= limit
        )
        if not large or not scope.live(transfer.case_id):
            continue
        notes = view.all(BalanceNote) if notes is None else notes
        yield from _finding(scope, transfer, _notes(view, notes, transfer))


def _notes(view: Snapshot, notes: list[BalanceNote], transfer: Transfer) -> list[BalanceNote]:
    recipient = view.find(Partner, transfer.recipient_id)
    region = recipient.region if recipient else ""
    return [
        note
        for note in notes
        if note.transfer_id == transfer.id or (note.transfer_id is None and region and note.region == region)
    ]


def _current(note: BalanceNote, scope: Scope) -> bool:
    if note.review_on is not None:
        return note.review_on.last >= scope.day
    span = scope.limits.span("finding-balance-note")
    return note.written_on is None or span is None or note.written_on.last + span >= scope.day


def _finding(scope: Scope, transfer: Transfer, notes: list[BalanceNote]) -> Iterator[Finding]:
    if any(_current(note, scope) for note in notes):
        return
    old = notes[-1] if notes else None
    when = (old.review_on or old.written_on) if old else None
    said = (
        f"only a regional-balance note past its review ({on(when)})" if when else "no regional-balance note"
    )
    yield Finding(
        check="Q22",
        gravity=Gravity.CAUTION,
        reason=f"Transfer {scope.title(transfer.id)} of {transfer.value} has {said}.",
        records=(transfer.id,),
        proposed="Write the note: perceptions, likely reactions, mitigation, dissent, day of review.",
        case_id=transfer.case_id or "",
        evidence=tuple(note.id for note in notes),
        partners=(transfer.recipient_id,) if transfer.recipient_id else (),
    )


CHECK = Check(
    "Q22",
    "unbalanced_transfer",
    "Large transfer without a current regional-balance note",
    unbalanced,
    (_LARGE, "finding-balance-note"),
)
