"""Which units take part in which transfers and courses, and what their vetting says (domain facts 4.1)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crisisdesk.checks.assistance_terms import ENDED_TRANSFERS, live_programmes
from crisisdesk.checks.scope import Scope
from crisisdesk.model.programmes import Programme
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, Vetting
from crisisdesk.model.views import Mention
from crisisdesk.store.snapshot import Snapshot

Activity = Transfer | Programme


@dataclass(frozen=True, slots=True)
class Taking:
    """That a unit takes part in a transfer or course, with the newest vetting of it; ``none`` where there is none."""

    activity: Activity
    unit: Unit
    vetting: Vetting | None


def takings(view: Snapshot, scope: Scope) -> Iterator[Taking]:
    """Units named by vettings, end-use checks, mentions or as end user of what is under way."""
    units = {unit.id: unit for unit in view.all(Unit)}
    if not units:
        return
    named = _named(view, units)
    newest = {one.unit_id: one for one in sorted(view.all(Vetting), key=dated) if one.unit_id}
    for activity in _under_way(view, scope):
        for unit_id in sorted(named.get(activity.id, set()) | _end_users(activity, units)):
            yield Taking(activity, units[unit_id], newest.get(unit_id))


def _under_way(view: Snapshot, scope: Scope) -> Iterator[Activity]:
    for transfer in view.all(Transfer, Transfer.status.not_in(sorted(ENDED_TRANSFERS))):
        if scope.live(transfer.case_id):
            yield transfer
    yield from live_programmes(view, scope)


def _named(view: Snapshot, units: dict[str, Unit]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for vetting in view.all(Vetting, Vetting.unit_id.is_not(None)):
        for activity_id in filter(None, (vetting.transfer_id, vetting.programme_id)):
            found[activity_id].add(vetting.unit_id or "")
    for check in view.all(EndUseCheck, EndUseCheck.unit_id.is_not(None)):
        found[check.transfer_id or ""].add(check.unit_id or "")
    for mention in view.all(Mention, Mention.to_key.in_(sorted(units)[:900])):
        found[mention.from_key].add(mention.to_key)
    return found


def _end_users(activity: Activity, units: dict[str, Unit]) -> set[str]:
    wanted = activity.end_user.strip().casefold() if isinstance(activity, Transfer) else ""
    return {unit.id for unit in units.values() if wanted and wanted in names_of(unit)}


def names_of(unit: Unit) -> set[str]:
    """All that a unit is called, folded."""
    texts = (unit.name, unit.name_original, *unit.other_names.split(";"))
    return {text.strip().casefold() for text in texts if text.strip()}


def dated(vetting: Vetting) -> tuple[date, str]:
    """A key that puts vettings in the order of their newest day."""
    days = [one.first for one in (vetting.requested_on, vetting.decided_on) if one]
    return max(days, default=date.min), vetting.id


def commander_on(view: Snapshot, day: date) -> dict[str, UnitCommand]:
    """Who commands which unit on a day, where that is known; the newest where several do."""
    held = [one for one in view.all(UnitCommand) if one.in_force(day)]
    held.sort(key=lambda one: (one.begins_on.first if one.begins_on else date.min, one.id))
    return {one.unit_id: one for one in held}


def good_until(vetting: Vetting, scope: Scope) -> date | None:
    """The last day of an approved vetting: as it says, or by the rule from its decision; nothing where neither tells."""
    if vetting.valid_until is not None:
        return vetting.valid_until.last
    decided: PartialDate | None = vetting.decided_on
    return scope.limits.last_day("vetting-validity", decided.last) if decided is not None else None
