"""A transfer's sheet as JSON."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from crisisdesk.model.values import Money
from crisisdesk.services.clocks import clock_json
from crisisdesk.services.country_policy import policy_json
from crisisdesk.services.notify import notice_json
from crisisdesk.services.pipeline import line_json
from crisisdesk.services.records import record_json
from crisisdesk.services.transfer_sheet import ItemLine, Sheet
from crisisdesk.services.transfer_units import UnitStanding
from crisisdesk.store.snapshot import Snapshot


def sheet_json(view: Snapshot, sheet: Sheet) -> dict[str, Any]:
    """All that the page of a transfer shows; records as ``show`` has them."""
    told: Callable[[Any], Any] = lambda record: record_json(view, record)  # noqa: E731 - one name for one step
    return {
        "id": sheet.transfer.id,
        "transfer": told(sheet.transfer),
        "line": line_json(sheet.line),
        "number_doubts": list(sheet.number_doubts),
        "items": [_item(one, told) for one in sheet.items],
        "changes": [told(one) for one in sheet.changes],
        "tranches": [told(one) for one in sheet.tranches],
        "clocks": [clock_json(one) for one in sheet.clocks],
        "notice": notice_json(sheet.notice) if sheet.notice else None,
        "notice_refusal": sheet.notice_refusal or None,
        "notifications": [told(one) for one in sheet.notifications],
        "holds": [told(one) for one in sheet.holds],
        "licences": [
            {
                "licence": told(one.licence),
                "provisos": [told(p) for p in one.provisos],
                "days_pending": one.days_pending,
            }
            for one in sheet.licences
        ],
        "units": [_unit(one) for one in sheet.units],
        "vettings": [told(one) for one in sheet.vettings],
        "end_use_checks": [told(one) for one in sheet.checks],
        "conditions": [told(one) for one in sheet.conditions],
        "policy": policy_json(sheet.policy) if sheet.policy else None,
        "assessments": [told(one) for one in sheet.assessments],
        "balance_notes": [told(one) for one in sheet.balance_notes],
        "adjustments": [told(one) for one in sheet.adjustments],
        "log": [told(one) for one in sheet.log],
    }


def _item(one: ItemLine, told: Callable[[Any], Any]) -> dict[str, Any]:
    return {
        **told(one.item),
        "flags": list(one.flags),
        "deliveries": [told(delivery) for delivery in one.deliveries],
        "delivered_in_all": one.delivered,
        "certainty_in_all": one.certainty or None,
        "next_due": one.next_due.isoformat() if one.next_due else None,
    }


def _unit(one: UnitStanding) -> dict[str, Any]:
    return {
        "unit": one.unit.id,
        "name": one.unit.name,
        "commander": one.commander or None,
        "part_of": list(one.part_of),
        "vetting": one.vetting.id if one.vetting else None,
        "outcome": one.vetting.outcome if one.vetting else None,
        "good_until": one.good_until.isoformat() if one.good_until else None,
        "doubt": one.doubt or None,
    }


def row_json(row: Any) -> dict[str, Any]:
    """A row of a queue as JSON has it: days as ``2026-12-08``, amounts as text, what is empty as null."""
    return {f.name: _plain(getattr(row, f.name)) for f in fields(row)}


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Money():
            return str(value)
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return row_json(value)
    return None if value == "" else value
