"""What the header of a case says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.cases import open_ends
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case as its header and its dialogs show it."""

    case: CrisisCase
    lead_desk: str
    open_ends: Mapping[str, Sequence[str]]
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
    return CaseHead(
        case=case,
        lead_desk=lead,
        open_ends=open_ends(view, case_id),
        times=read_times(view),
        words=read_words(view, "case_phase", "log_kind"),
        past=view.past,
    )
