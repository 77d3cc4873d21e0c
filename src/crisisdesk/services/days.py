"""The day of a snapshot, as records hold it."""

from crisisdesk.model.values import PartialDate
from crisisdesk.store.snapshot import Snapshot


def today(view: Snapshot) -> PartialDate:
    """The day that a snapshot shows, by UTC."""
    return PartialDate.parse(f"{view.moment:%Y-%m-%d}")
