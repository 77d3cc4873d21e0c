"""Q10: a unit in a transfer or course has no valid vetting, or its commander changed since."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.vettings import Taking, commander_on, good_until, takings
from crisisdesk.checks.words import day, on
from crisisdesk.model.vetting import UnitCommand, Vetting
from crisisdesk.store.snapshot import Snapshot


def unvetted_units(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """A question for the desk, never a verdict on the unit."""
    commanders = commander_on(view, scope.day)
    for taking in takings(view, scope):
        said = fault(taking.vetting, commanders.get(taking.unit.id), scope)
        if said:
            yield _finding(taking, said, scope)


def fault(vetting: Vetting | None, commander: UnitCommand | None, scope: Scope) -> str:
    """What speaks against a vetting on the day, as the end of a sentence on the unit; empty where it is good."""
    if vetting is None:
        return "has no vetting on record"
    if vetting.outcome != "approved":
        when = f" of {on(vetting.decided_on)}" if vetting.decided_on else ""
        return f"has a vetting{when} with the outcome {vetting.outcome}"
    last = good_until(vetting, scope)
    if last is not None and last < scope.day:
        return f"has a vetting that was good until {day(last)}"
    if commander is not None and vetting.commander and not _same(vetting.commander, commander):
        return f"was vetted under {vetting.commander}, and is now commanded by {commander.name}{_since(commander)}"
    return ""


def _same(vetted: str, commander: UnitCommand) -> bool:
    names = {commander.name.casefold(), commander.name_original.casefold()} - {""}
    return any(name in vetted.casefold() or vetted.casefold() in name for name in names)


def _since(commander: UnitCommand) -> str:
    return f" (since {on(commander.begins_on)})" if commander.begins_on else ""


def _finding(taking: Taking, said: str, scope: Scope) -> Finding:
    activity, vetting = taking.activity, taking.vetting
    recipient = activity.recipient_id or taking.unit.partner_id
    return Finding(
        check="Q10",
        gravity=Gravity.SERIOUS,
        reason=f"{taking.unit.name}, which takes part in {scope.title(activity.id)}, {said}.",
        records=(activity.id, taking.unit.id),
        proposed="Ask for its vetting before anything is delivered or anybody is trained.",
        case_id=activity.case_id or "",
        evidence=(vetting.id,) if vetting else (),
        partners=(recipient,) if recipient else (),
    )


CHECK = Check(
    "Q10",
    "unvetted_unit",
    "Unit in a transfer or course without a valid vetting",
    unvetted_units,
    ("vetting-validity",),
)
