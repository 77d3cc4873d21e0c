"""Writing records as a file for an audience, by the desk's own marking ladder."""

from crisisdesk.exchange.audience import Audience
from crisisdesk.exchange.exporting import Exported, export
from crisisdesk.model.base import Record
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
    return export(view, form, case_id=case_id, record_type=record_type, audience=given)
