"""What the header of a case says."""

from dataclasses import dataclass

from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case as its header and its dialogs show it."""

    case: CrisisCase
    lead_desk: str
    open_actions: tuple[str, ...]
    times: Times
    words: Words
    past: bool

    @property
    def phase(self) -> str:
        """The phase in words."""
        return self.words.of("case_phase", self.case.phase)


def read_head(view: Snapshot, case_id: str) -> CaseHead | None:
    """Read the header of a case; nothing where there was no such case at the moment looked at."""
    case = view.find(CrisisCase, case_id)
    if case is None:
        return None
    lead = view.captions([case.lead_desk_id]).get(case.lead_desk_id or "", "")
    still_open = view.all(Action, Action.case_id == case_id, Action.status.not_in(CLOSED_ACTIONS))
    return CaseHead(
        case=case,
        lead_desk=lead,
        open_actions=tuple(action.title for action in still_open),
        times=read_times(view),
        words=read_words(view, "case_phase", "log_kind"),
        past=view.past,
    )
