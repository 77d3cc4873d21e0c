"""Q27: a licence waits longer than usual, with what it waits for."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import counted, on
from crisisdesk.model.controls import PENDING_OUTCOMES, Licence
from crisisdesk.store.snapshot import Snapshot


def slow_licences(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """By the usual days of the licence itself, else by the rule of its regime."""
    for licence in view.all(Licence, Licence.outcome.in_(sorted(PENDING_OUTCOMES))):
        days, norm = licence.days_pending(scope.day), usual_days(licence, scope)
        if days is not None and norm is not None and days > norm and scope.live(licence.case_id):
            waits = f"it waits for {licence.blocker}" if licence.blocker else "what it waits for is not named"
            since = f" (since {on(licence.submitted_on)})" if licence.submitted_on else ""
            yield Finding(
                check="Q27",
                gravity=Gravity.CAUTION,
                reason=f"Licence {scope.title(licence.id)} has been pending for {counted(days, 'day')}{since}, {norm} are usual; "
                f"{waits}.",
                records=(licence.id,),
                proposed="Ask the office that holds it for a day."
                if licence.blocker
                else "Find out what it waits for, and enter it.",
                case_id=licence.case_id or "",
                evidence=(licence.transfer_id,) if licence.transfer_id else (),
                partners=(licence.recipient_id,) if licence.recipient_id else (),
            )


def usual_days(licence: Licence, scope: Scope) -> int | None:
    """The days in which a decision is usual: those of the licence itself, else those of its regime."""
    if licence.norm_days:
        return licence.norm_days
    span = scope.limits.span(scope.limits.matching("norm", "regime", licence.regime))
    return span.days if span else None


CHECK = Check(
    "Q27", "slow_licence", "Licence pending beyond its usual time", slow_licences, ("licence-norm",)
)
