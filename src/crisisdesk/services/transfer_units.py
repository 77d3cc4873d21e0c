"""Which units take part in one transfer, and how their vetting stands on a day: read for this transfer alone."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_

from crisisdesk.checks.scope import Scope
from crisisdesk.checks.unvetted_unit import fault
from crisisdesk.checks.vettings import dated, good_until, names_of
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, UnitParent, Vetting
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit on a day: its commander, what it is part of, its newest vetting, and what speaks against that."""

    unit: Unit
    commander: str
    part_of: tuple[str, ...]
    vetting: Vetting | None
    good_until: date | None
    doubt: str


def units_of(view: Snapshot, transfer: Transfer) -> list[Unit]:
    """Units named by vettings, end-use checks, mentions or as the end user of a transfer."""
    ids: set[str | None] = set()
    ids |= {one.unit_id for one in view.all(Vetting, Vetting.transfer_id == transfer.id)}
    ids |= {one.unit_id for one in view.all(EndUseCheck, EndUseCheck.transfer_id == transfer.id)}
    ids |= {
        key
        for (key,) in view.sql(
            "SELECT to_key FROM mention WHERE from_key = ? AND to_key LIKE 'unit-%'", transfer.id
        )
    }
    named = view.all(Unit, Unit.id.in_(sorted(one for one in ids if one)))
    wanted = transfer.end_user.strip().casefold()
    if not wanted:
        return named
    of_state = view.all(Unit, or_(Unit.partner_id == transfer.recipient_id, Unit.partner_id.is_(None)))
    known = {one.id for one in named}
    return named + [one for one in of_state if one.id not in known and wanted in names_of(one)]


def standing_of(view: Snapshot, units: list[Unit], scope: Scope) -> list[UnitStanding]:
    """How the vetting of these units stands on the day of the snapshot."""
    if not units:
        return []
    ids = [one.id for one in units]
    commands = [one for one in view.all(UnitCommand, UnitCommand.unit_id.in_(ids)) if one.in_force(scope.day)]
    commands.sort(key=lambda one: (one.begins_on.first if one.begins_on else date.min, one.id))
    commander = {one.unit_id: one for one in commands}
    vettings = sorted(view.all(Vetting, Vetting.unit_id.in_(ids)), key=dated)
    newest = {one.unit_id: one for one in vettings}
    return [
        UnitStanding(
            unit=unit,
            commander=commander[unit.id].name if unit.id in commander else "",
            part_of=parents_on(view, unit.id, scope.day),
            vetting=(vetting := newest.get(unit.id)),
            good_until=good_until(vetting, scope) if vetting and vetting.outcome == "approved" else None,
            doubt=_sentence(unit, fault(vetting, commander.get(unit.id), scope)),
        )
        for unit in units
    ]


def parents_on(view: Snapshot, unit_id: str, day: date) -> tuple[str, ...]:
    """The names of what a unit is part of on a day, the nearest first."""
    names: list[str] = []
    seen = {unit_id}
    upward: str | None = unit_id
    while upward:
        held = [one for one in view.all(UnitParent, UnitParent.unit_id == upward) if one.in_force(day)]
        parent = view.find(Unit, held[-1].parent_id) if held else None
        upward = parent.id if parent and parent.id not in seen else None
        if parent and upward:
            seen.add(parent.id)
            names.append(parent.name)
    return tuple(names)


def _sentence(unit: Unit, said: str) -> str:
    barred = f"{unit.name} is on a list of barred units." if unit.barred else ""
    return " ".join(filter(None, (barred, f"{unit.name} {said}." if said else "")))
