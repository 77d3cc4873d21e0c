"""The marks that a paper carries beside its banner: classification block, CUI box, caveats (domain facts 6.1, 6.2)."""

from crisisdesk.model.desk import Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking

_OPEN = "____________________"
_CUI, _US = "cui", "us"


def block_of(desk: Desk, banner: Marking, known: Ladder, uplift_reason: str = "") -> tuple[str, ...]:
    """The lines at the lower left of the first page; what no record knows is left open for the classifier's hand.

    A classified paper of the United States has its authority block, a controlled one its box; papers of other systems
    have none, but every compilation says why it is marked higher than its portions.
    """
    level = known.level(banner)
    lines: tuple[str, ...] = ()
    if level.system == _US and known.classified(banner):
        lines = (
            f"Classified By: {desk.classified_by or _OPEN}",
            "Derived From: Multiple sources, see the list of sources",
            f"Declassify On: {desk.declassify_on or _OPEN}",
        )
    elif level.system == _CUI:
        limits = [control for control in banner.controls if known.limits(control)]
        categories = [control.removeprefix("SP-") for control in banner.controls if control not in limits]
        spread = "/".join([*limits, *([f"REL TO {', '.join(banner.release)}"] if banner.release else [])])
        lines = (
            f"Controlled by: {desk.originator or desk.name or _OPEN}",
            f"CUI Category: {', '.join(categories) or _OPEN}",
            f"Distribution/LDC: {spread or 'None'}",
            f"POC: {desk.point_of_contact or _OPEN}",
        )
    return (*lines, f"Compilation: {uplift_reason}") if uplift_reason else lines
