"""Writing records as a file for an audience, by the desk's own marking ladder."""

from dataclasses import replace

from crisisdesk.errors import UserError
from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.exporting import Exported, export
from crisisdesk.model.base import UNMARKED, Record
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot


def export_records(
    view: Snapshot,
    form: str,
    *,
    case_id: str = "",
    record_type: type[Record] | None = None,
    audience: str = "",
) -> Exported:
    """Write the records of a case, of a type, or all, as ``csv``, ``json`` or ``xlsx``.

    ``audience`` is a marking such as ``SECRET//REL TO USA, GBR``: what is marked above it, or not released to
    all whom it names, is left out and counted.

    Raises:
        UserError: There is no such format or case, or the audience is no marking that the desk knows.
    """
    given = Audience.named(audience, ladder(view)) if audience else None
    return bannered(view, export(view, form, case_id=case_id, record_type=record_type, audience=given))


def bannered(view: Snapshot, made: Exported) -> Exported:
    """The same with its banner by the desk's own ladder, none where it has no ladder; words in brackets that are no mark do not count."""
    known = ladder(view)
    if not known.levels:
        return made
    banner = known.banner((mark for mark in made.markings if _is_mark(known, mark)), UNMARKED)
    return replace(made, banner=str(banner))


def _is_mark(known: Ladder, marking: Marking) -> bool:
    try:
        known.level(marking)
    except UserError:
        return False
    return True
