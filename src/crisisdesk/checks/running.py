"""``findings``: what all checks find, the gravest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crisisdesk.checks import CHECKS
from crisisdesk.checks.check import Check
from crisisdesk.checks.circle import circle_of
from crisisdesk.checks.finding import Finding, Snoozed
from crisisdesk.checks.scope import Scope
from crisisdesk.model.watch import Snooze
from crisisdesk.store.snapshot import Snapshot


def findings(
    view: Snapshot,
    case_id: str = "",
    checks: Sequence[Check] = CHECKS,
    *,
    snoozed: bool = False,
    more: Iterable[Finding] = (),
) -> list[Finding]:
    """What the checks find in a snapshot, each finding once, the gravest first, then in the order of the checks.

    What was put off is left out until its day has passed; without a day, until somebody deletes the snooze.

    Args:
        view: The desk at a moment; the findings are those of that moment.
        case_id: Only what belongs to this case, or concerns a partner that its records name and no other case.
        checks: Which checks are made.
        snoozed: Give also what was put off; ``snoozed`` of those findings says why and until when.
        more: Findings from elsewhere; they are put off, kept to the case and ordered like the others.
    """
    scope = Scope(view)
    put_off = _put_off(view, scope)
    found: dict[str, Finding] = {}
    for check in checks:
        for one in check.run(view, scope):
            found.setdefault(one.key, replace(one, snoozed=put_off.get(one.key)))
    for one in more:
        found.setdefault(one.key, replace(one, snoozed=put_off.get(one.key)))
    kept = [one for one in found.values() if snoozed or one.snoozed is None]
    if case_id:
        kept = list(_of_case(view, kept, case_id))
    return sorted(kept, key=lambda one: -one.gravity.rank)


def _of_case(view: Snapshot, found: Sequence[Finding], case_id: str) -> Iterator[Finding]:
    circle = circle_of(view, case_id)
    for one in found:
        if one.case_id == case_id or (not one.case_id and not circle.isdisjoint(one.partners)):
            yield one


def _put_off(view: Snapshot, scope: Scope) -> dict[str, Snoozed]:
    """What is put off on the day, by key."""
    found = {}
    for one in view.all(Snooze):
        if one.until is None or scope.day <= one.until.last:
            key = f"{one.check_code}:{one.records_key}"
            found[key] = Snoozed(one.id, one.reason, str(one.until or ""), one.by)
    return found
