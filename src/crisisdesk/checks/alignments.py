"""How partners stand to measures on a day: the newest alignment that holds, of each partner and measure."""

from collections import defaultdict
from datetime import date

from crisisdesk.checks.scope import Scope
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot

IN_EFFECT = frozenset({"coordinated", "adopted", "announced", "in_force", "amended", "renewed"})


def current_alignments(view: Snapshot, scope: Scope) -> dict[str, dict[str, Alignment]]:
    """By measure, then by partner."""
    found: dict[str, dict[str, Alignment]] = defaultdict(dict)
    for one in sorted(view.all(Alignment), key=lambda one: (begun(one.begins_on), one.id)):
        if one.in_force(scope.day):
            found[one.measure_id][one.partner_id] = one
    return found


def begun(when: PartialDate | None) -> date:
    """The first day that a date can mean; the beginning of time where there is none."""
    return when.first if when else date.min


def live_measures(view: Snapshot, scope: Scope) -> list[Measure]:
    """Measures in effect, or about to be, of live cases."""
    return [m for m in view.all(Measure, Measure.status.in_(sorted(IN_EFFECT))) if scope.live(m.case_id)]
