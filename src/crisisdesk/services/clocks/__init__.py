"""The clock wall: everything that runs out, from all records and by the rules of the desk (MISSION N7).

No law is in the code: periods, intervals and effects are records with their source, and each clock names the one that
it follows. It is a help for the officer, never legal advice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from crisisdesk.services.clocks.asked import Asked
from crisisdesk.services.clocks.clock import Clock, State, clock_json
from crisisdesk.services.clocks.deadlines import deadlines
from crisisdesk.services.clocks.derived import derived
from crisisdesk.services.clocks.line_tests import line_tests
from crisisdesk.services.clocks.notices import notices
from crisisdesk.services.clocks.renewals import renewals
from crisisdesk.services.clocks.rules import RulePack
from crisisdesk.store.snapshot import Snapshot

SOURCES = (deadlines, notices, renewals, line_tests, derived)
"""What makes clocks; each looks at one sort of end."""

_FAR = 1_000_000  # days: past the end of every clock, and within the calendar


def clocks(
    view: Snapshot, case_id: str = "", within_days: int | None = None, *, everything: bool = False
) -> list[Clock]:
    """All that runs out at the moment of the snapshot, what ends first before the rest; what has no end known comes last.

    Args:
        view: The desk, now or as it was.
        case_id: Only what belongs to this case.
        within_days: Only what ends within so many days from today, or has ended; without it, all.
        everything: Also what is done, given up or over.
    """
    horizon = None if within_days is None else view.moment + timedelta(days=min(within_days, _FAR))
    asked = Asked(view, case_id, horizon, everything, RulePack(view))
    found = [clock for source in SOURCES for clock in source(asked) if _asked_for(clock, asked, within_days)]
    return _in_order(view, found)


def clocks_of(
    view: Snapshot, records: Mapping[str, Sequence[str]], *, everything: bool = False
) -> list[Clock]:
    """The same for these records alone, ids by type: cheap however many others there are.

    Renewals of measures and tests of hotlines are not among them.
    """
    asked = Asked(view, "", None, everything, RulePack(view), records)
    found = [clock for source in (deadlines, notices, derived) for clock in source(asked)]
    return _in_order(view, [clock for clock in found if _asked_for(clock, asked, None)])


def _in_order(view: Snapshot, found: list[Clock]) -> list[Clock]:
    owners = view.captions({clock.owner_id for clock in found if clock.owner_id})
    found = [
        replace(clock, owner=owners.get(clock.owner_id, "")) if clock.owner_id else clock for clock in found
    ]
    return sorted(found, key=lambda clock: (clock.runs_out, clock.record_id, clock.field))


def _asked_for(clock: Clock, asked: Asked, within_days: int | None) -> bool:
    if clock.state is State.MET and not asked.everything:
        return False
    return within_days is None or (clock.days_left is not None and clock.days_left <= within_days)


__all__ = ["SOURCES", "Clock", "State", "clock_json", "clocks", "clocks_of"]
