"""From a crisis case to every transfer that it touches, and why."""

from collections import defaultdict
from dataclasses import dataclass

from crisisdesk.model.cases import CrisisCase
from crisisdesk.services.pipeline import Line, lines
from crisisdesk.store.snapshot import Snapshot

_WAYS = (
    ("It belongs to the case", "SELECT id, '' FROM transfer WHERE case_id = ?"),
    ("A lever of the case moves it", "SELECT transfer_id, id FROM adjustment WHERE case_id = ?"),
    (
        "Its recipient has a role in the case",
        "SELECT t.id, i.id FROM involvement i JOIN transfer t ON t.recipient_id = i.partner_id WHERE i.case_id = ?",
    ),
    (
        "Its supplier has a role in the case and is not this desk's state",
        ("SELECT t.id, i.id FROM involvement i JOIN transfer t ON t.supplier_id = i.partner_id"
        " WHERE i.case_id = ? AND i.partner_id <> COALESCE((SELECT home_id FROM desk LIMIT 1), '')"),
    ),
    (
        "A measure of the case is aimed at its recipient",
        "SELECT t.id, m.id FROM measure m JOIN transfer t ON t.recipient_id = m.target_id WHERE m.case_id = ?",
    ),
    (
        "An export control of the case names its recipient",
        "SELECT t.id, x.id FROM export_control x JOIN transfer t ON t.recipient_id = x.destination_id WHERE x.case_id = ?",
    ),
    (
        "An entry of the log names it",
        ("SELECT m.to_key, l.id FROM log_entry l JOIN mention m ON m.from_key = l.id"
        " JOIN transfer t ON t.id = m.to_key WHERE l.case_id = ?"),
    ),
    ("A condition of the case is tied to it", "SELECT transfer_id, id FROM condition WHERE case_id = ?"),
    ("A licence of the case is for it", "SELECT transfer_id, id FROM licence WHERE case_id = ?"),
    ("A notification of the case is of it", "SELECT transfer_id, id FROM notification WHERE case_id = ?"),
    ("An end-use check of the case is of it", "SELECT transfer_id, id FROM end_use_check WHERE case_id = ?"),
    ("A risk of the case is about it", "SELECT transfer_id, id FROM risk WHERE case_id = ?"),
    ("A regional-balance note of the case is about it", "SELECT transfer_id, id FROM balance_note WHERE case_id = ?"),
    ("A programme of the case pays for it",
     "SELECT t.id, p.id FROM programme p JOIN transfer t ON t.programme_id = p.id WHERE p.case_id = ?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touch:
    """One reason why a case touches a transfer, and the record that shows it; empty where it is the transfer itself."""

    why: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A transfer that a case touches, with every reason, the closest first."""

    line: Line
    touches: tuple[Touch, ...]


def touched(view: Snapshot, case_id: str, *, closed: bool = False) -> list[Touched]:
    """Every transfer that a case touches: its own, those that its levers, partners, measures and records point to.

    Raises:
        UserError: There is no such case.
    """
    view.get(CrisisCase, case_id)
    found: dict[str, list[Touch]] = defaultdict(list)
    for why, text in _WAYS:
        for transfer_id, record_id in view.sql(text, case_id):
            if transfer_id:
                found[transfer_id].append(Touch(why, record_id))
    order = {why: place for place, (why, _) in enumerate(_WAYS)}
    kept: list[Touched] = []
    ids = list(found)
    for start in range(0, len(ids), 500):
        kept += [
            Touched(line, tuple(found[line.id]))
            for line in lines(view, ids=ids[start : start + 500])
            if closed or line.status not in {"completed", "cancelled", "refused"}
        ]
    return sorted(kept, key=lambda one: (order[one.touches[0].why], one.line.title.casefold(), one.line.id))
