"""How this copy was made, and what is not in it."""

from crisisdesk.briefing.blocks import Block
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import counted
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot


class Handling:
    """For our own readers only: a copy for a partner does not say that anything was withheld."""

    name = "handling"
    title = "Handling of this copy"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """One line."""
        del view  # it says how the brief was made, not what is in the records
        if scope.released:
            return []
        count = len({key.partition("/")[0] for key in scope.portions.withheld})
        kept = (
            "no portion was withheld"
            if not count
            else f"{counted(count, 'record')} marked above {scope.portions.audience.limit} withheld"
        )
        return [
            scope.plain(
                f"Made from the records of this desk as of {dtg(scope.as_of)}; the revision stands at the foot. "
                f"The marking was computed from all portions; {kept} from this copy."
            )
        ]
