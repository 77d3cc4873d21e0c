"""What screening and ownership leave to be looked at, as findings beside those of the checks (``D4``)."""

from collections.abc import Iterator
from typing import Any

from crisisdesk.checks.finding import SCREENING, Finding, Gravity
from crisisdesk.checks.words import counted, few, listed, quoted
from crisisdesk.model.base import Record
from crisisdesk.model.lists import ScreeningDecision
from crisisdesk.model.sanctions import Measure
from crisisdesk.progress import Progress, silent
from crisisdesk.services.listings import LinkedListing, ListingState, linked_listings
from crisisdesk.services.lists import adopted
from crisisdesk.services.ownership import ownership_findings
from crisisdesk.services.screening import ScreeningRoom
from crisisdesk.services.screening_queue import OpenHit, Standing, rescreen
from crisisdesk.store.snapshot import Snapshot

_CHECK, _ = SCREENING
_STRONG = 0.9


def screening_findings(view: Snapshot, room: ScreeningRoom, progress: Progress = silent) -> list[Finding]:
    """Names that may be listed, companies that listed parties may own, links to listings that have ended.

    One finding for each record with such names, each such company and each such link.

    Args:
        view: The desk at a moment.
        room: Holds the index over the adopted lists; it is built where it is not there yet, which takes seconds for
            whole lists.
        progress: Called while the index is built.
    """
    by_record: dict[str, list[OpenHit]] = {}
    for one in rescreen(view, room, progress):
        by_record.setdefault(one.subject.record_id, []).append(one)
    names = view.captions(by_record)
    found = [_hits(view, names.get(record, record), record, hits) for record, hits in by_record.items()]
    return [*found, *ownership_findings(view), *_ended(view)]


def _hits(view: Snapshot, caption: str, record_id: str, hits: list[OpenHit]) -> Finding:
    best = hits[0]  # the queue is in order of the score
    asked = list(dict.fromkeys(one.subject.question.name for one in hits))
    changed = [one for one in hits if one.standing is Standing.CHANGED]
    lists = listed(sorted({one.hit.list for one in hits}))
    why = (
        f"a listing that was decided on has changed ({lists})"
        if changed
        else f"{counted(len(hits), 'listed party', 'listed parties')} may be meant ({lists}), best {best.hit.score:.2f}"
    )
    record = view.lookup(record_id)
    return Finding(
        check=_CHECK,
        gravity=Gravity.SERIOUS if changed or best.hit.score >= _STRONG else Gravity.CAUTION,
        reason=f"{few([quoted(name) for name in asked])} in {quoted(caption)}: {why}, and nobody has decided.",
        records=(record_id,),
        proposed="Decide in the queue of the screening whether the listed party is meant, with the reason.",
        case_id=_case_of(record),
        aspect="hit",
        partners=(record_id,) if record is not None and type(record).__tablename__ == "partner" else (),
    )


def _case_of(record: Record | None) -> str:
    case: Any = getattr(record, "case_id", None)
    return case or ""


def _ended(view: Snapshot) -> Iterator[Finding]:
    if not adopted(view):
        return
    for link in linked_listings(view):
        if link.listing is None or link.listing.state is not ListingState.ENDED or _over(link):
            continue
        yield Finding(
            check=_CHECK,
            gravity=Gravity.INFO,
            reason=f"{quoted(str(link.record))} points to a listing that has ended: {link.listing.sentence}",
            records=(link.record.id,),
            proposed="Look at what rests on the listing, and end or change it with a reason.",
            case_id=_case_of(link.record),
            aspect="ended",
        )


def _over(link: LinkedListing) -> bool:
    """Whether the record itself is at its end already."""
    match link.record:
        case Measure(status=status):
            return status in {"lifted", "expired", "withdrawn", "legacy", "closed"}
        case ScreeningDecision():
            return False
        case _:
            return True
