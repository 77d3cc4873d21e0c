"""How a desk stands as a whole: its name, its marking, its recent moments."""

from dataclasses import dataclass

from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.markings import ladder
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot

RECENT = 400
_WITHOUT_CONTENT = {"term", "marking_level"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame of a window says: name, banner, whether all is exercise, the moments to go back to.

    ``undo`` and ``redo`` are the acts that they would take back, empty where there is none.
    """

    name: str
    banner: str
    exercise: bool
    recent: tuple[Revision, ...]
    undo: str
    redo: str


def desk_banner(view: Snapshot) -> str:
    """The marking over everything that the desk holds, as a banner."""
    tables = (t.__tablename__ for t in RECORD_TYPES if t.__tablename__ not in _WITHOUT_CONTENT)
    texts = {text for table in tables for (text,) in view.sql(f'SELECT DISTINCT marking FROM "{table}"')}
    marks = [Marking.parse(text) for text in sorted(texts)]
    return str(ladder(view).banner(marks, Marking("UNCLASSIFIED")))


def standing(view: Snapshot) -> Standing:
    """Read what the frame of a window says."""
    desk = view.find(Desk, DESK_ID)
    back, again = view.to_undo(), view.to_redo()
    redone = view.revision_named(again.reverts_id or 0) if again else None
    return Standing(
        name=desk.name if desk else "",
        banner=desk_banner(view),
        exercise=bool(desk and desk.exercise),
        recent=tuple(reversed(view.history(limit=RECENT))),
        undo=back.summary if back else "",
        redo=redone.summary if redone else "",
    )
