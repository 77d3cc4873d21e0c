"""Q26: a lever without a test for its reversal, or without a day of review (MISSION N9)."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import without
from crisisdesk.model.transfers import Adjustment
from crisisdesk.store.snapshot import Snapshot

_OVER = ("completed", "withdrawn", "reversed", "expired")


def irreversible(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Levers that were moved, or are proposed."""
    for lever in view.all(Adjustment, Adjustment.status.not_in(_OVER)):
        wanted = {"reversal test": lever.reversal, "day of review": lever.review_on}
        lacks = [name for name, value in wanted.items() if not value]
        if lacks and scope.live(lever.case_id):
            moved = lever.status == "in_force"
            yield Finding(
                check="Q26",
                gravity=Gravity.SERIOUS if moved and not lever.reversal else Gravity.CAUTION,
                reason=f"Lever {scope.title(lever.id)} ({lever.status.replace('_', ' ')}) has {without(lacks)}.",
                records=(lever.id,),
                proposed="Write what must be true for it to be taken back, who judges that, and when it is looked at.",
                case_id=lever.case_id or "",
                evidence=tuple(filter(None, (lever.transfer_id, lever.measure_id, lever.programme_id))),
                partners=(lever.partner_id,) if lever.partner_id else (),
            )


CHECK = Check("Q26", "irreversible_lever", "Lever without reversal test or day of review", irreversible)
