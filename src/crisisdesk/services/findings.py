"""Findings of the desk for the window, the brief and the command line: read them, put them off, accept them.

Beside the checks stand the names that may be listed (``D4``), which are found by screening.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crisisdesk.checks import CHECKS
from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import SCREENING, Finding
from crisisdesk.checks.running import findings
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import Snooze
from crisisdesk.progress import Progress, silent
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

if TYPE_CHECKING:
    from crisisdesk.services.screening import ScreeningRoom

_CHECK, _NAME = SCREENING
GAP = "N3:"
"""What the key of a gap in coordination begins with."""


def checks_named(text: str) -> tuple[Check, ...]:
    """The check with this id or name in any case; all of them for an empty text.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    found = tuple(check for check in CHECKS if wanted in {"", check.id.casefold(), check.name})
    if not found:
        known = ", ".join([*(f"{check.id} ({check.name})" for check in CHECKS), f"{_CHECK} ({_NAME})"])
        raise UserError(f"There is no check “{text.strip()[:40]}”; choose one of {known}.")
    return found


def all_findings(
    view: Snapshot,
    room: "ScreeningRoom",
    case_id: str = "",
    *,
    snoozed: bool = False,
    progress: Progress = silent,
) -> list[Finding]:
    """What the checks find and what screening leaves to be decided, the gravest first.

    Args:
        view: The desk at a moment.
        room: Holds the index over the adopted lists; without an adopted list it is not asked.
        case_id: Only what concerns this case.
        snoozed: Also what was put off.
        progress: Called while the index is built.
    """
    return findings(view, case_id, snoozed=snoozed, more=_screened(view, room, progress))


def _screened(view: Snapshot, room: "ScreeningRoom | None", progress: Progress) -> list[Finding]:
    from crisisdesk.services.screening import ScreeningRoom  # noqa: PLC0415 - the readers of lists are heavy
    from crisisdesk.services.screening_findings import screening_findings  # noqa: PLC0415 - see above

    return screening_findings(view, room or ScreeningRoom(), progress)


def _gaps(view: Snapshot, key: str) -> Sequence[Finding]:
    from crisisdesk.services.gaps import find_gaps  # noqa: PLC0415 - the graph costs what only few need

    return find_gaps(view) if key.startswith(GAP) else ()


def findings_json(
    view: Snapshot,
    case: str = "",
    check: str = "",
    *,
    everything: bool = False,
    room: "ScreeningRoom | None" = None,
    progress: Progress = silent,
) -> list[dict[str, Any]]:
    """The findings as the command line gives them, the gravest first.

    Args:
        view: The desk at a moment.
        case: Id, title or codename of a case that they must belong to; empty for the whole desk.
        check: Id or name of the one check to make; empty for all.
        everything: Also those that were put off.
        room: Holds the index over the adopted lists; a new one where it is left out.
        progress: Called while the index is built.

    Raises:
        UserError: There is no such case or check.
    """
    case_id = resolve(view, CrisisCase, case) if case else ""
    screened = check.strip().casefold() in {"", _CHECK.casefold(), _NAME}
    more = _screened(view, room, progress) if screened else ()
    checks: Sequence[Check] = () if screened and check.strip() else checks_named(check)
    return [finding_json(one) for one in findings(view, case_id, checks, snoozed=everything, more=more)]


def finding_json(one: Finding) -> dict[str, Any]:
    """One finding; ``records`` holds what it is about, then what else shows it."""
    put_off = one.snoozed
    return {
        "check": one.check,
        "name": next((check.name for check in CHECKS if check.id == one.check), _NAME),
        "gravity": one.gravity.value,
        "reason": one.reason,
        "records": list(dict.fromkeys((*one.records, *one.evidence))),
        "proposed": one.proposed,
        "case": one.case_id or None,
        "aspect": one.aspect,
        "partners": list(one.partners),
        "key": one.key,
        "snoozed": put_off
        and {"until": put_off.until, "reason": put_off.reason, "by": put_off.by, "id": put_off.id},
    }


def snooze(
    tx: Transaction,
    key: str,
    reason: str,
    until: PartialDate | None,
    room: "ScreeningRoom | None" = None,
) -> Snooze:
    """Put a finding off; it comes back after the day, if its cause is still there.

    A finding that was put off before gets the new reason and day. Without a day it stays away until the snooze is
    deleted.

    Raises:
        UserError: There is no such finding now, no reason is given, or the day has passed.
    """
    key = key.strip()
    more = _screened(tx, room, silent) if key.startswith(f"{_CHECK}:") else _gaps(tx, key)
    found = next((one for one in findings(tx, snoozed=True, more=more) if one.key == key), None)
    if found is None:
        raise UserError(
            f"There is no finding “{key[:80]}” now; “findings” lists the keys of those there are."
        )
    if not reason.strip():
        raise UserError("Say why the finding is put off; the reason is kept with it.")
    if until is not None and until.last < tx.moment.date():
        raise UserError(f"The day {until} has passed; name a later one.")
    if found.snoozed is not None:
        held = tx.get(Snooze, found.snoozed.id)
        held.reason, held.until, held.at, held.by = reason, until, tx.moment, tx.actor
        return held
    code, _, rest = key.partition(":")
    return tx.add(Snooze(check_code=code, records_key=rest, reason=reason, until=until))


def accept(tx: Transaction, key: str, reason: str, review_on: PartialDate | None) -> Snooze:
    """Accept a contradiction, or another finding that will not go away, until it is looked at anew.

    Raises:
        UserError: No day of review is given, or :func:`snooze` refuses it.
    """
    if review_on is None:
        raise UserError("Name the day on which what is accepted will be looked at anew.")
    return snooze(tx, key, reason, review_on)
