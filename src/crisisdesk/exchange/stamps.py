"""The stamp of an exercise on files, by which they are kept out of live desks."""

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_out import STAMP_COLUMN
from crisisdesk.exchange.opening import Source
from crisisdesk.exchange.vcard_out import EXERCISE
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.store.snapshot import Snapshot

_HEAD = 64 * 1024
_SIGNS = (STAMP_COLUMN, EXERCISE, "X-WR-CALNAME:EXERCISE ")


def refuse_stamped(view: Snapshot, source: Source) -> None:
    """Keep what was exported from an exercise out of a live desk; JSON says so itself (see ``rows_in``).

    Raises:
        UserError: The file bears the stamp of an exercise, and this desk is live.
    """
    desk = view.find(Desk, DESK_ID)
    if desk is not None and desk.exercise:
        return
    try:
        head = source.text().read(_HEAD)
    except UnicodeError:  # the reader says where
        return
    if any(sign in head for sign in _SIGNS):
        raise UserError(f"{source.name} is exercise, and this desk is not; import it into an exercise desk.")
