"""The sections of a brief. A new one is a module beside the others and a line in ``SECTIONS``."""

from crisisdesk.briefing.section import Section
from crisisdesk.briefing.sections.actions import Actions
from crisisdesk.briefing.sections.adjustments import Adjustments
from crisisdesk.briefing.sections.bottom_line import BottomLine
from crisisdesk.briefing.sections.changed import Changed
from crisisdesk.briefing.sections.channels import Channels
from crisisdesk.briefing.sections.clearance import Clearance
from crisisdesk.briefing.sections.clocks import Clocks
from crisisdesk.briefing.sections.commitments import Commitments
from crisisdesk.briefing.sections.considerations import Considerations
from crisisdesk.briefing.sections.controls import Controls
from crisisdesk.briefing.sections.counterpart import CounterpartFacts
from crisisdesk.briefing.sections.decisions import DecisionLog, Decisions
from crisisdesk.briefing.sections.do_not_say import DoNotSay
from crisisdesk.briefing.sections.engagements import Engagements
from crisisdesk.briefing.sections.findings import Findings
from crisisdesk.briefing.sections.glossary import Glossary
from crisisdesk.briefing.sections.handling import Handling
from crisisdesk.briefing.sections.hindsight import Hindsight
from crisisdesk.briefing.sections.lessons import Lessons
from crisisdesk.briefing.sections.network import NetworkView
from crisisdesk.briefing.sections.oversight import Oversight
from crisisdesk.briefing.sections.partners import Partners
from crisisdesk.briefing.sections.red_lines import RedLines
from crisisdesk.briefing.sections.sanctions import Sanctions
from crisisdesk.briefing.sections.situation import Situation
from crisisdesk.briefing.sections.sources import Sources
from crisisdesk.briefing.sections.talking_points import TalkingPoints
from crisisdesk.briefing.sections.timeline import Timeline
from crisisdesk.briefing.sections.transfers import Transfers
from crisisdesk.errors import UserError

__all__ = ["SECTIONS", "section_named"]

SECTIONS: tuple[Section, ...] = (
    BottomLine(),
    Changed(),
    Situation(),
    Timeline(),
    Decisions(),
    DecisionLog(),
    Considerations(),
    Actions(),
    Partners(),
    Sanctions(),
    Controls(),
    Transfers(),
    Adjustments(),
    Commitments(),
    RedLines(),
    Channels(),
    NetworkView(),
    Oversight(),
    Engagements(),
    Clocks(),
    CounterpartFacts(),
    TalkingPoints(),
    DoNotSay(),
    Findings(),
    Hindsight(),
    Lessons(),
    Clearance(),
    Sources(),
    Glossary(),
    Handling(),
)


def section_named(name: str) -> Section:
    """The section with this name.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    found = next((section for section in SECTIONS if section.name == wanted), None)
    if found is None:
        names = ", ".join(section.name for section in SECTIONS)
        raise UserError(f"There is no section “{name[:40]}”; choose among {names}.")
    return found
