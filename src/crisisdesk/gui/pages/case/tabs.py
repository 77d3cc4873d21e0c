"""The tabs of a case, in their order."""

from crisisdesk.gui.pages.case.actions_tab import ActionsTab
from crisisdesk.gui.pages.case.briefs_tab import BriefsTab
from crisisdesk.gui.pages.case.channels_tab import ChannelsTab
from crisisdesk.gui.pages.case.decisions_tab import DecisionsTab
from crisisdesk.gui.pages.case.findings_tab import FindingsTab
from crisisdesk.gui.pages.case.ladder_tab import LadderTab
from crisisdesk.gui.pages.case.log_table import LogTableTab
from crisisdesk.gui.pages.case.network_tab import NetworkTab
from crisisdesk.gui.pages.case.partners_tab import PartnersTab
from crisisdesk.gui.pages.case.sanctions_tab import SanctionsTab
from crisisdesk.gui.pages.case.tab import CaseTab
from crisisdesk.gui.pages.case.timeline import TimelineTab
from crisisdesk.gui.pages.case.transfers_tab import TransfersTab

TABS: tuple[type[CaseTab], ...] = (
    TimelineTab,
    LogTableTab,
    PartnersTab,
    ChannelsTab,
    ActionsTab,
    DecisionsTab,
    FindingsTab,
    SanctionsTab,
    TransfersTab,
    NetworkTab,
    BriefsTab,
    LadderTab,
)

TAB_KEYS = "1234567890-="
"""With Alt, the key of each tab in their order."""
