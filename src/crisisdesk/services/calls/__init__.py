"""Who can be called now: posts and their holders by hours, zones, weekends, holidays, duty lines and deputies (N4)."""

from crisisdesk.services.calls.board import calls
from crisisdesk.services.calls.hours import Hours, Span, read_hours
from crisisdesk.services.calls.lines import CallLine, Deputy, Means, line_json
from crisisdesk.services.calls.states import RANK, State

__all__ = [
    "RANK",
    "CallLine",
    "Deputy",
    "Hours",
    "Means",
    "Span",
    "State",
    "calls",
    "line_json",
    "read_hours",
]
