"""The partners that the records of a case name."""

from crisisdesk.store.snapshot import Snapshot

_NAMED = """
SELECT partner_id FROM involvement WHERE case_id = ?1
UNION SELECT partner_id FROM position WHERE case_id = ?1
UNION SELECT from_id FROM link WHERE case_id = ?1 UNION SELECT to_id FROM link WHERE case_id = ?1
UNION SELECT partner_id FROM action WHERE case_id = ?1
UNION SELECT giver_id FROM "commitment" WHERE case_id = ?1 UNION SELECT receiver_id FROM "commitment" WHERE case_id = ?1
UNION SELECT issuer_id FROM measure WHERE case_id = ?1 UNION SELECT target_id FROM measure WHERE case_id = ?1
UNION SELECT partner_id FROM alignment JOIN measure ON measure.id = measure_id WHERE measure.case_id = ?1
UNION SELECT supplier_id FROM transfer WHERE case_id = ?1 UNION SELECT recipient_id FROM transfer WHERE case_id = ?1
UNION SELECT partner_id FROM adjustment WHERE case_id = ?1
"""


def circle_of(view: Snapshot, case_id: str) -> frozenset[str]:
    """Their ids: involved, tasked, linked, promising, aligned, supplied."""
    return frozenset(partner for (partner,) in view.sql(_NAMED, case_id) if partner)
