"""The sections of a brief. A new one is a module beside the others and a line in ``SECTIONS``."""

from crisisdesk.briefing.section import Section
from crisisdesk.briefing.sections.actions import Actions
from crisisdesk.briefing.sections.bottom_line import BottomLine
from crisisdesk.briefing.sections.changed import Changed
from crisisdesk.briefing.sections.channels import Channels
from crisisdesk.briefing.sections.commitments import Commitments
from crisisdesk.briefing.sections.decisions import Decisions
from crisisdesk.briefing.sections.handling import Handling
from crisisdesk.briefing.sections.network import NetworkView
from crisisdesk.briefing.sections.partners import Partners
from crisisdesk.briefing.sections.sanctions import Sanctions
from crisisdesk.briefing.sections.situation import Situation
from crisisdesk.briefing.sections.sources import Sources
from crisisdesk.briefing.sections.transfers import Transfers

__all__ = ["SECTIONS", "section_named"]

SECTIONS: tuple[Section, ...] = (
    BottomLine(),
    Changed(),
    Situation(),
    Decisions(),
    Actions(),
    Partners(),
    Sanctions(),
    Transfers(),
    Commitments(),
    Channels(),
    NetworkView(),
    Sources(),
    Handling(),
)


def section_named(name: str) -> Section:
    """The section with this name; a profile that names another is a bug."""
    return next(section for section in SECTIONS if section.name == name)
